"""Which stored flashes may answer: those that have what must be named, the most of the rest first.

Each search ends when it has enough, newest first, so that a common word costs what a rare one does;
how much of the question each flash has is reckoned from its words, before any is read.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from itertools import product
from typing import Final, TypeAlias

from sqlalchemy.ext.asyncio import AsyncConnection

from briefs.answer.concepts import Concept
from briefs.asked import Query, Window
from briefs.store.search import kind_word, search_flashes, term_word
from briefs.times import CHINA

MOST: Final = 20  # flashes read for an answer
_WHOLE: Final = 8  # that have all of the question, of each of its times
_ENOUGH: Final = 6  # of those; with fewer, what has most of it is looked at as well
_WEIGHED: Final = 150  # that have its names, and are weighed by what else they have
_MARGIN: Final = timedelta(days=2)  # a day of another zone, and the morning after

Group: TypeAlias = frozenset[str]
_SPREAD: Final = frozenset({"material", "contract", "company"})  # each may have a flash of its own


async def candidates(
    conn: AsyncConnection, query: Query, concepts: Sequence[Concept]
) -> tuple[str, ...]:
    """Ids of the flashes to read, at most `MOST` for each of the names that may be told apart."""
    found: dict[str, None] = {}
    for asked in _apart(concepts):
        found |= dict.fromkeys(await _of(conn, query, asked))
    return tuple(found)


def _apart(concepts: Sequence[Concept]) -> list[Sequence[Concept]]:
    """The question as a whole; and where it names several of a kind, once for each of them."""
    kinds = [one.kind for one in concepts if one.must]
    several = [
        one for one in concepts if one.must and one.kind in _SPREAD and kinds.count(one.kind) > 1
    ]
    rest = [one for one in concepts if one not in several]
    return [concepts, *([one, *rest] for one in several)]


async def _of(conn: AsyncConnection, query: Query, concepts: Sequence[Concept]) -> list[str]:
    groups = {one.label: _group(one) for one in concepts if one.kind != "year"}
    kinds = [frozenset(map(kind_word, query.kinds))] if query.kinds else []
    needed = [groups[one.label] for one in concepts if one.must and one.label in groups]
    whole = [*groups.values(), *kinds]
    found: dict[str, None] = {}
    enough = True
    times = _times(query.windows)
    for at, (since, until) in enumerate(times):
        told = await search_flashes(conn, whole, since=since, until=until, limit=_WHOLE)
        found |= dict.fromkeys(told)
        # What is told at any time is not enough where days are asked about.
        enough = enough and (len(told) >= _ENOUGH or (at > 0 and at == len(times) - 1))
    if enough:
        return list(found)
    either = needed or [frozenset().union(*groups.values(), *kinds)]
    for since, until in _times(query.windows):
        weighed = await search_flashes(conn, either, since=since, until=until, limit=_WEIGHED)
        found |= dict.fromkeys(_most_of_it(weighed, concepts, groups, kinds))
    return list(found)[:MOST]


def _most_of_it(
    weighed: dict[str, frozenset[str]],
    concepts: Sequence[Concept],
    groups: dict[str, Group],
    kinds: Sequence[Group],
) -> list[str]:
    """Flashes by how much of the question they have, the newest of equals first."""

    def has(words: frozenset[str]) -> float:
        named = sum(
            one.weight for one in concepts if one.label in groups and _in(words, groups[one.label])
        )
        return named + sum(not words.isdisjoint(kind) for kind in kinds)

    return sorted(weighed, key=lambda id: has(weighed[id]), reverse=True)[:_WHOLE]


def _in(words: frozenset[str], group: Group) -> bool:
    return not words.isdisjoint(group) or any(
        words.issuperset(name.split()) for name in group if " " in name
    )


def _group(concept: Concept) -> Group:
    """Every way in which a text may have it."""
    spelt = (" ".join(sorted(name)) for name in concept.spelt)
    parts = (" ".join(map(term_word, each)) for each in product(*concept.parts) if each)
    premium = map(term_word, concept.premium_of)
    return frozenset((*concept.words, *map(term_word, concept.terms), *spelt, *parts, *premium))


def _times(windows: Iterable[Window]) -> list[tuple[datetime | None, datetime | None]]:
    """When the flashes may have been published that tell of those days; at last any time, for a day
    is told of later too."""
    known = [
        (
            None if one.up_to else _midnight(one.first) - _MARGIN,
            _midnight(one.last) + timedelta(days=one.slack) + _MARGIN,
        )
        for one in windows
        if not one.any_year
    ]
    return [*known, (None, None)]


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), CHINA)
