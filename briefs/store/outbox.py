"""Messages to send: queued once, claimed by one sender at a time, marked when Telegram took them.

enqueue, fan out → ready → claim → leased → mark_sent   → sent
                     ↑                    ↘ mark_failed → ready later, or dead
                     └── release ── a sender that died     cancel_chat → cancelled
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum
from functools import cache
from typing import Any, cast

from sqlalchemy import (
    ColumnElement,
    Executable,
    bindparam,
    false,
    func,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from briefs.store.rows import insert_for, insert_into
from briefs.store.tables import chat, outbox, payload
from briefs.types import Language


class Lane(IntEnum):
    """Who goes first when several wait."""

    ANSWER = 0  # to a person who asked
    URGENT = 1  # a risk, or a policy that takes effect
    FLASH = 2
    DIGEST = 3
    BACKFILL = 4


USE_BY = timedelta(minutes=30)  # a flash older than this is no news: it goes into a digest
LATE_LANES = (Lane.URGENT, Lane.FLASH)


@dataclass(frozen=True, slots=True)
class Delivery:
    """A claimed message. `attempts` counts this one too; `language` is its own or the chat's.

    `payload_id` is set for an event's text that many chats get; `use_by` is when news grows stale;
    `parts_done` of its parts are with Telegram from an earlier try.
    """

    id: int
    key: str
    chat_id: int
    thread_id: int
    text: str
    language: Language | None
    event_id: int | None
    markup: Mapping[str, Any] | None
    lane: Lane
    attempts: int
    created_at: datetime
    payload_id: int | None = None
    use_by: datetime | None = None
    parts_done: int = 0
    silent: bool = False  # it arrives without a sound
    channel: bool = False
    pins: bool = False  # a digest of a chat that has its digests pinned
    board: int | None = None  # the message pinned there as the last one
    edits: int | None = None  # the message that this text replaces


@dataclass(frozen=True, slots=True)
class Sent:
    """Telegram's receipt for an outbox row."""

    id: int
    message_id: int | None


def key_of(event_id: int, chat_id: int, thread_id: int = 0, *, version: int = 1) -> str:
    """What makes an event's message to a chat unique."""
    return f"event:{event_id}:{version}:{chat_id}:{thread_id}"


def use_by(lane: Lane, now: datetime) -> datetime | None:
    """When a briefing of that lane grows stale; None: never."""
    return now + USE_BY if lane in LATE_LANES else None


async def enqueue(
    conn: AsyncConnection,
    *,
    key: str,
    chat_id: int,
    thread_id: int = 0,
    text: str,
    lane: Lane,
    now: datetime,
    event_id: int | None = None,
    markup: Mapping[str, Any] | None = None,
    not_before: datetime | None = None,
    silent: bool = False,
    edits: int | None = None,
    use_by: datetime | None = None,
) -> bool:
    """Queue one message with its own text; False if the key was queued before, sent or not.

    `edits` is the row whose message it replaces; where that came to nothing it is a new message.
    `use_by`: it is news, which may go into a digest, and does after that moment.
    """
    row = {
        "key": key,
        "chat_id": chat_id,
        "thread_id": thread_id,
        "text": text,
        "event_id": event_id,
        "markup": None if markup is None else dict(markup),
        "lane": int(lane),
        "silent": silent,
        "edits": edits,
        "not_before": not_before or now,
        "created_at": now,
        "use_by": use_by,
    }
    insert = insert_into(conn, outbox).on_conflict_do_nothing().returning(outbox.c.id)
    return (await conn.execute(insert, row)).first() is not None


async def is_ours(conn: AsyncConnection, chat_id: int, message_id: int) -> bool:
    """Whether a message in a chat is one that we sent there."""
    ours = (outbox.c.chat_id == chat_id) & (outbox.c.message_id == message_id)
    return (await conn.execute(select(outbox.c.id).where(ours).limit(1))).first() is not None


async def save_payload(
    conn: AsyncConnection, *, event_id: int, version: int, language: Language, text: str
) -> int:
    """Keep the text of an event in a language; the one kept first stays."""
    key = {"event_id": event_id, "version": version, "language": language}
    added = await conn.scalar(_add_payload(conn.dialect.name), {**key, "text": text})
    kept = added or (await conn.execute(_KEPT_PAYLOAD, key)).scalar_one()
    return cast(int, kept)


@cache
def _add_payload(dialect: str) -> Executable:
    return insert_for(dialect, payload).on_conflict_do_nothing().returning(payload.c.id)


async def unsent_payloads(conn: AsyncConnection, event_id: int) -> dict[int, Language]:
    """Texts of an event that somebody still waits for, of which nobody has read a part."""
    rows = await conn.execute(_UNSENT_PAYLOADS, {"event_id": event_id})
    return {number: cast(Language, language) for number, language in rows}


async def replace_payload(conn: AsyncConnection, payload_id: int, text: str) -> None:
    await conn.execute(update(payload).where(payload.c.id == payload_id).values(text=text))


def _rows_of_payload(where: ColumnElement[bool]) -> ColumnElement[bool]:
    return select(outbox.c.id).where(outbox.c.payload_id == payload.c.id, where).exists()


_UNSENT_PAYLOADS = select(payload.c.id, payload.c.language).where(
    payload.c.event_id == bindparam("event_id"),
    _rows_of_payload(outbox.c.state == "ready"),
    ~_rows_of_payload(outbox.c.parts_done > 0),
)
_KEPT_PAYLOAD = select(payload.c.id).where(
    payload.c.event_id == bindparam("event_id"),
    payload.c.version == bindparam("version"),
    payload.c.language == bindparam("language"),
)


_replaced = outbox.alias("replaced")
# What it replaces is still on its way: until it stands in the chat there is nothing to edit.
_too_early = outbox.c.edits.is_not(None) & (
    select(_replaced.c.id)
    .where(_replaced.c.id == outbox.c.edits, _replaced.c.state.in_(("ready", "leased")))
    .exists()
)


async def claim(
    conn: AsyncConnection, *, limit: int, owner: str, now: datetime, lease: timedelta
) -> tuple[Delivery, ...]:
    """Take up to `limit` messages that are due, first lane first, then oldest first.

    They are ours until `now + lease`; several senders never get the same one.
    """
    due = (
        select(outbox.c.id)
        .where(outbox.c.state == "ready", outbox.c.not_before <= now, ~_too_early)
        .order_by(outbox.c.lane, outbox.c.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    take = (
        update(outbox)
        .where(outbox.c.id.in_(due.scalar_subquery()))
        .values(
            state="leased",
            owner=owner,
            lease_until=now + lease,
            attempts=outbox.c.attempts + 1,
        )
        .returning(outbox.c.id)
    )
    ids = (await conn.scalars(take)).all()
    return await deliveries(conn, ids) if ids else ()


async def deliveries(conn: AsyncConnection, ids: Sequence[int]) -> tuple[Delivery, ...]:
    """Messages by their numbers, with their texts, in the order they are to go."""
    query = (
        select(
            outbox.c.id,
            outbox.c.key,
            outbox.c.chat_id,
            outbox.c.thread_id,
            func.coalesce(outbox.c.text, payload.c.text),
            func.coalesce(payload.c.language, chat.c.language),
            outbox.c.event_id,
            outbox.c.markup,
            outbox.c.lane,
            outbox.c.attempts,
            outbox.c.created_at,
            outbox.c.payload_id,
            outbox.c.use_by,
            outbox.c.parts_done,
            outbox.c.silent,
            func.coalesce(chat.c.type == "channel", false()),
            func.coalesce(chat.c.pins & (outbox.c.lane == int(Lane.DIGEST)), false()),
            chat.c.board,
            _replaced.c.message_id,
        )
        .outerjoin(payload, payload.c.id == outbox.c.payload_id)
        .outerjoin(
            chat, (chat.c.chat_id == outbox.c.chat_id) & (chat.c.thread_id == outbox.c.thread_id)
        )
        .outerjoin(_replaced, _replaced.c.id == outbox.c.edits)
        .where(outbox.c.id.in_(ids))
        .order_by(outbox.c.lane, outbox.c.id)
    )
    rows = await conn.execute(query)
    return tuple(Delivery(*row[:8], Lane(row[8]), *row[9:]) for row in rows)


async def mark_sent(
    conn: AsyncConnection, sent: Sequence[Sent], *, owner: str, now: datetime
) -> None:
    """Note what Telegram took. Only the lease holder's word counts."""
    if not sent:
        return
    asked = {"by": owner, "at": now}
    rows = [{"row": item.id, "message": item.message_id, **asked} for item in sent]
    await conn.execute(_MARK_SENT, rows)


_MARK_SENT = (
    update(outbox)
    .where(outbox.c.id == bindparam("row"), outbox.c.owner == bindparam("by"))
    .values(
        state="sent",
        sent_at=bindparam("at"),
        message_id=bindparam("message"),
        lease_until=None,
        reason=None,
    )
)


async def mark_part(conn: AsyncConnection, id: int, *, owner: str, parts_done: int) -> None:
    """Note how many parts of a long message Telegram has taken: they are not sent again."""
    ours = (outbox.c.id == id) & (outbox.c.owner == owner)
    await conn.execute(update(outbox).where(ours).values(parts_done=parts_done))


async def mark_failed(
    conn: AsyncConnection,
    ids: Sequence[int],
    *,
    owner: str,
    reason: str,
    not_before: datetime | None,
    counted: bool = True,
) -> None:
    """Try again at `not_before`, or never if it is None: the rows stay as dead, with their reason.

    `counted=False` takes the attempt back: being told to wait is no failure.
    """
    values: dict[str, Any] = {
        "state": "ready" if not_before else "dead",
        "reason": reason,
        "lease_until": None,
        "owner": None,
    }
    if not_before:
        values["not_before"] = not_before
    if not counted:
        values["attempts"] = outbox.c.attempts - 1
    ours = outbox.c.id.in_(ids) & (outbox.c.owner == owner) & (outbox.c.state == "leased")
    await conn.execute(update(outbox).where(ours).values(values))


async def cancel_chat(conn: AsyncConnection, chat_id: int, reason: str) -> int:
    """Drop what still waits for a chat; gives how many. What is being sent right now goes out."""
    waiting = (outbox.c.chat_id == chat_id) & (outbox.c.state == "ready")
    drop = update(outbox).where(waiting).values(state="cancelled", reason=reason)
    return (await conn.execute(drop)).rowcount


async def release(conn: AsyncConnection, *, now: datetime, all_owners: bool = False) -> int:
    """Make ready again what a sender leased and did not finish: leases run out by `now`.

    With `all_owners` every lease: for a start when no other sender can be alive. A crash is no
    failure of a message: the try is taken back.
    """
    stuck = outbox.c.state == "leased"
    if not all_owners:
        stuck &= outbox.c.lease_until < now
    free = (
        update(outbox)
        .where(stuck)
        .values(state="ready", owner=None, lease_until=None, attempts=outbox.c.attempts - 1)
    )
    return (await conn.execute(free)).rowcount


async def hold_chat(conn: AsyncConnection, chat_id: int, until: datetime) -> None:
    """Nothing that waits for a chat is claimed before `until`; answers to a person may be."""
    waiting = (outbox.c.chat_id == chat_id) & (outbox.c.state == "ready")
    early = waiting & (outbox.c.not_before < until) & (outbox.c.lane > Lane.ANSWER)
    await conn.execute(update(outbox).where(early).values(not_before=until))


async def counts(conn: AsyncConnection) -> Mapping[str, int]:
    """How many messages stand in each state."""
    query = select(outbox.c.state, func.count()).group_by(outbox.c.state)
    return {state: number for state, number in await conn.execute(query)}
