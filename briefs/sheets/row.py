"""One row of a price sheet → a flash whose text is the row and which states its price.

The text names each cell by the head of its column and its unit ("Low 444,000 yuan/mt"), so that a
reader who is shown a figure is shown where it stands.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from decimal import Decimal
from typing import Final

from briefs.errors import Unreadable
from briefs.marks import id_of, language_of
from briefs.sheets.cells import Cells, read_cells
from briefs.sheets.layout import Field, load_layout
from briefs.sheets.split import Record
from briefs.times import CHINA
from briefs.types import PRICE_SHEET, Direction, Flash, Price, PriceKind, Span

RULE: Final = "price sheet row"
AHEAD: Final = timedelta(days=1)  # somewhere it is tomorrow already
BELOW_NOTHING: Final = frozenset({PriceKind.PREMIUM, PriceKind.TC})  # may be negative or nil
MIDDLE: Final = Decimal("0.0005")  # of a level: an average no further from the middle is the middle


def read_row(content: str, received_at: datetime) -> Flash:
    """The flash of a raw row. Raises Unreadable saying what is wrong with it."""
    try:
        return flash_of(json.loads(content), received_at)
    except (KeyError, TypeError, json.JSONDecodeError) as error:
        raise Unreadable(f"It is no row as it was kept ({error!r}).") from error


def flash_of(record: Record, received_at: datetime) -> Flash:
    layout = load_layout()
    cells = read_cells(record, layout)
    today = received_at.astimezone(CHINA)
    if cells.day > (today + AHEAD).date():
        raise Unreadable(f"Its day, {cells.day}, is still to come.")
    name = " ".join(filter(None, map(cells.text.get, (Field.MATERIAL, Field.SPECIFICATION))))
    title = f"{name}, {cells.day}"
    publisher = cells.text.get(Field.PUBLISHER) or record["publisher"]
    published_at = datetime.combine(cells.day, time(), CHINA)
    venue = cells.text.get(Field.VENUE) or publisher
    return Flash(
        id=id_of(title, cells.quote, published_at),
        title=title,
        body=cells.quote,
        published_at=published_at,
        language=language_of(f"{title} {cells.quote}"),
        publisher=publisher,
        section=PRICE_SHEET,
        stated=_prices(name, cells, layout.kind_of(name), len(title) + 1, venue),
        news=bool(record["push"]) and cells.day == today.date(),
    )


def _prices(
    name: str, cells: Cells, kind: PriceKind, start: int, venue: str | None
) -> tuple[Price, ...]:
    return tuple(
        Price(
            quote=cells.quote,
            span=Span(start, start + len(cells.quote)),
            rule=RULE,
            commodity=f"{name}{part}",
            mention=cells.text[Field.MATERIAL],
            low=low,
            high=high,
            unit=cells.unit.name,
            change=None if part else cells.full(Field.CHANGE),
            change_pct=None if part else cells.amounts.get(Field.PERCENT),
            direction=None if part else _direction(cells),
            previous_low=None if part else cells.full(Field.PREVIOUS),
            previous_high=None if part else cells.full(Field.PREVIOUS),
            kind=kind,
            venue=venue,
            date=cells.day,
        )
        for part, low, high in _levels(cells, kind)
    )


def _levels(cells: Cells, kind: PriceKind) -> Iterator[tuple[str, Decimal, Decimal]]:
    """The price of the row, then what it says beside it: how the name of that ends, low and high.

    A close is the price, and the lows and highs beside it are those of the session.
    """
    low, high, average = map(cells.full, (Field.LOW, Field.HIGH, Field.AVERAGE))
    close = cells.full(Field.CLOSE)
    _check(low, high, average, close, kind)
    if close is not None:
        yield "", close, close
        if low is not None and high is not None:
            yield " session range", low, high
    elif low is not None and high is not None:
        yield "", low, high
        if average is not None and abs(average - (low + high) / 2) > abs(average) * MIDDLE:
            yield " average", average, average
    elif average is not None:
        yield "", average, average


def _check(
    low: Decimal | None,
    high: Decimal | None,
    average: Decimal | None,
    close: Decimal | None,
    kind: PriceKind,
) -> None:
    """Raises Unreadable for figures that cannot all be right, or are no price."""
    if low is not None and high is not None:
        if low > high:
            raise Unreadable(f"Its low, {low:,f}, is above its high, {high:,f}.")
        if average is not None and not low <= average <= high:
            raise Unreadable(f"Its average, {average:,f}, is not between {low:,f} and {high:,f}.")
    elif average is None and close is None:
        raise Unreadable("It has no price: a low and a high, an average or a close.")
    least = min(amount for amount in (low, high, average, close) if amount is not None)
    if least <= 0 and kind not in BELOW_NOTHING:
        raise Unreadable(f"Its price, {least:,f}, is not above nothing.")


def _direction(cells: Cells) -> Direction | None:
    moved = cells.amounts.get(Field.CHANGE, cells.amounts.get(Field.PERCENT))
    if moved is None:
        return Direction.FLAT if cells.flat else None
    if moved == 0:
        return Direction.FLAT
    return Direction.UP if moved > 0 else Direction.DOWN
