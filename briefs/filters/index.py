"""The index of filters: terms of which news must have one for a filter to take it.

A term of the index is a lexicon id, or a word with a colon ("kind:prices"), or "*".
"""

from __future__ import annotations

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
)
from briefs.filters.matching import News
from briefs.types import Policy

ANY: Final = "*"
MOVED: Final = "moved"
#: How much of the news has a term, roughly: of several conditions the rarest is indexed.
TOPIC, STATUS, DEAL, SOURCE, KIND, LANGUAGE, ALL = 1, 3, 5, 20, 30, 100, 1000


def index_terms(expr: Expr) -> frozenset[str]:
    """The filter can only take news that has one of these among its `news_terms`."""
    return _weighed(expr)[1]


def news_terms(news: News) -> frozenset[str]:
    """All that news can be found by; "*" is in all of it."""
    found = {ANY}
    for told in news.facts:
        found |= told.topics
        found.add(f"kind:{told.fact.fact}")
        if isinstance(told.fact, Policy):
            found.add(f"policy:{told.fact.status}")
        if getattr(told.fact, "change_pct", None) is not None:
            found.add(f"kind:{MOVED}")
    found.update(f"source:{name}" for name in news.sources)
    found.update(f"lang:{language}" for language in news.languages)
    return frozenset(found)


def is_plain(expr: Expr) -> bool:
    """Whether having one of the terms is all there is to it, so that the index alone decides."""
    if isinstance(expr, Either):
        return all(map(is_plain, expr.parts))
    return isinstance(expr, Everything | Topic | Kind | Source | Spoken)


def has_levels(expr: Expr) -> bool:
    """Whether what it takes depends on the prices told before."""
    return _has(expr, Level)


def has_statuses(expr: Expr) -> bool:
    """Whether what it takes depends on the policies told before."""
    return _has(expr, Status)


def _has(expr: Expr, leaf: type[Leaf]) -> bool:
    if isinstance(expr, Not):
        return _has(expr.part, leaf)
    if isinstance(expr, Both | Either):
        return any(_has(part, leaf) for part in expr.parts)
    return isinstance(expr, leaf)


def _weighed(expr: Expr) -> tuple[int, frozenset[str]]:
    if isinstance(expr, Both):
        return min((_weighed(part) for part in expr.parts), key=lambda pair: pair[0])
    if isinstance(expr, Either):
        parts = [_weighed(part) for part in expr.parts]
        return sum(weight for weight, _ in parts), frozenset().union(*(t for _, t in parts))
    weight, term = _leaf(expr)
    return weight, frozenset({term})


def _leaf(expr: Expr) -> tuple[int, str]:
    match expr:
        case Topic(term):
            return TOPIC, term
        case Status(status):
            return STATUS, f"policy:{status}"
        case Size():
            return DEAL, "kind:deals"
        case Source(name):
            return SOURCE, f"source:{name}"
        case Kind(kind):
            return KIND, f"kind:{kind}"
        case Level():
            return KIND, "kind:prices"
        case Move():
            return KIND, f"kind:{MOVED}"
        case Spoken(language):
            return LANGUAGE, f"lang:{language}"
    return ALL, ANY
