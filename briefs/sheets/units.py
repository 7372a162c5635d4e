"""What stands in a column or a head as the unit of prices: "yuan/mt", "万元/吨", "US cents/lb"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Final

from briefs.extract.numbers import Measure, scan_numbers

_PARTS: Final = re.compile(r"[,，;；(（)）]|\b(?:CIF|CFR|FOB|FCA|EXW|DDP|DAP)\b")  # conditions
_BRACKETED: Final = re.compile(r"^(?P<head>.*?)\s*[(（\[](?P<unit>[^()（）\[\]]+)[)）\]]\s*$")
_SIGN_BEFORE: Final = re.compile(r"^([A-Z]{0,2}[$€£¥￥₹])\s*(/.+)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Unit:
    """A price's unit: as written, in our form ("CNY/t"), and what its figures are multiplied by."""

    written: str
    name: str
    scale: Decimal


@lru_cache(maxsize=256)
def read_unit(text: str) -> Unit | None:
    """The unit a text names, the conditions behind it left off; None if it names none."""
    return next((unit for part in _PARTS.split(text) if (unit := _read(part.strip()))), None)


def split_head(head: str) -> tuple[str, Unit | None]:
    """ "Low (yuan/mt)" → ("Low", its unit); a head without a unit is given as it is."""
    match = _BRACKETED.match(head)
    unit = read_unit(match["unit"]) if match else None
    return (match["head"], unit) if match and unit else (head.strip(), None)


def _read(written: str) -> Unit | None:
    sign = _SIGN_BEFORE.match(written)
    sample = f"{sign[1]}1{sign[2]}" if sign else f"1 {written}"
    numbers = scan_numbers(sample)
    if len(numbers) != 1 or numbers[0].unit is None or numbers[0].end != len(sample):
        return None
    number = numbers[0]
    priced = number.measure is Measure.PRICE or number.unit == "points"
    return Unit(written, number.unit or "", number.low) if priced else None
