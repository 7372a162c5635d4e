"""Price levels that are crossed: told once, and again only after the price went back well below.

What was seen last is a value, kept with the filter: `Seen` by condition and commodity.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final

from briefs.filters.expressions import Expr, Level
from briefs.filters.matching import News, beyond, comparable, statements
from briefs.filters.printing import print_leaf
from briefs.types import Price

REARM: Final = Decimal("0.01")  # of the level: how far back a price must go to be told again
COOLDOWN: Final = timedelta(hours=4)


@dataclass(frozen=True, slots=True)
class Seen:
    """Whether a crossing would be told, and when the last one was."""

    armed: bool = True
    told_at: datetime | None = None


State = Mapping[str, Seen]


def match_levels(expr: Expr, news: News, state: State, now: datetime) -> tuple[bool, State]:
    """Whether the filter takes the news given what it saw before, and what it has seen then."""
    taken = statements(expr, news, lambda level, price: _crosses(level, price, state, now)) != 0
    after = dict(state)
    for level, price in _followed(expr, news):
        key = _key(level, price)
        after[key] = _after(level, price, state.get(key, Seen()), taken, now)
    return taken, after


def _crosses(level: Level, price: Price, state: State, now: datetime) -> bool:
    seen = state.get(_key(level, price), Seen())
    return beyond(level, price) and _may_tell(seen, now)


def _after(level: Level, price: Price, seen: Seen, taken: bool, now: datetime) -> Seen:
    if beyond(level, price):
        told = taken and _may_tell(seen, now)
        return Seen(armed=False, told_at=now) if told else seen
    return replace(seen, armed=True) if _well_back(level, price) else seen


def _may_tell(seen: Seen, now: datetime) -> bool:
    return seen.armed and (seen.told_at is None or now - seen.told_at >= COOLDOWN)


def _well_back(level: Level, price: Price) -> bool:
    margin = abs(level.amount) * REARM
    if level.comparison in (">", ">="):
        return price.high <= level.amount - margin
    return price.low >= level.amount + margin


def _followed(expr: Expr, news: News) -> list[tuple[Level, Price]]:
    """The prices that the filter's levels are about: all else it asks for holds for them."""
    met: list[tuple[Level, Price]] = []

    def note(level: Level, price: Price) -> bool:
        if comparable(level, price):
            met.append((level, price))
        return comparable(level, price)

    held = statements(expr, news, note)
    own = [told.fact for at, told in enumerate(news.facts) if held >> at & 1]
    return [(level, price) for level, price in met if any(price is fact for fact in own)]


def _key(level: Level, price: Price) -> str:
    return f"{print_leaf(level)} {price.term or price.commodity}"


def state_to_json(state: State) -> dict[str, list[object]]:
    return {
        key: [seen.armed, seen.told_at.isoformat() if seen.told_at else None]
        for key, seen in state.items()
    }


def state_from_json(data: Mapping[str, list[object]]) -> State:
    return {key: Seen(bool(armed), _moment(at)) for key, (armed, at) in data.items()}


def _moment(at: object) -> datetime | None:
    return datetime.fromisoformat(str(at)) if at else None
