"""Cells that hold an amount: "444,000", "444.000,50", "(1 200)", "▲500", "2.42%"."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from decimal import Decimal
from typing import Final

MOST_DIGITS: Final = 15  # of a price in any currency
_SIGNS: Final = {"+": 1, "-": -1, "−": -1, "–": -1, "▲": 1, "▼": -1, "↑": 1, "↓": -1}
_SPACES: Final = re.compile(r"[\s'’]+")  # also between thousands: 444 000, 444'000
_CURRENCY: Final = re.compile(r"^(?:[a-z]{0,2}[$€£¥₹]|usd|cny|rmb|eur|gbp)|(?:元|[$€£¥])$", re.I)
_PLAIN: Final = {
    ".": re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?|\.\d+"),
    ",": re.compile(r"(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d+)?|,\d+"),
}
_MARKED: Final = re.compile(r"\d+(?:[.,]\d+)+")


def read_amount(cell: str, decimal: str = ".") -> Decimal:
    """The value of a cell, a percent sign left off. `decimal` is the mark before the fraction.

    Raises ValueError for what is no amount in that style.
    """
    text = _SPACES.sub("", unicodedata.normalize("NFKC", cell)).rstrip("%")
    sign, text = _sign(text)
    text = _CURRENCY.sub("", text)
    own, text = _sign(text)  # "$-150"
    if _PLAIN[decimal].fullmatch(text) is None or sum(map(str.isdigit, text)) > MOST_DIGITS:
        raise ValueError(f'"{cell.strip()}" is no amount')
    grouping = "," if decimal == "." else "."
    return sign * own * Decimal(text.replace(grouping, "").replace(decimal, "."))


def decimal_of(cells: Iterable[str], *, usual: str = ".") -> str:
    """The mark before the fraction in a sheet: what its cells show, else the usual one.

    A mark behind another one, or one that does not stand before three digits, is before a fraction;
    one that comes twice separates thousands.
    """
    shown = {mark for cell in cells if (mark := _shown(cell)) is not None}
    return shown.pop() if len(shown) == 1 else usual


def write_amount(value: Decimal, *, signed: bool = False) -> str:
    """As it is shown: 444,000.50, with a sign where it is a change."""
    return f"{value:+,f}" if signed and value else f"{value:,f}"


def _sign(text: str) -> tuple[int, str]:
    if len(text) > 2 and text[0] == "(" and text[-1] == ")":  # as accountants write it
        return -1, text[1:-1]
    return (_SIGNS[text[0]], text[1:]) if text[:1] in _SIGNS else (1, text)


def _shown(cell: str) -> str | None:
    match = _MARKED.search(_SPACES.sub("", unicodedata.normalize("NFKC", cell)))
    if match is None:
        return None
    marks = [sign for sign in match[0] if sign in ".,"]
    last = marks[-1]
    if len(set(marks)) == 2:
        return last
    if len(marks) > 1:
        return "," if last == "." else "."
    before, _, after = match[0].partition(last)
    return last if len(after) != 3 or len(before) > 3 or before == "0" else None
