"""What is not told at once: events that wait for a digest, or for the end of quiet hours."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cache
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Executable,
    Select,
    and_,
    bindparam,
    delete,
    select,
    union,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from briefs.store.columns import Instant
from briefs.store.matching import AT_ONCE, LET_THROUGH, NOT_BEFORE, QUIET, TAKES, WISHES
from briefs.store.rows import insert_for, insert_into
from briefs.store.tables import chat, gathered, held, subscription

_EVENT = bindparam("event_id", type_=BigInteger)
_ANY_DIGESTS = select(select(subscription.c.id).where(~AT_ONCE).exists())
# By the index of beginnings alone: quiet hours that are over have been moved on by `clocks.roll`.
_ANY_QUIET = select(
    select(chat.c.chat_id).where(chat.c.quiet_from <= bindparam("now", type_=Instant)).exists()
)


async def gather(conn: AsyncConnection, event_id: int, wanted: Mapping[str, Any]) -> int:
    """Keep an event for every subscription that takes it but is not told at once, and for every
    chat whose quiet hours hold it. Gives for how many.

    `wanted` is made by `matching.asking`. One statement for each, whatever the number of
    subscriptions, and only where somebody has digests, or is in quiet hours now.
    """
    asked = {**wanted, "event_id": event_id}
    kept = 0
    for anybody, add in ((_ANY_DIGESTS, _for_digests), (_ANY_QUIET, _for_waking)):
        if await conn.scalar(anybody, {"now": wanted["now"]}):
            kept += (await conn.execute(add(conn.dialect.name), asked)).rowcount
    return kept


async def release(conn: AsyncConnection, subscription_id: int) -> None:
    """What waits for the digest of a subscription that has none any more is told its chat soon."""
    waits = (
        select(subscription.c.chat_id, subscription.c.thread_id, gathered.c.event_id)
        .join(gathered, gathered.c.subscription_id == subscription.c.id)
        .where(subscription.c.id == subscription_id)
    )
    names = ["chat_id", "thread_id", "event_id"]
    move = insert_into(conn, held).from_select(names, waits).on_conflict_do_nothing()
    await conn.execute(move)
    wakes = select(subscription.c.id).where(
        subscription.c.id == subscription_id,
        subscription.c.chat_id == chat.c.chat_id,
        subscription.c.thread_id == chat.c.thread_id,
    )
    await conn.execute(update(chat).where(wakes.exists()).values(waking=True))
    await conn.execute(delete(gathered).where(gathered.c.subscription_id == subscription_id))


async def events_of(conn: AsyncConnection, chat_id: int, thread_id: int) -> frozenset[int]:
    """All that waits for the digests of a chat, or for the end of its quiet hours."""
    for_digests = select(gathered.c.event_id).where(
        gathered.c.subscription_id.in_(_subscriptions(chat_id, thread_id))
    )
    for_waking = select(held.c.event_id).where(_held_for(chat_id, thread_id))
    return frozenset(await conn.scalars(union(for_digests, for_waking)))


async def drop_events(
    conn: AsyncConnection, chat_id: int, thread_id: int, events: Collection[int]
) -> None:
    """Of these nothing is told to the chat any more."""
    if not events:
        return
    mine = gathered.c.subscription_id.in_(_subscriptions(chat_id, thread_id))
    await conn.execute(delete(gathered).where(mine, gathered.c.event_id.in_(events)))
    waiting = _held_for(chat_id, thread_id)
    await conn.execute(delete(held).where(waiting, held.c.event_id.in_(events)))


def _subscriptions(chat_id: int, thread_id: int) -> Select[tuple[int]]:
    return select(subscription.c.id).where(
        subscription.c.chat_id == chat_id, subscription.c.thread_id == thread_id
    )


def _held_for(chat_id: int, thread_id: int) -> ColumnElement[bool]:
    return and_(held.c.chat_id == chat_id, held.c.thread_id == thread_id)


@cache
def _for_digests(dialect: str) -> Executable:
    taking = select(subscription.c.id, _EVENT).select_from(WISHES).where(TAKES, ~AT_ONCE)
    insert = insert_for(dialect, gathered).from_select(["subscription_id", "event_id"], taking)
    return insert.on_conflict_do_nothing()


@cache
def _for_waking(dialect: str) -> Executable:
    quiet = (
        select(chat.c.chat_id, chat.c.thread_id, _EVENT)
        .select_from(WISHES)
        .where(TAKES, AT_ONCE, QUIET, ~LET_THROUGH, chat.c.quiet_holds.is_(True), NOT_BEFORE)
        .distinct()
    )
    insert = insert_for(dialect, held).from_select(["chat_id", "thread_id", "event_id"], quiet)
    return insert.on_conflict_do_nothing()
