"""What a headline says of the amounts below it, and what makes a level or a change a fact of its
own: a date, a forecast."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from briefs.extract.cues import Cue, between
from briefs.extract.numbers import Measure, Number
from briefs.extract.reading import Reading
from briefs.extract.volume_choice import Told
from briefs.extract.volume_levels import Level
from briefs.extract.volume_manners import ELSEWHERE, FLOWS, FORECAST, WHEN
from briefs.extract.volume_metrics import PRONOUNS, is_noun, metric_of
from briefs.types import Metric

ROWS: Final = ("row", "bullet")


def _nouns(reading: Reading, cues: Sequence[Cue]) -> Iterator[Cue]:
    title = reading.sentences[0]
    yield from (cue for cue in between(cues, title.start, title.end) if is_noun(cue))


def is_headlined(reading: Reading, cues: Sequence[Cue]) -> bool:
    """Is a flash headlined by output, stocks or trade?"""
    return any(_nouns(reading, cues))


def headline_metric(reading: Reading, cues: Sequence[Cue]) -> Metric | None:
    """ "Volumes begin at 200 tpy": of what, the headline says ("signs offtake")."""
    named = (cue for cue in _nouns(reading, cues) if cue.word not in PRONOUNS)
    first = next(named, None)
    return metric_of(first) if first else None


def headline_cue(reading: Reading, cues: Sequence[Cue], level: Level) -> Cue | None:
    """ "Aluminium gained 6,678 tonnes to 204,564 tonnes" under "SHFE metal stocks diverge"."""
    listed = reading.sentence_at(level.number.start).kind in ROWS
    if not (level.changes or listed) or level.number.measure is not Measure.AMOUNT:
        return None
    told = {
        metric_of(cue): cue
        for cue in _nouns(reading, cues)
        if metric_of(cue) is not Metric.OPERATING_RATE
    }
    return next(iter(told.values())) if len(told) == 1 else None


def is_forecast(reading: Reading, told: Told) -> bool:
    """ "SMM puts June output about 7% higher": what will be made, not how something moved."""
    assert told.change is not None
    start = max(told.sentence.start, told.change.start - 100)
    end = min(told.sentence.end, told.change.end + 60)
    flows = told.metric in FLOWS and told.sentence.kind != "title"
    found = FORECAST.search(reading.text, start, end) if flows else None
    behind = reading.text[found.end() : told.change.start] if found else ""
    return found is not None and not ELSEWHERE.search(behind)


def is_dated(reading: Reading, number: Number, floor: int) -> bool:
    """Is an earlier level a fact of its own: does the text say of when?"""
    if WHEN.match(reading.text, number.end):
        return True
    near = max(floor, number.start - 24), number.end + 16
    return bool(reading.within(reading.dates, *near))
