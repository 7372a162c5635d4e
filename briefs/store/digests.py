"""Digests that are due: whose, which run, and what waits for them. A run is claimed once.

waiting → due_of → claim → take_gathered, take_held → (a message is queued) → go_on
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, cast

from sqlalchemy import bindparam, delete, func, or_, select, union, update
from sqlalchemy.ext.asyncio import AsyncConnection

from briefs.filters import Expr, expr_from_json
from briefs.schedule import Slot
from briefs.store.columns import Instant
from briefs.store.matching import AT_ONCE, AWAKE, WISHES
from briefs.store.rows import insert_into
from briefs.store.tables import chat, event, gathered, held, schedule_run, subscription

KEPT = timedelta(days=90)  # runs are remembered so long: no clock is set back by more

_now = bindparam("now", type_=Instant)
_DUE = (~AT_ONCE) & subscription.c.paused.is_(False)
_DUE &= or_(subscription.c.next_at.is_(None), subscription.c.next_at <= _now)
_HELD = held.join(chat, (held.c.chat_id == chat.c.chat_id) & (held.c.thread_id == chat.c.thread_id))
_LISTENS = (chat.c.state == "active") & AWAKE
_WAITING = union(
    select(chat.c.chat_id, chat.c.thread_id).select_from(WISHES).where(_DUE, _LISTENS),
    select(chat.c.chat_id, chat.c.thread_id).select_from(_HELD).where(_LISTENS),
).limit(bindparam("most"))
_last = (
    select(func.max(schedule_run.c.day))
    .where(schedule_run.c.subscription_id == subscription.c.id)
    .correlate(subscription)
    .scalar_subquery()
)
_last_slot = (
    select(func.max(schedule_run.c.slot))
    .where(schedule_run.c.subscription_id == subscription.c.id, schedule_run.c.day == _last)
    .correlate(subscription)
    .scalar_subquery()
)


@dataclass(frozen=True, slots=True)
class Due:
    """A subscription whose digest may be due. `next_at` None: that is still to be worked out."""

    id: int
    text: str
    expr: Expr
    rhythm: str
    silent: bool
    next_at: datetime | None
    since: datetime  # its last digest, or its beginning
    last: Slot | None  # the newest run that was made


async def waiting(
    conn: AsyncConnection, now: datetime, *, most: int
) -> tuple[tuple[int, int], ...]:
    """Chats, with their topics, for which something is due and which may be told now."""
    rows = await conn.execute(_WAITING, {"now": now, "most": most})
    return tuple((chat_id, thread_id) for chat_id, thread_id in rows)


async def due_of(
    conn: AsyncConnection, chat_id: int, thread_id: int, now: datetime
) -> tuple[Due, ...]:
    """The subscriptions of a chat whose time has come, oldest first; none while it wants quiet."""
    query = (
        select(subscription, _last.label("day"), _last_slot.label("slot"))
        .select_from(WISHES)
        .where(chat.c.chat_id == chat_id, chat.c.thread_id == thread_id, _DUE, _LISTENS)
        .order_by(subscription.c.id)
    )
    return tuple(_due(row) for row in (await conn.execute(query, {"now": now})).mappings())


async def instant_filters(conn: AsyncConnection, chat_id: int, thread_id: int) -> tuple[Expr, ...]:
    """What a chat wants to be told at once: by these it took what was held."""
    query = select(subscription.c.filter).where(
        subscription.c.chat_id == chat_id,
        subscription.c.thread_id == thread_id,
        AT_ONCE,
        subscription.c.paused.is_(False),
    )
    return tuple(map(expr_from_json, await conn.scalars(query.order_by(subscription.c.id))))


async def claim(conn: AsyncConnection, subscription_id: int, slot: Slot, now: datetime) -> bool:
    """Whether this run is ours to make: it is nobody else's, and was not made before."""
    row = {
        "subscription_id": subscription_id,
        "day": slot.day,
        "slot": slot.minute,
        "made_at": now,
    }
    add = insert_into(conn, schedule_run).on_conflict_do_nothing()
    return (await conn.execute(add.returning(schedule_run.c.slot), row)).first() is not None


async def take_gathered(
    conn: AsyncConnection, subscription_ids: Collection[int]
) -> Mapping[int, frozenset[int]]:
    """What waits for these subscriptions, and waits no more: events, with who took each."""
    gone = delete(gathered).where(gathered.c.subscription_id.in_(subscription_ids))
    rows = await conn.execute(gone.returning(gathered.c.event_id, gathered.c.subscription_id))
    found: dict[int, frozenset[int]] = {}
    for event_id, subscription_id in rows:
        found[event_id] = found.get(event_id, frozenset()) | {subscription_id}
    return found


async def take_held(
    conn: AsyncConnection, chat_id: int, thread_id: int, now: datetime
) -> frozenset[int]:
    """The events held for a chat, and held no more; none while it wants quiet."""
    listens = select(chat.c.chat_id).where(
        chat.c.chat_id == chat_id, chat.c.thread_id == thread_id, _LISTENS
    )
    own = (held.c.chat_id == chat_id) & (held.c.thread_id == thread_id)
    gone = delete(held).where(own, listens.exists()).returning(held.c.event_id)
    return frozenset(await conn.scalars(gone, {"now": now}))


async def first_stored(conn: AsyncConnection, event_ids: Collection[int]) -> datetime:
    """When the first of these events came in."""
    earliest = select(func.min(event.c.created_at)).where(event.c.id.in_(event_ids))
    return cast(datetime, await conn.scalar(earliest))


async def go_on(
    conn: AsyncConnection, subscription_id: int, next_at: datetime, told_until: datetime | None
) -> None:
    """Note when the next digest is due and, if one was queued, up to when it told."""
    values: dict[str, Any] = {"next_at": next_at}
    if told_until is not None:
        values["told_until"] = told_until
    own = subscription.c.id == subscription_id
    await conn.execute(update(subscription).where(own).values(values))


async def prune(conn: AsyncConnection, today: date) -> None:
    """Forget runs of long ago."""
    await conn.execute(delete(schedule_run).where(schedule_run.c.day < today - KEPT))


def _due(row: Mapping[Any, Any]) -> Due:
    return Due(
        id=row["id"],
        text=row["text"],
        expr=expr_from_json(row["filter"]),
        rhythm=row["rhythm"],
        silent=row["loudness"] == "silent",
        next_at=row["next_at"],
        since=row["told_until"] or row["created_at"],
        last=None if row["day"] is None else Slot(row["day"], row["slot"]),
    )
