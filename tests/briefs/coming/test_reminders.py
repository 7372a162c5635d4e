"""The day before a rule takes effect its readers are reminded, once, in their morning."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from briefs.coming.reminders import make_reminders
from briefs.quiet import Mode
from briefs.store import Store, chats, migrate, mutes, open_store, subscriptions
from briefs.store.tables import outbox
from tests.support.databases import postgresql
from tests.support.digests import Newsroom, Queued, lexicon, renderer

TOLD = datetime(2026, 3, 4, 8, 0, tzinfo=UTC)
BAN = """Sample: Chile bans lithium brine exports
2026-03-04 10:00
On March 4, 2026, Chile's mining ministry announced a ban on lithium brine exports, effective \
May 1, 2026.
"""
LIFTED = """Sample: Chile drops lithium brine ban
2026-04-20 12:00
On April 20, 2026, Chile's mining ministry suspended the ban on lithium brine exports.
"""


def utc(day: int, hour: int, minute: int = 0, month: int = 4) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=UTC)


MORNING = utc(30, 0, 30)  # 08:30 in Shanghai, the day before


@pytest.fixture(params=["sqlite", "postgresql"])
async def room(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Newsroom]:
    """Chat 1 in Shanghai follows lithium, and a ban on it was told."""
    if request.param == "sqlite":
        store = await _opened(f"sqlite+aiosqlite:///{tmp_path / 'flashbrief.db'}")
        yield await _told(Newsroom(store))
        await store.close()
        return
    async with postgresql() as url:
        store = await _opened(url)
        yield await _told(Newsroom(store))
        await store.close()


async def _opened(url: str) -> Store:
    await migrate(url)
    return await open_store(url)


async def _told(room: Newsroom) -> Newsroom:
    await room.chat(1, TOLD)
    await room.watch(1, "lithium", TOLD)
    await room.tell(BAN, TOLD)
    return room


async def look(room: Newsroom, now: datetime) -> int:
    return await make_reminders(room.store, lexicon=lexicon(), renderer=renderer(), now=now)


async def reminded(room: Newsroom, chat_id: int = 1) -> list[Queued]:
    return [one for one in await room.queued(chat_id) if one.key.startswith("reminder:")]


async def test_the_morning_before_and_once(room: Newsroom) -> None:
    """Not the evening before that, not a minute early, and never again."""
    assert await look(room, utc(29, 12)) == 0
    assert await look(room, utc(30, 0, 29)) == 0
    assert await look(room, MORNING) == 1
    assert [await look(room, utc(30, hour)) for hour in (1, 2, 12)] == [0, 0, 0]
    assert await look(room, utc(1, 1, month=5)) == 0

    (reminder,) = await reminded(room)
    assert "Takes effect tomorrow, 1 May" in reminder.text
    assert "effective May 1, 2026" in reminder.text


async def test_each_zone_has_its_own_morning(room: Newsroom) -> None:
    """New York is reminded half a day after Shanghai, in its own language."""
    await room.chat(2, TOLD, zone="America/New_York")
    await room.watch(2, "kind:policy", TOLD)
    async with room.store.begin() as conn:
        await chats.set_language(conn, 2, 0, "zh")

    assert await look(room, MORNING) == 1
    assert await reminded(room, 2) == []
    assert await look(room, utc(30, 12, 30)) == 1
    (reminder,) = await reminded(room, 2)
    assert "明天（5月1日）生效" in reminder.text


async def test_only_who_follows_such_rules(room: Newsroom) -> None:
    """Not of other metals, not of prices, not while muted; with digests all the same."""
    for chat_id, line in ((2, "copper"), (3, "lithium kind:price"), (4, "lithium")):
        await room.chat(chat_id, TOLD)
        await room.watch(chat_id, line, TOLD)
    await room.chat(5, TOLD)
    await room.watch(5, "lithium every:08:30", TOLD)
    async with room.store.begin() as conn:
        await mutes.add(conn, 4, 0, "lithium", None)
    await look(room, MORNING)

    assert [len(await reminded(room, chat_id)) for chat_id in (1, 2, 3, 4, 5)] == [1, 0, 0, 0, 1]


async def test_quiet_hours_are_waited_for(room: Newsroom) -> None:
    """Queued, but not to be sent before they end."""
    await room.quiet(1, "22:00-10:00", Mode.HOLD, utc(29, 15))
    assert await look(room, MORNING) == 1

    async with room.store.read() as conn:
        free = await _not_before(conn)
    assert free == [utc(30, 2)]


async def test_a_stop_over_the_morning_is_made_up_for(room: Newsroom) -> None:
    """Started again in the afternoon the reminder still goes out; after midnight none does."""
    assert await look(room, utc(30, 9)) == 1


async def test_what_was_called_off_is_not_reminded_of(room: Newsroom) -> None:
    """A ban suspended before its day."""
    await room.tell(LIFTED, utc(20, 5))

    assert await look(room, MORNING) == 0


async def test_a_reader_who_left_is_not_reminded(room: Newsroom) -> None:
    """Nothing followed, nothing told."""
    async with room.store.begin() as conn:
        await subscriptions.unsubscribe(conn, 1, 0)

    assert await look(room, MORNING) == 0


async def _not_before(conn: AsyncConnection) -> list[datetime]:
    query = select(outbox.c.not_before).where(outbox.c.key.like("reminder:%"))
    return list(await conn.scalars(query))
