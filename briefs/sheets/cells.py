"""The cells of a row by what they are: amounts, day, unit; and the row as a line of text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date as Day
from decimal import Decimal
from typing import Final

from briefs.errors import Unreadable
from briefs.sheets.amounts import read_amount, write_amount
from briefs.sheets.days import read_day
from briefs.sheets.layout import AMOUNTS, Field, Layout
from briefs.sheets.split import MATERIAL, Record
from briefs.sheets.units import Unit, read_unit

_RANGE: Final = re.compile(r"\s*([^-–—~～至到]*\d)\s*[-–—~～至到]+\s*(\d.*)")
_MAY_BE_RANGE: Final = (Field.RANGE, Field.AVERAGE)


@dataclass(frozen=True, slots=True)
class Cells:
    """`amounts` are in the unit as written, not in the full one; `quote` is the row as text."""

    text: Mapping[Field, str]
    amounts: Mapping[Field, Decimal]
    unit: Unit
    day: Day
    quote: str
    flat: bool = False  # it says in a word that nothing changed

    def full(self, field: Field) -> Decimal | None:
        """An amount in the full unit."""
        amount = self.amounts.get(field)
        return None if amount is None else amount * self.unit.scale


@dataclass(slots=True)
class _Reading:
    """What was read of a row so far; `shown` is each cell as the row's text has it, its unit to
    come where it takes one."""

    text: dict[Field, str] = field(default_factory=dict)
    amounts: dict[Field, Decimal] = field(default_factory=dict)
    units: list[Unit] = field(default_factory=list)
    shown: list[tuple[str, bool]] = field(default_factory=list)
    flat: bool = False


def read_cells(record: Record, layout: Layout) -> Cells:
    """Raises Unreadable saying which cell is wrong."""
    reading = _Reading()
    if record["material"]:
        reading.text[Field.MATERIAL] = record["material"]
        reading.shown.append((f"{MATERIAL} {record['material']}", False))
    for head, unit, cell in record["row"]:
        if not layout.is_empty(cell):
            _read_cell(reading, _field(head, cell, layout), head, unit, cell, record)
    if Field.MATERIAL not in reading.text:
        raise Unreadable("It names no material.")
    unit = _unit_of(reading, record)
    quote = "; ".join(
        f"{said} {unit.written}" if takes_unit else said for said, takes_unit in reading.shown
    )
    day = _day(reading, record)
    return Cells(reading.text, reading.amounts, unit, day, quote, reading.flat)


def _field(head: str, cell: str, layout: Layout) -> Field | None:
    """What the cell holds: a change in percent may stand under "Change"."""
    field = layout.field_of(head)
    if field in (Field.CHANGE, Field.PERCENT) and layout.is_flat(cell):
        return Field.FLAT
    if field in AMOUNTS and cell.rstrip().endswith(("%", "％")):
        if field is not Field.CHANGE:
            raise Unreadable(f'{head}: "{cell}" is a percentage.')
        return Field.PERCENT
    return field


def _read_cell(
    reading: _Reading, field: Field | None, head: str, unit: str | None, cell: str, record: Record
) -> None:
    if field is None or field in reading.text:  # what we do not know is shown as it is
        reading.shown.append((f"{head} {cell}", False))
        return
    reading.text[field] = cell
    reading.flat = reading.flat or field is Field.FLAT
    if unit and field in AMOUNTS:
        reading.units.append(_unit(unit))
    if field in _MAY_BE_RANGE and (ends := _RANGE.fullmatch(cell)) is not None:
        low, high = (_amount(head, end, record) for end in ends.groups())
        reading.amounts |= {Field.LOW: low, Field.HIGH: high}
        reading.shown.append((f"{head} {write_amount(low)}-{write_amount(high)}", True))
    elif field in AMOUNTS:
        amount = reading.amounts[field] = _amount(head, cell, record)
        figure = write_amount(amount, signed=field is Field.CHANGE)
        reading.shown.append((f"{head} {figure}", True))
    elif field is Field.PERCENT:
        amount = reading.amounts[field] = _amount(head, cell, record)
        figure = write_amount(amount, signed=True)
        reading.shown.append((f"{head.rstrip(' %')} {figure}%", False))
    elif field is Field.DATE:
        reading.shown.append((f"{head} {_read_day(cell, record)}", False))
    else:
        reading.shown.append((f"{head} {cell}", False))


def _amount(head: str, cell: str, record: Record) -> Decimal:
    try:
        return read_amount(cell, record["decimal"])
    except ValueError as error:
        raise Unreadable(f"{head}: {error}.") from error


def _day(reading: _Reading, record: Record) -> Day:
    if Field.DATE in reading.text:
        return _read_day(reading.text[Field.DATE], record)
    if record["day"] is None:
        raise Unreadable("It has no day, nor does the sheet name one above its columns.")
    return Day.fromisoformat(record["day"])


def _read_day(cell: str, record: Record) -> Day:
    try:
        return read_day(cell, day_first=record["day_first"])
    except (ValueError, OverflowError) as error:
        raise Unreadable(f"Date: {error}.") from error


def _unit_of(reading: _Reading, record: Record) -> Unit:
    """That of the columns, else that of the row or the sheet."""
    if len({(unit.name, unit.scale) for unit in reading.units}) > 1:
        raise Unreadable("Its columns are in different units.")
    if reading.units:
        return reading.units[0]
    stated = reading.text.get(Field.UNIT) or record["unit"]
    if stated is None:
        raise Unreadable(
            'It states no unit. Add a column "Unit", or unit = "yuan/mt" for this sheet in '
            "price_sheets.toml."
        )
    return _unit(stated)


def _unit(written: str) -> Unit:
    unit = read_unit(written)
    if unit is None:
        raise Unreadable(f'"{written}" is no unit of a price that is known here.')
    return unit
