"""A series as rows, and as lines of equal width for a phone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from briefs.history.change import Change, step_at
from briefs.history.series import Point, Series
from briefs.wording import percent, span

NARROW: Final = 34  # characters of a phone's line that do not wrap
COMPUTED: Final = "*"
DIFFERS: Final = "≠"


@dataclass(frozen=True, slots=True)
class Row:
    """A day of a series with its change."""

    point: Point
    change: Change


def rows_of(series: Series) -> tuple[Row, ...]:
    """The newest day first."""
    rows = [Row(point, step_at(series, at)) for at, point in enumerate(series.points)]
    return tuple(reversed(rows))


def lines_of(rows: Sequence[Row]) -> tuple[str, ...]:
    """Day, level and percent, each in its column; a year where it begins. A computed percent has a
    star; without a room for it on a phone's line, the percent is left out."""
    levels = [_level(row) for row in rows]
    shares = [_share(row) for row in rows]
    wide, share = (max(map(len, column), default=0) for column in (levels, shares))
    if len("02-20 ") + wide + len(" ") + share + len(COMPUTED) > NARROW:
        shares, share = [""] * len(rows), 0
    starred = [
        COMPUTED if one and _is_computed(row) else "" for one, row in zip(shares, rows, strict=True)
    ]
    columns = zip(rows, levels, shares, starred, strict=True)
    return tuple(
        line
        for year, days in groupby(columns, key=lambda column: column[0].point.day.year)
        for line in (str(year), *(_line(day, wide, share) for day in days))
    )


def _line(columns: tuple[Row, str, str, str], wide: int, share_wide: int) -> str:
    row, level, share, star = columns
    return f"{row.point.day:%m-%d} {level:>{wide}} {share:>{share_wide}}{star}".rstrip()


def _level(row: Row) -> str:
    fact = row.point.fact
    return span(fact.low, fact.high) + (DIFFERS if row.point.others else "")


def _share(row: Row) -> str:
    value = row.change.percent
    return "" if value is None else percent(value).replace(" ", "")


def _is_computed(row: Row) -> bool:
    return any(one.value == row.change.percent for one in row.change.computed)
