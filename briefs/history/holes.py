"""Where a line must not be drawn through: long holes, another contract month, the end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise
from statistics import median
from typing import Final

from briefs.history.series import Point, Series, contract_month

SHORTEST: Final = 14  # days without a word that are a hole, however often it is told else
TIMES: Final = 3  # or so many times the usual days between two points


class NoticeKind(StrEnum):
    UNIT = "unit"  # told in another unit from then on
    CONTRACT = "contract"  # of another month from then on
    HOLE = "hole"  # nothing was told for long
    ENDED = "ended"  # nothing has been told since


@dataclass(frozen=True, slots=True)
class Notice:
    """What a reader of a series must know: since `day` it is `after`, up to then `before`."""

    kind: NoticeKind
    day: date
    before: str = ""
    after: str = ""


def stretches(series: Series) -> tuple[tuple[Point, ...], ...]:
    """The points between which a line may be drawn."""
    longest = _longest(series.points)
    parts: list[list[Point]] = [[series.points[0]]]
    for before, point in pairwise(series.points):
        if point.day - before.day > longest or _rolled(before, point):
            parts.append([])
        parts[-1].append(point)
    return tuple(map(tuple, parts))


def notices(series: Series, every: Sequence[Series], today: date) -> tuple[Notice, ...]:
    """What is to be known of a series, given all those of its material, by day."""
    told = [*_inside(series), *_other_units(series, every)]
    if today - series.last.day > _longest(series.points):
        told.append(Notice(NoticeKind.ENDED, series.last.day))
    return tuple(sorted(told, key=lambda notice: notice.day))


def other_units(series: Series, every: Sequence[Series]) -> tuple[Series, ...]:
    """What the same price was told as in another unit, before it or after."""
    alike = replace(series.identity, unit="")
    return tuple(
        one
        for one in every
        if one is not series
        and replace(one.identity, unit="") == alike
        and (one.last.day < series.points[0].day or one.points[0].day > series.last.day)
    )


def _inside(series: Series) -> Iterator[Notice]:
    longest = _longest(series.points)
    for before, point in pairwise(series.points):
        if _rolled(before, point):
            months = contract_month(before), contract_month(point)
            yield Notice(NoticeKind.CONTRACT, point.day, *months)
        elif point.day - before.day > longest:
            days = str((point.day - before.day).days)
            yield Notice(NoticeKind.HOLE, before.day, days)


def _other_units(series: Series, every: Sequence[Series]) -> Iterator[Notice]:
    for other in other_units(series, every):
        if other.last.day < series.points[0].day:
            yield Notice(NoticeKind.UNIT, series.points[0].day, other.unit, series.unit)
        else:
            yield Notice(NoticeKind.UNIT, other.points[0].day, series.unit, other.unit)


def _longest(points: Sequence[Point]) -> timedelta:
    steps = [(b.day - a.day).days for a, b in pairwise(points)]
    usual = median(steps) if steps else 1
    return timedelta(days=max(SHORTEST, int(TIMES * usual)))


def _rolled(before: Point, point: Point) -> bool:
    months = contract_month(before), contract_month(point)
    return all(months) and months[0] != months[1]
