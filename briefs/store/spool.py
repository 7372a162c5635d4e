"""Raw flashes that were taken in and not read yet. What is here survives a crash.

put → waiting → read by briefs.ingest → done
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import cast

from sqlalchemy import delete, func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from briefs.store.raws import RAW_COLUMNS, keep_raw
from briefs.store.tables import raw, spool
from briefs.types import RawFlash


async def put(conn: AsyncConnection, raws: Sequence[RawFlash], now: datetime) -> tuple[int, ...]:
    """Keep them to be read; gives the rows of the raws, in their order."""
    kept = [await keep_raw(conn, each) for each in raws]
    if kept:
        await conn.execute(insert(spool), [{"raw_id": each, "taken_at": now} for each in kept])
    return tuple(kept)


async def waiting(conn: AsyncConnection, *, limit: int) -> tuple[tuple[int, RawFlash], ...]:
    """(number in the spool, raw) of the oldest."""
    query = (
        select(spool.c.id, *RAW_COLUMNS)
        .join(raw, raw.c.id == spool.c.raw_id)
        .order_by(spool.c.id)
        .limit(limit)
    )
    return tuple((number, RawFlash(*rest)) for number, *rest in await conn.execute(query))


async def done(conn: AsyncConnection, numbers: Sequence[int]) -> None:
    await conn.execute(delete(spool).where(spool.c.id.in_(numbers)))


async def count(conn: AsyncConnection) -> int:
    return (await conn.execute(select(func.count()).select_from(spool))).scalar_one()


async def waits_since(conn: AsyncConnection) -> datetime | None:
    """When the oldest of it was taken in."""
    oldest = select(spool.c.taken_at).order_by(spool.c.id).limit(1)
    return cast(datetime | None, await conn.scalar(oldest))
