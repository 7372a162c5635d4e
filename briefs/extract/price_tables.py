"""Rows of a price table: name, unit, figures by the columns of its header; also in one line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from briefs.extract.numbers import Measure, Number
from briefs.extract.price_days import dateline
from briefs.extract.price_roles import signed
from briefs.extract.reading import Reading
from briefs.extract.table_columns import Column, read_cells, read_columns
from briefs.extract.units import CURRENCY_BEFORE, PER, alternatives
from briefs.types import Price, PriceKind, Span

_UNIT_CELL: Final = re.compile(
    rf"(?<![0-9] )(?<![0-9A-Za-z])(?P<cur>RMB|CNY|yuan|USD|US\$|\$|EUR|元)[ ]?/[ ]?"
    rf"(?P<per>{alternatives(list(PER))})[ \t|]+(?=[-+]?[0-9])",
    re.IGNORECASE,
)
_CURRENCY_CELL: Final = re.compile(r"(?:RMB|CNY|yuan|USD|US\$|\$|EUR|元)[ ]?$", re.IGNORECASE)

_NAME_LENGTH: Final = 80


def read_table_prices(reading: Reading) -> Iterator[Price]:
    """One price a row that has a unit cell followed by numbers."""
    text = reading.text
    cells = list(_cells(text))
    columns = read_columns(reading, cells[0].start()) if cells else ()
    for index, cell in enumerate(cells):
        after = cells[index + 1].start() if index + 1 < len(cells) else len(text)
        line_end = text.find("\n", cell.end(), after)
        stop = after if line_end < 0 else line_end
        before = cells[index - 1].end() if index else 0
        start = max(text.rfind("\n", before, cell.start()) + 1, before)
        yield from _row(reading, cell, Span(start, stop), columns)


def _cells(text: str) -> Iterator[re.Match[str]]:
    """Unit cells, found from their slash: a pattern tried at every letter costs ten times more."""
    slash = text.find("/")
    end = 0
    while slash >= 0:
        currency = _CURRENCY_CELL.search(text[max(end, slash - 6) : slash])
        if currency:
            start = max(end, slash - 6) + currency.start()
            if cell := _UNIT_CELL.match(text, start):
                end = cell.end()
                yield cell
        slash = text.find("/", slash + 1)


def _row(
    reading: Reading, cell: re.Match[str], row: Span, columns: Sequence[Column]
) -> Iterator[Price]:
    numbers = _leading(reading, cell.end(), row.end)
    if not numbers or reading.is_claimed(numbers[0]):
        return
    name = _name(reading, max(row.start, cell.start() - _NAME_LENGTH), cell.start())
    cells = read_cells(numbers, columns) if name.of(reading.text) else None
    if cells is None:
        return
    stated = cells.percent if cells.percent is not None else cells.change
    reading.claim(*numbers)
    span = Span(name.start, max(n.end for n in numbers))
    mention = name.of(reading.text)
    term = next((m.term for m in reading.within(reading.mentions, name.start, name.end)), None)
    yield Price(
        quote=span.of(reading.text),
        span=span,
        rule="price table row",
        commodity=mention,
        mention=mention,
        low=cells.low,
        high=cells.high,
        unit=f"{CURRENCY_BEFORE.get(cell['cur'].lower(), 'CNY')}/{PER[cell['per'].lower()]}",
        term=term.id if term else None,
        change=cells.change,
        change_pct=cells.percent,
        direction=signed(stated) if stated is not None else None,
        previous_low=cells.previous.low if cells.previous else None,
        previous_high=cells.previous.high if cells.previous else None,
        kind=PriceKind.SPOT,
        venue="SMM" if reading.once("SMM", lambda: "SMM" in reading.text) else None,
        date=dateline(reading),
    )


def _leading(reading: Reading, start: int, stop: int) -> list[Number]:
    """The numbers that follow a unit cell with nothing but blanks between them."""
    found: list[Number] = []
    at = start
    for number in reading.within(reading.numbers, start, stop):
        if reading.text[at : number.start].strip(" \t|()+") or len(found) == 6:
            break
        found.append(number)
        at = number.end
        if number.measure is Measure.PERCENT:
            break
    return found


def _name(reading: Reading, start: int, end: int) -> Span:
    """The name cell: between the last number of the row before and the unit."""
    text = reading.text
    for number in reading.within(reading.numbers, start, end):
        # A number of the row before ends its row; one inside the name ("#1", "99.5%") does not.
        between = text[start : number.start].strip(" \t|()")
        if between:
            break
        start = number.end
    while start < end and text[start] in " \t|()-":
        start += 1
    while end > start and text[end - 1] in " \t|(,":
        end -= 1
    return Span(start, end)
