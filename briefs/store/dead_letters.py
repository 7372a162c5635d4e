"""Messages that were given up, for an operator to read and to queue again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from briefs.store.tables import outbox, payload

DEAD = outbox.c.state == "dead"


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """A message that will not be tried again, and the reason of its last failure."""

    id: int
    chat_id: int
    thread_id: int
    reason: str
    attempts: int
    created_at: datetime
    text: str


async def dead_letters(
    conn: AsyncConnection, *, id: int | None = None, limit: int = 1_000
) -> tuple[DeadLetter, ...]:
    """What was given up, oldest first; or only the one of that number."""
    query = (
        select(
            outbox.c.id,
            outbox.c.chat_id,
            outbox.c.thread_id,
            func.coalesce(outbox.c.reason, ""),
            outbox.c.attempts,
            outbox.c.created_at,
            func.coalesce(outbox.c.text, payload.c.text),
        )
        .outerjoin(payload, payload.c.id == outbox.c.payload_id)
        .where(DEAD)
        .order_by(outbox.c.id)
        .limit(limit)
    )
    rows = await conn.execute(query if id is None else query.where(outbox.c.id == id))
    return tuple(DeadLetter(*row) for row in rows)


async def replay(conn: AsyncConnection, *, id: int | None = None, now: datetime) -> int:
    """Queue one dead letter again, or all of them, with all their tries; gives how many.

    It goes out as it is, however old: somebody asked for it.
    """
    again = {"state": "ready", "attempts": 0, "not_before": now, "reason": None, "use_by": None}
    which = DEAD if id is None else DEAD & (outbox.c.id == id)
    return (await conn.execute(update(outbox).where(which).values(again))).rowcount
