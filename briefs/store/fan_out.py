"""An event queued for all who want it: the first of them at once, the others a part at a time.

A hundred thousand rows take half a second in which nobody else can write. So the event is stored
with its first rows; how far it has come stands in a row of its own, which moves on in the
transaction that adds the next ones: a crash between two of them loses and repeats nothing.

    begin → unfinished → ranges → go_on, go_on … → finished
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    JSON,
    Executable,
    Integer,
    Select,
    String,
    bindparam,
    delete,
    func,
    insert,
    literal,
    null,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from briefs.store import gathering, matching, outbox
from briefs.store.columns import Instant
from briefs.store.matching import CANDIDATES, LAST
from briefs.store.outbox import Lane
from briefs.store.rows import insert_for
from briefs.store.tables import fan_out, payload, subscription_term
from briefs.store.tables import outbox as table
from briefs.types import Language

FIRST = 500  # subscriptions looked at with the event itself; they take some five milliseconds
A_PART = 5_000  # in each later transaction; thirty milliseconds, for which others wait
OF_THE_MOMENT = frozenset({"now", "after", "upto"})


@dataclass(frozen=True, slots=True)
class FanOut:
    """An event that is queued for the subscriptions numbered up to `after`, of all it has to be."""

    id: int
    event_id: int
    version: int
    lane: Lane
    wanted: Sequence[Mapping[str, Any]]
    after: int
    created_at: datetime


async def languages(
    conn: AsyncConnection, wanted: Sequence[Mapping[str, Any]]
) -> frozenset[Language] | None:
    """The languages spoken among those who want it; None where they are too many to look at."""
    if await _end_of_first(conn, wanted) != LAST:
        return None
    return frozenset({each for one in wanted for each in await matching.languages(conn, one)})


async def begin(
    conn: AsyncConnection,
    *,
    event_id: int,
    version: int = 1,
    wanted: Sequence[Mapping[str, Any]],
    lane: Lane,
    now: datetime,
) -> int:
    """Queue an event for the first who want it, and note what is left; gives how many have it now.

    `wanted` are made by `matching.asking`. What a chat wants by digest, or not in its quiet hours,
    is kept for the next digest. The texts of the event are there.
    """
    lasting = [{name: one[name] for name in one.keys() - OF_THE_MOMENT} for one in wanted]
    event = FanOut(0, event_id, version, lane, lasting, after=0, created_at=now)
    upto = await _end_of_first(conn, wanted)
    if upto != LAST:
        await conn.execute(insert(fan_out), _row(replace(event, after=upto)))
    return await _queue(conn, event, upto, now)


async def queue(
    conn: AsyncConnection,
    *,
    event_id: int,
    version: int = 1,
    wanted: Mapping[str, Any],
    lane: Lane,
    now: datetime,
) -> int:
    """Queue an event's payload for every chat that wants it, in the chat's language.

    `wanted` is made by `matching.asking`, `now` the moment they count as queued. One statement,
    whatever the number of chats. Gives how many were queued: a chat that had this version before,
    or whose language has no payload, gets none.
    """
    asked = {
        **wanted,
        "prefix": f"event:{event_id}:{version}:",
        "event_id": event_id,
        "version": version,
        "lane": int(lane),
        "queued_at": now,
        "use_by": outbox.use_by(lane, now),
    }
    return (await conn.execute(_queue_all(conn.dialect.name), asked)).rowcount


@cache
def _queue_all(dialect: str) -> Executable:
    matched, now = matching.MATCHING.subquery(), bindparam("queued_at", type_=Instant)
    chosen = select(
        bindparam("prefix", type_=String)
        .concat(matched.c.chat_id.cast(String))
        .concat(":")
        .concat(matched.c.thread_id.cast(String)),
        matched.c.chat_id,
        matched.c.thread_id,
        payload.c.id,
        payload.c.event_id,
        null().cast(JSON),
        bindparam("lane", type_=Integer),
        matched.c.silent,
        literal("ready"),
        literal(0),
        now,
        now,
        bindparam("use_by", type_=Instant),
    ).where(
        payload.c.event_id == bindparam("event_id"),
        payload.c.version == bindparam("version"),
        payload.c.language == matched.c.language,
    )
    columns = (
        "key chat_id thread_id payload_id event_id markup lane silent state attempts not_before "
        "created_at use_by"
    )
    add = insert_for(dialect, table).from_select(columns.split(), chosen)
    return add.on_conflict_do_nothing()


async def unfinished(conn: AsyncConnection) -> tuple[FanOut, ...]:
    """Events that have not come to all, the most urgent first."""
    rows = await conn.execute(select(fan_out).order_by(fan_out.c.lane, fan_out.c.id))
    return tuple(FanOut(**{**row, "lane": Lane(row["lane"])}) for row in rows.mappings())


async def ranges(conn: AsyncConnection, event: FanOut) -> tuple[int, ...]:
    """The subscriptions at which its parts end, in their order."""
    place = func.row_number().over(order_by=subscription_term.c.subscription_id)
    numbered = CANDIDATES.order_by(None).add_columns(place.label("place")).subquery()
    ends = select(numbered.c.subscription_id).where(numbered.c.place % A_PART == 0)
    asked = {"terms": event.wanted[0]["terms"], "after": event.after, "upto": LAST}
    found = await conn.scalars(ends.order_by(numbered.c.subscription_id), asked)
    return (*found.all(), LAST)


async def go_on(conn: AsyncConnection, event: FanOut, upto: int, now: datetime) -> FanOut | None:
    """Queue it for the next ones, up to that subscription; gives how it stands then.

    None if that was all, or if somebody else has gone on with it meanwhile.
    """
    here = (fan_out.c.id == event.id) & (fan_out.c.after == event.after)
    step = delete(fan_out) if upto == LAST else update(fan_out).values(after=upto)
    if not (await conn.execute(step.where(here))).rowcount:
        return None
    await _queue(conn, event, upto, now)
    return None if upto == LAST else replace(event, after=upto)


async def _queue(conn: AsyncConnection, event: FanOut, upto: int, now: datetime) -> int:
    """Whether a chat wants quiet is asked as of now; the event is as old as it was."""
    queued = 0
    for one in event.wanted:
        asked = {**one, "after": event.after, "upto": upto, "now": now}
        queued += await queue(
            conn,
            event_id=event.event_id,
            version=event.version,
            wanted=asked,
            lane=event.lane,
            now=event.created_at,
        )
        await gathering.gather(conn, event.event_id, asked)
    return queued


def _row(event: FanOut) -> dict[str, Any]:
    values = asdict(event)
    del values["id"]
    return values | {"lane": int(event.lane)}


@cache
def _last_of(first: int) -> Select[Any]:
    """The last of so many candidates, and whether there is another."""
    return CANDIDATES.offset(first - 1).limit(2)


async def _end_of_first(conn: AsyncConnection, wanted: Sequence[Mapping[str, Any]]) -> int:
    """Where the first part ends: LAST if that is where all have it."""
    asked = {"terms": wanted[0]["terms"], "after": 0, "upto": LAST}
    found = (await conn.scalars(_last_of(FIRST), asked)).all()
    return found[0] if len(found) == 2 else LAST
