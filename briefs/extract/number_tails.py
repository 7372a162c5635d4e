"""The tails most measured numbers have, "yuan/mt", "%", " mt", read with one short pattern.

The full pattern for scales, currencies and units tries some two hundred names. A tail this pattern
does not know, or that may go on ("% per", "mt unit"), is left to the full one.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from briefs.extract.number_values import Measure
from briefs.extract.units import AMOUNT, CURRENCY_AFTER, PER, alternatives

_MONEY: Final = ("yuan", "RMB", "CNY", "元")
_MASSES: Final = ("mt", "t", "kg", "lb", "oz", "吨")
_AMOUNTS: Final = ("mt", "t", "tonnes", "tons", "kg", "lots", "吨")  # each is one of its unit


class Tail(NamedTuple):
    """What a tail says of its number."""

    measure: Measure
    unit: str
    currency: str | None = None
    per: str | None = None


_TAILS: Final[dict[str, Tail]] = {
    "%": Tail(Measure.PERCENT, "%"),
    **{name: Tail(Measure.AMOUNT, AMOUNT[name][0]) for name in _AMOUNTS},
    **{
        f"{money}/{mass}": Tail(Measure.PRICE, f"{currency}/{PER[mass]}", currency, PER[mass])
        for money in _MONEY
        for mass in _MASSES
        for currency in CURRENCY_AFTER[money.lower()][:1]
    },
}
_USUAL: Final = re.compile(
    r"%(?![ ]?[pa/／每])"
    rf"|[ ]?(?:{alternatives([tail for tail in _TAILS if '/' in tail])})(?![a-z度]|[ ](?:unit|oz))"
    rf"|[ ]?(?:{alternatives(list(_AMOUNTS))})(?![a-z/度])",
    re.IGNORECASE,
)


def usual_tail(text: str, end: int) -> tuple[Tail, int] | None:
    """The tail behind digits that end at `end`, and where it ends; None for any other."""
    found = _USUAL.match(text, end)
    tail = _TAILS.get(found[0].lstrip(" ")) if found else None
    return (tail, found.end()) if tail and found else None
