"""Slips of unit and scale against what was told before, and figures that sources tell differently.

Both readings are shown; nothing is mended and nothing is averaged.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from statistics import median
from typing import Final

from briefs.convert import GRAMS
from briefs.same_event import Keys, disputed
from briefs.store.events import Told
from briefs.store.series import Level
from briefs.types import Fact, Finding, FindingKind, Price, PriceKind

LEVELS: Final = (PriceKind.SPOT, PriceKind.FUTURES, PriceKind.OFFER)
ENOUGH: Final = 2  # earlier levels that agree with each other; one alone may be the slip
STEADY: Final = Decimal("1.5")  # highest over lowest of them
FACTORS: Final = tuple(Decimal(10) ** power for power in (1, 2, 3, 4, 6))
NEAR: Final = Decimal("1.3")  # so far from a round factor a slip may lie: prices move meanwhile


def find_slips(facts: Sequence[Fact], before: Sequence[Level]) -> Iterator[Finding]:
    """A finding for every price about 10, 100, 1000, … times off its own stored history."""
    for index, price in enumerate(facts):
        if not isinstance(price, Price) or price.kind not in LEVELS or not price.unit:
            continue
        history = [level for level in before if _same_series(price, level)]
        money, mass = price.unit.split("/", 1) if "/" in price.unit else (price.unit, "")
        known = [value for level in history if (value := _in_unit(level, money, mass))]
        told = (price.low + price.high) / 2
        if told <= 0 or len(known) < ENOUGH or max(known) > STEADY * min(known):
            continue
        usual = median(known)
        if factor := _round_factor(told, usual):
            yield _slip(price, index, told, usual, factor, history[0])


def find_conflicts(
    facts: Sequence[Fact], keys: Sequence[Keys], told: Sequence[Told]
) -> Iterator[Finding]:
    """A finding for every figure that another telling of the event gives differently."""
    for index, (fact, own) in enumerate(zip(facts, keys, strict=True)):
        for other in told:
            for here, there in disputed(own, other.keys):
                yield Finding(
                    FindingKind.CONFLICT,
                    index,
                    f"This text says {_said(here)}; flash {other.flash_id} says {_said(there)}.",
                    fact.quote,
                    {"here": _said(here), "there": _said(there), "flash": other.flash_id},
                )


def _same_series(price: Price, level: Level) -> bool:
    same_name = level.commodity.casefold() == price.commodity.casefold()
    return same_name and level.term == price.term and level.kind == price.kind


def _in_unit(level: Level, money: str, mass: str) -> Decimal | None:
    """The earlier level in the unit of the text; None where they cannot be compared."""
    its_money, _, its_mass = level.unit.partition("/")
    if its_money != money:
        return None
    if its_mass == mass:
        return level.level
    if its_mass not in GRAMS or mass not in GRAMS:
        return None
    return level.level * GRAMS[mass] / GRAMS[its_mass]


def _round_factor(told: Decimal, usual: Decimal) -> Decimal | None:
    """How many times too large (or, below 1, too small) the price is, if about a power of ten."""
    ratio = told / usual
    for factor in FACTORS:
        for exact in (factor, 1 / factor):
            if exact / NEAR <= ratio <= exact * NEAR:
                return exact
    return None


def _slip(
    price: Price, index: int, told: Decimal, usual: Decimal, factor: Decimal, last: Level
) -> Finding:
    times = factor if factor > 1 else 1 / factor
    inputs = {
        "told": f"{_plain(told)} {price.unit}",
        "before": f"{_plain(usual)} {price.unit}",
        "times": f"{times.normalize():f}",
        "reading": f"{_plain(told / factor)} {price.unit}",
        "last told": f"{_plain(last.level)} {last.unit}",
    }
    way = "above" if factor > 1 else "below"
    detail = (
        f"The text says {inputs['told']}, about {inputs['times']} times {way} the "
        f"{inputs['before']} told before; a slip of unit or scale would make it "
        f"{inputs['reading']}."
    )
    return Finding(FindingKind.SCALE_SLIP, index, detail, price.quote, inputs)


def _said(value: str) -> str:
    """ "250000-250000 CNY/t" is one number."""
    amount, _, unit = value.partition(" ")
    low, _, high = amount.partition("-")
    return f"{low} {unit}".strip() if low == high else value


def _plain(value: Decimal) -> str:
    text = f"{value.quantize(Decimal('0.01')):,f}"
    return text.rstrip("0").rstrip(".")
