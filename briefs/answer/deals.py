"""Deals of at least an amount of money, as the wires state it."""

from __future__ import annotations

from datetime import date
from typing import Final

from briefs.answer.compose import answer_with
from briefs.answer.nothing import nothing_on
from briefs.answer.passages import passage_of
from briefs.answer.search import Search, day_after, midnight
from briefs.asked import Answer, Window
from briefs.store.facts import find_facts
from briefs.types import Deal, Found

MOST: Final = 6
LOOKED_AT: Final = 100
_SUBJECTS: Final = ("material", "contract", "sector", "company")


async def answer_large_deals(search: Search) -> Answer | None:
    """The deals of the topic and days asked that reach the amount, the newest first, or an honest
    nothing: a smaller one is no answer."""
    query, least = search.query, search.query.least
    if least is None or "deals" not in query.kinds:
        return None
    window = query.windows[0] if query.windows else _year(search)
    found = await find_facts(
        search.conn,
        kinds=[Deal.fact],
        terms=search.terms(*_SUBJECTS),
        since=midnight(window.first) if window else None,
        until=day_after(window.last) if window else None,
        least=least.amount,
        limit=LOOKED_AT,
    )
    large = [
        one
        for one in found
        if isinstance(one.fact, Deal)
        and least.currency in (None, one.fact.currency)
        and _is_about(one, search)
    ]
    return answer_with(query, _each_once(large)[:MOST]) if large else await nothing_on(search)


def _year(search: Search) -> Window | None:
    years = [int(one.label) for one in search.concepts if one.kind == "year"]
    return Window(date(years[0], 1, 1), date(years[0], 12, 31)) if years else None


def _is_about(found: Found, search: Search) -> bool:
    """Whether every name asked stands in its sentence or headline, or is what it was read of."""
    passage = passage_of(f"{found.title} {found.fact.quote}", search.lexicon)
    own = frozenset(getattr(found.fact, "terms", ()))
    groups = own.union(*(search.lexicon.ancestors(id) for id in own if id in search.lexicon.terms))
    return all(
        not one.terms.isdisjoint(groups) or one.in_passage(passage)
        for one in search.concepts
        if one.must and one.kind != "year"
    )


def _each_once(found: list[Found]) -> list[Found]:
    """One telling of each deal."""
    kept: dict[tuple[object, ...], Found] = {}
    for one in found:
        assert isinstance(one.fact, Deal)
        deal = one.fact
        kept.setdefault((one.event_id, deal.amount, deal.currency), one)
    return list(kept.values())
