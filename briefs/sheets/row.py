"""One row of a price sheet → a flash whose text is the row and which states its price.

The text names each cell by the head of its column and its unit ("Low 444,000 yuan/mt"), so that a
reader who is shown a figure is shown where it stands.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date as Day
from datetime import datetime, time, timedelta
from decimal import Decimal
from typing import Any, Final

from briefs.errors import Unreadable
from briefs.marks import id_of, language_of
from briefs.sheets.amounts import read_amount, write_amount
from briefs.sheets.days import read_day
from briefs.sheets.layout import AMOUNTS, LEVELS, Field, Layout, load_layout
from briefs.sheets.split import Record
from briefs.sheets.units import Unit, read_unit
from briefs.times import CHINA
from briefs.types import PRICE_SHEET, Direction, Flash, Price, PriceKind, Span

RULE: Final = "price sheet row"
AHEAD: Final = timedelta(days=1)  # somewhere it is tomorrow already
BELOW_NOTHING: Final = frozenset({PriceKind.PREMIUM, PriceKind.TC})  # may be negative or nil
MIDDLE: Final = Decimal("0.0005")  # of a level: an average no further from the middle is the middle


@dataclass(frozen=True, slots=True)
class Cells:
    """A row by what its cells are. `amounts` are in the unit as written, not in the full one."""

    text: dict[Field, str]
    amounts: dict[Field, Decimal]
    unit: Unit
    day: Day
    quote: str

    def full(self, field: Field) -> Decimal | None:
        """An amount in the full unit."""
        amount = self.amounts.get(field)
        return None if amount is None else amount * self.unit.scale


def read_row(content: str, received_at: datetime) -> Flash:
    """The flash of a raw row. Raises Unreadable saying what is wrong with it."""
    try:
        record = json.loads(content)
        return flash_of(record, received_at)
    except (KeyError, TypeError, json.JSONDecodeError) as error:
        raise Unreadable(f"It is no row as it was kept ({error!r}).") from error


def flash_of(record: Record, received_at: datetime) -> Flash:
    layout = load_layout()
    cells = _read(record, layout)
    if cells.day > (received_at.astimezone(CHINA) + AHEAD).date():
        raise Unreadable(f"Its day, {cells.day}, is still to come.")
    name = " ".join(filter(None, map(cells.text.get, (Field.MATERIAL, Field.SPECIFICATION))))
    title = f"{name}, {cells.day}"
    publisher = cells.text.get(Field.PUBLISHER) or record["publisher"]
    published_at = datetime.combine(cells.day, time(), CHINA)
    return Flash(
        id=id_of(title, cells.quote, published_at),
        title=title,
        body=cells.quote,
        published_at=published_at,
        language=language_of(f"{title} {cells.quote}"),
        publisher=publisher,
        section=PRICE_SHEET,
        stated=_prices(name, cells, layout.kind_of(name), len(title) + 1, publisher),
        news=bool(record["push"]) and cells.day == received_at.astimezone(CHINA).date(),
    )


def _read(record: Record, layout: Layout) -> Cells:
    text: dict[Field, str] = {}
    amounts: dict[Field, Decimal] = {}
    units: list[Unit] = []
    shown: list[tuple[str, Field | None, str]] = []
    for head, unit, cell in record["row"]:
        field = layout.field_of(head)
        if layout.is_empty(cell):
            continue
        if field is None or field in text:  # what we do not know is shown as it is
            shown.append((head, None, cell))
            continue
        text[field] = cell
        if field in (*AMOUNTS, Field.PERCENT):
            amounts[field] = _amount(head, cell, record["decimal"])
        if unit and field in AMOUNTS:
            units.append(_unit(unit))
        shown.append((head, field, cell))
    unit = _common_unit(units, text.get(Field.UNIT) or record["unit"])
    day = _day(text.get(Field.DATE), record)
    if Field.MATERIAL not in text:
        raise Unreadable("It names no material.")
    quote = "; ".join(_shown(head, field, cell, amounts, unit, day) for head, field, cell in shown)
    return Cells(text, amounts, unit, day, quote)


def _shown(
    head: str,
    field: Field | None,
    cell: str,
    amounts: dict[Field, Decimal],
    unit: Unit,
    day: Day,
) -> str:
    if field is Field.DATE:
        return f"{head} {day}"
    if field is Field.PERCENT:
        return f"{head.rstrip(' %')} {write_amount(amounts[field], signed=True)}%"
    if field in AMOUNTS:
        figure = write_amount(amounts[field], signed=field is Field.CHANGE)
        return f"{head} {figure} {unit.written}"
    return f"{head} {cell}"


def _amount(head: str, cell: str, decimal: str) -> Decimal:
    try:
        return read_amount(cell, decimal)
    except ValueError as error:
        raise Unreadable(f"{head}: {error}.") from error


def _day(cell: str | None, record: dict[str, Any]) -> Day:
    if cell is None:
        if record["day"] is None:
            raise Unreadable("It has no day, nor does the sheet name one above its columns.")
        return Day.fromisoformat(record["day"])
    try:
        return read_day(cell, day_first=record["day_first"])
    except (ValueError, OverflowError) as error:
        raise Unreadable(f"Date: {error}.") from error


def _unit(written: str) -> Unit:
    unit = read_unit(written)
    if unit is None:
        raise Unreadable(f'"{written}" is no unit of a price that is known here.')
    return unit


def _common_unit(units: list[Unit], stated: str | None) -> Unit:
    """That of the columns, else that of the row or the sheet."""
    if len({(unit.name, unit.scale) for unit in units}) > 1:
        raise Unreadable("Its columns are in different units.")
    if units:
        return units[0]
    if stated is None:
        raise Unreadable(
            'It states no unit. Add a column "Unit", or unit = "yuan/mt" for this sheet in '
            "price_sheets.toml."
        )
    return _unit(stated)


def _prices(
    name: str, cells: Cells, kind: PriceKind, start: int, publisher: str | None
) -> tuple[Price, ...]:
    """The price of the row, and its average where that is not the middle."""
    low, high = _range(cells, kind)
    average, previous = cells.full(Field.AVERAGE), cells.full(Field.PREVIOUS)
    change, percent = cells.full(Field.CHANGE), cells.amounts.get(Field.PERCENT)
    moved = change if change is not None else percent

    def price(commodity: str, low: Decimal, high: Decimal) -> Price:
        return Price(
            quote=cells.quote,
            span=Span(start, start + len(cells.quote)),
            rule=RULE,
            commodity=commodity,
            mention=cells.text[Field.MATERIAL],
            low=low,
            high=high,
            unit=cells.unit.name,
            change=change,
            change_pct=percent,
            direction=None if moved is None else _direction(moved),
            previous_low=previous,
            previous_high=previous,
            kind=kind,
            venue=cells.text.get(Field.VENUE) or publisher,
            date=cells.day,
        )

    prices = [price(name, low, high)]
    if average is not None and abs(average - (low + high) / 2) > abs(average) * MIDDLE:
        prices.append(price(f"{name} average", average, average))
    return tuple(prices)


def _range(cells: Cells, kind: PriceKind) -> tuple[Decimal, Decimal]:
    low, high, average = map(cells.full, LEVELS)
    if low is None and high is None:
        low = high = average
    if low is None or high is None:
        raise Unreadable("It has no price: a low and a high, or an average.")
    if low > high:
        raise Unreadable(f"Its low, {low:,f}, is above its high, {high:,f}.")
    if average is not None and not low <= average <= high:
        raise Unreadable(f"Its average, {average:,f}, is not between {low:,f} and {high:,f}.")
    if low <= 0 and kind not in BELOW_NOTHING:
        raise Unreadable(f"Its price, {low:,f}, is not above nothing.")
    return low, high


def _direction(moved: Decimal) -> Direction:
    if moved == 0:
        return Direction.FLAT
    return Direction.UP if moved > 0 else Direction.DOWN
