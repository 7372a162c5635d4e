"""Policies followed over many flashes, in English and Chinese, through the main line."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from briefs.answer import answer
from briefs.condense import condense
from briefs.ingest import ingest
from briefs.jurisdiction import jurisdiction_by
from briefs.lexicon import load_lexicon
from briefs.life_cycle import Timeline, policy_timeline
from briefs.publish import brief_event
from briefs.render import load_renderer
from briefs.store import Store, migrate, open_store
from briefs.store.facts import find_facts
from briefs.types import FindingKind, Language, RawFlash
from tests.support.corpus import FOLDER
from tests.support.telegram_html import check_markup

LEXICON = load_lexicon()
RENDERER = load_renderer(lexicon=LEXICON)
LINES = (FOLDER / "policy_stories.jsonl").read_text("utf-8").splitlines()
ROWS = [json.loads(line) for line in LINES]
STORIES: Mapping[str, Sequence[Mapping[str, str]]] = {
    name: [row for row in ROWS if row["story"] == name] for name in {row["story"] for row in ROWS}
}


async def tell(folder: Path, story: str) -> tuple[Store, list[int]]:
    """A store of its own with the flashes of a story, and the event of each."""
    url = f"sqlite+aiosqlite:///{folder / 'story.db'}"
    await migrate(url)
    store = await open_store(url)
    told = []
    for row in STORIES[story]:
        at = datetime.fromisoformat(row["published_at"])
        (outcome,) = await ingest(
            RawFlash("paste", story, json.dumps(row), "json", at),
            store=store, lexicon=LEXICON, renderer=RENDERER, now=at,
        )  # fmt: skip
        assert outcome.event_id is not None
        told.append(outcome.event_id)
    return store, told


async def lives(store: Store) -> tuple[Timeline, ...]:
    async with store.read() as conn:
        return await policy_timeline(conn, lexicon=LEXICON)


def stages_of(line: Timeline) -> list[tuple[str, str]]:
    return [(stage.status.value, str(stage.since)) for stage in line.stages]


#: By story: what is in the title → its stages, each with the day since when it holds.
EXPECTED = {
    "cobalt": {
        "export ban": [
            ("rumoured", "2025-02-24"), ("announced", "2025-02-24"), ("effective", "2025-02-22"),
            ("effective", "2025-06-21"), ("ended", "2025-10-16"),
        ],
        "quota": [("announced", "2025-10-16"), ("effective", "2025-10-17")],
    },
    "tungsten": {
        "Tungsten": [
            ("rumoured", "2030-01-10"), ("consultation", "2030-03-02"),
            ("announced", "2030-06-14"), ("effective", "2030-08-01"),
        ],
        "Rare Earth": [("consultation", "2030-03-04")],
    },
    "copper": {
        "50% tariff on semi": [
            ("announced", "2025-07-30"), ("effective", "2025-08-01"), ("suspended", "2025-11-19"),
        ],
        "15%": [("rumoured", "2025-07-31")],
    },
    "nickel": {
        "royalties": [
            ("consultation", "2029-05-01"), ("announced", "2029-06-10"),
            ("suspended", "2029-06-27"), ("effective", "2029-09-01"),
        ],
        "ore export": [("consultation", "2029-06-12"), ("ended", "2029-09-09")],
    },
    "rare-earths-zh": {
        "总量调控": [
            ("consultation", "2031-02-20"), ("announced", "2031-08-22"),
            ("effective", "2031-10-01"),
        ],
        "追溯": [("consultation", "2031-02-21")],
    },
    "antimony-zh": {"禁令|ban on exports": [("suspended", "2025-11-09")]},
}  # fmt: skip


@pytest.mark.parametrize("story", EXPECTED)
async def test_a_policy_is_one_thing_through_all_its_flashes(tmp_path: Path, story: str) -> None:
    """Name variants are joined, similar names stay apart, every stage stands once with its day."""
    store, _ = await tell(tmp_path, story)
    lines = await lives(store)
    await store.close()

    for naming, stages in EXPECTED[story].items():
        titled = [line for line in lines if any(one in line.title for one in naming.split("|"))]
        assert [stages_of(line) for line in titled] == [stages], naming


async def test_what_changed_is_the_news(tmp_path: Path) -> None:
    """Each new status says what it was before; a first one and a repeat say nothing."""
    store, _ = await tell(tmp_path, "cobalt")
    async with store.read() as conn:
        found = await find_facts(conn, kinds=["policies"])
    await store.close()
    changed = {
        (one.flash_id, finding.inputs["before"], finding.inputs.get("since"))
        for one in found
        for finding in one.findings
        if finding.kind is FindingKind.STATUS_CHANGE
    }

    assert changed == {
        ("cobalt-1", "rumoured", "2025-02-24"),
        ("cobalt-2", "announced", "2025-02-24"),
        ("cobalt-3", "effective", "2025-02-22"),
        ("cobalt-5", "effective", "2025-06-21"),
        ("cobalt-5", "announced", "2025-10-16"),
    }


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "ended, 16 Oct"), ("zh", "此前已生效，6月21日")],
)
async def test_a_briefing_says_what_it_was_before(
    tmp_path: Path, language: Language, words: str
) -> None:
    """Beside the new status stands the old one, in the reader's language."""
    store, told = await tell(tmp_path, "cobalt")
    async with store.read() as conn:
        text = RENDERER.briefing(await brief_event(conn, told[-1]), language)
    await store.close()

    assert words in RENDERER.plain(text)
    check_markup(text)


@pytest.mark.parametrize("language", ["en", "zh"])
async def test_a_life_is_shown_with_every_day_and_sentence(
    tmp_path: Path, language: Language
) -> None:
    """All stages in order, the extension by its name, where it stands on the reader's day."""
    store, _ = await tell(tmp_path, "cobalt")
    lines = await lives(store)
    await store.close()
    text = RENDERER.timelines(lines, language, date(2025, 9, 1))
    plain = RENDERER.plain(text)

    check_markup(text)
    assert {"en": "21 Jun: extended [6]", "zh": "6月21日：延长 [6]"}[language] in plain
    assert {"en": "stands now: in force", "zh": "现状：已生效"}[language] in plain
    assert "ARECOMS extended the cobalt export ban by three months on June 21, 2025." in plain


async def test_a_reader_sees_a_name_in_his_language_where_one_was_told(tmp_path: Path) -> None:
    """A ban told in Chinese and in English has both names; each reader gets his own."""
    store, _ = await tell(tmp_path, "antimony-zh")
    lines = [line for line in await lives(store) if len(line.names) > 1]
    await store.close()

    english = RENDERER.plain(RENDERER.timelines(lines, "en", date(2025, 12, 1)))
    chinese = RENDERER.plain(RENDERER.timelines(lines, "zh", date(2025, 12, 1)))
    assert english.startswith("Ban on exports of gallium, germanium and antimony")
    assert "禁令" in chinese.splitlines()[0]


async def test_a_digest_tells_where_each_policy_stands(tmp_path: Path) -> None:
    """Six flashes on one ban make one line: its last status, with the one before."""
    store, _ = await tell(tmp_path, "cobalt")
    async with store.read() as conn:
        found = await find_facts(conn, kinds=["policies"])
    await store.close()
    since, until = datetime(2025, 1, 1, tzinfo=UTC), datetime(2025, 12, 31, tzinfo=UTC)
    by = jurisdiction_by(LEXICON)
    briefing = condense(found, since=since, until=until, jurisdiction=by)
    text = RENDERER.plain(RENDERER.briefing(briefing, "en"))
    lines = [line for line in text.splitlines() if line.startswith("·")]

    assert len(lines) == 2
    assert any("ended, 16 Oct" in line and "before: in force, 21 Jun" in line for line in lines)


async def test_an_answer_says_first_where_a_policy_stands(tmp_path: Path) -> None:
    """What it was before stands below, and is called earlier."""
    store, _ = await tell(tmp_path, "copper")
    question = "what is the status of the US tariff on semi-finished copper products"
    now = datetime(2025, 12, 1, tzinfo=UTC)
    found = await answer(question, store=store, lexicon=LEXICON, now=now)
    await store.close()
    lines = RENDERER.plain(RENDERER.answer(found, "en")).splitlines()

    assert "suspended since 2025-11-19" in lines[0]
    assert not lines[0].startswith("earlier")
    assert lines[1].startswith("earlier: ")
