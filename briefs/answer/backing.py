"""No number without a sentence: what a fact's line shows must stand in its quote.

A number said in another scale ("1.68 million") is declared as computed, with what it is made from;
a fact with any other number is not shown as a line, its sentence still is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from typing import Final

from briefs.types import Computed, Deal, Fact, Found, Move, Price, Volume

_NUMBER: Final = re.compile(r"(?<![\w.])[0-9][0-9,]*(?:\.[0-9]+)?")
_SCALES: Final = tuple(Decimal(scale) for scale in ("100", "1000", "10000", "1000000", "100000000",
                                                    "1000000000"))  # fmt: skip
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


def numbers_in(text: str) -> frozenset[Decimal]:
    """Every number as written, without sign and scale."""
    found = set()
    for match in _NUMBER.finditer(text):
        try:
            found.add(Decimal(match[0].replace(",", "")))
        except InvalidOperation:  # digits of another script
            continue
    return frozenset(found)


def _made(fact: Fact) -> list[Computed] | None:
    stated = numbers_in(fact.quote)
    made = []
    for value in _shown(fact):
        if value in stated:
            continue
        scaled = _scaled(value, stated)
        if scaled is None:
            return None
        made.append(scaled)
    return made if _names_backed(fact, stated) else None


def _shown(fact: Fact) -> Iterable[Decimal]:
    if isinstance(fact, Price | Move | Volume | Deal):
        for name in _SHOWN:
            value = getattr(fact, name, None)
            if isinstance(value, Decimal):
                yield abs(value)


def _scaled(value: Decimal, stated: frozenset[Decimal]) -> Computed | None:
    for scale in _SCALES:
        if value / scale in stated:
            return Computed(value, (value / scale, scale), f"{value / scale} × {scale:,}")
    return None


def _names_backed(fact: Fact, stated: frozenset[Decimal]) -> bool:
    """Names carry numbers too ("BC copper 2511"): those must be in the quote as well."""
    told = " ".join(str(getattr(fact, name, None) or "") for name in _NAMES)
    return all(one in stated or 1900 <= one < 2100 for one in numbers_in(told))
