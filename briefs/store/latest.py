"""The newest facts of each of several names, by index: the same cost however much is stored."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select, union_all
from sqlalchemy.ext.asyncio import AsyncConnection

from briefs.store.facts import found_by_ids
from briefs.store.tables import fact as table
from briefs.types import Found

EACH = 12  # facts of one name: a day's quotes of it, and the day before


async def latest_facts(
    conn: AsyncConnection,
    kind: str,
    terms: Collection[str],
    *,
    since: datetime | None = None,
    until: datetime | None = None,
    each: int = EACH,
) -> tuple[Found, ...]:
    """The newest facts whose own name is one of `terms`, so many of each, newest first.

    `since` is included, `until` is not.
    """
    if not terms:
        return ()
    parts = []
    for term in sorted(terms):
        query = select(table.c.id).where(table.c.term == term, table.c.kind == kind)
        if since is not None:
            query = query.where(table.c.published_at >= since)
        if until is not None:
            query = query.where(table.c.published_at < until)
        newest = query.order_by(table.c.published_at.desc()).limit(each).subquery()
        parts.append(select(newest.c.id))
    ids = (await conn.scalars(union_all(*parts))).all()
    return await found_by_ids(conn, ids)
