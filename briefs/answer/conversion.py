"""A stored price in the unit, currency or tax basis that was asked for; or what is missing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Final

from briefs.answer.compose import answer_with, led_by
from briefs.answer.levels import find_levels
from briefs.answer.search import Search
from briefs.asked import Answer, Conversion, Missing, Query, Wanted
from briefs.convert import GRAMS, CannotConvert, FxQuote, Tax, convert, vat_rate
from briefs.fx import stored_rate
from briefs.history.quotes import day_of, is_untaxed
from briefs.types import Citation, Computed, Found, Price

DIGITS: Final = 6  # of a converted price: as many as wires print
_TAXED: Final = "CNY"  # of other currencies the tax is not known


async def answer_converted(search: Search) -> Answer | None:
    """The newest price of each name in the unit asked for, or as told and what is missing; None
    where no price is stored."""
    query = search.query
    if query.wanted is not Wanted.CONVERSION:
        return None
    groups = await find_levels(search.conn, query, search.lexicon, most=1)
    leads: list[Conversion] = []
    rates: list[Citation] = []
    for price in (group[0] for group in groups):
        day = day_of(price) or search.today
        fx = await stored_rate(search.conn, day) if _other_money(price, query) else None
        made = _convert(price, query, day, fx)
        if not isinstance(made, Conversion):
            told = answer_with(query, [group[0] for group in groups])
            return replace(told, answerable=False, reason="not_converted", missing=made)
        leads.append(made)
        rates += [fx.citation] if fx is not None else []
    return led_by(query, leads, rates) if leads else None


def _other_money(price: Found, query: Query) -> bool:
    return query.unit is not None and _money(price) != query.unit[:3]


def _money(price: Found) -> str:
    return (getattr(price.fact, "unit", None) or "")[:3]


def _convert(price: Found, query: Query, day: date, fx: FxQuote | None) -> Conversion | Missing:
    fact = price.fact
    assert isinstance(fact, Price)
    unit = fact.unit or ""
    to = _target(unit, query.unit)
    if _mass(unit) not in GRAMS or _mass(to) not in GRAMS:
        return "unit" if _mass(unit) != _mass(to) else _made(price, fact, to, query.vat, day, fx)
    if _other_money(price, query) and fx is None:
        return "rate"
    return _made(price, fact, to, query.vat, day, fx)


def _made(
    price: Found, fact: Price, to: str, vat: Tax | None, day: date, fx: FxQuote | None
) -> Conversion | Missing:
    if vat is not None and not _taxable(fact, vat):
        return "tax"
    try:
        ends = [
            convert(_plain(end), fact.unit or "", to, day=day, vat=vat, fx=fx)
            for end in (fact.low, fact.high)
        ]
    except CannotConvert:
        return "rate"
    low, high = (_rounded(one.value) for one in ends)
    shown = [Computed(low, ends[0].inputs, ends[0].formula)]
    shown.append(Computed(high, ends[1].inputs, ends[1].formula))
    constants = [_constant(one) for one in dict.fromkeys(ends[0].inputs[1:])]
    if vat is not None:
        constants.append(_constant(vat_rate(day).percent))
    formula = ends[0].formula.rpartition(" = ")[0]
    return Conversion(price, low, high, to, formula, (*shown, *constants))


def _taxable(fact: Price, vat: Tax) -> bool:
    """China's tax is of yuan prices; taken off where it is in, added where the wire says it is
    not."""
    return (fact.unit or "").startswith(_TAXED) and is_untaxed(fact.quote) is (vat == "add")


def _target(unit: str, asked: str | None) -> str:
    if asked is None:
        return unit
    return asked if "/" in asked else f"{asked}/{_mass(unit)}"


def _mass(unit: str) -> str:
    return unit.partition("/")[2]


def _constant(value: Decimal) -> Computed:
    """A number of the formula that stands in no sentence: a measure, a tax rate, a rate."""
    return Computed(value, (value,), f"{value:f}")


def _rounded(value: Decimal) -> Decimal:
    """To six digits; whole numbers keep all of theirs."""
    if not value:
        return value
    places = max(0, DIGITS - 1 - value.adjusted())
    return _plain(value.quantize(Decimal(1).scaleb(-places)))


def _plain(value: Decimal) -> Decimal:
    """Without zeros behind the point."""
    text = f"{value:f}"
    return Decimal(text.rstrip("0").rstrip(".") if "." in text else text)
