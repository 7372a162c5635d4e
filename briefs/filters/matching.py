"""Does a filter take a piece of news? Exact, and linear in statements times conditions.

Every condition gives the statements it holds for as the bits of a number. What stands side by side
must hold for one statement: a price of Pr-Nd that stood still and one of copper that moved are not
`ndpr move>=1%`. An excluded condition (`-kind:deal`) must hold for none.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from briefs.filters.expressions import (
    Both,
    Either,
    Everything,
    Expr,
    Kind,
    Leaf,
    Level,
    Move,
    Not,
    Size,
    Source,
    Spoken,
    Status,
    Topic,
    Words,
)
from briefs.filters.words import fold
from briefs.types import Deal, Direction, Fact, Flash, Period, Policy, Price, PriceKind
from briefs.types import Move as MoveFact

COMPARE: Final[Mapping[str, Callable[[Decimal, Decimal], bool]]] = {
    ">=": operator.ge,
    "<=": operator.le,
    ">": operator.gt,
    "<": operator.lt,
}
Crosses = Callable[[Level, Price], bool]


@dataclass(frozen=True, slots=True)
class Told:
    """A fact as filters see it: with its topics, groups included. `newly`: a policy whose status
    was not told before."""

    fact: Fact
    topics: frozenset[str]
    newly: bool = True


@dataclass(frozen=True, slots=True)
class News:
    """An event, by all who told it: `texts` folded, `sources` casefolded."""

    facts: tuple[Told, ...]
    texts: tuple[str, ...]
    sources: frozenset[str]
    languages: frozenset[str]


def news_of(flash: Flash, facts: tuple[Told, ...]) -> News:
    """The news of a single flash."""
    sources = frozenset({fold(flash.publisher)} if flash.publisher else ())
    return News(facts, (fold(flash.text),), sources, frozenset({flash.language}))


def beyond(level: Level, price: Price) -> bool:
    """Whether all of a stated price is on the far side of a level, in the same unit."""
    edge = price.low if level.comparison in (">", ">=") else price.high
    return comparable(level, price) and COMPARE[level.comparison](edge, level.amount)


def comparable(level: Level, price: Price) -> bool:
    """A price of another unit, a forecast or a premium says nothing of the level."""
    kinds = (PriceKind.FORECAST, PriceKind.PREMIUM, PriceKind.TC)
    return price.unit == level.unit and price.kind not in kinds


def matches(expr: Expr, news: News, crosses: Crosses = beyond) -> bool:
    """Whether the filter takes the news. `crosses` decides on price levels, see `levels`."""
    return statements(expr, news, crosses) != 0


def statements(expr: Expr, news: News, crosses: Crosses) -> int:
    """The statements it holds for, as bits; news without a fact counts as one empty statement."""
    everyone = (1 << max(1, len(news.facts))) - 1
    if isinstance(expr, Not):
        return 0 if statements(expr.part, news, crosses) else everyone
    if isinstance(expr, Both):
        for part in expr.parts:
            everyone &= statements(part, news, crosses)
        return everyone
    if isinstance(expr, Either):
        held = 0
        for part in expr.parts:
            held |= statements(part, news, crosses)
        return held
    whole = _of_all(expr, news)
    if whole is not None:
        return everyone if whole else 0
    return sum(1 << at for at, told in enumerate(news.facts) if _of_one(expr, told, crosses))


def _of_all(leaf: Leaf, news: News) -> bool | None:
    """Of the news as a whole; None if the leaf is a matter of each statement."""
    match leaf:
        case Everything():
            return True
        case Source(name):
            return name in news.sources
        case Spoken(language):
            return language in news.languages
        case Words(text):
            return any(says(told, text) for told in news.texts)
    return None


def _of_one(leaf: Leaf, told: Told, crosses: Crosses) -> bool:
    fact = told.fact
    match leaf:
        case Topic(term):
            return term in told.topics
        case Kind(kind):
            return fact.fact == kind
        case Status(status):
            return isinstance(fact, Policy) and told.newly and fact.status is status
        case Move():
            return _moved(leaf, fact)
        case Level():
            return isinstance(fact, Price) and crosses(leaf, fact)
        case Size(comparison, amount, currency):
            known = isinstance(fact, Deal) and fact.currency == currency
            paid = fact.amount if known and isinstance(fact, Deal) else None
            return paid is not None and COMPARE[comparison](paid, amount)
    return False


def _moved(move: Move, fact: Fact) -> bool:
    if not isinstance(fact, Price | MoveFact) or fact.change_pct is None:
        return False
    period: Period | None = fact.period if isinstance(fact, MoveFact) else None
    if (period or "day") != (move.period or "day"):
        return False
    moved = abs(fact.change_pct)
    if move.signed and (fact.direction is Direction.DOWN or fact.change_pct < 0):
        moved = -moved
    return COMPARE[move.comparison](moved, move.percent)


def says(text: str, words: str) -> bool:
    """Whether folded text has these words, not only as part of longer ones."""
    at = text.find(words)
    while at >= 0:
        end = at + len(words)
        before, after = text[at - 1 : at], text[end : end + 1]
        if not (_joined(before, words[0]) or _joined(words[-1], after)):
            return True
        at = text.find(words, end)
    return False


def _joined(left: str, right: str) -> bool:
    """Whether two neighbours stand in one word; Chinese has no spaces between words."""
    return all(sign.isalnum() and ord(sign) < 0x2E80 for sign in (left, right) if sign) and bool(
        left and right
    )
