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
    r"(?:\bat|\bto|\bof|\bwas|\bwere|\bis|\bstood|\breached|\baveraged|\bhit|\bcame in at|"
    r"为|至|达|达到|:|录得|合计|约|仅|仅为|约为|"
    r"\bin|\band|,|率)"
    r"(?: (?:about|around|just|only|a|an|some|nearly|roughly|over|under|below|above))? ?$"
)
_NAMED_RATE: Final = re.compile(r"\b(?:rates?|utili[sz]ation|runs)(?: (?:only|just|about))? $")
_RATE_BEHIND: Final = re.compile(r" (?:operating rate|utili[sz]ation|of capacity)")


def rates_in(
    reading: Reading, sentence: Sentence, cues: Sequence[Cue], going_on: bool
) -> tuple[Number, ...]:
    """The percentages of a sentence that are levels of an operating rate. `going_on`: the sentence
    before told one, and this one may go on without the word."""
    told = between(cues, sentence.start, sentence.end)
    if not any(metric_of(cue) is Metric.OPERATING_RATE for cue in told) and (told or not going_on):
        return ()
    return tuple(
        number
        for number in reading.numbers_in(sentence)
        if number.measure is Measure.PERCENT and not number.ranged and not number.sign
        and _is_level(reading, sentence, number)
    )  # fmt: skip


def _is_level(reading: Reading, sentence: Sentence, number: Number) -> bool:
    before = reading.text[max(sentence.start, number.start - 28) : number.start]
    if (
        _LEVEL_BEFORE.search(before)
        or _NAMED_RATE.search(before)
        or _RATE_BEHIND.match(reading.text, number.end)
    ):
        return True
    return _named_before(reading, number)


#: "produced 31,450 mt on July 4-10 at an operating rate of 65%", "2,850 mt at 35%".
_BEHIND_AMOUNT: Final = re.compile(
    r"[0-9](?: ?(?:million|mln|k))? ?(?:mt|t|tonnes|tons|kt|metric tons|kg|GWh)"
    r"(?: (?:on|in|for|during|over) [A-Za-z0-9][A-Za-z0-9, -]{0,20})?,? at "
    r"(?:(?:an? |about |only |just )*"
    r"(?:operating rate|utili[sz]ation(?: rate)?|capacity utili[sz]ation|run rate)s? of )?"
    r"(?:about |only |just )?$"
)


def rate_of_amount(reading: Reading, start: int, number: Number) -> bool:
    """Is a percentage the rate at which the amount right before it was made?"""
    if number.measure is not Measure.PERCENT or number.ranged or number.sign:
        return False
    low = max(start - 24, number.start - 100, 0)
    return _BEHIND_AMOUNT.search(reading.text, low, number.start) is not None


def _named_before(reading: Reading, number: Number) -> bool:
    """ "copper tube 68%", "smelters in three provinces 67.2%": the runner stands right before."""
    start = max(0, number.start - _NAME_REACH)
    if any(
        m.end + 1 == number.start for m in reading.within(reading.mentions, start, number.start)
    ):
        return True
    return bool(_GROUP_BEFORE.search(reading.text[start : number.start]))


_NAME_REACH: Final = 40
_GROUP_BEFORE: Final = re.compile(
    r"\b(?:plants|smelters|refineries|makers|producers|mills|provinces|regions|lines|ones) $|"
    r"(?:企业|地区|厂家|炼厂|[省市厂])$"
)
