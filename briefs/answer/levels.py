"""A price asked for by name: the newest of each of its series, levels first, spreads last."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Final

from sqlalchemy.ext.asyncio import AsyncConnection

from briefs.answer.compose import answer_with, led_by
from briefs.answer.corrected import with_corrected
from briefs.answer.movement import find_movements
from briefs.answer.names import PRICED, UNSAID, priced_terms
from briefs.answer.reasons import asks_why
from briefs.answer.search import Search
from briefs.answer.timely import days_of
from briefs.asked import Answer, Query, Window
from briefs.backing import backed
from briefs.history.quotes import Quote, Rank, choose_series, quotes_of
from briefs.lexicon import Lexicon, TermKind
from briefs.store.latest import latest_facts
from briefs.times import CHINA
from briefs.types import Found, Price

MOST_SERIES: Final = 6
MOST_OTHERWISE: Final = 2  # further figures of one price and day
MOST_OF_EACH: Final = 3  # where several names are asked for
WIDEST: Final = 60  # members of a group that has a price; "metals" has none


def asks_for_levels(query: Query, lexicon: Lexicon) -> bool:
    """Whether a question is names and "price", perhaps with days, and nothing else."""
    if (
        asks_why(query.question)
        or query.words
        or query.terms == ()
        or any(kind != "prices" for kind in query.kinds)
    ):
        return False
    others = [
        one
        for one in query.terms
        if one not in UNSAID
        and one in lexicon.terms
        and lexicon.terms[one].kind not in (*PRICED, TermKind.VENUE)
        and not _is_exchange(one, query.terms, lexicon)
    ]
    windows = all(not one.any_year and not one.up_to for one in query.windows)
    return not others and windows and bool(priced_terms(query, lexicon))


def _is_exchange(id: str, asked: Iterable[str], lexicon: Lexicon) -> bool:
    """The LME that makes rules is named where prices at the LME are asked for."""
    known = (lexicon.terms[one] for one in asked if one in lexicon.terms)
    venues = (one.name for one in known if one.kind is TermKind.VENUE)
    return lexicon.terms[id].name in venues


async def answer_levels(search: Search) -> Answer | None:
    """The newest of each series of the names asked for, and how far they moved where that is."""
    query = search.query
    if not asks_for_levels(query, search.lexicon):
        return None
    groups = await find_levels(search.conn, query, search.lexicon)
    found = [one for group in groups for one in group]
    leads = await find_movements(search)
    if not found and not leads:
        return None
    plain = answer_with(query, await with_corrected(search.conn, found)) if found else None
    told = led_by(query, leads, plain=plain)
    return replace(told, choices=_choices(groups, query))


def _choices(groups: Sequence[Sequence[Found]], query: Query) -> tuple[str, ...]:
    """The names of the several series that one name stands for: the asker may want one."""
    named = (getattr(one.fact, "term", None) for group in groups for one in group)
    several = tuple(dict.fromkeys(term for term in named if term and term not in query.terms))
    return several if len(groups) == 1 and len(several) > 1 else ()


async def find_levels(
    conn: AsyncConnection, query: Query, lexicon: Lexicon, *, most: int = MOST_SERIES
) -> tuple[tuple[Found, ...], ...]:
    """For each name (and each time asked about) its series, the best first; empty if one has
    none."""
    names = priced_terms(query, lexicon)
    groups: list[tuple[Found, ...]] = []
    for name in names:
        for window in query.windows or (None,):
            quotes = await _quotes(conn, name, window, query, lexicon)
            room = most if len(names) == 1 and len(query.windows) < 2 else MOST_OF_EACH
            groups.append(tuple(quote.found for quote in _told(quotes, room)))
    return tuple(groups) if all(groups) else ()


async def _quotes(
    conn: AsyncConnection, name: str, window: Window | None, query: Query, lexicon: Lexicon
) -> list[Quote]:
    members = lexicon.members(name)
    if len(members) > WIDEST:
        members = frozenset((name,))
    since, until = (None, None) if window is None else _bounds(window)
    found = await latest_facts(conn, Price.fact, members, since=since, until=until)
    quotes = quotes_of(_at_venue(found, query, lexicon), name, lexicon)
    if window is None:
        return quotes
    return [one for one in quotes if _is_of(one, window)]


def _is_of(quote: Quote, window: Window) -> bool:
    return any(window.first <= day <= window.last for day in days_of(quote.found))


def _told(quotes: Sequence[Quote], most: int) -> list[Quote]:
    """Those whose every number stands in their sentence; a price is asked, so one must lead."""
    kept = _backed(quotes)
    chosen = choose_series(kept, most)
    if not chosen or chosen[0].rank is Rank.SPREAD:
        return []
    return [told for one in chosen for told in (one, *_told_otherwise(one, kept))]


def _told_otherwise(chosen: Quote, quotes: Iterable[Quote]) -> list[Quote]:
    """The same price of the same day as another source tells it, where the figures differ: both
    are shown, none is averaged."""
    figures = {(chosen.fact.low, chosen.fact.high)}
    others = []
    for one in quotes:
        same = one.key == chosen.key and one.day == chosen.day
        figure = (one.fact.low, one.fact.high)
        if same and one.found.flash_id != chosen.found.flash_id and figure not in figures:
            figures.add(figure)
            others.append(one)
    return others[:MOST_OTHERWISE]


def _backed(quotes: Iterable[Quote]) -> list[Quote]:
    return [one for one in quotes if backed([one.found])[0]]


def _at_venue(found: Iterable[Found], query: Query, lexicon: Lexicon) -> list[Found]:
    venues = {
        one.casefold()
        for term in query.terms
        if term in lexicon.terms
        and term not in UNSAID
        and lexicon.terms[term].kind is TermKind.VENUE
        for one in (term, lexicon.terms[term].name, *lexicon.terms[term].aliases)
    }
    if not venues:
        return list(found)
    return [one for one in found if (getattr(one.fact, "venue", None) or "").casefold() in venues]


def _bounds(window: Window) -> tuple[datetime, datetime]:
    """When a quote of these days may have been published."""
    slack = timedelta(days=1 + max(window.slack, 1))
    start = datetime.combine(window.first, time(), CHINA)
    return start - timedelta(days=1), datetime.combine(window.last, time(), CHINA) + slack
