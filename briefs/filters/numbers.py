"""Comparisons: `move>=2%`, `price>450000 CNY/t`, `deal>=100M USD`."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final, cast

from briefs.filters.expressions import Comparison, Expr, Level, Move, Size
from briefs.filters.problems import FilterError, Problem
from briefs.filters.words import read_currency, read_unit
from briefs.types import Period

AMOUNT = r"(?P<sign>[-+−])?(?P<number>\d[\d,]{0,20}(?:\.\d{1,8})?)"
SCALED = AMOUNT + r"(?P<scale>bn|[kmb万亿])?"
OPERATOR = r"\s*(?P<op>>=|<=|>|<|≥|≤)\s*"
MOVE: Final = re.compile(
    r"move" + OPERATOR + AMOUNT + r"\s?%(?:/(?P<period>day|week|month|year))?", re.IGNORECASE
)
PRICE: Final = re.compile(r"price" + OPERATOR + SCALED + r"\s*(?P<unit>\S+)", re.IGNORECASE)
DEAL: Final = re.compile(r"deal" + OPERATOR + SCALED + r"\s*(?P<unit>\S+)", re.IGNORECASE)
OPERATORS: Final = {"≥": ">=", "≤": "<="}
SCALES: Final = {
    "k": Decimal(10**3), "m": Decimal(10**6), "b": Decimal(10**9), "bn": Decimal(10**9),
    "万": Decimal(10**4), "亿": Decimal(10**8),
}  # fmt: skip
EXAMPLES: Final = {"move": "move>=2%", "price": "price>450000 CNY/t", "deal": "deal>=100M USD"}


def read_comparison(typed: str, start: int) -> Expr:
    """The condition typed at `start`. Raises FilterError with an example of how it is written."""
    word = re.match(r"[a-z]*", typed, re.IGNORECASE)
    measure = word.group().casefold() if word else ""
    found = _read(measure, typed)
    if found is not None:
        return found
    example = EXAMPLES.get(measure)
    nearest = (example,) if example else tuple(EXAMPLES.values())
    raise FilterError(Problem.NUMBER, start, start + len(typed), typed, nearest)


def _read(measure: str, typed: str) -> Expr | None:
    if measure == "move" and (match := MOVE.fullmatch(typed)):
        percent, period = _amount(match), match["period"]
        named = cast(Period, period.casefold()) if period else None
        return Move(_operator(match), percent, signed=bool(match["sign"]), period=named)
    if measure == "price" and (match := PRICE.fullmatch(typed)):
        unit = read_unit(match["unit"])
        return Level(_operator(match), _amount(match), unit) if unit else None
    if measure == "deal" and (match := DEAL.fullmatch(typed)):
        currency = read_currency(match["unit"])
        return Size(_operator(match), _amount(match), currency) if currency else None
    return None


def _operator(match: re.Match[str]) -> Comparison:
    return cast(Comparison, OPERATORS.get(match["op"], match["op"]))


def _amount(match: re.Match[str]) -> Decimal:
    groups = match.groupdict()
    amount = Decimal(groups["number"].replace(",", "")) * SCALES.get(
        (groups.get("scale") or "").casefold(), Decimal(1)
    )
    return -amount if groups["sign"] in ("-", "−") else amount
