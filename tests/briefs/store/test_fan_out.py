"""An event with very many readers is queued a part at a time, and comes to the same as at once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

import pytest
from sqlalchemy import select

from briefs.filters import Expr
from briefs.filters.expressions import Everything, Topic
from briefs.quiet import Mode, read_quiet
from briefs.store import (
    Store,
    chats,
    clocks,
    events,
    fan_out,
    gathering,
    matching,
    mutes,
    outbox,
    subscriptions,
)
from briefs.store.outbox import Lane
from briefs.store.subscriptions import EVERYTHING
from briefs.store.tables import gathered, held
from briefs.store.tables import outbox as rows

NIGHT = datetime(2026, 3, 2, 23, 59, 58, tzinfo=UTC)
TOPICS = (EVERYTHING, "tin", "copper", "zinc")
TERMS = ("tin", "copper")  # of what is told


@pytest.fixture(autouse=True)
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fan_out, "FIRST", 3)
    monkeypatch.setattr(fan_out, "A_PART", 4)


async def readers(store: Store, chance: Random, count: int) -> None:
    """Chats with some subscriptions each, in no order, a few of them asleep or deaf to tin."""
    async with store.begin() as conn:
        for chat_id in range(1, count + 1):
            await chats.save_chat(
                conn, chat_id, type="private", title="", language=chance.choice(("en", "zh")),
                now=NIGHT,
            )  # fmt: skip
        for _ in range(count * 2):
            await subscriptions.watch(
                conn, chance.randint(1, count), 0, wish(chance.choice(TOPICS)), NIGHT,
                rhythm=chance.choice(("instant", "instant", "08:30")),
                loudness=chance.choice(("on", "silent")),
            )  # fmt: skip
        for chat_id in range(1, count + 1, 5):
            asleep = read_quiet("22:00-00:00")
            await clocks.set_quiet(conn, chat_id, 0, asleep, Mode.HOLD, NIGHT)
        await mutes.add(conn, count, 0, "tin", None)


async def eight(store: Store) -> None:
    """Chats 1 to 8, which follow tin."""
    async with store.begin() as conn:
        for chat_id in range(1, 9):
            await chats.save_chat(conn, chat_id, type="private", title="", language="en", now=NIGHT)
            await subscriptions.subscribe(conn, chat_id, 0, "tin", NIGHT)


def wish(topic: str) -> Expr:
    return Everything() if topic == EVERYTHING else Topic(topic)


async def tell(store: Store) -> int:
    """A new event with its texts, queued for the first who want it; gives its number."""
    async with store.begin() as conn:
        event_id = await events.create_event(
            conn, title="Tin", happened_at=NIGHT, corrects=None, now=NIGHT
        )
        for language in ("en", "zh"):
            await outbox.save_payload(
                conn, event_id=event_id, version=1, language=language, text=language
            )
        await fan_out.begin(conn, event_id=event_id, wanted=[wanted()], lane=Lane.FLASH, now=NIGHT)
    return event_id


def wanted() -> dict[str, Any]:
    return matching.asking(TERMS, subjects=("tin",), now=NIGHT)


async def parts(store: Store) -> list[int]:
    """Where the parts of the one event under way end."""
    async with store.read() as conn:
        (event,) = await fan_out.unfinished(conn)
        return list(await fan_out.ranges(conn, event))


async def go_on(store: Store, upto: int, now: datetime = NIGHT) -> None:
    async with store.begin() as conn:
        await clocks.roll(conn, now)
        (event,) = await fan_out.unfinished(conn)
        await fan_out.go_on(conn, event, upto, now)


async def finish(store: Store, now: datetime = NIGHT) -> None:
    for upto in await parts(store):
        await go_on(store, upto, now)


async def told(store: Store, event_id: int) -> set[tuple[Any, ...]]:
    """Who has it queued, loudly or not; who has it gathered; for whom it is held."""
    async with store.read() as conn:
        queries = (
            select(rows.c.chat_id, rows.c.silent, rows.c.not_before).filter_by(event_id=event_id),
            select(gathered.c.subscription_id).filter_by(event_id=event_id),
            select(held.c.chat_id, held.c.thread_id).filter_by(event_id=event_id),
        )
        found = [(await conn.execute(query)).all() for query in queries]
    assert all(len(some) == len(set(some)) for some in found)
    return {(number, *row) for number, some in enumerate(found) for row in some}


@pytest.mark.parametrize("seed", range(5))
async def test_in_parts_it_is_the_same_as_at_once(store: Store, seed: int) -> None:
    """Whoever has which subscriptions: the same chats are told, as loudly, now or later."""
    await readers(store, Random(seed), 30)
    event_id = await tell(store)
    await finish(store)

    async with store.begin() as conn:
        again = await events.create_event(
            conn, title="Tin", happened_at=NIGHT, corrects=None, now=NIGHT
        )
        for language in ("en", "zh"):
            await outbox.save_payload(
                conn, event_id=again, version=1, language=language, text=language
            )
        await fan_out.queue(conn, event_id=again, wanted=wanted(), lane=Lane.FLASH, now=NIGHT)
        await gathering.gather(conn, again, wanted())

    at_once = await told(store, again)
    assert await told(store, event_id) == at_once
    assert {row[0] for row in at_once} == {0, 1, 2}, "all three ways are tried"
    async with store.read() as conn:
        assert await fan_out.unfinished(conn) == ()


async def test_whose_quiet_hours_end_meanwhile_is_told_once(store: Store) -> None:
    """Midnight passes between two parts: a chat with a subscription in each is not told twice."""
    await eight(store)
    async with store.begin() as conn:
        for chat_id in range(1, 9):
            asleep = read_quiet("22:00-00:00")
            await clocks.set_quiet(conn, chat_id, 0, asleep, Mode.HOLD, NIGHT)
            await subscriptions.subscribe(conn, chat_id, 0, "copper", NIGHT)
    event_id = await tell(store)
    await finish(store, NIGHT + timedelta(seconds=4))

    found = sorted(await told(store, event_id))
    assert sorted(row[1] for row in found) == list(range(1, 9))
    assert {row[0] for row in found} == {0, 2}, "some before midnight, some after"


async def test_who_is_forgotten_meanwhile(store: Store) -> None:
    """Forgotten between two parts: what was queued goes, and nothing is queued any more."""
    await eight(store)
    event_id = await tell(store)
    async with store.begin() as conn:
        await chats.forget_chat(conn, 2)
        await chats.forget_chat(conn, 8)
    await finish(store)

    assert {row[1] for row in await told(store, event_id)} == {1, 3, 4, 5, 6, 7}


async def test_what_is_gone_on_with_twice_is_queued_once(store: Store) -> None:
    """Two processes with the same part in hand: one of them finds that it is done."""
    await eight(store)
    event_id = await tell(store)
    async with store.read() as conn:
        (event,) = await fan_out.unfinished(conn)
    upto, *_ = await parts(store)
    async with store.begin() as conn:
        ours = await fan_out.go_on(conn, event, upto, NIGHT)
        theirs = await fan_out.go_on(conn, event, upto, NIGHT)

    assert ours is not None
    assert ours.after == upto
    assert theirs is None
    assert len(await told(store, event_id)) == 7
