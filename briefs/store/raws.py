"""What sources handed over, as it came. The same content is kept once, whoever brings it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import cast

from sqlalchemy import Executable, bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from briefs.store.rows import insert_for
from briefs.store.tables import flash, raw
from briefs.types import RawFlash

RAW_COLUMNS = (raw.c.source, raw.c.origin, raw.c.content, raw.c.media, raw.c.received_at)
NUL_SHOWN = "␀"  # no database keeps a NUL in a text; this sign stands for it

_KEPT = select(raw.c.id).where(raw.c.digest == bindparam("digest"))


@cache
def _keep(dialect: str) -> Executable:
    return insert_for(dialect, raw).on_conflict_do_nothing().returning(raw.c.id)


async def keep_raw(conn: AsyncConnection, taken: RawFlash) -> int:
    """Keep it, or find it kept; gives its row."""
    content = _storable(taken.content)
    digest = hashlib.sha256(f"{taken.media}\n{content}".encode()).hexdigest()
    row = {
        "digest": digest,
        "source": taken.source,
        "origin": taken.origin,
        "media": taken.media,
        "content": content,
        "received_at": taken.received_at,
    }
    kept = await conn.scalar(_keep(conn.dialect.name), row)
    if kept is None:
        kept = (await conn.execute(_KEPT, {"digest": digest})).scalar_one()
    return cast(int, kept)


@dataclass(frozen=True, slots=True)
class Told:
    """A raw flash, and when the first of what is in it was told."""

    at: datetime
    raw: RawFlash


async def told_between(conn: AsyncConnection, since: datetime, until: datetime) -> tuple[Told, ...]:
    """What was told from `since` on and before `until`, in that order."""
    at = func.min(flash.c.happened_at)
    query = (
        select(at, *RAW_COLUMNS)
        .join(raw, raw.c.id == flash.c.raw_id)
        .where(flash.c.happened_at >= since, flash.c.happened_at < until)
        .group_by(raw.c.id, *RAW_COLUMNS)
        .order_by(at, raw.c.id)
    )
    return tuple(Told(at, RawFlash(*rest)) for at, *rest in await conn.execute(query))


async def last_told(conn: AsyncConnection) -> datetime | None:
    """When the newest flash was told."""
    at: datetime | None = await conn.scalar(select(func.max(flash.c.happened_at)))
    return at


def _storable(text: str) -> str:
    """The text without what no database takes: NULs, and halves of signs."""
    return text.replace("\0", NUL_SHOWN).encode(errors="replace").decode()


async def get_raw(conn: AsyncConnection, raw_id: int) -> RawFlash:
    """Raises NoResultFound for a row that is not there."""
    row = (await conn.execute(select(*RAW_COLUMNS).where(raw.c.id == raw_id))).one()
    return RawFlash(*row)
