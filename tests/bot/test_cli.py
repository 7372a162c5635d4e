"""The `flashbrief` command as others rely on it: what it prints, and its exit status."""

from __future__ import annotations

import io
import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from bot.cli import COMMANDS, run_cli

PAGE = """Indium Ingot Slips On Thin Trade; SMM Indium Down 0.8% [SMM Flash]

Published: Apr 2, 2025 11:40
SMM April 2 News: The average price of SMM indium ingot was reported at 2,480 yuan/kg, down by \
20 yuan/kg from the previous trading day, a decrease of 0.8%.
"""
ROW = {
    "id": "x-1",
    "title": "Indium ingot slips",
    "body": "SMM indium ingot averaged 2,480 yuan/kg, down 20 yuan/kg.",
    "published_at": "2025-04-02T11:40:00",
    "url": "https://example.org/1",
}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working folder and no settings of the machine's own."""
    monkeypatch.chdir(tmp_path)
    for name in ("BOT_TOKEN", "BOT_API_URL", "DATABASE_URL", "DATA_DIR", "PORT", "OWNERS"):
        monkeypatch.delenv(f"FLASHBRIEF_{name}", raising=False)
    return tmp_path


@pytest.fixture
def page(folder: Path) -> Path:
    path = folder / "indium.txt"
    path.write_text(PAGE, encoding="utf-8")
    return path


def pipe(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    stream = io.TextIOWrapper(io.BytesIO(text.encode()), encoding="utf-8")
    monkeypatch.setattr("sys.stdin", stream)


def rows(printed: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in printed.splitlines()]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_verb_explains_itself(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Each verb of the table loads and has a help text."""
    assert run_cli([name, "--help"]) == 0
    assert "Usage: flashbrief" in capsys.readouterr().out


@pytest.mark.parametrize(
    "arguments",
    [["nonsense"], ["ingest"], ["ingest", "nowhere.txt"], ["ask"], ["bench", "x"], ["ask", "--x"]],
)
def test_misuse_is_two_plain_lines_and_status_2(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """A wrong call names what is wrong and where help is, on standard error."""
    assert run_cli(arguments) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert 1 <= len(printed.err.strip().splitlines()) <= 2
    assert printed.err.startswith("flashbrief: ")


def test_extract_prints_a_line_of_facts_for_each_flash(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """JSON Lines in, the same ids in the same order out, each fact with its quote."""
    pipe(monkeypatch, "".join(json.dumps({**ROW, "id": name}) + "\n" for name in ("b", "a")))

    assert run_cli(["extract"]) == 0
    printed = rows(capsys.readouterr().out)
    assert [row["id"] for row in printed] == ["b", "a"]
    price = printed[0]["facts"]["prices"][0]
    assert (price["low"], price["unit"], price["change"]) == (2480, "CNY/kg", -20)
    assert price["quote"] in ROW["body"]
    assert set(printed[0]["facts"]) == {
        *("prices", "moves", "volumes", "policies", "risks", "deals", "opinions"),
    }


def test_extract_says_which_line_it_cannot_read(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A broken line gives a line with its error; the others are read; the status is 1."""
    pipe(monkeypatch, '{"id": "broken", \n' + json.dumps(ROW) + "\n")

    assert run_cli(["extract"]) == 1
    broken, read = rows(capsys.readouterr().out)
    assert broken["error"]
    assert read["facts"]["prices"]


def test_ingest_stores_once(page: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A page is stored once; the second time it adds nothing. The database makes itself."""
    assert run_cli(["ingest", str(page), "--json"]) == 0
    assert run_cli(["ingest", str(page), "--json"]) == 0
    first, second = rows(capsys.readouterr().out)
    assert (first["result"], second["result"]) == ("stored", "repeated")
    assert Path("data/flashbrief.db").exists()


def test_ingest_reads_standard_input(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """`-` is standard input; what it is is told from the text."""
    pipe(monkeypatch, json.dumps(ROW) + "\n" + json.dumps({**ROW, "id": "x-2"}) + "\n")

    assert run_cli(["ingest", "-", "--json"]) == 0
    results = [row["result"] for row in rows(capsys.readouterr().out)]
    assert results == ["stored", "repeated"]


def test_what_cannot_be_read_waits_in_quarantine(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """An unreadable file fails with status 1, is listed with its reason, shown, and replayable."""
    (folder / "bad.jsonl").write_text('{"title": \n', encoding="utf-8")

    assert run_cli(["ingest", "bad.jsonl"]) == 1
    capsys.readouterr()
    assert run_cli(["quarantine", "--json"]) == 0
    (waiting,) = rows(capsys.readouterr().out)
    assert waiting["origin"].startswith("bad.jsonl")
    assert "JSON" in waiting["reason"]
    assert run_cli(["quarantine", "show", str(waiting["number"])]) == 0
    assert capsys.readouterr().out.startswith('{"title":')
    assert run_cli(["quarantine", "replay"]) == 1
    assert run_cli(["quarantine", "show", "999"]) == 1


def test_what_was_given_up_is_listed_shown_and_replayed(
    page: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A dead letter has its reason; queued again it is no dead letter any more."""
    run_cli(["ingest", str(page)])
    capsys.readouterr()
    assert run_cli(["outbox"]) == 0
    assert "empty" in capsys.readouterr().out
    assert run_cli(["outbox", "replay"]) == 1
    with sqlite3.connect("data/flashbrief.db") as database:
        database.execute(
            "INSERT INTO outbox (key, chat_id, thread_id, text, lane, state, reason, attempts, "
            "not_before, created_at, parts_done) VALUES ('k', 7, 0, 'a lost text', 2, 'dead', "
            "'server', 8, '2026-03-02 08:00:00.000000', '2026-03-02 08:00:00.000000', 0)"
        )
    capsys.readouterr()

    assert run_cli(["outbox", "list", "--json"]) == 0
    (letter,) = rows(capsys.readouterr().out)
    assert (letter["chat"], letter["reason"], letter["tries"]) == (7, "server", 8)
    assert run_cli(["outbox", "show", str(letter["number"])]) == 0
    assert capsys.readouterr().out == "a lost text\n"
    assert run_cli(["outbox", "replay", str(letter["number"])]) == 0
    capsys.readouterr()
    assert run_cli(["outbox"]) == 0
    assert capsys.readouterr().out.split() == ["1", "ready"]
    assert run_cli(["outbox", "show", "1"]) == 1


def test_brief_prints_the_briefing_of_a_page(
    page: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without storing anything; no markup reaches the terminal."""
    assert run_cli(["brief", str(page)]) == 0
    printed = capsys.readouterr().out
    assert "2,480 CNY/kg" in printed
    assert "<b>" not in printed
    assert not Path("data").exists()


def test_brief_since_says_when_nothing_is_stored(
    page: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A period with nothing in it is an honest line, not an empty briefing."""
    run_cli(["ingest", str(page)])
    capsys.readouterr()

    assert run_cli(["brief", "--since", "24h"]) == 0
    assert "Nothing" in capsys.readouterr().out
    assert run_cli(["brief", "--since", "soon"]) == 2


def test_ask_answers_with_the_sentence(page: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A question is answered from what was ingested; --jsonl answers lines in order."""
    run_cli(["ingest", str(page)])
    capsys.readouterr()

    assert run_cli(["ask", "what", "is", "indium", "ingot", "trading", "at"]) == 0
    assert "The average price of SMM indium ingot was reported at" in capsys.readouterr().out
    assert run_cli(["ask", "--json", "indium ingot price"]) == 0
    (answer,) = rows(capsys.readouterr().out)
    assert answer["answerable"]
    assert "2,480" in answer["text"]
    assert answer["citations"][0]["quote"] in " ".join(PAGE.split())


def test_explain_names_rule_and_sentence(page: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each fact is shown with the rule that made it, its sentence and its check."""
    assert run_cli(["explain", str(page)]) == 0
    printed = capsys.readouterr().out
    assert "rule " in printed
    assert "quote  SMM April 2 News" in printed
    assert "consistent" in printed


def test_explain_accounts_for_every_number(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What no fact uses is listed with its sentence; labels and dates by the reason."""
    page = tmp_path / "gauge.txt"
    body = "SHFE copper 2511 was busy on March 4. The sentiment gauge read 1.8 for sellers."
    page.write_text(f"Gauge (Sample)\nMar 5, 2030 10:00\n{body}", "utf-8")

    assert run_cli(["explain", str(page)]) == 0
    printed = capsys.readouterr().out
    assert "not read: 1.8\n    quote  The sentiment gauge read 1.8 for sellers." in printed
    assert "contract month: 2511" in printed
    assert "date: 4" in printed
    assert run_cli(["explain", "--json", str(page)]) == 0
    row = json.loads(capsys.readouterr().out)
    assert {"text": "2511", "why": "contract month"} in row["aside"]


def test_doctor_says_what_to_do(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """All well without a token; a Bot API that does not answer is named with its remedy."""
    assert run_cli(["doctor"]) == 0
    assert "sandbox" in capsys.readouterr().out
    monkeypatch.setenv("FLASHBRIEF_BOT_TOKEN", "123456:" + "a" * 35)
    monkeypatch.setenv("FLASHBRIEF_BOT_API_URL", "http://127.0.0.1:9")
    assert run_cli(["doctor"]) == 1
    printed = capsys.readouterr()
    assert "does not answer" in printed.out
    assert "a" * 35 not in printed.out + printed.err


def test_a_wrong_setting_is_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The line names the setting and what it should be."""
    monkeypatch.setenv("FLASHBRIEF_PORT", "many")

    assert run_cli(["doctor"]) == 1
    assert capsys.readouterr().err.startswith("flashbrief: FLASHBRIEF_PORT: ")


def test_lexicon_finds_names(capsys: pytest.CaptureFixture[str]) -> None:
    """A trader's short form, Chinese and a misspelling find the same material."""
    found = []
    for name in ("ndpr oxide", "氧化镨钕", "pr-nd oxid"):
        assert run_cli(["lexicon", "find", name, "--json"]) == 0
        found.append(rows(capsys.readouterr().out)[0]["id"])
    assert len(set(found)) == 1
    assert run_cli(["lexicon", "check"]) == 0
    assert run_cli(["lexicon", "find", "qqqqqqqqqq"]) == 1


def test_policy_prints_a_life(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """By a name or by words; as lines and as JSON; a topic without any is one plain line."""
    page = tmp_path / "ban.txt"
    told = "The Democratic Republic of Congo banned cobalt exports on February 22, 2030."
    page.write_text(f"Cobalt (Sample)\nFeb 23, 2030 10:00\n{told}", "utf-8")
    assert run_cli(["ingest", str(page)]) == 0
    capsys.readouterr()

    assert run_cli(["policy", "cobalt"]) == 0
    printed = capsys.readouterr().out
    assert "22 Feb 2030" in printed
    assert told in printed
    assert run_cli(["policy", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["stages"][0]["since"] == "2030-02-22"
    assert run_cli(["policy", "tin"]) == 1
    assert "no policy is stored on tin" in capsys.readouterr().err


def test_convert_shows_every_input(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A range, units as wires write them, the tax of the day, and the sentence of the rate."""
    note = folder / "yuan.txt"
    told = "The USD/CNY rate was 7.2000 on February 2."
    note.write_text(f"Yuan (Sample)\nFeb 2, 2026 10:00\n{told}", "utf-8")
    assert run_cli(["ingest", str(note)]) == 0
    capsys.readouterr()

    wanted = ["yuan/mt", "USD/t", "--on", "2026-02-03", "--vat", "remove"]
    assert run_cli(["convert", "72,000-81,360", *wanted]) == 0
    low, high, source = capsys.readouterr().out.splitlines()
    assert low.endswith("72000 ÷ 1.13 (VAT 13%) ÷ 7.2000 CNY/USD of 2026-02-02 = 8849.5575 USD/t")
    assert high.endswith("= 10000 USD/t")
    assert told in source
    assert run_cli(["convert", "8.23", "cents/lb", "USD/t"]) == 0
    assert "0.0823 × 1000000 g/t ÷ 453.59237 g/lb" in capsys.readouterr().out
    assert run_cli(["convert", "-45", "USD/dmt", "USD/dmt"]) == 0
    assert capsys.readouterr().out.startswith("-45 = -45")


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (["72000", "CNY/t", "USD/t", "--on", "2026-02-20"], 1, "no CNY/USD rate is stored"),
        (["1.1", "USD/kg", "EUR/kg", "--on", "2026-02-20"], 1, "rate is stored"),
        (["many", "CNY/t", "USD/t"], 2, "is no price"),
        (["72000", "CNY/t", "somewhere"], 2, "is no price"),
    ],
)
def test_without_a_rate_nothing_is_converted(
    folder: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], status: int, words: str
) -> None:
    """No rate is assumed; what is no price is said to be none."""
    assert run_cli(["convert", *arguments]) == status
    assert words in capsys.readouterr().err
