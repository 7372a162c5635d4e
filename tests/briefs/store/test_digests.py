"""Digests on both databases: made once, whoever looks, with nothing lost and nothing left."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select

from briefs.quiet import Mode
from briefs.store import Store, chats, digests, mutes, subscriptions
from briefs.store.outbox import Lane
from briefs.store.tables import gathered, held, schedule_run, subscription
from tests.support.digests import COPPER, MONDAY, RISK, TIN, Newsroom, at, price_flash


@pytest.fixture
async def room(store: Store) -> Newsroom:
    newsroom = Newsroom(store)
    await newsroom.chat(1, MONDAY)
    return newsroom


async def count(store: Store, table: object) -> int:
    async with store.read() as conn:
        return await conn.scalar(select(func.count()).select_from(table)) or 0  # type: ignore[arg-type]


async def test_a_daily_digest_comes_once_with_what_its_filter_takes(room: Newsroom) -> None:
    """Nothing at once; at half past eight one message with copper and without tin."""
    await room.watch(1, "copper every:08:30", MONDAY)
    await room.tell(COPPER, at(2, 17))
    await room.tell(TIN, at(2, 18))
    assert await room.queued(1) == []

    assert await room.look(at(3, 8, 29)) == 0
    assert await room.look(at(3, 8, 30)) == 1
    assert await room.look(at(3, 8, 31)) == 0

    (digest,) = await room.queued(1)
    assert digest.lane == Lane.DIGEST
    assert "Every flash on copper" in digest.text
    assert "512,000" in digest.text
    assert "#1 tin" not in digest.text


async def test_a_day_down_is_one_digest(room: Newsroom) -> None:
    """Twenty-four hourly runs were missed: one message, then the next full hour."""
    await room.watch(1, "everything every:1h", MONDAY)
    await room.tell(COPPER, at(2, 16, 10))
    await room.tell(TIN, at(2, 23))

    assert await room.look(at(3, 16, 20)) == 1
    assert await room.look(at(3, 16, 25)) == 0
    (digest,) = await room.queued(1)
    assert "#1 copper" in digest.text
    assert "#1 tin" in digest.text

    await room.tell(RISK, at(3, 16, 30))
    assert await room.look(at(3, 17)) == 1


async def test_two_programs_make_a_digest_once(room: Newsroom) -> None:
    """Whoever claims the run makes it, the others make nothing."""
    await room.watch(1, "copper every:08:30", MONDAY)
    await room.tell(COPPER, at(2, 17))
    made = await asyncio.gather(*(room.look(at(3, 8, 30)) for _ in range(4)))

    assert sum(made) == 1
    assert len(await room.queued(1)) == 1


async def test_what_is_made_is_noted_with_it(room: Newsroom) -> None:
    """The run and the message are one transaction: a failure keeps neither, and is made up for."""
    await room.watch(1, "copper every:08:30", MONDAY)
    await room.tell(COPPER, at(2, 17))
    broken = Newsroom(room.store)
    broken.calendars = None  # type: ignore[assignment]
    assert await broken.look(at(3, 8, 30)) == 0
    assert await count(room.store, schedule_run) == 0
    assert await count(room.store, gathered) == 1

    assert await room.look(at(3, 8, 31)) == 1


async def test_a_rhythm_made_instant_gives_what_waited(room: Newsroom) -> None:
    """What was gathered for a digest that no longer comes is told in one at once."""
    id = await room.watch(1, "copper every:08:30", MONDAY)
    await room.tell(COPPER, at(2, 17))
    async with room.store.begin() as conn:
        await subscriptions.set_rhythm(conn, 1, id, "instant")

    assert await room.look(at(2, 18)) == 1
    assert await count(room.store, gathered) == 0
    assert await count(room.store, held) == 0
    assert "512,000" in (await room.queued(1))[0].text


async def test_a_muted_chat_gets_its_digest_when_it_hears_again(room: Newsroom) -> None:
    """/mute 24h keeps digests quiet too; what was gathered before comes after it."""
    await room.watch(1, "copper every:08:30", MONDAY)
    await room.tell(COPPER, at(2, 17))
    async with room.store.begin() as conn:
        await mutes.add(conn, 1, 0, "*", at(3, 18))

    assert await room.look(at(3, 8, 30)) == 0
    assert await room.look(at(3, 18)) == 1


async def test_quiet_hours_hold_for_one_digest(room: Newsroom) -> None:
    """Two flashes in the night: nothing then, one message at seven."""
    await room.watch(1, "everything", MONDAY)
    await room.quiet(1, "22:00-07:00", Mode.HOLD, MONDAY)
    await room.tell(COPPER, at(2, 23))
    await room.tell(RISK, at(3, 2))

    assert await room.look(at(3, 6, 59)) == 0
    assert await room.queued(1) == []
    assert await room.look(at(3, 7)) == 1
    (digest,) = await room.queued(1)
    assert "512,000" in digest.text
    assert "fall short of expectations" in digest.text


async def test_quiet_hours_come_every_night(room: Newsroom) -> None:
    """The next ones begin by themselves, also when nobody looked in between."""
    await room.watch(1, "everything", MONDAY)
    await room.quiet(1, "22:00-07:00", Mode.HOLD, MONDAY)
    await room.tell(COPPER, at(4, 23))

    assert await room.queued(1) == []
    assert await room.look(at(5, 7)) == 1


async def test_urgent_news_breaks_quiet_hours_that_let_it(room: Newsroom) -> None:
    """A risk comes at once, a price waits for the morning."""
    await room.watch(1, "everything", MONDAY)
    await room.quiet(1, "22:00-07:00", Mode.URGENT, MONDAY)
    await room.tell(COPPER, at(2, 23))
    await room.tell(RISK, at(2, 23, 30))

    (urgent,) = await room.queued(1)
    assert "fall short of expectations" in urgent.text
    assert await room.look(at(3, 7)) == 1
    digest = (await room.queued(1))[1]
    assert "512,000" in digest.text
    assert "fall short of expectations" not in digest.text


async def test_forgetting_a_chat_forgets_what_waits(room: Newsroom) -> None:
    """Gathered, held and made: nothing of a chat that asked to be forgotten is left."""
    await room.watch(1, "copper every:08:30", MONDAY)
    await room.watch(1, "tin", MONDAY)
    await room.quiet(1, "22:00-07:00", Mode.HOLD, MONDAY)
    await room.tell(COPPER, at(2, 17))
    await room.look(at(3, 8, 30))
    await room.tell(TIN, at(3, 23))
    await room.tell(price_flash("SMM #1 copper", "2026-03-03 15:00", "513,000"), at(3, 23))
    async with room.store.begin() as conn:
        await chats.forget_chat(conn, 1)

    assert await room.look(at(4, 9)) == 0
    for table in (gathered, held, schedule_run, subscription):
        assert await count(room.store, table) == 0


async def test_a_group_that_moves_takes_what_was_held_along(room: Newsroom) -> None:
    """A group became a supergroup in the night: its digest comes to the new one."""
    await room.watch(1, "everything", MONDAY)
    await room.quiet(1, "22:00-07:00", Mode.HOLD, MONDAY)
    await room.tell(COPPER, at(2, 23))
    async with room.store.begin() as conn:
        await chats.move_chat(conn, 1, 5)

    assert await room.look(at(3, 7)) == 1
    assert len(await room.queued(5)) == 1


async def test_runs_of_long_ago_are_forgotten(room: Newsroom) -> None:
    """And those of late are kept."""
    await room.watch(1, "copper every:08:30", MONDAY)
    await room.tell(COPPER, at(2, 17))
    await room.look(at(3, 8, 30))
    async with room.store.begin() as conn:
        await digests.prune(conn, at(20, 8).date())
    assert await count(room.store, schedule_run) == 1
    async with room.store.begin() as conn:
        await digests.prune(conn, datetime(2026, 7, 1, tzinfo=UTC).date())
    assert await count(room.store, schedule_run) == 0
