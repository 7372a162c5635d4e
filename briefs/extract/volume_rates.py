"""Percentages that tell how hard plants run: "an operating rate of 59%", "ran at 74.22%"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from briefs.extract.cues import Cue, between
from briefs.extract.numbers import Measure, Number
from briefs.extract.reading import Reading
from briefs.extract.sentences import Sentence
from briefs.extract.volume_metrics import metric_of
from briefs.types import Metric

_LEVEL_BEFORE: Final = re.compile(
    r"(?:\bat|\bto|\bof|\bwas|\bwere|\bis|\bstood|\breached|\baveraged|\bhit|\bcame in at|为|至|达|达到|:|录得|"
    r"\bin|\band|,|率)(?: (?:about|around|just|only|a|an|some|nearly|roughly|over|under|below|above))? ?$"
)
_RATE_BEHIND: Final = re.compile(r" (?:operating rate|utili[sz]ation|of capacity)")


def rates_in(reading: Reading, sentence: Sentence, cues: Sequence[Cue]) -> tuple[Number, ...]:
    """The percentages of a sentence that are levels of an operating rate."""
    own = [
        cue
        for cue in between(cues, sentence.start, sentence.end)
        if metric_of(cue) is Metric.OPERATING_RATE
    ]
    if not own:
        return ()
    return tuple(
        number
        for number in reading.numbers_in(sentence)
        if number.measure is Measure.PERCENT and not number.ranged and not number.sign
        and _is_level(reading, sentence, number)
    )  # fmt: skip


def _is_level(reading: Reading, sentence: Sentence, number: Number) -> bool:
    before = reading.text[max(sentence.start, number.start - 28) : number.start]
    return bool(_LEVEL_BEFORE.search(before)) or bool(_RATE_BEHIND.match(reading.text, number.end))
