"""Where a sentence begins behind its dateline: "SHANGHAI, Jan 21: ", "SMM1月12日讯："."""

from __future__ import annotations

from typing import Final

from briefs.extract.reading import Reading
from briefs.extract.sentences import Sentence

_LONGEST: Final = 48  # characters a place, a wire and a date may take
_ENDS: Final = (": ", " - ", " – ", " — ", "讯：", "讯:", "消息：")


def after_dateline(reading: Reading, sentence: Sentence) -> int:
    """The start of the sentence proper; a dateline holds a date."""
    text, window = reading.text, sentence.start + _LONGEST
    begin = max(text.find(mark, sentence.start, window) for mark in _ENDS)
    dated = any(date.start < begin for date in reading.dates_in(sentence))
    return begin if dated else sentence.start
