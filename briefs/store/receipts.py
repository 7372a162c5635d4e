"""What was answered to a sender, by the key of the request: the same request is taken once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from briefs.store.rows import insert_into
from briefs.store.tables import receipt


@dataclass(frozen=True, slots=True)
class Receipt:
    """`digest` is that of the body; `raw_ids` are the rows it was kept in."""

    key: str
    digest: str
    raw_ids: tuple[int, ...]


async def find(conn: AsyncConnection, key: str) -> Receipt | None:
    row = (await conn.execute(select(receipt).where(receipt.c.key == key))).first()
    return None if row is None else Receipt(row.key, row.digest, tuple(row.raw_ids))


async def claim(conn: AsyncConnection, key: str, digest: str, now: datetime) -> bool:
    """Whether the key is new. Another transaction with the same one waits for ours to end."""
    row = {"key": key, "digest": digest, "raw_ids": [], "taken_at": now}
    new = insert_into(conn, receipt).on_conflict_do_nothing().returning(receipt.c.key)
    return (await conn.execute(new, row)).first() is not None


async def fill(conn: AsyncConnection, key: str, raw_ids: tuple[int, ...]) -> None:
    """What the request with that key was kept in."""
    row = receipt.update().where(receipt.c.key == key)
    await conn.execute(row.values(raw_ids=list(raw_ids)))


async def prune(conn: AsyncConnection, before: datetime) -> int:
    """Forget the requests of before; gives how many."""
    gone = await conn.execute(delete(receipt).where(receipt.c.taken_at < before))
    return gone.rowcount
