"""Small state that outlives a restart: a JSON value by name."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from briefs.store.rows import insert_into
from briefs.store.tables import setting


async def get_setting(conn: AsyncConnection, name: str, default: Any = None) -> Any:
    row = (await conn.execute(select(setting.c.value).where(setting.c.name == name))).first()
    return default if row is None else row[0]


async def set_setting(conn: AsyncConnection, name: str, value: Any) -> None:
    insert = insert_into(conn, setting).values(name=name, value=value)
    await conn.execute(
        insert.on_conflict_do_update(index_elements=[setting.c.name], set_={"value": value})
    )
