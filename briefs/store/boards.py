"""What a chat chose for its board and its pictures, and the pictures that Telegram has."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from briefs.store.rows import insert_into
from briefs.store.tables import chat, picture


async def materials_of(conn: AsyncConnection, chat_id: int, thread_id: int) -> tuple[str, ...]:
    """The lexicon ids a chat picked for its board, in its order; none if it never did."""
    query = select(chat.c.materials).where(_is(chat_id, thread_id))
    return tuple((await conn.scalars(query)).first() or ())


async def keep_materials(
    conn: AsyncConnection, chat_id: int, thread_id: int, terms: Sequence[str]
) -> None:
    """Remember what is on a chat's board; nothing: what it is subscribed to."""
    await _set(conn, chat_id, thread_id, materials=list(terms) or None)


async def likes_dark(conn: AsyncConnection, chat_id: int, thread_id: int) -> bool:
    """Whether a chat chose dark pictures."""
    return bool(await conn.scalar(select(chat.c.dark).where(_is(chat_id, thread_id))))


async def keep_dark(conn: AsyncConnection, chat_id: int, thread_id: int, dark: bool) -> None:
    await _set(conn, chat_id, thread_id, dark=dark)


async def file_of(conn: AsyncConnection, bot_id: int, hash: str) -> str | None:
    """Telegram's id of a picture it has had from this bot."""
    mine = (picture.c.bot_id == bot_id) & (picture.c.hash == hash)
    file_id: str | None = await conn.scalar(select(picture.c.file_id).where(mine))
    return file_id


async def keep_file(
    conn: AsyncConnection, bot_id: int, hash: str, file_id: str, now: datetime
) -> None:
    row = {"bot_id": bot_id, "hash": hash, "file_id": file_id, "made_at": now}
    add = insert_into(conn, picture)
    again = {"file_id": add.excluded.file_id, "made_at": add.excluded.made_at}
    await conn.execute(
        add.on_conflict_do_update(index_elements=list(picture.primary_key), set_=again), row
    )


async def prune(conn: AsyncConnection, before: datetime) -> None:
    """Forget pictures of long ago: a chart of that day is not asked for again."""
    await conn.execute(delete(picture).where(picture.c.made_at < before))


async def _set(conn: AsyncConnection, chat_id: int, thread_id: int, **values: Any) -> None:
    await conn.execute(update(chat).where(_is(chat_id, thread_id)).values(**values))


def _is(chat_id: int, thread_id: int) -> ColumnElement[bool]:
    return (chat.c.chat_id == chat_id) & (chat.c.thread_id == thread_id)
