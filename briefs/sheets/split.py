"""A sheet → one raw flash a row: what the row says, and what the sheet says of all its rows.

{"sheet": "prices.csv", "line": 7, "unit": "yuan/mt", "decimal": ".", …,
 "row": [["Date", null, "2026-11-25"], ["Low", "yuan/mt", "444,000"], …]}
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any, Final, TypeAlias

from briefs.errors import Unreadable
from briefs.sheets.grid import Grid, Line, read_csv
from briefs.sheets.header import Column, Header, find_header
from briefs.sheets.layout import LEVELS, Custom, Field, Layout, load_layout
from briefs.sheets.workbook import LARGEST, read_workbook
from briefs.types import RawFlash

Record: TypeAlias = dict[str, Any]
Row: TypeAlias = list[list[str | None]]  # head, unit and text of each cell
MATERIAL, PRICE = "Material", "Price"  # heads of what stands in no column of its own
ROW: Final = "row"


def split_csv(text: str, name: str, *, source: str, origin: str, now: datetime) -> list[RawFlash]:
    """The rows of a CSV text; the whole of it, to be set aside, where it is no price sheet."""
    try:
        return list(_rows([read_csv(text, name)], source, origin, now))
    except Unreadable:
        return [RawFlash(source, origin, text, "csv", now)]


def is_sheet(text: str) -> bool:
    """Whether a text without a name is a table of prices, and little else."""
    try:
        rows = len(_records([read_csv(text, "")]))
    except Unreadable:
        return False
    return rows * 2 >= sum(1 for line in text.splitlines() if line.strip())


def split_workbook(
    data: bytes, name: str, *, source: str, origin: str, now: datetime
) -> list[RawFlash]:
    """The rows of all tabs that are price sheets; the file itself where none is."""
    try:
        return list(_rows(read_workbook(data, name), source, origin, now))
    except Unreadable:
        # Kept in full as far as it would be read at all.
        kept = base64.b64encode(data[: LARGEST + 1]).decode()
        return [RawFlash(source, origin, f"{name}\n{kept}", "xlsx", now)]


def records_of_csv(content: str) -> list[Record]:
    """The rows of a sheet that was set aside, tried again. Raises Unreadable."""
    return [record for record, _ in _records([read_csv(content, "sheet")])]


def records_of_workbook(content: str) -> list[Record]:
    """The same of a workbook, kept as its name and its bytes in base64."""
    name, _, packed = content.partition("\n")
    try:
        data = base64.b64decode(packed, validate=True)
    except binascii.Error as error:
        raise Unreadable(f"It is no workbook as it was kept ({error}).") from error
    return [record for record, _ in _records(read_workbook(data, name))]


def _rows(grids: list[Grid], source: str, origin: str, now: datetime) -> Iterator[RawFlash]:
    for record, line in _records(grids):
        tab = record["sheet"].partition("/")[2]
        where = f"{origin}/{tab}:{line}" if tab else f"{origin}:{line}"
        yield RawFlash(source, where, json.dumps(record, ensure_ascii=False), ROW, now)


def _records(grids: list[Grid]) -> list[tuple[Record, int]]:
    """Raises Unreadable if no grid has a head of prices; a tab of notes beside one is left out."""
    layout = load_layout()
    found: list[tuple[Record, int]] = []
    problem = Unreadable("It is empty.")
    for grid in grids:
        custom = layout.custom(grid.name, *grid.name.split("/"))
        try:
            header = find_header(grid, layout, custom)
        except Unreadable as error:
            problem = error
            continue
        below = (line for line in grid.lines if line.number > header.line)
        rows_of = _across if custom.wide else _row
        found += [
            (_record(grid, header, custom, line, row), line.number)
            for line in below
            for row in rows_of(header, line, layout)
        ]
    if not found:
        raise problem
    return found


def _row(header: Header, line: Line, layout: Layout) -> Iterator[Row]:
    """The cells of a row under their heads. Notes under a table and heads within it fill one cell,
    and state no price: they are left out."""
    pairs = list(zip(header.columns, line.cells, strict=False))
    filled = [column.field for column, cell in pairs if not layout.is_empty(cell)]
    if len(filled) > 1 and any(field in (Field.MATERIAL, *LEVELS) for field in filled):
        yield [[column.head, _written(column), cell] for column, cell in pairs]


def _across(header: Header, line: Line, layout: Layout) -> Iterator[Row]:
    """Of days down and materials across: one row for each material that has a price that day."""
    pairs = list(zip(header.columns, line.cells, strict=False))
    known = [[column.head, _written(column), cell] for column, cell in pairs if column.field]
    for column, cell in pairs:
        if column.field is None and column.head and not layout.is_empty(cell):
            yield [*known, [MATERIAL, None, column.head], [PRICE, _written(column), cell]]


def _written(column: Column) -> str | None:
    return column.unit.written if column.unit else None


def _record(grid: Grid, header: Header, custom: Custom, line: Line, row: Row) -> Record:
    return {
        "sheet": grid.name,
        "line": line.number,
        "material": header.material,
        "unit": header.unit,
        "day": header.day.isoformat() if header.day else None,
        "publisher": header.publisher,
        "day_first": header.day_first,
        "decimal": header.decimal,
        "push": custom.push,
        "row": row,
    }
