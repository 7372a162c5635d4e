"""Quotes → series: the days on which one and the same price was told.

What makes two quotes of one series is their `Identity`. Of a day the newest telling is the point;
tellings of that day with other figures stay with it, they are never averaged.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Final

from briefs.backing import backed
from briefs.history.quotes import Quote, Rank, is_untaxed, quotes_of
from briefs.lexicon import Lexicon, TermKind
from briefs.types import Found, Price, PriceKind

CURRENT: Final = timedelta(days=14)  # behind the newest series: told no more, or seldom
_PART: Final = re.compile(r" (?:open|session high|session low|session range)$", re.IGNORECASE)
_AVERAGE: Final = re.compile(r" average(?: price)?$|^average price of (?:the )?", re.IGNORECASE)
_MONTH: Final = re.compile(r"\b[0-9]{4}\b")


@dataclass(frozen=True, slots=True, order=True)
class Identity:
    """What all quotes of a series have in common."""

    term: str  # lexicon id
    name: str  # what the name says beyond that of the term, casefolded
    venue: str  # who assesses it or where it is traded, casefolded; "" where nobody says
    unit: str
    kind: str
    untaxed: bool  # told without value-added tax


@dataclass(frozen=True, slots=True)
class Point:
    """A day of a series. `others`: other flashes of the day whose figures differ."""

    day: date
    told: Found
    fact: Price
    others: tuple[Quote, ...] = ()

    @property
    def middle(self) -> Decimal:
        """Of the range told: computed, so it is shown with its two ends."""
        return (self.fact.low + self.fact.high) / 2


@dataclass(frozen=True, slots=True)
class Series:
    """At least one point, in the order of their days."""

    identity: Identity
    rank: Rank
    points: tuple[Point, ...]

    @property
    def last(self) -> Point:
        return self.points[-1]

    @property
    def unit(self) -> str:
        return self.identity.unit

    @property
    def name(self) -> str:
        """As it was told last, without "open" or "session high"."""
        return _PART.sub("", self.last.fact.commodity)

    @property
    def venue(self) -> str | None:
        """Who assesses it or where it is traded, as told last."""
        return self.last.fact.venue or self.last.told.publisher


def series_of(
    found: Iterable[Found], term: str, lexicon: Lexicon, *, until: date
) -> tuple[Series, ...]:
    """The series of a term and of what belongs to it, the material itself before its grades.

    Quotes without a day, later than `until`, or with a number their sentence lacks are left out.
    """
    groups: dict[Identity, list[Quote]] = defaultdict(list)
    for quote in quotes_of(map(_as_whole, found), term, lexicon):
        if quote.day is not None and quote.day <= until and _is_level(quote):
            groups[identity_of(quote, lexicon)].append(quote)
    series = [_series(identity, quotes) for identity, quotes in groups.items()]
    return tuple(sorted(series, key=_order))


def main_series(series: Sequence[Series]) -> Series | None:
    """The one meant where only the material was named: of the material itself if it is told still,
    and of several the one told most."""
    if not series:
        return None
    rank = min(one.rank for one in series)
    own = [one for one in series if one.rank is rank]
    newest = max(one.last.day for one in own)
    current = [one for one in own if one.last.day >= newest - CURRENT]
    return max(current, key=lambda one: (len(one.points), one.last.day))


def identity_of(quote: Quote, lexicon: Lexicon) -> Identity:
    """Which series a quote belongs to."""
    fact = quote.fact
    assert fact.term is not None
    own = lexicon.terms[fact.term]
    contract = own.kind is TermKind.CONTRACT and fact.kind in (PriceKind.SPOT, PriceKind.FUTURES)
    # Whoever tells of a contract, it is the exchange's price.
    venue = (own.venue if contract else None) or fact.venue or quote.found.publisher or ""
    return Identity(
        term=fact.term,
        name=_further(quote.key[0], fact.term, lexicon),
        venue=venue.casefold(),
        unit=fact.unit or "",
        kind=(PriceKind.FUTURES if contract else fact.kind).value,
        untaxed=is_untaxed(fact.quote),
    )


def contract_month(point: Point) -> str:
    """ "2405" of a contract's quote; "" where none is named."""
    match = _MONTH.search(point.fact.commodity)
    return match[0] if match and point.fact.kind is PriceKind.FUTURES else ""


def _as_whole(found: Found) -> Found:
    """The average of a day is its price; an open or a high is not."""
    if not isinstance(found.fact, Price):
        return found
    name = _AVERAGE.sub("", found.fact.commodity)
    return replace(found, fact=replace(found.fact, commodity=name))


def _further(name: str, term: str, lexicon: Lexicon) -> str:
    """Empty for every usual name of the term."""
    own = lexicon.terms[term]
    names = {_plain(each) for each in (own.name, own.name_zh, *own.aliases)}
    plain = _plain(name)
    return "" if plain in names else plain


def _plain(name: str) -> str:
    return " ".join(name.casefold().replace("-", " ").split())


def _is_level(quote: Quote) -> bool:
    """A figure that was told as such: "above 440,000" is none, nor what its sentence lacks."""
    return quote.fact.bound in (None, "about") and bool(backed([quote.found])[0])


def _series(identity: Identity, quotes: Iterable[Quote]) -> Series:
    days: dict[date, list[Quote]] = defaultdict(list)
    rank = Rank.SPREAD
    for quote in quotes:
        assert quote.day is not None
        days[quote.day].append(quote)
        rank = min(rank, quote.rank)
    points = tuple(_point(day, days[day]) for day in sorted(days))
    return Series(identity, rank, points)


def _point(day: date, quotes: Iterable[Quote]) -> Point:
    newest, *rest = sorted(quotes, key=_newest_first)
    others: dict[tuple[Decimal, Decimal], Quote] = {}
    for one in rest:
        # Two figures of one flash are the course of the day.
        if one.found.flash_id != newest.found.flash_id:
            others.setdefault((one.fact.low, one.fact.high), one)
    others.pop((newest.fact.low, newest.fact.high), None)
    return Point(day, newest.found, newest.fact, tuple(others.values()))


def _newest_first(quote: Quote) -> tuple[bool, float, bool, int]:
    told: datetime | None = quote.found.published_at
    part = _PART.search(quote.fact.commodity) is not None
    bare = quote.fact.change is None and quote.fact.change_pct is None
    return (part, -told.timestamp() if told else 0.0, bare, quote.fact.span.start)


def _order(series: Series) -> tuple[int, int, int, Identity]:
    return series.rank, -series.last.day.toordinal(), -len(series.points), series.identity
