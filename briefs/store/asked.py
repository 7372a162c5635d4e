"""The last question of each chat (and topic, and person in a group), for a while."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from briefs.store.rows import insert_into
from briefs.store.tables import asked as table

GOES_ON_FOR: Final = timedelta(hours=1)  # later, "and terbium?" is a new question
ANYBODY: Final = 0  # in a private chat there is one person


@dataclass(frozen=True, slots=True)
class Place:
    """Where a conversation goes on: a chat, its topic, and in a group a person."""

    chat_id: int
    thread_id: int
    user_id: int = ANYBODY


async def remember_question(
    conn: AsyncConnection,
    place: Place,
    question: str,
    terms: Sequence[str],
    told_on: date | None,
    now: datetime,
) -> None:
    """Keep it in place of the one before; the chat must be known. `told_on`: the answer's day."""
    row = {"question": question, "terms": list(terms), "told_on": told_on, "asked_at": now}
    where = {"chat_id": place.chat_id, "thread_id": place.thread_id, "user_id": place.user_id}
    insert = insert_into(conn, table).values(**where, **row)
    await conn.execute(
        insert.on_conflict_do_update(index_elements=list(table.primary_key), set_=row)
    )


async def last_question(
    conn: AsyncConnection, place: Place, now: datetime
) -> tuple[str, tuple[str, ...], date | None] | None:
    """The question, the ids chosen for it, the day of its answer; None if there is none, or it is
    too long ago."""
    query = select(table.c.question, table.c.terms, table.c.told_on).where(
        table.c.chat_id == place.chat_id,
        table.c.thread_id == place.thread_id,
        table.c.user_id == place.user_id,
        table.c.asked_at > now - GOES_ON_FOR,
    )
    row = (await conn.execute(query)).first()
    return None if row is None else (row.question, tuple(row.terms), row.told_on)


async def prune(conn: AsyncConnection, now: datetime) -> None:
    """Forget what nobody can go on from."""
    await conn.execute(delete(table).where(table.c.asked_at <= now - GOES_ON_FOR))
