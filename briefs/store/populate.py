"""Very many chats with one subscription each, made by the database itself: to measure with."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CTE, Integer, insert, literal, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from briefs.filters import Expr, index_terms
from briefs.store.matching import INSTANT
from briefs.store.subscriptions import filter_columns
from briefs.store.tables import chat, subscription, subscription_term


async def populate(
    conn: AsyncConnection, expr: Expr, *, first: int, count: int, now: datetime
) -> None:
    """Chats numbered from `first` on, all with this filter; their subscriptions are numbered so."""
    ids = _numbers(first, count)
    await conn.execute(
        insert(chat).from_select(
            ["chat_id", "thread_id", "type", "title", "language", "zone", "state", "created_at"],
            select(
                ids.c.n,
                *map(literal, (0, "private", "", "en", "UTC", "active")),
                literal(now, chat.c.created_at.type),
            ),
        )
    )
    wish = filter_columns(expr)
    values = {**wish, "rhythm": INSTANT, "loudness": "on", "paused": False, "created_at": now}
    typed = [literal(value, subscription.c[name].type) for name, value in values.items()]
    await conn.execute(
        insert(subscription).from_select(
            ["id", "chat_id", "thread_id", *values], select(ids.c.n, ids.c.n, literal(0), *typed)
        )
    )
    for term in sorted(index_terms(expr)):
        await conn.execute(
            insert(subscription_term).from_select(
                ["term", "subscription_id"], select(literal(term), ids.c.n)
            )
        )


async def analyze(conn: AsyncConnection) -> None:
    """Let the database count what it holds, as it does by itself in the course of time."""
    await conn.execute(text("ANALYZE"))


def _numbers(first: int, count: int) -> CTE:
    start = select(literal(first, Integer).label("n")).cte("numbers", recursive=True)
    return start.union_all(select(start.c.n + 1).where(start.c.n < first + count - 1))
