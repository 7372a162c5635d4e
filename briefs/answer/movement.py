"""How far a price went between two days: from two told levels of one series, both quoted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from briefs.answer.names import priced_terms
from briefs.answer.search import Search
from briefs.asked import Movement, Query, Wanted, Window
from briefs.history.change import between
from briefs.history.load import load_series
from briefs.history.series import Point, Series
from briefs.lexicon import Lexicon

BEFORE: Final = timedelta(days=10)  # a level so much older still opens the period
EACH: Final = 400  # facts of one name that are looked at
MOST: Final = 4


def asks_for_movement(query: Query, lexicon: Lexicon) -> bool:
    """A stretch of days, and a price: asked how far it moved, or two compared over it."""
    if not priced_terms(query, lexicon) or any(one.up_to for one in query.windows):
        return False
    if any(kind not in ("prices", "moves") for kind in query.kinds):
        return False
    stretch = len(query.windows) > 1 or any(one.first < one.last for one in query.windows)
    several = len(priced_terms(query, lexicon)) > 1 and not query.words
    return stretch and (query.wanted is Wanted.MOVEMENT or several)


async def find_movements(search: Search) -> tuple[Movement, ...]:
    """The movement of each name asked about; none of one without two days to compare."""
    if not asks_for_movement(search.query, search.lexicon):
        return ()
    start, end = _ends(search.query.windows, search.today)
    first, last = start.first - BEFORE, end.last
    moved = []
    for term in priced_terms(search.query, search.lexicon)[:MOST]:
        every = await load_series(
            search.conn, term, search.lexicon, first=first, last=last, each=EACH
        )
        found = (_movement(series, start, end) for series in _likeliest(every))
        if (best := next((one for one in found if one is not None), None)) is not None:
            moved.append(best)
    return tuple(moved)


def _ends(windows: Sequence[Window], today: date) -> tuple[Window, Window]:
    """When the period begins and ends: the two days said, or the ends of the one stretch."""
    known = [_in_the_past(one, today) for one in windows]
    if len(known) == 1:
        first, last = known[0].first, min(known[0].last, today)
        return Window(first, first), Window(first, last)
    ordered = sorted(known, key=lambda one: one.last)
    return ordered[0], ordered[-1]


def _in_the_past(window: Window, today: date) -> Window:
    if not window.any_year or window.first <= today:
        return window
    back = timedelta(days=365)
    return Window(window.first - back, window.last - back)


def _likeliest(every: Sequence[Series]) -> list[Series]:
    """Those of the material itself first, then those told most."""
    return sorted(every, key=lambda one: (one.rank, -len(one.points)))


def _movement(series: Series, start: Window, end: Window) -> Movement | None:
    before, after = _first(series.points, start), _last(series.points, end)
    if before is None or after is None or before.day >= after.day:
        return None
    change = between(before, after)
    assert change.amount is not None
    return Movement(
        name=series.name,
        unit=series.unit,
        before=before.told,
        after=after.told,
        from_day=before.day,
        to_day=after.day,
        change=change.amount,
        percent=change.percent,
        computed=change.computed,
    )


def _first(points: Sequence[Point], start: Window) -> Point | None:
    """The level as the period began: told in those days or last before them, else the next one."""
    up_to = [one for one in points if start.first - BEFORE <= one.day <= start.last]
    return up_to[-1] if up_to else next((one for one in points if one.day > start.last), None)


def _last(points: Sequence[Point], end: Window) -> Point | None:
    return next((one for one in reversed(points) if end.first <= one.day <= end.last), None)
