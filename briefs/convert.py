"""Prices in another unit, currency or tax basis; every number with what it was made from.

    convert(Decimal("91890"), "CNY/t", "USD/lb", day=…, vat="remove", fx=quote)

Nothing is assumed: the tax rate belongs to a day, the exchange rate is a dated quote that somebody
printed and we stored, and without one there is no answer but `CannotConvert`.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date as Day
from datetime import timedelta
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Final, Literal, TypeAlias

from briefs.errors import BriefsError
from briefs.types import Citation, Computed

Tax: TypeAlias = Literal["add", "remove"]

#: Grams in each unit of mass; the pound is avoirdupois, the ounce of metals is troy.
GRAMS: Final = {
    "t": Decimal(1_000_000),
    "kg": Decimal(1000),
    "g": Decimal(1),
    "lb": Decimal("453.59237"),
    "oz": Decimal("31.1034768"),
    "st": Decimal("907184.74"),
}
FX_KEEPS: Final = timedelta(days=7)  # a quote older than this says nothing about the day
_DIGITS: Final = 8


class CannotConvert(BriefsError):
    """There is no honest conversion; the message says what is missing."""


@dataclass(frozen=True, slots=True)
class FxQuote:
    """`rate` units of `quote` for one of `base`, as told on `day` by the sentence cited."""

    base: str
    quote: str
    rate: Decimal
    day: Day
    citation: Citation


@dataclass(frozen=True, slots=True)
class VatRate:
    since: Day
    percent: Decimal
    source: str


def convert(
    amount: Decimal, unit: str, to: str, *, day: Day, vat: Tax | None = None,
    fx: FxQuote | None = None,
) -> Computed:  # fmt: skip
    """An amount of `unit` ("CNY/t") in `to` ("USD/lb") on a day.

    `vat` adds or takes off the Chinese value-added tax of that day. Raises CannotConvert for units
    of different kinds, and where the exchange rate is missing, old or of other currencies.
    """
    money, mass = _parts(unit)
    to_money, to_mass = _parts(to)
    steps = [_masses(mass, to_mass)]
    if vat is not None:
        steps.append(_tax(vat, day))
    if money != to_money:
        steps.append(_exchange(money, to_money, day, fx))
    value, inputs, formula = amount, [amount], f"{amount:f}"
    for factor, shown, given in steps:
        value *= factor
        formula += shown
        inputs += given
    return Computed(_rounded(value), tuple(inputs), f"{formula} = {_rounded(value):f} {to}")


_Step: TypeAlias = tuple[Decimal, str, list[Decimal]]


def _masses(mass: str, to_mass: str) -> _Step:
    if mass == to_mass:
        return Decimal(1), "", []
    if mass not in GRAMS or to_mass not in GRAMS:
        raise CannotConvert(f"a price per {mass} says nothing about one per {to_mass}")
    one, other = GRAMS[mass], GRAMS[to_mass]
    return other / one, f" × {other:f} g/{to_mass} ÷ {one:f} g/{mass}", [other, one]


def _tax(vat: Tax, day: Day) -> _Step:
    rate = vat_rate(day)
    factor = 1 + rate.percent / 100
    if vat == "add":
        return factor, f" × {factor:f} (VAT {rate.percent:f}%)", [factor]
    return 1 / factor, f" ÷ {factor:f} (VAT {rate.percent:f}%)", [factor]


def _exchange(money: str, to_money: str, day: Day, fx: FxQuote | None) -> _Step:
    if fx is None:
        raise CannotConvert(f"no {money}/{to_money} rate is stored for {day}; none is assumed")
    if {fx.base, fx.quote} != {money, to_money}:
        raise CannotConvert(
            f"no {money}/{to_money} rate is stored for {day}, only {fx.base}/{fx.quote}"
        )
    if not timedelta(0) <= day - fx.day <= FX_KEEPS:
        raise CannotConvert(f"the nearest {fx.base}/{fx.quote} rate is of {fx.day}, not of {day}")
    if money == fx.base:
        return fx.rate, f" × {fx.rate:f} {fx.quote}/{fx.base} of {fx.day}", [fx.rate]
    return 1 / fx.rate, f" ÷ {fx.rate:f} {fx.quote}/{fx.base} of {fx.day}", [fx.rate]


def vat_rate(day: Day) -> VatRate:
    """The standard rate on goods in China on that day. CannotConvert before the tax began."""
    ruling = [rate for rate in _vat_rates() if rate.since <= day]
    if not ruling:
        raise CannotConvert(f"there is no value-added tax rate for {day}")
    return ruling[-1]


@cache
def _vat_rates() -> tuple[VatRate, ...]:
    text = files("briefs").joinpath("data/vat_china.csv").read_text("utf-8")
    rows = csv.DictReader(text.splitlines())
    rates = (
        VatRate(Day.fromisoformat(r["from"]), Decimal(r["percent"]), r["source"]) for r in rows
    )
    return tuple(sorted(rates, key=lambda rate: rate.since))


def _parts(unit: str) -> tuple[str, str]:
    money, slash, mass = unit.partition("/")
    if not slash or len(money) != 3 or not money.isupper():
        raise CannotConvert(f"{unit!r} is no price unit such as CNY/t or USD/lb")
    return money, mass


def _rounded(value: Decimal) -> Decimal:
    """Eight digits: more than any wire prints, and no tail of division."""
    places = _DIGITS - 1 - value.adjusted() if value else 0
    text = f"{value.quantize(Decimal(1).scaleb(-max(places, 0))):f}"
    return Decimal(text.rstrip("0").rstrip(".") if "." in text else text)
