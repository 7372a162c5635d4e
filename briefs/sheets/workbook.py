"""XLSX → grids: values as a person sees them, nothing computed, nothing that can blow up."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from defusedxml import DefusedXmlException

from briefs.errors import Unreadable
from briefs.sheets.grid import MOST_COLUMNS, MOST_ROWS, Grid, Line, tidy

LARGEST: Final = 20_000_000  # bytes of the file
LARGEST_UNPACKED: Final = 60_000_000  # bytes of all that is packed in it
SMALL: Final = 1_000_000  # bytes unpacked that may be packed however tightly
TIGHTEST: Final = 100  # times smaller when packed; sheets are 5 to 30 times
MOST_PARTS: Final = 1_000
LONGEST_GAP: Final = 1_000  # empty rows; behind them the table has ended
PERCENT_DIGITS: Final = 6
BROKEN: Final = (
    zipfile.BadZipFile,
    SyntaxError,  # of XML, whichever parser tells it
    DefusedXmlException,
    EOFError,
    KeyError,
    IndexError,
    AttributeError,
    TypeError,
    ValueError,
    OSError,
    NotImplementedError,
    RuntimeError,
)


def read_workbook(data: bytes, name: str) -> list[Grid]:
    """Every tab that holds anything. Raises Unreadable.

    A formula counts as what its program last showed; one that was never computed is an empty cell.
    """
    from openpyxl import load_workbook  # 150 ms and 20 MB, for those who send one

    _refuse_bomb(data)
    try:
        # Without `keep_links` no other workbook is looked at; read-only rows come one by one.
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        try:
            grids = [Grid(_named(name, tab), tuple(_lines(tab))) for tab in book.worksheets]
        finally:
            book.close()
    except BROKEN as error:
        reason = str(error) or type(error).__name__
        raise Unreadable(f"It is no workbook that can be read ({reason[:200]}).") from error
    return [grid for grid in grids if grid.lines]


def _refuse_bomb(data: bytes) -> None:
    """Sizes as the archive states them: what it unpacks to is cut off there."""
    if len(data) > LARGEST:
        raise Unreadable(f"It is too large: {len(data):,} bytes, {LARGEST:,} are read.")
    try:
        parts = zipfile.ZipFile(io.BytesIO(data)).infolist()
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise Unreadable(f"It is no XLSX file ({error}). Save it as XLSX or CSV.") from error
    unpacked = sum(part.file_size for part in parts)
    if unpacked > LARGEST_UNPACKED or len(parts) > MOST_PARTS:
        raise Unreadable(
            f"It unpacks to {unpacked:,} bytes in {len(parts):,} parts: no price sheet is so large."
        )
    for part in parts:
        if part.file_size > SMALL and part.file_size > TIGHTEST * part.compress_size:
            raise Unreadable(f"{part.filename} is packed more tightly than any price sheet is.")


def _lines(tab: Any) -> Iterator[Line]:
    rows = tab.iter_rows(max_row=MOST_ROWS, max_col=MOST_COLUMNS)
    last = 0
    for number, row in enumerate(rows, 1):
        cells = tidy([_shown(cell) for cell in row])
        if cells:
            yield Line(number, cells)
            last = number
        if number - last > LONGEST_GAP:
            return  # a cell named a million rows down would have us read them all


def _shown(cell: Any) -> str:
    """A cell's value as text; a share with a percent format as percent, a time as its day."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, datetime | date):
        return value.date().isoformat() if isinstance(value, datetime) else value.isoformat()
    if isinstance(value, int | float) and not isinstance(value, bool):
        number = Decimal(repr(value))
        if "%" in (cell.number_format or "") and number.is_finite():
            return f"{round(number * 100, PERCENT_DIGITS).normalize():f}%"
        return f"{number:f}"
    return str(value)


def _named(name: str, tab: Any) -> str:
    return f"{name}/{tab.title}"
