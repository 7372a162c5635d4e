"""What a chat wants to hear nothing of: everything for a while, a subject, a kind of news on it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import ColumnElement, delete, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from briefs.store.rows import insert_into
from briefs.store.tables import mute


async def add(
    conn: AsyncConnection, chat_id: int, thread_id: int, subject: str, until: datetime | None
) -> None:
    """Mute a subject until then, or for good. The newest word on a subject counts."""
    row = {"chat_id": chat_id, "thread_id": thread_id, "subject": subject, "until": until}
    insert = insert_into(conn, mute)
    again = {"until": insert.excluded.until}
    await conn.execute(
        insert.on_conflict_do_update(index_elements=list(mute.primary_key), set_=again), row
    )


async def of_chat(
    conn: AsyncConnection, chat_id: int, thread_id: int, now: datetime
) -> Mapping[str, datetime | None]:
    """What is muted now, and until when."""
    query = select(mute.c.subject, mute.c.until).where(
        _own(chat_id, thread_id), or_(mute.c.until.is_(None), mute.c.until > now)
    )
    return {row.subject: row.until for row in await conn.execute(query.order_by(mute.c.subject))}


async def remove(conn: AsyncConnection, chat_id: int, thread_id: int, subject: str) -> None:
    """Hear of a subject again."""
    own = _own(chat_id, thread_id) & (mute.c.subject == subject)
    await conn.execute(delete(mute).where(own))


async def clear(conn: AsyncConnection, chat_id: int, thread_id: int) -> int:
    """Hear everything again; gives how many mutes there were."""
    return (await conn.execute(delete(mute).where(_own(chat_id, thread_id)))).rowcount


def _own(chat_id: int, thread_id: int) -> ColumnElement[bool]:
    return (mute.c.chat_id == chat_id) & (mute.c.thread_id == thread_id)
