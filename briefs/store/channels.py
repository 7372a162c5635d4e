"""Channels: which of them want an event, what was posted there, how they are set, and by whom.

There are few of them and each may look different, so their posts are queued one by one.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import (
    Boolean,
    Integer,
    and_,
    bindparam,
    delete,
    func,
    literal_column,
    or_,
    select,
    true,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from briefs.store.matching import AT_ONCE, AWAKE, LET_THROUGH, MUTED
from briefs.store.outbox import key_of
from briefs.store.rows import insert_into
from briefs.store.tables import channel_admin, chat, outbox, subscription, subscription_term
from briefs.types import Language, Layout

SHOWN = ("ready", "leased", "sent", "merged")  # states of a row that readers see, or will
# Written out, so that SQLite sees that its partial index fits.
_IS_CHANNEL = (chat.c.type == literal_column("'channel'")) & (chat.c.thread_id == 0)
_COLUMNS = (
    chat.c.chat_id,
    chat.c.title,
    chat.c.language,
    chat.c.zone,
    chat.c.layout,
    chat.c.pins,
    chat.c.board,
    chat.c.state == "active",
)
_by_terms = (
    select(subscription_term.c.term)
    .where(
        subscription_term.c.subscription_id == subscription.c.id,
        subscription_term.c.term.in_(bindparam("terms", expanding=True)),
    )
    .exists()
)
# From channels to their subscriptions: however many readers there are, it looks at channels only.
_silent = (
    select(func.min((subscription.c.loudness == "silent").cast(Integer)))
    .where(
        subscription.c.chat_id == chat.c.chat_id,
        subscription.c.thread_id == 0,
        subscription.c.paused.is_(False),
        AT_ONCE,
        or_(
            and_(
                subscription.c.plain.is_(True),
                bindparam("plain", type_=Boolean) == true(),
                _by_terms,
            ),
            subscription.c.text.in_(bindparam("filters", expanding=True)),
        ),
    )
    .correlate(chat)
    .scalar_subquery()
)
_WANTING = (
    select(*_COLUMNS, _silent.label("silent"))
    .where(_IS_CHANNEL, chat.c.state == "active", _silent.is_not(None), ~MUTED)
    .where(or_(AWAKE, LET_THROUGH))
    .order_by(chat.c.chat_id)
)


@dataclass(frozen=True, slots=True)
class Channel:
    """A channel and how its posts look. `pins`: its digests are pinned; `board`: the one now."""

    chat_id: int
    title: str
    language: Language
    zone: str
    layout: Layout
    pins: bool
    board: int | None
    active: bool


async def wanting(
    conn: AsyncConnection, asked_for: Mapping[str, Any]
) -> tuple[tuple[Channel, bool], ...]:
    """Channels with a filter that takes an event at once, and whether it is to arrive silently.

    `asked_for` is made by `matching.asking`.
    """
    rows = await conn.execute(_WANTING, asked_for)
    return tuple((_channel(row), bool(row.silent)) for row in rows)


async def posted(conn: AsyncConnection, event_id: int) -> tuple[tuple[Channel, int], ...]:
    """Channels that an event was queued or sent for, by itself or in a digest, with the number of
    its outbox row."""
    channels = await conn.execute(select(*_COLUMNS).where(_IS_CHANNEL, chat.c.state == "active"))
    by_key = {key_of(event_id, row.chat_id): _channel(row) for row in channels}
    rows = await conn.execute(
        select(outbox.c.key, outbox.c.id)
        .where(outbox.c.key.in_(by_key), outbox.c.state.in_(SHOWN))
        .order_by(outbox.c.id)
    )
    return tuple((by_key[key], id) for key, id in rows)


async def find(conn: AsyncConnection, chat_id: int) -> Channel | None:
    query = select(*_COLUMNS).where(_IS_CHANNEL, chat.c.chat_id == chat_id)
    row = (await conn.execute(query)).first()
    return None if row is None else _channel(row)


async def set_layout(conn: AsyncConnection, chat_id: int, layout: Layout) -> None:
    await _set(conn, chat_id, layout=layout)


async def set_pins(conn: AsyncConnection, chat_id: int, pins: bool) -> None:
    """Whether digests are pinned there from now on."""
    await _set(conn, chat_id, pins=pins)


async def set_board(conn: AsyncConnection, chat_id: int, message_id: int) -> None:
    """Which message is pinned as the newest digest."""
    await _set(conn, chat_id, board=message_id)


async def note_admin(conn: AsyncConnection, user_id: int, chat_id: int, now: datetime) -> None:
    """Offer a channel to a person from now on."""
    row = {"user_id": user_id, "chat_id": chat_id, "noted_at": now}
    await conn.execute(insert_into(conn, channel_admin).on_conflict_do_nothing(), row)


async def drop_admin(conn: AsyncConnection, user_id: int, chat_id: int) -> None:
    """Offer it no longer."""
    await conn.execute(delete(channel_admin).filter_by(user_id=user_id, chat_id=chat_id))


async def of_admin(conn: AsyncConnection, user_id: int) -> tuple[Channel, ...]:
    """Channels offered to a person, by title. Whether they may still set them is for Telegram."""
    query = (
        select(*_COLUMNS)
        .join(channel_admin, channel_admin.c.chat_id == chat.c.chat_id)
        .where(_IS_CHANNEL, channel_admin.c.user_id == user_id)
        .order_by(chat.c.title, chat.c.chat_id)
    )
    return tuple(_channel(row) for row in await conn.execute(query))


async def forget(conn: AsyncConnection, ids: Collection[int]) -> None:
    """What is known of these people and channels together."""
    either = channel_admin.c.user_id.in_(ids) | channel_admin.c.chat_id.in_(ids)
    await conn.execute(delete(channel_admin).where(either))


async def _set(conn: AsyncConnection, chat_id: int, **values: Any) -> None:
    await conn.execute(update(chat).where(_IS_CHANNEL, chat.c.chat_id == chat_id).values(**values))


def _channel(row: Any) -> Channel:
    return Channel(
        chat_id=row.chat_id,
        title=row.title,
        language=cast(Language, row.language),
        zone=row.zone,
        layout=cast(Layout, row.layout),
        pins=row.pins,
        board=row.board,
        active=bool(row[7]),
    )
