"""What is remembered of sources, the spool, and what came of it all, on both databases."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from briefs.sources.failures import Reason
from briefs.sources.state import Pace, SourceState
from briefs.store import Store, sources, spool
from briefs.store.coverage import Coverage, coverage_since
from briefs.types import RawFlash

NOW = datetime(2030, 3, 5, 10, 0, tzinfo=UTC)
STATE = SourceState(
    "wire",
    asked="https://wire.example/feed",
    url="https://wire.example/new",
    etag='"1"',
    last_modified="Tue, 05 Mar 2030 09:00:00 GMT",
    due_at=NOW + timedelta(minutes=5),
    looked_at=NOW,
    answered_at=NOW,
    news_at=NOW,
    failures=2,
    reason=Reason.TIMED_OUT,
    detail="too long",
    pace=Pace((NOW - timedelta(hours=1), NOW), {NOW.date(): 3600.0}),
    memory={"uid": 7},
)


async def test_all_of_a_state_is_kept(store: Store) -> None:
    """Whatever was learnt comes back as it was; an unknown source has an empty state."""
    async with store.begin() as conn:
        await sources.save_state(conn, STATE)
        await sources.save_state(conn, replace(STATE, failures=3))
    async with store.read() as conn:
        kept = await sources.load_states(conn)
        other = await sources.load_state(conn, "other")

    assert kept == {"wire": replace(STATE, failures=3)}
    assert other == SourceState("other")


async def test_what_owners_were_told_is_not_overwritten(store: Store) -> None:
    """A look that began before they were told ends after it."""
    async with store.begin() as conn:
        await sources.save_told(conn, "wire", "failing")
        await sources.save_state(conn, STATE)
    async with store.read() as conn:
        kept = await sources.load_state(conn, "wire")

    assert kept == replace(STATE, told="failing")


async def test_an_item_is_taken_in_by_one_alone(store: Store) -> None:
    """Two programs at the same item: one of them keeps it."""

    async def take() -> bool:
        async with store.begin() as conn:
            return await sources.note_item(conn, "wire", "a", NOW)

    assert sorted(await asyncio.gather(take(), take())) == [False, True]


async def test_items_that_stand_nowhere_are_forgotten(store: Store) -> None:
    """One that still stands at its source is known for as long as it does."""
    later = NOW + timedelta(days=90)
    async with store.begin() as conn:
        for key in ("old", "standing"):
            await sources.note_item(conn, "wire", key, NOW)
        unknown = await sources.unknown_keys(conn, "wire", ["standing", "new"], later)
        await sources.prune_items(conn, later - timedelta(days=60))
        after = await sources.unknown_keys(conn, "wire", ["old", "standing"], later)

    assert unknown == {"new"}
    assert after == {"old"}


async def test_the_spool_is_a_queue(store: Store) -> None:
    """First in, first out; the same content put twice waits twice and is kept once."""
    raws = [RawFlash("wire", name, f"Tin {name}", "text", NOW) for name in "ab"]
    async with store.begin() as conn:
        ids = await spool.put(conn, [*raws, raws[0]], NOW)
        waiting = await spool.waiting(conn, limit=2)
        count, since = await spool.count(conn), await spool.waits_since(conn)
        await spool.done(conn, [number for number, _ in waiting])
        left = await spool.waiting(conn, limit=9)

    assert (len(set(ids)), ids[0]) == (2, ids[2])
    assert [raw for _, raw in waiting] == raws
    assert (count, since) == (3, NOW)
    assert [raw.origin for _, raw in left] == ["a"]


async def test_nothing_received_is_a_coverage_too(store: Store) -> None:
    """An empty database has seen nothing."""
    async with store.read() as conn:
        assert await coverage_since(conn, NOW) == Coverage()
