"""The names in stored facts, with the lexicon terms they were filed under, if any."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from briefs.store.tables import fact
from briefs.types import Move, Price, Volume

NEWEST = 50_000  # facts looked at
_NAMED = (
    select(fact.c.data, fact.c.term)
    .where(fact.c.kind.in_([Price.fact, Move.fact, Volume.fact]))
    .order_by(fact.c.id.desc())
    .limit(NEWEST)
)


@dataclass(frozen=True, slots=True)
class Name:
    """A name as texts have it, how many facts it stands in, the newest sentence with it, and the
    term it was read as."""

    mention: str
    times: int
    example: str
    term: str | None


async def names_told(conn: AsyncConnection) -> tuple[Name, ...]:
    """The names of prices, moves and volumes, most frequent first."""
    times: Counter[tuple[str, str | None]] = Counter()
    first: dict[tuple[str, str | None], tuple[str, str]] = {}
    for data, term in await conn.execute(_NAMED):
        mention = data.get("mention") or data.get("commodity") or data.get("subject") or ""
        if folded := " ".join(mention.casefold().split()):
            key = folded, term
            times[key] += 1
            first.setdefault(key, (mention, data["quote"]))
    ranked = sorted(times, key=lambda key: (-times[key], key[0], key[1] or ""))
    return tuple(Name(first[key][0], times[key], first[key][1], key[1]) for key in ranked)
