"""What changed since a day: of everything told, what a desk reads first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import timedelta
from typing import Final

from briefs.answer.compose import answer_with
from briefs.answer.nothing import nothing_on
from briefs.answer.search import Search, day_after, midnight
from briefs.asked import Answer, Wanted
from briefs.jurisdiction import jurisdiction_by
from briefs.life_cycle import where_they_stand
from briefs.ranking import rank
from briefs.store.facts import find_facts
from briefs.types import Found, Price, PriceKind

MOST: Final = 8
MOST_OF_A_KIND: Final = 3
LOOKED_AT: Final = 300
USUAL: Final = timedelta(days=1)


async def answer_changes(search: Search) -> Answer | None:
    """The facts of most weight told since then, few of each kind and one of each subject, or an
    honest nothing."""
    query = search.query
    if query.wanted is not Wanted.CHANGES:
        return None
    first = min((one.first for one in query.windows), default=search.today - USUAL)
    last = max((one.last for one in query.windows), default=search.today)
    found = await find_facts(
        search.conn,
        kinds=query.kinds,
        terms=search.terms("material", "contract", "sector", "company", "agency", "place"),
        since=midnight(first),
        until=day_after(max(last, search.today)),
        limit=LOOKED_AT,
    )
    standing = where_they_stand(found, jurisdiction_by(search.lexicon))
    news = sorted(filter(_is_news, standing), key=lambda one: rank(one.fact).score, reverse=True)
    told = list(_each_once(news))[:MOST]
    return answer_with(query, told) if told else await nothing_on(search)


def _is_news(found: Found) -> bool:
    forecast = isinstance(found.fact, Price) and found.fact.kind is PriceKind.FORECAST
    return found.superseded_by is None and not forecast


def _each_once(found: Iterable[Found]) -> Iterable[Found]:
    """Of a subject, or else of an event, one; of a kind no more than there is room for others."""
    seen: set[tuple[object, ...]] = set()
    kinds: Counter[str] = Counter()
    for one in found:
        name = getattr(one.fact, "term", None) or getattr(one.fact, "subject", None)
        key = (one.fact.fact, name or one.event_id)
        if key not in seen and kinds[one.fact.fact] < MOST_OF_A_KIND:
            seen.add(key)
            kinds[one.fact.fact] += 1
            yield one
