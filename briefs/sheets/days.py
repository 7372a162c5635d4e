"""Cells that hold a day: 2026-11-25, 25.11.2026, 11/25/26, 20261125, 2026年11月25日, 46351."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date as Day
from datetime import timedelta
from typing import Final

from briefs.times import parse_time

_PARTS: Final = re.compile(r"(\d{1,2})([/.\-])(\d{1,2})\2(\d{4}|\d{2})(?:[ T].*)?")
_COMPACT: Final = re.compile(r"(\d{4})(\d{2})(\d{2})")
_SERIAL: Final = re.compile(r"\d{5}(?:\.0+)?")  # days since 1899-12-30, as spreadsheets count
_SPREADSHEET_DAY_0: Final = Day(1899, 12, 30)


def read_day(cell: str, *, day_first: bool | None = None) -> Day:
    """The day a cell names. `day_first` tells what 03/11/2026 is; None: not known.

    Raises ValueError for what is no day, or may be two.
    """
    text = cell.strip()
    if (parts := _PARTS.fullmatch(text)) is not None:
        return _of_parts(text, parts, day_first)
    if (compact := _COMPACT.fullmatch(text)) is not None:
        return Day(*map(int, compact.groups()))
    if _SERIAL.fullmatch(text):
        return _SPREADSHEET_DAY_0 + timedelta(days=int(float(text)))
    instant = parse_time(text)
    if instant is None:
        raise ValueError(f'"{text}" is no day')
    return instant.date()


def order_of(cells: Iterable[str]) -> bool | None:
    """Whether a sheet writes the day before the month; None where nothing shows it."""
    firsts, seconds = [0], [0]
    for cell in cells:
        if (parts := _PARTS.fullmatch(cell.strip())) is not None:
            firsts.append(int(parts[1]))
            seconds.append(int(parts[3]))
    day_first, month_first = max(firsts) > 12, max(seconds) > 12
    return None if day_first == month_first else day_first


def _of_parts(text: str, parts: re.Match[str], day_first: bool | None) -> Day:
    first, second, year = int(parts[1]), int(parts[3]), int(parts[4])
    year += 2000 if year < 100 else 0
    if day_first is None:
        # Points are only written where the day comes first; above 12 it is no month.
        day_first = parts[2] == "." or first > 12 or (None if second <= 12 else False)
    if day_first is None and first != second:
        raise ValueError(
            f'"{text}" may be two days: write dates = "day first" or "month first" for this sheet '
            "in price_sheets.toml"
        )
    day, month = (first, second) if day_first else (second, first)
    return Day(year, month, day)
