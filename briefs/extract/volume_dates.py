"""Of when an amount is told: the date nearest to it in its sentence."""

from __future__ import annotations

import re
from typing import Final

from briefs.extract.dates import DateMention
from briefs.extract.numbers import Number
from briefs.extract.reading import Reading
from briefs.extract.sentences import Sentence
from briefs.extract.sieve import Sieve

# What a date may belong to instead: the base of a comparison, or the start of a project.
_BASE: Final = re.compile(
    r"\b(?:from|than|since|versus|vs\.?|compared (?:with|to)|against)(?: that (?:of|in|on))?"
    r"(?: the)? $|(?:较|比)$",
    re.IGNORECASE,
)
_START: Final = re.compile(
    r"\b(?:begin|began|start|commence|launch|commission|come on stream|break ground)[a-z]*\b"
    r"[^,;.]{0,50}$",
    re.IGNORECASE,
)
_OTHERS: Final = Sieve({"base": _BASE, "start": _START})
_LOOK_BACK: Final = 80


def date_for(reading: Reading, sentence: Sentence, number: Number) -> str | None:
    """The nearest date of the sentence, as exact as the text; after the amount first."""
    dates = [d for d in reading.dates_in(sentence) if d.iso and not _of_another(reading, d)]
    if not dates:
        return None
    after = [d for d in dates if d.start >= number.end and _direct(reading, number, d.start)]
    if after:
        return after[0].iso
    nearest = min(dates, key=lambda d: abs(d.start - number.start))
    return nearest.iso


def _of_another(reading: Reading, date: DateMention) -> bool:
    before = reading.text[max(0, date.start - _LOOK_BACK) : date.start]
    likely = _OTHERS.names(before)
    return ("base" in likely and _BASE.search(before) is not None) or (
        "start" in likely and _START.search(before) is not None
    )


def _direct(reading: Reading, number: Number, at: int) -> bool:
    gap = reading.text[number.end : at]
    return len(gap) < 60 and not any(mark in gap for mark in ",;，；")
