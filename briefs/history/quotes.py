"""Prices → series: which quotes are of one thing, which are levels, and which comes first.

A level is what metal costs; a premium, a treatment charge or a spread is no price of it, and a
figure far below the others of its unit is one of those that nobody named.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import IntEnum
from typing import Final

from briefs.lexicon import Lexicon, TermKind
from briefs.times import CHINA
from briefs.types import Found, Price, PriceKind

LEVELS: Final = frozenset({PriceKind.SPOT, PriceKind.FUTURES, PriceKind.INDEX, PriceKind.OFFER})
SPREADS: Final = frozenset({PriceKind.PREMIUM, PriceKind.TC})
STALE: Final = timedelta(days=500)  # behind the newest: a figure of another market
_LOW: Final = Decimal("0.1")  # of the highest of its unit: a spread
_PART: Final = re.compile(
    r" (?:open|session high|session low|session range|average|average price)$|^average price of ",
    re.IGNORECASE,
)
_AVERAGE: Final = re.compile(r" average(?: price)?$|^average price of ", re.IGNORECASE)
_MONTH: Final = re.compile(r"\b[0-9]{4}\b|\b(?:the |most[- ]traded |contract|futures)\b")
_NO_LEVEL: Final = re.compile(r"\b(?:premiums?|discounts?|TCs?|profits?|margins?|costs?)\b", re.I)

_UNTAXED: Final = re.compile(
    r"\b(?:excluding|excl\.?|exclusive of|net of|without|before) (?:the )?(?:VAT|tax)\b"
    r"|\b(?:VAT|tax)[- ](?:excluded|exclusive|free)\b|不含税|未税|税前",
    re.IGNORECASE,
)
_RAW: Final = re.compile(r"\b(?:scrap|concentrates?|ores?|waste|acid)\b|废|精矿", re.I)


class Rank(IntEnum):
    """Where a series stands in an answer."""

    ITSELF = 0  # the material asked, or a contract on it
    GRADE = 1  # a form or grade of it
    SPREAD = 2  # premiums, treatment charges


@dataclass(frozen=True, slots=True)
class Quote:
    """A stored price as one point of a series. `day` is None when nobody dated it."""

    found: Found
    fact: Price
    rank: Rank
    branch: str  # the form of the material it is of, directly under what was asked
    key: tuple[str, ...]
    day: date | None


def quotes_of(found: Iterable[Found], term: str, lexicon: Lexicon) -> list[Quote]:
    """The quotes of a term and of what belongs to it, without those that are no price of it."""
    quotes = [quote for one in found if (quote := _quote(one, term, lexicon)) is not None]
    top: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    whole: set[object] = (
        set()
    )  # units, and units on a day, in which a level is told that is no part of one
    for quote in quotes:
        if quote.rank is not Rank.SPREAD:
            own = term if quote.rank is Rank.ITSELF else quote.fact.term or ""
            name = (own, quote.fact.unit or "")
            top[name] = max(top[name], quote.fact.high)
            if not _PART.search(quote.fact.commodity):
                whole |= {quote.fact.unit, (quote.fact.term, quote.fact.unit, quote.day)}
    return [
        quote
        for quote in quotes
        if quote.rank is Rank.SPREAD or (_is_level(quote, term, top) and _is_whole(quote, whole))
    ]


def _is_level(quote: Quote, term: str, top: Mapping[tuple[str, str], Decimal]) -> bool:
    """Not far below what the same, and what was asked, costs in that unit."""
    unit = quote.fact.unit or ""
    highest = [top.get((name, unit), Decimal(0)) for name in (term, quote.fact.term or "")]
    return quote.fact.low > 0 and quote.fact.high >= _LOW * max(highest)


def _is_whole(quote: Quote, whole: Container[object]) -> bool:
    """An open, a high or a low gives way to a level in its unit, an average to one of its
    own, of that day."""
    name, unit = quote.fact.commodity, quote.fact.unit
    if _PART.search(name) is None:
        return True
    if _AVERAGE.search(name):
        return (quote.fact.term, unit, quote.day) not in whole
    return unit not in whole


def choose_series(quotes: Sequence[Quote], most: int) -> list[Quote]:
    """The newest quote of each series, the best first; undated ones last of their rank."""
    newest: dict[tuple[str, ...], Quote] = {}
    for quote in sorted(quotes, key=_newest_first):
        newest.setdefault(quote.key, quote)
    days = [quote.day for quote in newest.values() if quote.day is not None]
    since = max(days, default=date.min + STALE) - STALE
    kept = [quote for quote in newest.values() if quote.day is None or quote.day >= since]
    ordered = [quote for rank in Rank for quote in _in_turn([q for q in kept if q.rank is rank])]
    return _with_undated(ordered, most)


def _with_undated(ordered: list[Quote], most: int) -> list[Quote]:
    """One line is kept for what came without its date: it may be the newest of all."""
    shown = ordered[:most]
    left = next((q for q in ordered[most:] if q.day is None and q.rank < Rank.SPREAD), None)
    if left is None or any(quote.day is None for quote in shown):
        return shown
    return [*shown[:-1], left]


def _in_turn(quotes: Sequence[Quote]) -> Iterator[Quote]:
    """One of each branch before the second of any, newest first."""
    rounds: dict[str, int] = defaultdict(int)
    placed = []
    for at, quote in enumerate(sorted(quotes, key=_newest_first)):
        branch = quote.fact.commodity if quote.rank is Rank.ITSELF else quote.branch
        raw = _RAW.search(quote.fact.commodity) is not None
        placed.append(((quote.day is None, rounds[branch], raw, at), quote))
        rounds[branch] += 1
    return (quote for _, quote in sorted(placed, key=lambda one: one[0]))


def is_untaxed(quote: str) -> bool:
    """Whether a sentence says that its price is without value-added tax."""
    return _UNTAXED.search(quote) is not None


def day_of(found: Found) -> date | None:
    """The day a price is of: as its sentence says, else as it was published in China."""
    stated = getattr(found.fact, "date", None)
    if isinstance(stated, date):
        return stated
    return found.published_at.astimezone(CHINA).date() if found.published_at else None


def _quote(found: Found, term: str, lexicon: Lexicon) -> Quote | None:
    fact = found.fact
    if not isinstance(fact, Price) or fact.term is None or found.superseded_by:
        return None
    own = lexicon.terms.get(fact.term)
    if own is None or fact.kind not in (*LEVELS, *SPREADS) or (fact.unit or "%") == "%":
        return None
    spread = fact.kind in SPREADS or _NO_LEVEL.search(fact.commodity) is not None
    contract = own.kind is TermKind.CONTRACT and term in own.parents
    itself = fact.term == term or contract
    rank = Rank.SPREAD if spread else Rank.ITSELF if itself else Rank.GRADE
    return Quote(found, fact, rank, _branch(fact.term, term, lexicon), _key(fact), day_of(found))


def _branch(own: str, term: str, lexicon: Lexicon) -> str:
    below = (
        one
        for one in sorted(lexicon.ancestors(own))
        if one in lexicon.terms and term in lexicon.terms[one].parents
    )
    return next(below, own)


def _key(fact: Price) -> tuple[str, ...]:
    """What makes two quotes of one series: the name without month and part, unit and kind."""
    name = " ".join(_MONTH.sub(" ", _PART.sub("", fact.commodity)).casefold().split())
    kind = fact.kind if fact.kind in (*SPREADS, PriceKind.INDEX) else ""
    return (name, fact.unit or "", kind)


def _newest_first(quote: Quote) -> tuple[bool, int, bool, bool, int]:
    undated = quote.day is None
    part = _PART.search(quote.fact.commodity) is not None
    exact = quote.fact.kind in (PriceKind.SPOT, PriceKind.FUTURES)
    position = quote.fact.span.start
    return (undated, -(quote.day or date.min).toordinal(), part, not exact, position)
