"""Names in stored facts that no lexicon term stands for: what a person might add."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from briefs.store.tables import fact
from briefs.types import Move, Price, Volume

NEWEST = 50_000  # facts looked at
_UNKNOWN = (
    select(fact.c.data)
    .where(fact.c.term.is_(None), fact.c.kind.in_([Price.fact, Move.fact, Volume.fact]))
    .order_by(fact.c.id.desc())
    .limit(NEWEST)
)


@dataclass(frozen=True, slots=True)
class Unknown:
    """A name as texts have it, how many facts it stands in, and the newest sentence with it."""

    mention: str
    times: int
    example: str


async def unknown_names(conn: AsyncConnection) -> tuple[Unknown, ...]:
    """The names of prices, moves and volumes without a term, most frequent first."""
    times: Counter[str] = Counter()
    first: dict[str, tuple[str, str]] = {}
    for data in await conn.scalars(_UNKNOWN):
        mention = data.get("mention") or data.get("commodity") or data.get("subject") or ""
        if key := " ".join(mention.casefold().split()):
            times[key] += 1
            first.setdefault(key, (mention, data["quote"]))
    ranked = sorted(times, key=lambda key: (-times[key], key))
    return tuple(Unknown(first[key][0], times[key], first[key][1]) for key in ranked)
