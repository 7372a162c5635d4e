"""What sources handed over, as it came. The same content is kept once, whoever brings it."""

from __future__ import annotations

import hashlib
from typing import cast

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from briefs.store.rows import insert_into
from briefs.store.tables import raw
from briefs.types import RawFlash

RAW_COLUMNS = (raw.c.source, raw.c.origin, raw.c.content, raw.c.media, raw.c.received_at)
NUL_SHOWN = "␀"  # no database keeps a NUL in a text; this sign stands for it


async def keep_raw(conn: AsyncConnection, flash: RawFlash) -> int:
    """Keep it, or find it kept; gives its row."""
    content = flash.content.replace("\0", NUL_SHOWN)
    digest = hashlib.sha256(f"{flash.media}\n{content}".encode(errors="replace")).hexdigest()
    row = {
        "digest": digest,
        "source": flash.source,
        "origin": flash.origin,
        "media": flash.media,
        "content": content,
        "received_at": flash.received_at,
    }
    await conn.execute(insert_into(conn, raw).on_conflict_do_nothing(), row)
    kept = select(raw.c.id).where(raw.c.digest == digest)
    return cast(int, (await conn.execute(kept)).scalar_one())


async def get_raw(conn: AsyncConnection, raw_id: int) -> RawFlash:
    """Raises NoResultFound for a row that is not there."""
    row = (await conn.execute(select(*RAW_COLUMNS).where(raw.c.id == raw_id))).one()
    return RawFlash(*row)
