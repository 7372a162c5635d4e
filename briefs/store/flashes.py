"""Flashes as they were cleaned, and the tellings of the same text by others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from briefs.marks import Marks
from briefs.store.rows import insert_into
from briefs.store.tables import flash as table
from briefs.store.tables import telling
from briefs.types import Flash, Unread

SAME_WORDS_FOR = timedelta(hours=12)  # the same words later than this are the next day's note
_ADD = insert(table)
_ALIKE = (
    select(
        table.c.id,
        table.c.event_id,
        table.c.fingerprint,
        table.c.skeleton,
        table.c.publisher,
        table.c.happened_at,
        table.c.published_at.is_not(None),
    )
    .where(
        (table.c.fingerprint == bindparam("fingerprint"))
        | (table.c.id == bindparam("id"))
        | (
            (table.c.skeleton == bindparam("skeleton"))
            & table.c.happened_at.between(bindparam("since"), bindparam("until"))
        )
    )
    .order_by(table.c.happened_at.desc())
)


@dataclass(frozen=True, slots=True)
class Known:
    """A stored flash, as far as telling repeats and corrections apart needs it."""

    flash_id: str
    event_id: int
    fingerprint: str
    skeleton: str
    publisher: str | None
    happened_at: datetime
    dated: bool  # it named its time itself


async def save_flash(
    conn: AsyncConnection,
    flash: Flash,
    *,
    raw_id: int,
    event_id: int,
    marks: Marks,
    unread: Sequence[Unread],
    not_news: str | None = None,
    now: datetime,
) -> None:
    """Keep a cleaned flash. Its facts go through `facts.save_facts`, in the same transaction."""
    row: dict[str, Any] = {
        "id": flash.id,
        "raw_id": raw_id,
        "event_id": event_id,
        "fingerprint": marks.fingerprint,
        "skeleton": marks.skeleton,
        "title": flash.title,
        "body": flash.body,
        "published_at": flash.published_at,
        "happened_at": flash.published_at or now,
        "language": flash.language,
        "publisher": flash.publisher,
        "section": flash.section,
        "url": flash.url,
        "unread": [[one.text, one.quote, one.span.start, one.span.end] for one in unread],
        "stored_at": now,
        "not_news": not_news,
    }
    await conn.execute(_ADD, row)


async def get_flash(conn: AsyncConnection, flash_id: str) -> Flash | None:
    columns = (
        table.c.id,
        table.c.title,
        table.c.body,
        table.c.published_at,
        table.c.language,
        table.c.publisher,
        table.c.section,
        table.c.url,
    )
    row = (await conn.execute(select(*columns).where(table.c.id == flash_id))).first()
    return None if row is None else Flash(*row)


async def alike(
    conn: AsyncConnection, flash: Flash, marks: Marks, *, now: datetime
) -> tuple[Known, ...]:
    """Stored flashes of this text, of this id, or of these words told lately; newest first."""
    at = flash.published_at or now
    asked = {
        "fingerprint": marks.fingerprint,
        "id": flash.id,
        "skeleton": marks.skeleton,
        "since": at - SAME_WORDS_FOR,
        "until": at,
    }
    return tuple(Known(*row) for row in await conn.execute(_ALIKE, asked))


async def add_telling(
    conn: AsyncConnection, flash_id: str, *, teller: str, raw_id: int, now: datetime
) -> bool:
    """Note that somebody else printed the text; False if that is known."""
    row = {"flash_id": flash_id, "teller": teller, "raw_id": raw_id, "told_at": now}
    new = insert_into(conn, telling).on_conflict_do_nothing().returning(telling.c.teller)
    return (await conn.execute(new, row)).first() is not None


async def unread_of(conn: AsyncConnection, event_id: int) -> int:
    """How many numbers of an event's flashes no fact used."""
    lists = await conn.scalars(select(table.c.unread).where(table.c.event_id == event_id))
    return sum(len(unread) for unread in lists)
