"""How a series changed last: as its sentence states it, else computed, with the inputs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Final

from briefs.check_base import period_of
from briefs.history.series import Point, Series
from briefs.types import Computed, Direction
from briefs.wording import amount, percent

FARTHEST: Final = timedelta(days=10)  # an earlier point says nothing about today's change
_PLACES: Final = Decimal("0.01")
_HUNDRED: Final = Decimal(100)


@dataclass(frozen=True, slots=True)
class Change:
    """`amount` and `percent` are signed; `computed` holds those of them that nobody stated."""

    amount: Decimal | None = None
    percent: Decimal | None = None
    direction: Direction | None = None
    computed: tuple[Computed, ...] = ()
    before: Point | None = None  # what it was computed from

    @property
    def size(self) -> str:
        """The amount, its sign left out where the arrow says it."""
        assert self.amount is not None
        pointed = {Direction.UP: 1, Direction.DOWN: -1}.get(self.direction or Direction.FLAT, 0)
        agrees = pointed * self.amount > 0
        return amount(self.amount.copy_abs() if agrees else self.amount, signed=not agrees)


def change_at(series: Series, at: int = -1) -> Change:
    """The change at a point of a series, against what its sentence compares it with, else against
    the point before if that is near."""
    point = series.points[at]
    fact = point.fact
    if fact.change is not None or fact.change_pct is not None:
        return _stated(point)
    return _since_before(series, at)


def step_at(series: Series, at: int) -> Change:
    """The change since the point before: stated if its sentence tells it of a day, not of a week
    or longer, else computed."""
    over = period_of(series.points[at].fact)
    return change_at(series, at) if over is None else _since_before(series, at)


def between(before: Point, after: Point) -> Change:
    """From one point to a later one of the same series, by the middles of what was told."""
    value, base = after.middle - before.middle, before.middle
    difference = _difference(after, before)
    made = [Computed(value, _inputs(after, before), difference)]
    share = share_of(value, base)
    if share is not None:
        formula = f"{difference}; {amount(value)} ÷ {amount(base)} = {percent(share)}"
        made.append(Computed(share, _inputs(after, before), formula))
    return Change(value, share, _direction(value), tuple(made), before)


def share_of(change: Decimal, base: Decimal) -> Decimal | None:
    """A change in percent of its base, to two places; None of a base that is not above zero."""
    return (change / base * _HUNDRED).quantize(_PLACES) if base > 0 else None


def _since_before(series: Series, at: int) -> Change:
    index = at % len(series.points)
    point = series.points[index]
    before = series.points[index - 1] if index else None
    if before is None or point.day - before.day > FARTHEST:
        return Change(direction=point.fact.direction)
    return between(before, point)


def _stated(point: Point) -> Change:
    fact = point.fact
    direction = fact.direction or _direction(fact.change or fact.change_pct or Decimal(0))
    if fact.change is None or fact.change_pct is not None:
        return Change(fact.change, fact.change_pct, direction)
    base = point.middle - fact.change
    share = share_of(fact.change, base)
    if share is None:
        return Change(fact.change, None, direction)
    taken = f"{'+' if fact.change < 0 else '−'} {amount(fact.change.copy_abs())}"
    shown = f"{amount(fact.change, signed=True)} ÷ ({amount(point.middle)} {taken})"
    formula = "; ".join(filter(None, (_middle(point), f"{shown} = {percent(share)}")))
    inputs = (fact.change, *dict.fromkeys((fact.low, fact.high)))
    return Change(fact.change, share, direction, (Computed(share, inputs, formula),))


def _inputs(after: Point, before: Point) -> tuple[Decimal, ...]:
    ends = (after.fact.low, after.fact.high, before.fact.low, before.fact.high)
    return tuple(dict.fromkeys(ends))


def _difference(after: Point, before: Point) -> str:
    """First how the middles of ranges are made, then what lies between them."""
    middles = [made for point in (after, before) if (made := _middle(point))]
    taken = f"{amount(after.middle)} − {amount(before.middle)}"
    return "; ".join((*middles, f"{taken} = {amount(after.middle - before.middle)}"))


def _middle(point: Point) -> str:
    """How the middle of a range is made; nothing of a single figure."""
    low, high = point.fact.low, point.fact.high
    return "" if low == high else f"({amount(low)} + {amount(high)}) ÷ 2 = {amount(point.middle)}"


def _direction(value: Decimal) -> Direction:
    return Direction.UP if value > 0 else Direction.DOWN if value < 0 else Direction.FLAT
