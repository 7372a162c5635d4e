"""A series as a file: CSV, or XLSX. Each row has its source and its sentence.

Numbers are numbers. A text that a spreadsheet would take for a formula is kept a text.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final, TypeAlias

from briefs.history.change import Change
from briefs.history.series import Series
from briefs.history.table import Row, rows_of
from briefs.times import CHINA
from briefs.types import Found
from briefs.wording import span

Cell: TypeAlias = str | Decimal | None
COLUMNS: Final = (
    *("day", "name", "kind", "venue", "low", "high", "unit", "change", "change_pct"),
    *("computed", "other figures", "source", "published", "url", "quote"),
)
WIDTHS: Final = {"name": 28, "computed": 40, "url": 30, "quote": 80, "published": 18, "day": 12}
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
_UNPRINTABLE: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def to_csv(series: Series) -> bytes:
    """UTF-8 with a mark by which spreadsheets know it, newest day first."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for row in _cells(series):
        writer.writerow([_harmless(cell) for cell in row])
    return out.getvalue().encode("utf-8-sig")


def to_xlsx(series: Series) -> bytes:
    """A workbook of one sheet, its first line fixed."""
    from openpyxl import Workbook  # 100 ms, for those who ask for it
    from openpyxl.utils import get_column_letter

    book = Workbook()
    sheet = book.active
    for line, row in enumerate((COLUMNS, *_cells(series)), start=1):
        for column, value in enumerate(row, start=1):
            cell = sheet.cell(line, column, _printable(value))
            if isinstance(value, str):
                cell.data_type = "s"  # a text, whatever it begins with
    for column, name in enumerate(COLUMNS, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = WIDTHS.get(name, 11)
    sheet.freeze_panes = "A2"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _cells(series: Series) -> Iterator[tuple[Cell, ...]]:
    for row in rows_of(series):
        fact, told = row.point.fact, row.point.told
        yield (
            row.point.day.isoformat(), fact.commodity, fact.kind.value, series.venue,
            fact.low, fact.high, fact.unit, row.change.amount, row.change.percent,
            _computed(row.change), _others(row), told.publisher, _published(told), told.url,
            " ".join(fact.quote.split()),
        )  # fmt: skip


def _computed(change: Change) -> str:
    return "; ".join(one.formula for one in change.computed)


def _others(row: Row) -> str:
    facts = (one.fact for one in row.point.others)
    return "; ".join(f"{span(fact.low, fact.high)}: {fact.quote}" for fact in facts)


def _published(told: Found) -> str:
    when = told.published_at
    return f"{when.astimezone(CHINA):%Y-%m-%d %H:%M %Z}" if when else ""


def _harmless(cell: Cell) -> str:
    if isinstance(cell, Decimal):
        return f"{cell:f}"
    text = str(_printable(cell) or "")
    return f"'{text}" if text.startswith(_FORMULA) else text


def _printable(cell: Cell) -> Cell:
    return _UNPRINTABLE.sub("", cell) if isinstance(cell, str) else cell
