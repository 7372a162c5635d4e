"""Rows of a price table: name, unit, figures by the columns of its header; also in one line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from briefs.extract.numbers import Measure, Number
from briefs.extract.price_days import dateline
from briefs.extract.price_roles import signed
from briefs.extract.reading import Reading
from briefs.extract.table_columns import Cells, Column, columns_above, read_cells, read_columns
from briefs.extract.units import CURRENCY_BEFORE, PER, alternatives
from briefs.types import Price, PriceKind, Span

_UNIT_CELL: Final = re.compile(
    rf"(?<![0-9] )(?<![0-9A-Za-z])(?P<cur>RMB|CNY|yuan|USD|US\$|\$|EUR|元)[ ]?/[ ]?"
    rf"(?P<per>{alternatives(list(PER))})[ \t|]+(?=[-+]?[0-9])",
    re.IGNORECASE,
)
_CURRENCY_CELL: Final = re.compile(r"(?:RMB|CNY|yuan|USD|US\$|\$|EUR|元)[ ]?$", re.IGNORECASE)

_NAME_LENGTH: Final = 80
_FEWEST: Final = 2  # columns of a header that is one
_UNIT_LAST: Final = re.compile(
    r"^(?P<name>[^\n]{1,80}?)[ \t|]+(?P<figures>(?:[-+]?[0-9][0-9,.]*%?[ \t|]+){2,7})"
    rf"(?P<cur>RMB|CNY|yuan|USD|US\$|EUR|元)[ ]?/[ ]?(?P<per>{alternatives(list(PER))})[ \t|]*$",
    re.IGNORECASE | re.MULTILINE,
)


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
    unit = _unit(cell["cur"], cell["per"])
    yield _price(reading, name, cells, numbers, unit)


def _unit(currency: str, per: str) -> str:
    return f"{CURRENCY_BEFORE.get(currency.lower(), 'CNY')}/{PER[per.lower()]}"


def _price(
    reading: Reading, name: Span, cells: Cells, numbers: Sequence[Number], unit: str
) -> Price:
    stated = cells.percent if cells.percent is not None else cells.change
    reading.claim(*numbers)
    span = Span(name.start, max(n.end for n in numbers))
    mention = name.of(reading.text)
    term = next((m.term for m in reading.within(reading.mentions, name.start, name.end)), None)
    return Price(
        quote=span.of(reading.text),
        span=span,
        rule="price table row",
        commodity=mention,
        mention=mention,
        low=cells.low,
        high=cells.high,
        unit=unit,
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


def read_rows_with_unit_last(reading: Reading) -> Iterator[Price]:
    """Lines of a table whose unit stands at their end, under a header that names each figure."""
    for row in _UNIT_LAST.finditer(reading.text) if "\n" in reading.text else ():
        columns = columns_above(reading.text, row.start())
        found = reading.numbers.within(row.start("figures"), row.end())
        if len(columns) < _FEWEST or len(columns) != len(found):
            continue
        bare = [n._replace(measure=Measure.BARE) if n.currency else n for n in found]
        cells = read_cells(bare, columns)
        name = Span(*row.span("name"))
        if cells and not reading.is_claimed(found[0]) and name.of(reading.text).strip():
            yield _price(reading, name, cells, found, _unit(row["cur"], row["per"]))


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
