"""No number without a sentence: what a fact's line shows must stand in its quote.

A number said in another scale ("1.68 million") is declared as computed, with what it is made from;
a fact with any other number is not shown as a line, its sentence still is.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from typing import Final

from briefs.stated import numbers_in, stated_in
from briefs.types import Computed, Deal, Fact, Found, Move, Price, Volume

_SHOWN: Final = ("low", "high", "change", "change_pct", "previous_low", "previous_high", "value",
                 "amount")  # fmt: skip
_NAMES: Final = ("commodity", "subject", "project", "title", "text", "institution", "agency",
                 "parties", "kind")  # fmt: skip


def backed(found: Iterable[Found]) -> tuple[tuple[Found, ...], tuple[Computed, ...]]:
    """The facts whose every shown number is in their quote, or made from one that is."""
    kept: list[Found] = []
    computed: dict[Decimal, Computed] = {}
    for one in found:
        one = replace(one, fact=_as_told(one.fact))
        made = _made(one.fact)
        if made is not None:
            kept.append(one)
            computed |= {each.value: each for each in made}
    return tuple(kept), tuple(computed.values())


def _as_told(fact: Fact) -> Fact:
    """A name with a number the sentence does not have ("2405" of "I2405") is said as it says it."""
    if isinstance(fact, Price) and not _names_backed(fact, numbers_in(fact.quote)):
        return replace(fact, commodity=fact.mention)
    if isinstance(fact, Move | Volume) and not _names_backed(fact, numbers_in(fact.quote)):
        return replace(fact, subject=fact.mention or fact.subject)
    return fact


def _made(fact: Fact) -> list[Computed] | None:
    stated = stated_in(fact.quote)
    made = []
    for value in _shown(fact):
        if value not in stated:
            return None
        parts = stated[value]
        if parts is not None:
            digits, scale = parts
            made.append(Computed(value, parts, f"{digits:f} × {scale:,f}"))
    return made if _names_backed(fact, frozenset(stated)) else None


def _shown(fact: Fact) -> Iterable[Decimal]:
    if isinstance(fact, Price | Move | Volume | Deal):
        for name in _SHOWN:
            value = getattr(fact, name, None)
            if isinstance(value, Decimal):
                yield abs(value)


def _names_backed(fact: Fact, stated: frozenset[Decimal]) -> bool:
    """Names carry numbers too ("BC copper 2511"): those must be in the quote as well."""
    told = " ".join(str(getattr(fact, name, None) or "") for name in _NAMES)
    return all(one in stated or 1900 <= one < 2100 for one in numbers_in(told))
