"""Parity: a premium of nothing, told by a word where others have a figure."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from briefs.extract.number_values import Number
from briefs.extract.numbers import Measure
from briefs.extract.price_roles import Placed, Role
from briefs.extract.reading import Reading
from briefs.extract.sentences import Sentence
from briefs.extract.sieve import Sieve

AT_PARITY: Final = re.compile(
    r"\b(?:at|to|was|were|on) (?:about |around |near )?(?P<word>parity|par)\b(?! to (?:a )?premium)"
    r"|(?P<zh>平水)(?![铜铝锌铅镍锡])"
)
_LIKELY: Final = Sieve({"parity": AT_PARITY})
_AGAINST: Final = re.compile(r"\bpremiums?\b|\bdiscounts?\b|升水|贴水|升贴水", re.IGNORECASE)


def with_parity(reading: Reading, sentence: Sentence, placed: list[Placed]) -> list[Placed]:
    """The numbers of a sentence about premiums, "at parity" among them as 0 in their unit."""
    if not _LIKELY.names(reading.text[sentence.start : sentence.end]):
        return placed
    found = list(AT_PARITY.finditer(reading.text, sentence.start, sentence.end))
    if not found or not _AGAINST.search(reading.text, sentence.start, sentence.end):
        return placed
    unit = next((p.number.unit for p in placed if p.number.measure is Measure.PRICE), None)
    if unit is None:
        return placed
    zeros = [_zero(match, unit) for match in found]
    return sorted([*placed, *zeros], key=lambda p: p.number.start)


def _zero(match: re.Match[str], unit: str) -> Placed:
    start, end = match.span("word" if match["word"] else "zh")
    zero = Decimal(0)
    number = Number(zero, zero, start, end, start, Measure.PRICE, unit, currency=unit.split("/")[0])
    return Placed(number, Role.LEVEL)
