"""Which row of a grid is the head of its columns, what each holds, and what is said above it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date as Day
from typing import Final

from briefs.boilerplate import load_boilerplate
from briefs.errors import Unreadable
from briefs.sheets.amounts import decimal_of
from briefs.sheets.days import order_of
from briefs.sheets.grid import Grid, Line
from briefs.sheets.layout import AMOUNTS, LEVELS, Custom, Field, Layout
from briefs.sheets.units import Unit, read_unit, split_head
from briefs.times import find_time

HEAD_WITHIN: Final = 30  # rows from the top among which it is looked for
UNIT_WORDS: Final = ("unit", "单位", "price in", "prices in")


@dataclass(frozen=True, slots=True)
class Column:
    """`head` as the sheet has it, its unit taken off."""

    head: str
    field: Field | None
    unit: Unit | None


@dataclass(frozen=True, slots=True)
class Header:
    """The columns, and what holds for all rows below them."""

    line: int
    columns: tuple[Column, ...]
    material: str | None
    unit: str | None
    day: Day | None
    publisher: str | None
    day_first: bool | None
    decimal: str


def find_header(grid: Grid, layout: Layout, custom: Custom) -> Header:
    """Raises Unreadable where no row names a material and a price."""
    for at, line in enumerate(grid.lines[:HEAD_WITHIN]):
        columns = _columns(line, layout)
        if _is_head([column.field for column in columns], custom):
            below, above = grid.lines[at + 1 :], _said_above(grid, at)
            figures = (None,) if custom.wide else AMOUNTS
            return Header(
                line=line.number,
                columns=columns,
                material=custom.material,
                unit=custom.unit or _unit_in(above),
                day=_day_in(above),
                publisher=custom.publisher or load_boilerplate().publisher_of(" ".join(above)),
                day_first=_order(columns, below, custom),
                decimal=custom.decimal
                or decimal_of(_cells(columns, below, figures), usual=grid.decimal),
            )
    raise Unreadable(
        "No row of it names the columns of a price sheet: one for the material, one for a low, "
        "high or average price. Their names are listed in price_sheets.toml."
    )


def _is_head(fields: Sequence[Field | None], custom: Custom) -> bool:
    if custom.wide:
        return Field.DATE in fields and None in fields
    named = custom.material is not None or Field.MATERIAL in fields
    return named and any(level in fields for level in LEVELS)


def _columns(line: Line, layout: Layout) -> tuple[Column, ...]:
    """A field counts once: a second column of it is carried along, and not read."""
    taken: set[Field] = set()
    columns = []
    for cell in line.cells:
        head, unit = split_head(cell)
        field = layout.field_of(cell) or layout.field_of(head)
        columns.append(Column(head, None if field in taken else field, unit))
        if field is not None:
            taken.add(field)
    return tuple(columns)


def _said_above(grid: Grid, at: int) -> list[str]:
    """The name of the sheet, and the cells above the head."""
    return [*grid.name.split("/"), *(cell for line in grid.lines[:at] for cell in line.cells)]


def _unit_in(texts: Iterable[str]) -> str | None:
    """ "Unit: yuan/mt", "单位：元/吨", or a cell that is nothing but a unit."""
    for text in texts:
        _, unit = split_head(text)
        if unit is not None or (unit := read_unit(text)) is not None:
            return unit.written
        folded = text.casefold()
        for word in UNIT_WORDS:
            if (start := folded.find(word)) >= 0:
                said = text[start + len(word) :].strip(" :：s")
                if (unit := read_unit(said)) is not None:
                    return unit.written
    return None


def _day_in(texts: Iterable[str]) -> Day | None:
    for text in texts:
        if (found := find_time(text.replace("_", " "))) is not None:
            return found[0].date()
    return None


def _order(columns: Sequence[Column], below: Sequence[Line], custom: Custom) -> bool | None:
    if custom.day_first is not None:
        return custom.day_first
    return order_of(_cells(columns, below, (Field.DATE,)))


def _cells(
    columns: Sequence[Column], lines: Iterable[Line], fields: Sequence[Field | None]
) -> Iterable[str]:
    wanted = [at for at, column in enumerate(columns) if column.field in fields]
    return (line.cells[at] for line in lines for at in wanted if at < len(line.cells))
