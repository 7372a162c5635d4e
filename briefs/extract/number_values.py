"""What a number in a text is: its value or range in full units, its unit and its marks."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from typing import Literal, NamedTuple

Bound = Literal["at least", "at most", "about"]


class Measure(StrEnum):
    """What a number counts."""

    PRICE = "price"  # money per mass: "yuan/mt"
    MONEY = "money"  # money alone: "50 yuan"
    PERCENT = "percent"
    POINTS = "points"  # percentage points
    AMOUNT = "amount"  # tonnes, lots, GWh
    BARE = "bare"


class Number(NamedTuple):
    """A number or a range in full units. `unit` is "CNY/t", "CNY", "%", "pp", "t", "lots" or None.

    `start:end` covers sign, currency and unit; `digits` is where the first digit stands. `sign` is
    what the text writes: 1 for "+", -1 for "-" (then `low` and `high` are negative), else 0.
    """

    low: Decimal
    high: Decimal
    start: int
    end: int
    digits: int
    measure: Measure
    unit: str | None = None
    currency: str | None = None
    per: str | None = None  # "t" of "yuan/mt"; kept without a currency too: "971 per ton"
    sign: int = 0
    ranged: bool = False
    bracketed: bool = False  # inside parentheses
    converted: bool = False  # the same price in another currency, in brackets
    grade: bool = False  # "65% concentrate", "≥99.95%": describes the material
    yearly: bool = False  # the unit says "a year"
    scale: Decimal = Decimal(1)  # what the digits were multiplied with
    bound: Bound | None = None

    @property
    def value(self) -> Decimal:
        return self.low
