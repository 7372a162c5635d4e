"""A database with many readers and news for them, to deliver from."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime

from bot.delivery.pace import Pace
from bot.delivery.spread import Spread
from briefs.filters.expressions import Everything
from briefs.store import Store, events, fan_out, open_store, outbox
from briefs.store.matching import asking
from briefs.store.outbox import Lane
from briefs.store.populate import analyze, populate
from briefs.store.scratch import scratch_database

LENGTH = 1_000  # characters of a briefing


def now() -> datetime:
    return datetime.now(UTC)


def unlimited() -> Pace:
    return Pace(bot_per_second=1e6, chat_interval=0, group_per_minute=1e9)


@asynccontextmanager
async def readers(database: str | None, count: int) -> AsyncIterator[Store]:
    """A database of its own with so many private chats that follow everything."""
    async with scratch_database(database) as url:
        store = await open_store(url)
        try:
            async with store.begin() as conn:
                await populate(conn, Everything(), first=1, count=count, now=now())
                await analyze(conn)
            yield store
        finally:
            await store.close()


async def tell(store: Store, title: str, lane: Lane = Lane.FLASH) -> int:
    """A new event, queued for the first of its readers as `publish` does; gives how many."""
    text = f"<b>{title}</b>\nBench Wire\n\n<b>Tin</b>  average 251,000 CNY/t  +0.8 % [1]\n"
    async with store.begin() as conn:
        event_id = await events.create_event(
            conn, title=title, happened_at=now(), corrects=None, now=now()
        )
        await outbox.save_payload(
            conn, event_id=event_id, version=1, language="en", text=text.ljust(LENGTH, ".")
        )
        wanted = [asking((), now=now())]
        return await fan_out.begin(conn, event_id=event_id, wanted=wanted, lane=lane, now=now())


async def tell_all(store: Store, title: str) -> None:
    """The same, queued for every reader before anything is measured."""
    await tell(store, title)
    await Spread(store, now, lambda: None).finish()
