"""Who wants to be told of what. A topic is a lexicon id, or `*` for everything."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from sqlalchemy import bindparam, delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from briefs.store.rows import insert_into
from briefs.store.tables import chat, subscription
from briefs.types import Language

EVERYTHING = "*"


# Active chats, each once, subscribed to any of `topics`, see `wanted_by`. An event's terms come
# with the groups they belong to, so the index decides alone.
MATCHING = (
    select(chat.c.chat_id, chat.c.thread_id, chat.c.language)
    .join(
        subscription,
        (subscription.c.chat_id == chat.c.chat_id) & (subscription.c.thread_id == chat.c.thread_id),
    )
    .where(subscription.c.topic.in_(bindparam("topics", expanding=True)), chat.c.state == "active")
    .distinct()
)
_MATCHED = MATCHING.subquery()
_LANGUAGES = select(_MATCHED.c.language).distinct().order_by(_MATCHED.c.language)


@dataclass(frozen=True, slots=True)
class Recipient:
    chat_id: int
    thread_id: int
    language: Language


async def subscribe(
    conn: AsyncConnection, chat_id: int, thread_id: int, topic: str, now: datetime
) -> bool:
    """Add a topic to a saved chat; False if it has it already."""
    row = {"chat_id": chat_id, "thread_id": thread_id, "topic": topic, "created_at": now}
    insert = insert_into(conn, subscription).on_conflict_do_nothing()
    return (await conn.execute(insert.returning(subscription.c.id), row)).first() is not None


async def unsubscribe(
    conn: AsyncConnection, chat_id: int, thread_id: int, topic: str | None = None
) -> int:
    """Drop one topic, or without one all of them; gives how many there were."""
    drop = delete(subscription).where(
        subscription.c.chat_id == chat_id, subscription.c.thread_id == thread_id
    )
    if topic is not None:
        drop = drop.where(subscription.c.topic == topic)
    return (await conn.execute(drop)).rowcount


async def topics(conn: AsyncConnection, chat_id: int, thread_id: int = 0) -> tuple[str, ...]:
    """What a chat is subscribed to, oldest wish first."""
    query = (
        select(subscription.c.topic)
        .where(subscription.c.chat_id == chat_id, subscription.c.thread_id == thread_id)
        .order_by(subscription.c.id)
    )
    return tuple((await conn.scalars(query)).all())


async def match(conn: AsyncConnection, terms: Collection[str]) -> tuple[Recipient, ...]:
    """Whose subscription takes an event of these terms."""
    rows = await conn.execute(MATCHING, {"topics": wanted_by(terms)})
    return tuple(
        Recipient(chat_id, thread_id, cast(Language, language))
        for chat_id, thread_id, language in rows
    )


async def languages(conn: AsyncConnection, terms: Collection[str]) -> tuple[Language, ...]:
    """The languages spoken among those it matches."""
    found = await conn.scalars(_LANGUAGES, {"topics": wanted_by(terms)})
    return tuple(cast(Language, language) for language in found)


def wanted_by(terms: Collection[str]) -> list[str]:
    """The topics that take an event of these terms: any of them, or everything."""
    return sorted({*terms, EVERYTHING})
