"""What was told of a price before: the newest stored levels of each name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from operator import attrgetter

from sqlalchemy import bindparam, literal_column, select
from sqlalchemy.ext.asyncio import AsyncConnection

from briefs.store.tables import fact
from briefs.types import Fact, Flash, Price

NEWEST = 12  # levels looked at of each price


@dataclass(frozen=True, slots=True)
class Level:
    """A stored price: its name, its middle, when it was told."""

    term: str
    commodity: str
    kind: str
    level: Decimal
    unit: str
    told_at: datetime


_BEFORE = (
    # Out of the fact by the database: to read whole facts here is most of the work.
    select(
        fact.c.data["commodity"].as_string(),
        fact.c.data["kind"].as_string(),
        fact.c.data["low"].as_string(),
        fact.c.data["high"].as_string(),
        fact.c.unit,
        fact.c.published_at,
    )
    .where(
        fact.c.term == bindparam("term"),
        # Spelt out, not bound: only so do the databases see that the index of levels is enough.
        fact.c.kind == literal_column(f"'{Price.fact}'"),
        fact.c.published_at <= bindparam("until"),
        fact.c.unit.is_not(None),
    )
    .order_by(fact.c.published_at.desc())
    .limit(NEWEST)
)


async def levels_before(
    conn: AsyncConnection, facts: Sequence[Fact], flash: Flash, *, now: datetime
) -> tuple[Level, ...]:
    """Levels told up to the time of a flash of what its prices are about, newest first."""
    terms = sorted({one.term for one in facts if isinstance(one, Price) and one.term})
    until = flash.published_at or now
    found = [level for term in terms for level in await _levels(conn, term, until)]
    return tuple(sorted(found, key=attrgetter("told_at"), reverse=True))


async def _levels(conn: AsyncConnection, term: str, until: datetime) -> list[Level]:
    rows = await conn.execute(_BEFORE, {"term": term, "until": until})
    return [
        Level(term, commodity, kind, (Decimal(low) + Decimal(high)) / 2, unit, told_at)
        for commodity, kind, low, high, unit, told_at in rows
    ]
