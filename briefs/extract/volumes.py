"""Volumes: output, stocks, trade, capacity, operating rates, turnover, with their changes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from briefs.extract.cues import Cue
from briefs.extract.numbers import Measure, Number
from briefs.extract.periods import period_near
from briefs.extract.reading import Reading
from briefs.extract.sentences import Sentence
from briefs.extract.volume_dates import date_for
from briefs.extract.volume_levels import Change, Level, read_levels
from briefs.extract.volume_metrics import cue_for, is_noun, metric_of, scan_metrics
from briefs.extract.volume_rates import rates_in
from briefs.extract.volume_subjects import Thing, thing_for
from briefs.types import Metric, Period, Volume


@dataclass(frozen=True, slots=True)
class Told:
    """An amount or a change, what it measures and of what."""

    sentence: Sentence
    number: Number | None
    change: Change | None
    cue: Cue
    thing: Thing


@dataclass(frozen=True, slots=True)
class VolumeRule:
    """Takes what `takes` accepts; the first rule of the table that does names the fact."""

    name: str
    example: str
    takes: Callable[[Told], bool]


def _is_rate(told: Told) -> bool:
    return metric_of(told.cue) is Metric.OPERATING_RATE


def _is_change_alone(told: Told) -> bool:
    return told.number is None


def _is_capacity(told: Told) -> bool:
    return metric_of(told.cue) is Metric.CAPACITY


def _is_traded(told: Told) -> bool:
    return told.number is not None and told.number.unit == "lots"


def _any(told: Told) -> bool:
    return True


RULES: Final = (
    VolumeRule("volume.rate", "plants ran at 74.22%, 7.22 percentage points higher WoW", _is_rate),
    VolumeRule("volume.change", "trading volumes shrank by 412,000 lots", _is_change_alone),
    VolumeRule("volume.capacity", "planned capacity: copper 400,000 tpy", _is_capacity),
    VolumeRule("volume.trading", "open interest grew by 86 lots to 4,496 lots", _is_traded),
    VolumeRule("volume.amount", "terbium oxide output was 40.8 mt, flat MoM", _any),
)


def read_volumes(reading: Reading) -> Iterator[Volume]:
    """The volumes a flash states; what its headline repeats is given once."""
    cues = scan_metrics(reading.text)
    if not cues:
        return
    seen: set[tuple[object, ...]] = set()
    body = [s for s in reading.sentences if s.kind != "title"]
    title = [s for s in reading.sentences if s.kind == "title"]
    last: Cue | None = None
    for sentence in (*body, *title):
        for told in _told_in(reading, sentence, cues, last):
            if _repeats(reading, told):
                continue
            last = told.cue
            volume = _volume(reading, told)
            key = (volume.metric, volume.value, volume.change, volume.change_pct, volume.subject)
            if key not in seen:
                seen.add(key)
                yield volume


def _told_in(
    reading: Reading, sentence: Sentence, cues: Sequence[Cue], last: Cue | None
) -> Iterator[Told]:
    rates = rates_in(reading, sentence, cues)
    levels, loose = read_levels(reading, sentence, rates)
    for at, level in enumerate(levels):
        floor = levels[at - 1].number.end if at else sentence.start
        top = levels[at + 1].number.start if at + 1 < len(levels) else sentence.end
        yield from _level(reading, sentence, cues, level, floor, top, last)
    for change in loose:
        yield from _loose(reading, sentence, cues, change)


def _level(
    reading: Reading, sentence: Sentence, cues: Sequence[Cue], level: Level, floor: int, top: int,
    last: Cue | None,
) -> Iterator[Told]:  # fmt: skip
    number = level.number
    cue = cue_for(reading, cues, number, sentence, floor, top)
    if cue is None and last is not None and _goes_on(reading, sentence):
        cue = last
    if cue is None or (level.earlier and not _dated(reading, number)):
        return
    thing = thing_for(reading, sentence, number, cue, floor, top)
    if thing is None:
        return
    for change in level.changes or [None]:
        yield Told(sentence, number, change, cue, thing)


def _goes_on(reading: Reading, sentence: Sentence) -> bool:
    opening = reading.text[sentence.start : sentence.start + 24].lower()
    return opening.startswith(("that is", "that was", "it was", "against", "of that", "this is"))


def _dated(reading: Reading, number: Number) -> bool:
    """An earlier level is a fact of its own when the text says of when."""
    near = reading.within(reading.dates, number.start - 24, number.end + 16)
    return bool(near)


def _loose(
    reading: Reading, sentence: Sentence, cues: Sequence[Cue], change: Change
) -> Iterator[Told]:
    """A change of tonnes or lots whose level is not stated; one in percent where the headline says
    that the flash is about this metric, else it is a move."""
    number = change.number
    if number is None or number.measure is Measure.POINTS or number.measure is Measure.BARE:
        return
    cue = _loose_cue(reading, sentence, cues, change)
    if cue is None or (number.measure is Measure.PERCENT and not _headlined(reading, cues, cue)):
        return
    thing = thing_for(reading, sentence, number, cue, sentence.start, sentence.end)
    if thing is not None:
        yield Told(sentence, None, change, cue, thing)


def _loose_cue(
    reading: Reading, sentence: Sentence, cues: Sequence[Cue], change: Change
) -> Cue | None:
    before = [c for c in cues if sentence.start <= c.start < change.start]
    wanted = [c for c in before if metric_of(c) is not Metric.OPERATING_RATE]
    return wanted[-1] if wanted else None


def _headlined(reading: Reading, cues: Sequence[Cue], cue: Cue) -> bool:
    title = reading.sentences[0]
    return any(
        title.start <= c.start < title.end and metric_of(c) is metric_of(cue) and is_noun(c)
        for c in cues
    )  # fmt: skip


def _repeats(reading: Reading, told: Told) -> bool:
    """A headline or heading that says what the text says as well."""
    if told.sentence.kind not in ("title", "heading"):
        return False
    number = told.number or (told.change.number if told.change else None)
    return number is None or any(
        other.digits != number.digits and abs(other.low) == abs(number.low)
        for other in reading.numbers
    )  # fmt: skip


def _volume(reading: Reading, told: Told) -> Volume:
    number, change, sentence = told.number, told.change, told.sentence
    shown = number or (change.number if change else None)
    assert shown is not None  # a statement holds a level or a change
    start = min(shown.start, change.start) if change else shown.start
    end = max(shown.end, change.end) if change else shown.end
    quote, span = reading.cite(
        max(sentence.start, min(start, told.thing.start)) if told.thing.start < end else start, end
    )
    reading.claim(shown)
    if change and change.number:
        reading.claim(change.number)
        reading.claim(*reading.within(reading.numbers, change.start, change.end))
    rule = next(rule for rule in RULES if rule.takes(told))
    return Volume(
        subject=told.thing.name,
        metric=metric_of(told.cue),
        value=number.low if number else None,
        unit=shown.unit,
        mention=told.thing.mention,
        term=told.thing.term,
        change_pct=change.percent if change else None,
        change=change.amount if change else None,
        period=_period(reading, told, start, end),
        date=date_for(reading, sentence, shown),
        bound=shown.bound,
        quote=quote,
        span=span,
        rule=rule.name,
    )


def _period(reading: Reading, told: Told, start: int, end: int) -> Period | None:
    if told.change is not None:
        at, until = told.change.start, told.change.end
        return period_near(reading, at, until, told.sentence.start, told.sentence.end)
    if told.number is not None and told.number.yearly:
        return "year"
    return period_near(reading, start, end, told.sentence.start, told.sentence.end)
