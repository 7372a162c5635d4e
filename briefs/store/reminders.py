"""Who is reminded of a rule's day: readers by their time zone, each zone claimed once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Integer, bindparam, delete, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from briefs.store.matching import TAKES, WISHES
from briefs.store.rows import insert_into
from briefs.store.tables import chat, fact, fact_term, reminder_run, subscription
from briefs.types import Language

KEPT = timedelta(days=30)  # after the day a reminder was for

_SILENT = func.min((subscription.c.loudness == "silent").cast(Integer))
_READERS = (
    select(
        chat.c.chat_id,
        chat.c.thread_id,
        chat.c.language,
        chat.c.quiet_from,
        chat.c.quiet_until,
        _SILENT,
    )
    .select_from(WISHES)
    .where(TAKES, chat.c.zone == bindparam("zone"))
    .group_by(
        *(chat.c.chat_id, chat.c.thread_id, chat.c.language, chat.c.quiet_from, chat.c.quiet_until)
    )
    .order_by(chat.c.chat_id, chat.c.thread_id)
)


@dataclass(frozen=True, slots=True)
class Listener:
    """A chat, or a topic of a forum, that is reminded; `quiet`: the hours going on or coming."""

    chat_id: int
    thread_id: int
    language: Language
    quiet_from: datetime | None
    quiet_until: datetime | None
    silent: bool

    def free_at(self, now: datetime) -> datetime:
        """The next moment at which it may be told something."""
        if self.quiet_from is None or self.quiet_until is None:
            return now
        return self.quiet_until if self.quiet_from <= now < self.quiet_until else now


async def terms_taking_effect(
    conn: AsyncConnection, first: date, last: date
) -> tuple[str, ...]:  # fmt: skip
    """Lexicon ids of rules that were told to take effect on these days; by index, mostly none."""
    query = (
        select(fact_term.c.term_id)
        .join(fact, fact.c.id == fact_term.c.fact_id)
        .where(fact.c.takes_effect >= first, fact.c.takes_effect <= last)
        .distinct()
    )
    return tuple(sorted(await conn.scalars(query)))


async def zones(conn: AsyncConnection) -> tuple[str, ...]:
    """The time zones of the chats that listen."""
    query = select(chat.c.zone).where(chat.c.state == "active").distinct()
    return tuple(sorted(await conn.scalars(query)))


async def claim(
    conn: AsyncConnection, event_id: int, day: date, zone: str, now: datetime
) -> bool:  # fmt: skip
    """Whether it is ours to remind the readers of a zone: nobody did, or does."""
    row = {"event_id": event_id, "day": day, "zone": zone, "made_at": now}
    add = insert_into(conn, reminder_run).on_conflict_do_nothing()
    return (await conn.execute(add.returning(reminder_run.c.zone), row)).first() is not None


async def listeners(
    conn: AsyncConnection, wanted: Mapping[str, Any], zone: str
) -> tuple[Listener, ...]:
    """The chats of a zone with a filter that takes it; `wanted` is made by `matching.asking`."""
    rows = await conn.execute(_READERS, {**wanted, "zone": zone})
    return tuple(
        Listener(chat_id, thread_id, language, quiet_from, quiet_until, bool(silent))
        for chat_id, thread_id, language, quiet_from, quiet_until, silent in rows
    )


async def prune(conn: AsyncConnection, today: date) -> None:
    """Forget whom days long past were told to."""
    await conn.execute(delete(reminder_run).where(reminder_run.c.day < today - KEPT))
