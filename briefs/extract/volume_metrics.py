"""What an amount measures: the metric word that belongs to it ("output", "stocks", "开工率")."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from briefs.extract.cues import Cue, between, load_cues, lower
from briefs.extract.numbers import Measure, Number
from briefs.extract.reading import Reading
from briefs.extract.sentences import Sentence
from briefs.types import Metric

_TRADED: Final = frozenset({"lots"})


def metric_of(cue: Cue) -> Metric:
    return Metric(cue.sense.split()[0])


def is_noun(cue: Cue) -> bool:
    return cue.sense.endswith("noun")


def scan_metrics(text: str) -> list[Cue]:
    """Metric words of a text, in order."""
    return load_cues("volume_metrics").scan(lower(text))


def cue_for(
    reading: Reading, cues: Sequence[Cue], number: Number, sentence: Sentence, floor: int, top: int
) -> Cue | None:
    """The nearest fitting word before the number, back to `floor`; else after it, up to `top`;
    else the last one of the sentence: a list shares its metric."""
    fitting = [cue for cue in between(cues, sentence.start, sentence.end) if _fits(cue, number)]
    before = [cue for cue in fitting if floor <= cue.start < number.start]
    after = [cue for cue in fitting if number.end <= cue.start < top]
    shared = [cue for cue in fitting if cue.start < number.start]
    if before:
        return before[-1]
    if after and (not shared or _follows_closely(reading, number, after[0])):
        return after[0]
    return shared[-1] if shared else None


def _follows_closely(reading: Reading, number: Number, cue: Cue) -> bool:
    between_them = reading.text[number.end : cue.start]
    return len(between_them) < 40 and not any(mark in between_them for mark in ",;，；")


def _fits(cue: Cue, number: Number) -> bool:
    """Rates are in percent, everything else in amounts; lots count trades and warrants."""
    metric = metric_of(cue)
    if number.measure in (Measure.PERCENT, Measure.POINTS):
        return metric is Metric.OPERATING_RATE
    if metric is Metric.OPERATING_RATE:
        return False
    return number.unit not in _TRADED or metric in (Metric.OTHER, Metric.INVENTORY)
