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
from briefs.lexicon import TermKind
from briefs.types import Metric

_LEVEL_BEFORE: Final = re.compile(
    r"(?:\bat|\bto|\bof|\bwas|\bwere|\bis|\bstood|\breached|\baveraged|\bhit|\bcame in at|"
    r"为|至|达|达到|:|录得|"
    r"\bin|\band|,|率)"
    r"(?: (?:about|around|just|only|a|an|some|nearly|roughly|over|under|below|above))? ?$"
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


_SHARE_OF: Final = re.compile(r" of (?:the )?")
_SHARE_REACH: Final = 60


def shares_in(
    reading: Reading, sentence: Sentence, cues: Sequence[Cue], rates: Sequence[Number]
) -> list[tuple[Number, Cue]]:
    """ "70% of US aluminium imports": a share of a known thing's trade or output, with its cue."""
    found = []
    for number in reading.numbers_in(sentence):
        opened = _SHARE_OF.match(reading.text, number.end)
        plain = number.measure is Measure.PERCENT and number not in rates and not number.sign
        if not plain or reading.is_claimed(number) or number.grade:
            continue
        if (told := _told_share(reading, sentence, number, cues)) is not None:
            found.append((number, told))
        if not opened:
            continue
        behind = between(cues, opened.end(), min(sentence.end, opened.end() + _SHARE_REACH))
        if (
            behind
            and metric_of(behind[0]) in _SHARED
            and _names_thing(reading, opened.end(), behind[0])
        ):
            found.append((number, behind[0]))
    return found


_SHARE_TOLD: Final = re.compile(r"\bshare of ")


def _told_share(
    reading: Reading, sentence: Sentence, number: Number, cues: Sequence[Cue]
) -> Cue | None:
    """ "its share of China's tin ore imports slid to 33%"."""
    start = max(sentence.start, number.start - 90)
    before = reading.text[start : number.start]
    opened = _SHARE_TOLD.search(before)
    if (
        not opened
        or not re.search(r"\b(?:to|was|at|is|reached) $", before)
        or "," in before[opened.end() :]
    ):
        return None
    behind = between(cues, start + opened.end(), number.start)
    return behind[0] if behind and metric_of(behind[0]) in _SHARED else None


_SHARED: Final = (Metric.IMPORTS, Metric.EXPORTS, Metric.PRODUCTION, Metric.CONSUMPTION)
_KINDS: Final = (TermKind.MATERIAL, TermKind.CONTRACT)


def _names_thing(reading: Reading, start: int, cue: Cue) -> bool:
    gap = reading.text[start : cue.start]
    named = any(m.term.kind in _KINDS for m in reading.within(reading.mentions, start, cue.start))
    return named and "," not in gap and cue.sense.endswith("noun")
