"""What sources handed over, as it came. The same content is kept once, whoever brings it."""

from __future__ import annotations

import hashlib
from functools import cache
from typing import cast

from sqlalchemy import Executable, bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from briefs.store.rows import insert_for
from briefs.store.tables import raw
from briefs.types import RawFlash

RAW_COLUMNS = (raw.c.source, raw.c.origin, raw.c.content, raw.c.media, raw.c.received_at)
NUL_SHOWN = "␀"  # no database keeps a NUL in a text; this sign stands for it

_KEPT = select(raw.c.id).where(raw.c.digest == bindparam("digest"))


@cache
def _keep(dialect: str) -> Executable:
    return insert_for(dialect, raw).on_conflict_do_nothing().returning(raw.c.id)


async def keep_raw(conn: AsyncConnection, flash: RawFlash) -> int:
    """Keep it, or find it kept; gives its row."""
    content = _storable(flash.content)
    digest = hashlib.sha256(f"{flash.media}\n{content}".encode()).hexdigest()
    row = {
        "digest": digest,
        "source": flash.source,
        "origin": flash.origin,
        "media": flash.media,
        "content": content,
        "received_at": flash.received_at,
    }
    kept = await conn.scalar(_keep(conn.dialect.name), row)
    if kept is None:
        kept = (await conn.execute(_KEPT, {"digest": digest})).scalar_one()
    return cast(int, kept)


def _storable(text: str) -> str:
    """The text without what no database takes: NULs, and halves of signs."""
    return text.replace("\0", NUL_SHOWN).encode(errors="replace").decode()


async def get_raw(conn: AsyncConnection, raw_id: int) -> RawFlash:
    """Raises NoResultFound for a row that is not there."""
    row = (await conn.execute(select(*RAW_COLUMNS).where(raw.c.id == raw_id))).one()
    return RawFlash(*row)
