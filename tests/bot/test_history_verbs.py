"""board, history, chart, movers and calendar on the command line."""

from __future__ import annotations

import csv
import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.cli import run_cli
from briefs.times import CHINA
from tests.support.price_days import flash


@pytest.fixture(autouse=True)
def desk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Path:
    """A folder with a database that was told three days of tin, up to today."""
    monkeypatch.chdir(tmp_path)
    for name in ("BOT_TOKEN", "BOT_API_URL", "DATABASE_URL", "DATA_DIR", "PORT", "OWNERS"):
        monkeypatch.delenv(f"FLASHBRIEF_{name}", raising=False)
    today = datetime.now(CHINA).date()
    for ago, level in ((2, "250,000"), (1, "252,000"), (0, "255,000")):
        page = tmp_path / f"{ago}.txt"
        page.write_text(flash(today - timedelta(days=ago), "#1 tin", level), encoding="utf-8")
        assert run_cli(["ingest", page.name]) == 0
    capsys.readouterr()
    return tmp_path


def rows(printed: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in printed.splitlines()]


def test_a_board_in_words_and_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    """The same figures in both; an unknown name is status 1 and a line."""
    assert run_cli(["board", "tin"]) == 0
    assert "255,000 CNY/t" in capsys.readouterr().out
    assert run_cli(["board", "tin", "--json"]) == 0
    (row,) = rows(capsys.readouterr().out)
    assert (row["high"], row["change_pct"], row["age_days"]) == (255000, 1.19, 0)
    assert row["computed"][-1]["inputs"] == [255000, 252000]
    assert run_cli(["board", "qqqqqq"]) == 1


def test_a_history_in_words_as_json_and_as_a_file(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Newest day first; a file of another kind is refused before anything is read."""
    assert run_cli(["history", "tin", "10d"]) == 0
    assert "255,000 +1.19%*" in capsys.readouterr().out
    assert run_cli(["history", "tin", "--json"]) == 0
    assert [row["low"] for row in rows(capsys.readouterr().out)] == [255000, 252000, 250000]
    assert run_cli(["history", "tin", "--output", "tin.csv"]) == 0
    with (desk / "tin.csv").open(encoding="utf-8-sig", newline="") as file:
        assert [row["low"] for row in csv.DictReader(file)] == ["255000", "252000", "250000"]
    assert run_cli(["history", "tin", "--output", "tin.doc"]) == 2
    assert run_cli(["history", "gold"]) == 1


def test_a_chart_is_written_and_told(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A PNG, and in words what it shows."""
    assert run_cli(["chart", "tin", "30d", "--output", "tin.png", "--dark"]) == 0
    assert (desk / "tin.png").read_bytes().startswith(b"\x89PNG")
    assert "255,000" in capsys.readouterr().out
    assert run_cli(["chart", "tin", "lead", "zinc"]) == 1


def test_movers_and_calendar(capsys: pytest.CaptureFixture[str]) -> None:
    """What moved, and which days exchanges are closed in a year."""
    assert run_cli(["movers", "--json"]) == 0
    (mover,) = rows(capsys.readouterr().out)
    assert (mover["sector"], mover["change_pct"]) == ("base-metals", 1.19)
    assert run_cli(["movers", "week"]) == 0
    assert "+2 %*" in capsys.readouterr().out
    assert run_cli(["calendar", "1y", "--json"]) == 0
    assert {"closed"} == {row["kind"] for row in rows(capsys.readouterr().out)}
    assert run_cli(["calendar", "copper", "30d"]) == 1
