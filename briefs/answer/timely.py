"""Facts of a flash that are of the days asked about: it may tell of others as well."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Final

from briefs.asked import Window
from briefs.extract.dates import scan_dates
from briefs.history.quotes import day_of
from briefs.times import CHINA
from briefs.types import Found, Price, Volume

_OVERNIGHT: Final = re.compile(r"\bovernight\b|\bnight session\b|隔夜|夜盘", re.IGNORECASE)
_COMPARED: Final = re.compile(
    r"\b(?:against|compared (?:with|to)|versus|vs|than)\b[^.;]{0,40}\b(?:in|for|of|at)\b",
    re.IGNORECASE,
)
_WEEK: Final = timedelta(days=7)
_HALF_MONTH: Final = timedelta(days=16)
_LENGTHS: Final = {4: 366, 7: 31, 10: 1}  # days that a date of so many characters may cover


def timely(found: Iterable[Found], windows: Sequence[Window]) -> tuple[Found, ...]:
    """Without prices and amounts that are stated to be of another day, month or year."""
    found = tuple(found)
    if not windows or any(one.up_to for one in windows):
        return found
    period = next((date for one in found if (date := getattr(one.fact, "date", None))
                   and isinstance(one.fact, Volume)), None)  # fmt: skip
    return tuple(one for one in found if any(_is_of(one, window, period) for window in windows))


def _is_of(found: Found, window: Window, period: str | None) -> bool:
    """`period` is what the flash reports on: an amount without a date of its own is of it."""
    fact = found.fact
    if isinstance(fact, Price):
        return _price_of(found, fact, window)
    stated = _date_of(found) or (period if window.last - window.first > _WEEK else None)
    if not isinstance(fact, Volume) or stated is None:
        return True
    return _overlaps(*_span(stated), window) or _named(found, window)


def _date_of(found: Found) -> str | None:
    """The stated day, unless the sentence compares with another one: whose it is, is not sure."""
    if not isinstance(found.fact, Volume) or _COMPARED.search(found.fact.quote):
        return None
    return found.fact.date


def _named(found: Found, window: Window) -> bool:
    """Whether the sentence itself names such a day: amounts of two days may share one. The day of
    a month's figures is that of their publication."""
    if window.last - window.first > _HALF_MONTH:
        return False
    told = found.published_at.astimezone(CHINA).date() if found.published_at else None
    named = (one for one in scan_dates(found.fact.quote, told) if one.grain == "day")
    return any(_overlaps(one.first or one.day, one.day, window) for one in named if one.day)


def days_of(found: Found) -> frozenset[date]:
    """The days a price may be asked for by: its own, that of its telling, for a night session the
    one before."""
    days = {day_of(found)}
    if found.published_at is not None:
        told = found.published_at.astimezone(CHINA).date()
        days |= {told, told - timedelta(days=1)} if _OVERNIGHT.search(found.fact.quote) else {told}
    return frozenset(day for day in days if day is not None)


def _price_of(found: Found, fact: Price, window: Window) -> bool:
    days = days_of(found)
    if not days or fact.date is None or any(_overlaps(day, day, window) for day in days):
        return True
    named = scan_dates(fact.quote, fact.date)  # "its November purchase price"
    return any(_overlaps(one.day.replace(day=1), one.day, window)
               for one in named if one.day and one.grain == "month")  # fmt: skip


def _span(stated: str) -> tuple[date, date]:
    """The days of "2025", "2025-09" or "2025-09-26"; a month that ends a stretch counts whole."""
    first = date.fromisoformat(f"{stated}-01-01"[:10])
    length = _LENGTHS[len(stated)]
    if length == 1:
        return first, first
    following = (first + timedelta(days=length)).replace(day=1)
    return first, following - timedelta(days=1)


def _overlaps(first: date, last: date, window: Window) -> bool:
    for back in (0, 1, 2) if window.any_year else (0,):
        year = last.year - back if window.any_year else window.first.year
        length = window.last - window.first
        try:
            begin = window.first.replace(year=year)
        except ValueError:  # 29 February
            continue
        if first <= begin + length and begin <= last:
            return True
    return False
