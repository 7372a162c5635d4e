"""With what a change is compared: the base, as the text names it.

"Up 240 from the previous settlement" and "up 240 from the open" are two statements; wires mix
them, and a percent that seems wrong is often right on another base. What no word names is unstated.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from enum import StrEnum
from typing import Final

from briefs.extract.cues import load_cues, lower
from briefs.types import Fact, Price, PriceKind, Volume

_AFTER: Final = 56  # characters behind a change: "higher than on the previous trading day"
_BEFORE: Final = 36  # and before it: "from the previous settlement by 240"
_ASSESSED: Final = (PriceKind.SPOT, PriceKind.PREMIUM, PriceKind.TC, PriceKind.INDEX,
                    PriceKind.OFFER)  # fmt: skip


class Base(StrEnum):
    """What a level is compared with."""

    ASSESSMENT = "previous assessment"
    SETTLEMENT = "previous settlement"
    CLOSE = "previous close"
    OPEN = "open"
    WEEK = "a week earlier"
    MONTH = "a month earlier"
    YEAR = "a year earlier"
    UNSTATED = "unstated"


_SENSES: Final = {
    "assessment": Base.ASSESSMENT, "settlement": Base.SETTLEMENT, "close": Base.CLOSE,
    "open": Base.OPEN, "week": Base.WEEK, "month": Base.MONTH, "year": Base.YEAR,
}  # fmt: skip
_PERIODS: Final = {Base.WEEK: "week", Base.MONTH: "month", Base.YEAR: "year"}


def base_of(fact: Price | Volume, told_with: Sequence[Fact] = ()) -> Base:
    """The base that the words next to the change name; else the open, where `told_with` has one
    from which the change leads to the level; else the only one its sentence names."""
    at = _place(fact)
    near = _named(fact, fact.quote[at[1] : at[1] + _AFTER]) if at else []
    before = _named(fact, fact.quote[max(0, at[0] - _BEFORE) : at[0]]) if at else []
    if near or before:
        return near[0] if near else before[-1]
    if _leads_from_open(fact, told_with):
        return Base.OPEN
    everywhere = set(_named(fact, fact.quote))
    return everywhere.pop() if len(everywhere) == 1 else Base.UNSTATED


def period_of(fact: Price | Volume) -> str | None:
    """ "week", "month" or "year" where a change is over more than a day; None otherwise."""
    return _PERIODS.get(base_of(fact))


def _place(fact: Price | Volume) -> tuple[int, int] | None:
    """Where the change stands in its sentence; the percent, where both do."""
    for value in (fact.change_pct, fact.change):
        if value is None:
            continue
        for written in (f"{abs(value):f}", f"{abs(value):,f}"):
            at = fact.quote.find(written)
            if at >= 0:
                return at, at + len(written)
    return None


def _named(fact: Price | Volume, words: str) -> list[Base]:
    """The bases that some words name, in their order."""
    lowered = lower(words)
    told = [(cue.start, cue.sense) for cue in load_cues("bases").scan(lowered)]
    told += [(cue.start, cue.sense) for cue in load_cues("periods").scan(lowered)]
    bases = (_of_sense(fact, sense) for _, sense in sorted(told))
    return [base for base in bases if base is not None]


def _of_sense(fact: Price | Volume, sense: str) -> Base | None:
    """ "From the previous day" is an assessment's; of a contract it may be close or settlement."""
    if sense == "day":
        assessed = isinstance(fact, Price) and fact.kind in _ASSESSED
        return Base.ASSESSMENT if assessed else None
    return _SENSES.get(sense)


def _leads_from_open(fact: Price | Volume, told_with: Sequence[Fact]) -> bool:
    if not isinstance(fact, Price) or not fact.change or fact.low != fact.high:
        return False
    base: Decimal = fact.low - fact.change
    return any(
        isinstance(other, Price)
        and other.commodity == f"{fact.commodity} open"
        and (other.unit, other.low, other.high) == (fact.unit, base, base)
        for other in told_with
    )
