"""The largest changes of a stretch of days, by the percent stated."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from briefs.store.facts import found_by_ids
from briefs.store.tables import fact as table
from briefs.store.tables import fact_term
from briefs.types import Found, Move, Price, PriceKind


async def largest_changes(
    conn: AsyncConnection,
    *,
    since: datetime,
    until: datetime,
    terms: Collection[str] = (),
    limit: int = 50,
) -> tuple[Found, ...]:
    """Prices and moves by the size of their percent, the largest first; `until` is not included.

    `terms` may name groups. Forecasts and what was corrected since are left out.
    """
    query = select(table.c.id).where(
        table.c.kind.in_((Price.fact, Move.fact)),
        table.c.published_at >= since,
        table.c.published_at < until,
        table.c.change_pct.is_not(None),
    )
    if terms:
        about = select(fact_term.c.fact_id).where(fact_term.c.term_id.in_(terms))
        query = query.where(table.c.id.in_(about))
    ids = (
        await conn.scalars(query.order_by(func.abs(table.c.change_pct).desc()).limit(limit))
    ).all()
    found = [one for one in await found_by_ids(conn, ids) if _counts(one)]
    return tuple(sorted(found, key=_size, reverse=True))


def _counts(found: Found) -> bool:
    forecast = isinstance(found.fact, Price) and found.fact.kind is PriceKind.FORECAST
    return not forecast and found.superseded_by is None


def _size(found: Found) -> float:
    return abs(float(getattr(found.fact, "change_pct", None) or 0))
