"""What the figures of a table row are: told by the header of the table, else by their shape."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final

from briefs.extract.numbers import Measure, Number
from briefs.extract.reading import Reading


class Column(StrEnum):
    PREVIOUS = "previous"
    CURRENT = "current"
    LOW = "low"
    HIGH = "high"
    AVERAGE = "average"
    CHANGE = "change"
    PERCENT = "percent"


_HEADS: Final = re.compile(
    r"(?P<percent>%|\bpercent\b|\bpct\b|涨跌幅)|(?P<change>\b(?:change|chg|diff\w*)\b|\+/-|涨跌)"
    r"|(?P<previous>\b(?:last|previous|prior|yesterday|before)(?: (?:week|day|month|price))?\b"
    r"|上周|上期|昨日)"
    r"|(?P<current>\b(?:this|current|latest|today)(?: (?:week|day|month|price))?\b|本周|本期|今日)"
    r"|(?P<low>\blow(?:est)?\b|最低)|(?P<high>\bhigh(?:est)?\b|最高)"
    r"|(?P<average>\b(?:average|avg|mean|mid)\b|均价)",
    re.IGNORECASE,
)
_UNIT_HEAD: Final = re.compile(r"\bunits?\b|单位", re.IGNORECASE)
_HEADER: Final = 240  # characters before the first unit cell in which its header stands


@dataclass(frozen=True, slots=True)
class Cells:
    """The figures of one row by what they are; `percent` and `change` are signed."""

    low: Decimal
    high: Decimal
    change: Decimal | None = None
    percent: Decimal | None = None
    previous: Number | None = None


def read_columns(reading: Reading, first_row: int) -> tuple[Column, ...]:
    """The columns behind "Unit" in the header before the first row; empty without one."""
    start = max(0, first_row - _HEADER)
    unit = _UNIT_HEAD.search(reading.text, start, first_row)
    found: list[tuple[int, Column | None]] = [
        (head.start(), Column(head.lastgroup or ""))
        for head in _HEADS.finditer(reading.text, unit.end() if unit else start, first_row)
    ]
    days = reading.within(reading.dates, unit.end(), first_row) if unit else ()
    found += [(day.start, None) for day in days]
    return _dated([column for _, column in sorted(found, key=lambda pair: pair[0])])


def columns_above(text: str, row: int) -> tuple[Column, ...]:
    """The columns of the nearest line above a row that names two or more and holds no figure."""
    end = row - 1
    while end > max(0, row - _HEADER * 4):
        start = text.rfind("\n", 0, end) + 1
        line = text[start:end]
        heads = tuple(Column(head.lastgroup or "") for head in _HEADS.finditer(line))
        if len(heads) > 1:
            return heads if not any(char.isdigit() for char in line) else ()
        end = start - 1
    return ()


def _dated(columns: Sequence[Column | None]) -> tuple[Column, ...]:
    """Days in a row: the last of them is the current one."""
    last = max((at for at, column in enumerate(columns) if column is None), default=-1)
    return tuple(
        column or (Column.CURRENT if at == last else Column.PREVIOUS)
        for at, column in enumerate(columns)
    )


def read_cells(numbers: Sequence[Number], columns: Sequence[Column]) -> Cells | None:
    """A row by its header where the two have as many columns, else by the shape of its figures."""
    if len(columns) == len(numbers) and len(set(columns)) == len(columns):
        return _by_header(dict(zip(columns, numbers, strict=True)))
    return _by_shape(numbers, last_first=Column.PREVIOUS in columns and Column.CURRENT in columns)


def _by_header(cells: dict[Column, Number]) -> Cells | None:
    low = cells.get(Column.LOW) or cells.get(Column.CURRENT) or cells.get(Column.AVERAGE)
    if low is None:
        return None
    high = cells.get(Column.HIGH) or low
    change, percent = cells.get(Column.CHANGE), cells.get(Column.PERCENT)
    if change is not None and change.measure is Measure.PERCENT:
        change, percent = None, change
    return Cells(
        low.low,
        high.high,
        change.low if change else None,
        percent.low if percent else None,
        cells.get(Column.PREVIOUS),
    )


def _by_shape(numbers: Sequence[Number], *, last_first: bool) -> Cells | None:
    levels = [n for n in numbers if n.measure is Measure.BARE and not n.sign]
    percents = [n.low for n in numbers if n.measure is Measure.PERCENT]
    changes = [n.low for n in numbers if n.measure is Measure.BARE and n.sign]
    previous = None
    if len(levels) >= 2 and last_first:
        previous, levels = levels[0], levels[1:]
    if not levels:
        return None
    if len(levels) == 2 and not percents and levels[1].low == 0:
        percents = [Decimal(0)]
    return Cells(
        levels[0].low,
        levels[0].high,
        changes[0] if changes else None,
        percents[0] if percents else None,
        previous,
    )
