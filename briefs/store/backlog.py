"""What waits to be sent, seen as a whole: how much it is, and several messages made into one.

A message taken up by a digest stays as "merged", with the number of the digest that carries it:
nothing is dropped without a trace.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import ColumnElement, and_, delete, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from briefs.store.outbox import Delivery, Lane, deliveries
from briefs.store.tables import outbox

MOST_MERGED = 200  # briefings in one digest; more wait for the next
DONE = ("sent", "cancelled", "merged")
AT_ONCE = 5_000

Compose = Callable[[Sequence[Delivery]], tuple[str, Mapping[str, Any] | None]]


async def depth(conn: AsyncConnection, now: datetime, limit: int) -> int:
    """How many messages are due; counted up to `limit`, which is all that need be known."""
    due = select(outbox.c.id).where(outbox.c.state == "ready", outbox.c.not_before <= now)
    counted = select(func.count()).select_from(due.limit(limit).subquery())
    return int((await conn.execute(counted)).scalar_one())


async def due_since(conn: AsyncConnection, now: datetime) -> datetime | None:
    """Since when the oldest message waits that could go out; an edit of a post may wait."""
    due = (outbox.c.state == "ready") & (outbox.c.not_before <= now) & outbox.c.edits.is_(None)
    return cast(
        datetime | None, await conn.scalar(select(func.min(outbox.c.not_before)).where(due))
    )


def _waiting(now: datetime) -> ColumnElement[bool]:
    """Briefings of events that are due and may go into a digest: all but fresh urgent ones."""
    return and_(
        outbox.c.state == "ready",
        outbox.c.not_before <= now,
        or_(outbox.c.payload_id.is_not(None), outbox.c.use_by.is_not(None)),
        outbox.c.parts_done == 0,  # half of it has been read already
        or_(outbox.c.lane >= Lane.FLASH, outbox.c.use_by <= now),
    )


async def chats_with_briefings(
    conn: AsyncConnection, chat_ids: Sequence[int], now: datetime
) -> frozenset[int]:
    """Those of the chats for which a briefing waits."""
    query = select(outbox.c.chat_id).where(outbox.c.chat_id.in_(chat_ids), _waiting(now))
    return frozenset(await conn.scalars(query.distinct()))


async def waiting_briefings(
    conn: AsyncConnection, delivery: Delivery, now: datetime
) -> tuple[Delivery, ...]:
    """Briefings of events that are due for the same chat and topic, oldest first."""
    due = (
        select(outbox.c.id)
        .where(
            outbox.c.chat_id == delivery.chat_id,
            outbox.c.thread_id == delivery.thread_id,
            _waiting(now),
        )
        .order_by(outbox.c.id)
        .limit(MOST_MERGED)
        .with_for_update(skip_locked=True)
    )
    ids = (await conn.scalars(due)).all()
    found = await deliveries(conn, ids) if ids else ()
    return tuple(sorted(found, key=lambda one: one.id))


async def merge(
    conn: AsyncConnection,
    briefings: Sequence[Delivery],
    compose: Compose,
    *,
    owner: str,
    now: datetime,
    lease: timedelta,
) -> Delivery:
    """One digest in place of several briefings of a chat, claimed by `owner` as they were.

    The first of them gives chat, topic and the place in the line.
    """
    first, last = briefings[0], briefings[-1]
    text, markup = compose(briefings)
    row = {
        "key": f"digest:{first.id}:{last.id}:{first.chat_id}:{first.thread_id}",
        "chat_id": first.chat_id,
        "thread_id": first.thread_id,
        "text": text,
        "markup": None if markup is None else dict(markup),
        "lane": int(min(Lane.DIGEST, *(one.lane for one in briefings))),
        "silent": all(one.silent for one in briefings),
        "state": "leased",
        "owner": owner,
        "lease_until": now + lease,
        "attempts": 1,
        "not_before": now,
        "created_at": first.created_at,
    }
    added = insert(outbox).values(row).returning(outbox.c.id)
    number = int((await conn.execute(added)).scalar_one())
    taken_up = {"state": "merged", "merged_into": number, "owner": None, "lease_until": None}
    ids = [one.id for one in briefings]
    await conn.execute(update(outbox).where(outbox.c.id.in_(ids)).values(taken_up))
    (digest,) = await deliveries(conn, [number])
    return digest


async def events_waiting(conn: AsyncConnection, chat_id: int, thread_id: int) -> frozenset[int]:
    """The events whose briefings wait for a chat; none of which a part is out already."""
    query = select(outbox.c.event_id).where(_untold(chat_id, thread_id))
    return frozenset(await conn.scalars(query.distinct()))


async def drop_events(
    conn: AsyncConnection, chat_id: int, thread_id: int, events: Collection[int]
) -> int:
    """Cancel the briefings of these events that wait for a chat; gives how many."""
    if not events:
        return 0
    mine = _untold(chat_id, thread_id) & outbox.c.event_id.in_(events)
    drop = update(outbox).where(mine).values(state="cancelled", reason="muted")
    return (await conn.execute(drop)).rowcount


async def hold_digests(
    conn: AsyncConnection, chat_id: int, thread_id: int, until: datetime
) -> None:
    """Digests that wait for a chat wait until then."""
    waiting = and_(
        _of_chat(chat_id, thread_id),
        outbox.c.lane == int(Lane.DIGEST),
        outbox.c.not_before < until,
    )
    await conn.execute(update(outbox).where(waiting).values(not_before=until))


def _of_chat(chat_id: int, thread_id: int) -> ColumnElement[bool]:
    return and_(
        outbox.c.chat_id == chat_id, outbox.c.thread_id == thread_id, outbox.c.state == "ready"
    )


def _untold(chat_id: int, thread_id: int) -> ColumnElement[bool]:
    """Briefings of events, not begun; answers to a person are none, nor are corrections of posts:
    a wrong figure must not be left standing."""
    return and_(
        _of_chat(chat_id, thread_id),
        outbox.c.event_id.is_not(None),
        outbox.c.lane > int(Lane.ANSWER),
        outbox.c.parts_done == 0,
        outbox.c.edits.is_(None),
    )


async def bring_forward(conn: AsyncConnection, *, now: datetime, was: datetime) -> int:
    """The clock was set back from `was` to `now`: what was due stays due, other waits go on.

    Gives how many messages that concerned.
    """
    ready = outbox.c.state == "ready"
    due = update(outbox).where(ready, outbox.c.not_before > now, outbox.c.not_before <= was)
    moved = (await conn.execute(due.values(not_before=now))).rowcount
    later = select(outbox.c.id, outbox.c.not_before).where(ready, outbox.c.not_before > was)
    rows = (await conn.execute(later.limit(AT_ONCE))).all()
    for id, not_before in rows:
        earlier = update(outbox).where(outbox.c.id == id)
        await conn.execute(earlier.values(not_before=not_before - (was - now)))
    return moved + len(rows)


async def newest(conn: AsyncConnection) -> datetime | None:
    """When the newest message was queued, by the clock of that time."""
    query = select(outbox.c.created_at).order_by(outbox.c.id.desc()).limit(1)
    return (await conn.scalars(query)).first()


async def prune(conn: AsyncConnection, before: datetime) -> int:
    """Forget a part of what was done with before that moment; gives how many went."""
    done = (outbox.c.state.in_(DONE)) & (outbox.c.created_at < before)
    some = select(outbox.c.id).where(done).order_by(outbox.c.id).limit(AT_ONCE)
    gone = delete(outbox).where(outbox.c.id.in_(some.scalar_subquery()))
    return (await conn.execute(gone)).rowcount
