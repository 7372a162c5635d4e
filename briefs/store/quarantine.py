"""Raw flashes that could not be read, with the reason, until somebody replays them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from briefs.store.raws import RAW_COLUMNS
from briefs.store.rows import insert_into
from briefs.store.tables import quarantine, raw
from briefs.types import RawFlash


@dataclass(frozen=True, slots=True)
class Quarantined:
    raw_id: int
    reason: str
    created_at: datetime
    replayed_at: datetime | None
    raw: RawFlash


async def add(conn: AsyncConnection, raw_id: int, reason: str, now: datetime) -> None:
    """Put a kept raw flash aside; one that is there already gets the newer reason."""
    insert = insert_into(conn, quarantine).values(raw_id=raw_id, reason=reason, created_at=now)
    newer = {"reason": reason, "replayed_at": None}
    await conn.execute(
        insert.on_conflict_do_update(index_elements=[quarantine.c.raw_id], set_=newer)
    )


async def waiting(
    conn: AsyncConnection, *, raw_id: int | None = None, limit: int = 1000
) -> tuple[Quarantined, ...]:
    """What is still unread, oldest first: all of it, or the one asked for."""
    query = (
        select(quarantine, *RAW_COLUMNS)
        .join(raw, raw.c.id == quarantine.c.raw_id)
        .where(quarantine.c.replayed_at.is_(None))
        .order_by(quarantine.c.created_at, quarantine.c.raw_id)
        .limit(limit)
    )
    if raw_id is not None:
        query = query.where(quarantine.c.raw_id == raw_id)
    return tuple(_quarantined(row) for row in await conn.execute(query))


def _quarantined(row: Row[Any]) -> Quarantined:
    origin = RawFlash(row.source, row.origin, row.content, row.media, row.received_at)
    return Quarantined(row.raw_id, row.reason, row.created_at, row.replayed_at, origin)


async def mark_replayed(conn: AsyncConnection, raw_id: int, now: datetime) -> None:
    done = update(quarantine).where(quarantine.c.raw_id == raw_id)
    await conn.execute(done.values(replayed_at=now))
