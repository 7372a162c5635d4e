"""What was told of a price before: the stored levels of the same names, in one query."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy import bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from briefs.store.tables import fact, fact_term
from briefs.types import Fact, Flash, Price

RECENT = 4_000  # facts back from the newest: a look that costs the same in a large database


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
    select(fact.c.term, fact.c.data, fact.c.published_at)
    .join(fact_term, fact_term.c.fact_id == fact.c.id)
    .where(
        fact_term.c.term_id.in_(bindparam("terms", expanding=True)),
        fact_term.c.fact_id > select(func.max(fact.c.id) - RECENT).scalar_subquery(),
        fact.c.term == fact_term.c.term_id,
        fact.c.kind == Price.fact,
        fact.c.published_at <= bindparam("until"),
    )
    .order_by(fact.c.published_at.desc())
    .limit(bindparam("limit"))
)


async def levels_before(
    conn: AsyncConnection, facts: Sequence[Fact], flash: Flash, *, now: datetime
) -> tuple[Level, ...]:
    """Levels told up to the time of a flash of what its prices are about, newest first."""
    terms = sorted({one.term for one in facts if isinstance(one, Price) and one.term})
    if not terms:
        return ()
    asked = {"terms": terms, "until": flash.published_at or now, "limit": 20 * len(terms)}
    return tuple(
        Level(
            term=term,
            commodity=data["commodity"],
            kind=data["kind"],
            level=(Decimal(data["low"]) + Decimal(data["high"])) / 2,
            unit=data["unit"],
            told_at=told_at,
        )
        for term, data, told_at in await conn.execute(_BEFORE, asked)
        if data.get("unit")
    )
