"""Full text and the newest of a name: what is found, in which order, and by index alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import event, text
from sqlalchemy.ext.asyncio import AsyncConnection

from briefs.store import Store
from briefs.store.facts import facts_of, find_facts
from briefs.store.latest import latest_facts
from briefs.store.populate import analyze
from briefs.store.populate_news import News, populate_news
from briefs.store.search import (
    kind_word,
    last_named_at,
    load_flashes,
    search_flashes,
    term_word,
)
from briefs.types import Flash
from briefs.words import stems

NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)


def told(id: str, words: str, hours: int, terms: frozenset[str] = frozenset()) -> News:
    flash = Flash(id, words, "The market price.", NOW - timedelta(hours=hours), "en")
    return News(flash, (), (), terms)


@pytest.fixture
async def filled(store: Store) -> Store:
    """Stored in an order that is not the order in which it was told."""
    news = [
        told("old", "Tin smelter halts", 48, frozenset({"tin"})),
        told("new", "Tin smelter restarts", 1, frozenset({"tin"})),
        told("mid", "Copper contract in Shanghai", 24, frozenset({"copper"})),
        *(told(f"same {n}", f"Zinc note {n}", 12) for n in range(3)),
    ]
    async with store.begin() as conn:
        await populate_news(conn, news, first=1, first_fact=1)
    return store


async def test_the_newest_comes_first_whatever_was_stored_last(filled: Store) -> None:
    """By the time of the news, not of its arrival; of one minute, all are kept."""
    async with filled.read() as conn:
        assert list(await search_flashes(conn, [["smelt"]])) == ["new", "old"]
        everything = await search_flashes(conn, [["market"]])
    first, *same, copper, last = everything
    assert (first, copper, last) == ("new", "mid", "old")
    assert set(same) == {"same 0", "same 1", "same 2"}


async def test_every_group_must_be_met_by_one_of_its_words(filled: Store) -> None:
    """Words of a group are ways to say one thing; several with spaces are one way."""
    async with filled.read() as conn:
        assert list(await search_flashes(conn, [["smelt"], ["halt", "clos"]])) == ["old"]
        either = [" ".join(stems("Shanghai copper")), "tin"]
        assert list(await search_flashes(conn, [either])) == ["new", "mid", "old"]
        assert list(await search_flashes(conn, [[term_word("tin")]], limit=1)) == ["new"]
        assert await search_flashes(conn, [[kind_word("prices")]]) == {}
        assert await search_flashes(conn, [["!"], []]) == {}


async def test_words_are_looked_for_in_a_time(filled: Store) -> None:
    """From a minute on, up to another; and when an id was last named."""
    since, until = NOW - timedelta(hours=30), NOW - timedelta(hours=20)
    async with filled.read() as conn:
        assert list(await search_flashes(conn, [["market"]], since=since, until=until)) == ["mid"]
        assert await last_named_at(conn, ["tin"]) == NOW - timedelta(hours=1)
        assert await last_named_at(conn, ["gold"]) is None


async def test_no_question_reads_a_whole_table(store: Store) -> None:
    """The plans of the statements that answers are made of use indexes alone, on both databases."""
    news = [told(f"n{at}", f"Note {at}", at, frozenset({"tin"})) for at in range(400)]
    async with store.begin() as conn:
        await populate_news(conn, news, first=1, first_fact=1)
        await analyze(conn)
    with statements_of(store) as asked:
        async with store.read() as conn:
            await search_flashes(conn, [["market"], [term_word("tin")]], limit=5)
            await latest_facts(conn, "prices", ["tin", "copper"])
            await last_named_at(conn, ["tin"])
            await find_facts(conn, kinds=["policies"], terms=["tin"])
            await facts_of(conn, ["n1", "n2"])
            await load_flashes(conn, ["n1", "n2"])

    async with store.read() as conn:
        if conn.dialect.name == "postgresql":  # so few rows it would rather read through
            await conn.execute(text("SET LOCAL enable_seqscan = off"))
        for statement, parameters in asked:
            plan = await plan_of(conn, statement, parameters)
            assert [step for step in plan if SCANNED.search(step)] == [], statement


SCANNED = re.compile(
    r"Seq Scan on|^SCAN (?!(?:flash_search|name) VIRTUAL TABLE|CONSTANT ROW|\(?subquery|anon)"
)


@contextmanager
def statements_of(store: Store) -> Iterator[list[tuple[str, Any]]]:
    """What is asked of the database meanwhile."""
    asked: list[tuple[str, Any]] = []

    def note(_conn: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        if statement.lstrip().startswith("SELECT"):
            asked.append((statement, parameters))

    event.listen(store.engine.sync_engine, "before_cursor_execute", note)
    yield asked
    event.remove(store.engine.sync_engine, "before_cursor_execute", note)


async def plan_of(conn: AsyncConnection, statement: str, parameters: Any) -> list[str]:
    explain = "EXPLAIN QUERY PLAN " if conn.dialect.name == "sqlite" else "EXPLAIN "
    rows = await conn.exec_driver_sql(explain + statement, parameters)
    return [str(row[-1]) for row in rows]
