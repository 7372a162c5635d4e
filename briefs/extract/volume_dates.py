"""Of when an amount is told: the date nearest to it in its sentence."""

from __future__ import annotations

from briefs.extract.numbers import Number
from briefs.extract.reading import Reading
from briefs.extract.sentences import Sentence


def date_for(reading: Reading, sentence: Sentence, number: Number) -> str | None:
    """The nearest date of the sentence, as exact as the text; after the amount first."""
    dates = [date for date in reading.dates_in(sentence) if date.iso]
    if not dates:
        return None
    after = [d for d in dates if d.start >= number.end and _direct(reading, number, d.start)]
    if after:
        return after[0].iso
    nearest = min(dates, key=lambda d: abs(d.start - number.start))
    return nearest.iso


def _direct(reading: Reading, number: Number, at: int) -> bool:
    gap = reading.text[number.end : at]
    return len(gap) < 60 and not any(mark in gap for mark in ",;，；")
