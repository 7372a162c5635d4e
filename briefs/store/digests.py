"""Digests that are due: whose, which run, and what waits for them. A run is claimed once.

waiting → due_of → claim → take_gathered, take_held → (a message is queued) → go_on
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, cast

from sqlalchemy import and_, bindparam, delete, func, or_, select, true, union, update
from sqlalchemy.ext.asyncio import AsyncConnection

from briefs.filters import Expr, expr_from_json
from briefs.schedule import Slot
from briefs.store.columns import Instant
from briefs.store.matching import AT_ONCE, AWAKE, EVERY_SUBJECT, WISHES
from briefs.store.rows import insert_into
from briefs.store.tables import chat, event, gathered, held, mute, schedule_run, subscription

KEPT = timedelta(days=90)  # runs are remembered so long: no clock is set back by more

_now = bindparam("now", type_=Instant)
_BY_DIGEST = and_(~AT_ONCE, subscription.c.paused.is_(False))
_NEW, _PAST = subscription.c.next_at.is_(None), subscription.c.next_at <= _now
_holds = (
    select(held.c.event_id)
    .where(held.c.chat_id == chat.c.chat_id, held.c.thread_id == chat.c.thread_id)
    .correlate(chat)
)
_WAKING = chat.c.waking == true()
_AWOKEN = update(chat).where(_WAKING, ~_holds.exists()).values(waking=False)
_muted = (
    select(mute.c.subject)
    .where(
        mute.c.chat_id == chat.c.chat_id,
        mute.c.thread_id == chat.c.thread_id,
        mute.c.subject == EVERY_SUBJECT,
        or_(mute.c.until.is_(None), mute.c.until > _now),
    )
    .correlate(chat)
    .exists()
)
_LISTENS = and_(chat.c.state == "active", AWAKE, ~_muted)
_chats = select(chat.c.chat_id, chat.c.thread_id)
# Each by its index alone: SQLite would go through all digests for two conditions joined by OR.
_WAITING = union(
    _chats.select_from(WISHES).where(_BY_DIGEST, _NEW, _LISTENS),
    _chats.select_from(WISHES).where(_BY_DIGEST, _PAST, _LISTENS),
    _chats.where(_WAKING, _holds.exists(), _LISTENS),
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

_OWN = (
    chat.c.chat_id == bindparam("chat_id"),
    chat.c.thread_id == bindparam("thread_id"),
)
_DUE_OF = (
    select(subscription, _last.label("day"), _last_slot.label("slot"))
    .select_from(WISHES)
    .where(*_OWN, _LISTENS, _BY_DIGEST, or_(_NEW, _PAST))
    .order_by(subscription.c.id)
)
_INSTANT = (
    select(subscription.c.filter)
    .select_from(WISHES)
    .where(*_OWN, AT_ONCE, subscription.c.paused.is_(False))
    .order_by(subscription.c.id)
)
_TAKE_HELD = (
    delete(held)
    .where(
        held.c.chat_id == bindparam("chat_id"),
        held.c.thread_id == bindparam("thread_id"),
        select(chat.c.chat_id).where(*_OWN, _LISTENS).exists(),
    )
    .returning(held.c.event_id)
)
_TAKE_GATHERED = (
    delete(gathered)
    .where(gathered.c.subscription_id.in_(bindparam("ids", expanding=True)))
    .returning(gathered.c.event_id, gathered.c.subscription_id)
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


async def note_awoken(conn: AsyncConnection) -> None:
    """Chats whose quiet hours ended and held nothing need no further look."""
    await conn.execute(_AWOKEN)


async def due_of(
    conn: AsyncConnection, chat_id: int, thread_id: int, now: datetime
) -> tuple[Due, ...]:
    """The subscriptions of a chat whose time has come, oldest first; none while it wants quiet."""
    asked = {"chat_id": chat_id, "thread_id": thread_id, "now": now}
    return tuple(_due(row) for row in (await conn.execute(_DUE_OF, asked)).mappings())


async def instant_filters(conn: AsyncConnection, chat_id: int, thread_id: int) -> tuple[Expr, ...]:
    """What a chat wants to be told at once: by these it took what was held."""
    asked = {"chat_id": chat_id, "thread_id": thread_id}
    return tuple(map(expr_from_json, await conn.scalars(_INSTANT, asked)))


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
    if not subscription_ids:
        return {}
    rows = await conn.execute(_TAKE_GATHERED, {"ids": list(subscription_ids)})
    found: dict[int, frozenset[int]] = {}
    for event_id, subscription_id in rows:
        found[event_id] = found.get(event_id, frozenset()) | {subscription_id}
    return found


async def take_held(
    conn: AsyncConnection, chat_id: int, thread_id: int, now: datetime
) -> frozenset[int]:
    """The events held for a chat, and held no more; none while it wants quiet."""
    asked = {"chat_id": chat_id, "thread_id": thread_id, "now": now}
    return frozenset(await conn.scalars(_TAKE_HELD, asked))


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
