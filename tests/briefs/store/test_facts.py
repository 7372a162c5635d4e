"""Stored facts are found again by what they are about, and come back exactly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from sqlalchemy.ext.asyncio import AsyncConnection

from briefs.marks import marks_of
from briefs.store import Store, events, flashes
from briefs.store.facts import event_facts, find_facts, first_stored_at, save_facts
from briefs.store.flashes import get_flash, save_flash
from briefs.store.raws import get_raw, keep_raw
from briefs.types import Fact, Finding, FindingKind, Flash, PolicyStatus, Span, Unread
from tests.support.facts import move, policy, price, volume
from tests.support.pages import raw

NOW = datetime(2030, 3, 5, 10, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Entry:
    """A flash to store: hours before NOW, its facts, and what each is about."""

    id: str
    hours: int
    facts: Sequence[Fact]
    terms: Sequence[set[str]]
    findings: Sequence[Finding] = ()


TIN = Entry(
    "tin",
    3,
    [price("250000", change_pct=Decimal("1.50")), volume("4000")],
    [{"tin", "base-metals"}, {"tin", "base-metals"}],
    [
        Finding(FindingKind.CONSISTENT, 0, "agrees", "As it was told.", {"change": "3700"}),
        Finding(FindingKind.STALE_CLAIM, None, "long past", "As it was told."),
    ],
)
ZINC = Entry("zinc", 1, [price("25000", commodity="zinc")], [{"zinc", "base-metals"}])
RULES = Entry(
    "rules",
    2,
    [
        policy(
            "Sample Mining Rules",
            PolicyStatus.CONSULTATION,
            agency="MIIT",
            quote="MIIT asks what people think of the 100% Sample_Mining Rules.",
        )
    ],
    [{"rare-earths"}],
)


async def put(conn: AsyncConnection, entry: Entry, event_id: int | None = None) -> int:
    at = NOW - timedelta(hours=entry.hours)
    flash = Flash(entry.id, f"About {entry.id}", "As it was told.", at, "en", "SMM")
    raw_id = await keep_raw(conn, raw(entry.id))
    event_id = event_id or await events.create_event(
        conn, title=flash.title, happened_at=at, corrects=None, now=NOW
    )
    await save_flash(
        conn,
        flash,
        raw_id=raw_id,
        event_id=event_id,
        marks=marks_of(flash.title, entry.id),
        unread=[Unread("7", "As it was told 7.", Span(0, 15))],
        now=NOW,
    )
    await save_facts(conn, flash, entry.facts, terms=entry.terms, findings=entry.findings, now=NOW)
    return event_id


@pytest.fixture
async def filled(store: Store) -> Store:
    """Three flashes: tin, rules, zinc, in this order of time."""
    async with store.begin() as conn:
        for entry in (TIN, ZINC, RULES):
            await put(conn, entry)
    return store


async def ids(store: Store, **conditions: object) -> list[str]:
    async with store.read() as conn:
        found = await find_facts(conn, **conditions)  # type: ignore[arg-type]
    return [one.flash_id for one in found]


async def test_a_fact_comes_back_exactly(filled: Store) -> None:
    """Amounts, evidence, telling and findings are as they were stored."""
    async with filled.read() as conn:
        (tin, *_) = await find_facts(conn, kinds=["prices"], terms=["tin"])

    assert tin.fact == TIN.facts[0]
    assert (tin.title, tin.publisher, tin.sources) == ("About tin", "SMM", 1)
    assert tin.published_at == NOW - timedelta(hours=3)
    assert tin.findings == tuple(TIN.findings)


async def test_the_newest_comes_first(filled: Store) -> None:
    """Of a flash the facts stay in their order."""
    assert await ids(filled) == ["zinc", "rules", "tin", "tin"]
    assert await ids(filled, limit=1) == ["zinc"]


@pytest.mark.parametrize(
    ("conditions", "expected"),
    [
        ({"kinds": ["prices"]}, ["zinc", "tin"]),
        ({"kinds": ["risks"]}, []),
        ({"terms": ["tin"]}, ["tin", "tin"]),
        ({"terms": ["base-metals"], "kinds": ["prices"]}, ["zinc", "tin"]),
        ({"since": NOW - timedelta(hours=2)}, ["zinc", "rules"]),
        ({"until": NOW - timedelta(hours=2)}, ["tin", "tin"]),
        ({"agency": "miit"}, ["rules"]),
        ({"agency": "MOFCOM"}, []),
        ({"words": ["sample_mining", "nothing"]}, ["rules"]),
        ({"words": ["100%"]}, ["rules"]),
        ({"words": ["zinc", "told"]}, ["zinc", "tin", "tin"]),
        ({"words": ["told"], "terms": ["zinc"]}, ["zinc"]),
    ],
)
async def test_facts_are_found_by_every_condition(
    filled: Store, conditions: dict[str, object], expected: list[str]
) -> None:
    """Kind, topic or group, time, agency, words; signs of the search language are plain text."""
    assert await ids(filled, **conditions) == expected


async def test_better_matching_words_come_first(filled: Store) -> None:
    """An older fact with more of the words is before a newer one with fewer."""
    assert (await ids(filled, words=["told", "tin"]))[:2] == ["tin", "tin"]


async def test_an_event_has_the_facts_of_all_who_told_it(store: Store) -> None:
    """With the number of its sources, and of the numbers nobody could place."""
    async with store.begin() as conn:
        event_id = await put(conn, TIN)
        await put(conn, Entry("again", 2, [move("1.50")], [{"tin"}]), event_id)
        await events.add_source(conn, event_id)
        found = await event_facts(conn, event_id)

        assert [one.flash_id for one in found] == ["tin", "tin", "again"]
        assert {one.sources for one in found} == {2}
        assert await flashes.unread_of(conn, event_id) == 2


async def test_what_is_stored_has_a_beginning(filled: Store) -> None:
    """Since when anything is stored at all."""
    async with filled.read() as conn:
        assert await first_stored_at(conn) == NOW


async def test_a_flash_and_its_raw_come_back(filled: Store) -> None:
    """Cleaned and untouched, each as it was."""
    async with filled.begin() as conn:
        flash = await get_flash(conn, "tin")
        raw_id = await keep_raw(conn, raw("tin"))
        assert flash == Flash(
            "tin", "About tin", "As it was told.", NOW - timedelta(hours=3), "en", "SMM"
        )
        assert await get_raw(conn, raw_id) == raw("tin")
        assert await get_flash(conn, "lead") is None


async def test_the_newest_events_come_first(filled: Store) -> None:
    """As `/latest` lists them."""
    async with filled.read() as conn:
        newest = await events.latest(conn, limit=2)
        recent = await events.latest(conn, since=NOW - timedelta(hours=1))

    assert [event.title for event in newest] == ["About zinc", "About rules"]
    assert [event.title for event in recent] == ["About zinc"]


async def test_the_same_content_is_kept_once(store: Store) -> None:
    """Whoever brings it; a NUL that no database keeps is shown by its sign."""
    async with store.begin() as conn:
        first = await keep_raw(conn, raw("a\0b"))
        again = await keep_raw(conn, raw("a\0b", origin="elsewhere.txt"))
        other = await keep_raw(conn, raw("a\0b", "html"))
        kept = await get_raw(conn, first)

    assert first == again != other
    assert (kept.content, kept.origin) == ("a␀b", "page.txt")
