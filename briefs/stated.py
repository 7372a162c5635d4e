"""The numbers a sentence states, by value: "16.35万元" states 16.35 and 163,500.

A scale counts where it is written behind the digits, or behind the other end of a range that shares
it ("1.6-1.62 million"): what is not written backs nothing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Final, TypeAlias

from briefs.extract.units import AMOUNT, CURRENCY_AFTER, SCALE, alternatives

#: How a value was made: the digits as written, and what they count.
Made: TypeAlias = tuple[Decimal, Decimal]

_ONE: Final = Decimal(1)
_LONGEST: Final = 40  # digits of a number that counts something
_NUMBER: Final = re.compile(r"(?<![0-9A-Za-z_.])[0-9][0-9,]*(?:\.[0-9]+)?")
_SCALE: Final = re.compile(
    rf"[ -]?(?P<scale>{alternatives([one for one in SCALE if one.isascii() and len(one) > 1])})"
    rf"(?![A-Za-z])|(?P<short>[kKmMbB])(?![A-Za-z0-9])"
    rf"|[ ]?(?P<zh>{alternatives([one for one in SCALE if not one.isascii()])})",
    re.IGNORECASE,
)
_UNITS: Final = {name: times for name, (_, times) in AMOUNT.items() if times != _ONE}
_UNIT: Final = re.compile(rf"[ ]?(?P<unit>{alternatives(list(_UNITS))})(?![A-Za-z])")
_CENTS: Final = {name: times for name, (_, times) in CURRENCY_AFTER.items() if times != _ONE}
_CENT: Final = re.compile(rf"[ ]?(?P<cent>{alternatives(list(_CENTS))})(?![A-Za-z])", re.IGNORECASE)
_JOINED: Final = re.compile(
    r"[^0-9;。.!?]{0,14}?(?:[-–—−~～〜至到/]|\bto\b|\band\b|\bor\b|\bfrom\b|和|增至|降至)"
    r"[^0-9;。.!?]{0,6}"
)


def numbers_in(text: str) -> frozenset[Decimal]:
    """Every number as its digits are written, without sign and scale."""
    return frozenset(value for value, _, _ in _digits(text))


def stated_in(text: str) -> Mapping[Decimal, Made | None]:
    """Every value stated, with what it is made of; None where it is written out."""
    text = unicodedata.normalize("NFKC", text)
    found: dict[Decimal, Made | None] = {}
    shared: tuple[int, Decimal] | None = None  # where the next number starts, and its scale
    for value, start, end in reversed(list(_digits(text))):
        scale = _scale_at(text, end)
        if scale == _ONE and shared is not None and _JOINED.fullmatch(text, end, shared[0]):
            scale = shared[1]
        shared = (start, scale)
        found[value] = None
        if scale != _ONE:
            found.setdefault(value * scale, (value, scale))
    return found


def _digits(text: str) -> Iterator[tuple[Decimal, int, int]]:
    for match in _NUMBER.finditer(text):
        plain = match[0].replace(",", "")
        if len(plain) <= _LONGEST:
            yield Decimal(plain), match.start(), match.end()


def _scale_at(text: str, end: int) -> Decimal:
    scale, at = _ONE, end
    if found := _SCALE.match(text, at):
        word = found["scale"] or found["short"] or found["zh"]
        scale, at = SCALE[word.lower()], found.end()
    if found := _UNIT.match(text, at):
        return scale * _UNITS[found["unit"]]
    if found := _CENT.match(text, at):
        return scale * _CENTS[found["cent"].lower()]
    return scale
