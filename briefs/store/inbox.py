"""Updates from Telegram, kept before Telegram is told, so that a crash loses no command."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from briefs.store.rows import insert_into
from briefs.store.tables import inbox


@dataclass(frozen=True, slots=True)
class Pending:
    """An update that waits to be handled; `attempts` counts earlier failures."""

    update_id: int
    payload: Mapping[str, Any]
    attempts: int


async def remember(
    conn: AsyncConnection, update_id: int, payload: Mapping[str, Any], now: datetime
) -> bool:
    """Keep an update. False if it was known already: Telegram repeats what it is unsure of."""
    insert = insert_into(conn, inbox).on_conflict_do_nothing().returning(inbox.c.update_id)
    row = {"update_id": update_id, "payload": dict(payload), "received_at": now}
    return (await conn.execute(insert, row)).first() is not None


async def pending(conn: AsyncConnection, *, limit: int = 100) -> tuple[Pending, ...]:
    """What is still to be handled, oldest first."""
    query = (
        select(inbox.c.update_id, inbox.c.payload, inbox.c.attempts)
        .where(inbox.c.handled_at.is_(None))
        .order_by(inbox.c.update_id)
        .limit(limit)
    )
    return tuple(Pending(*row) for row in await conn.execute(query))


async def around(
    conn: AsyncConnection, update_id: int, *, reach: int = 20
) -> tuple[Mapping[str, Any], ...]:
    """The updates kept just before and after one, and itself, handled or not."""
    near = inbox.c.update_id.between(update_id - reach, update_id + reach)
    query = select(inbox.c.payload).where(near).order_by(inbox.c.update_id)
    return tuple(await conn.scalars(query))


async def last_update_id(conn: AsyncConnection) -> int | None:
    """The newest update ever kept: polling goes on behind it."""
    newest: int | None = await conn.scalar(select(func.max(inbox.c.update_id)))
    return newest


async def mark_handled(conn: AsyncConnection, update_ids: Sequence[int], now: datetime) -> None:
    if update_ids:
        done = update(inbox).where(inbox.c.update_id.in_(update_ids))
        await conn.execute(done.values(handled_at=now))


async def mark_failed(
    conn: AsyncConnection, update_id: int, error: str, now: datetime, *, give_up: bool
) -> None:
    """Note a failure. With `give_up` the update is not tried again; its error stays to be read."""
    values = {"attempts": inbox.c.attempts + 1, "error": error}
    if give_up:
        values["handled_at"] = now
    await conn.execute(update(inbox).where(inbox.c.update_id == update_id).values(values))


async def prune(conn: AsyncConnection, before: datetime) -> int:
    """Forget what was handled before an instant; the newest stays, to know where we are."""
    newest = select(func.max(inbox.c.update_id)).scalar_subquery()
    old = delete(inbox).where(inbox.c.handled_at < before, inbox.c.update_id < newest)
    return (await conn.execute(old)).rowcount
