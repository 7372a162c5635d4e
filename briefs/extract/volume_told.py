"""What a flash tells of amounts: each level or change with its metric and its thing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from briefs.extract.cues import Cue, between
from briefs.extract.numbers import Measure, Number
from briefs.extract.reading import Reading
from briefs.extract.sentences import Sentence
from briefs.extract.volume_levels import Change, Level, read_levels
from briefs.extract.volume_metrics import (
    PRONOUNS,
    cue_for,
    is_noun,
    lots_in,
    metric_of,
    planned,
    scan_metrics,
)
from briefs.extract.volume_rates import rates_in, shares_in
from briefs.extract.volume_subjects import Thing, thing_for
from briefs.types import Metric

_GOING_ON: Final = re.compile(
    r"(?:That|This|It) (?:is|was|means)\b|Against\b|Of (?:that|this|which)\b|"
    r"Compared\b|[Uu]p\b|[Dd]own\b"
)
_PART: Final = re.compile(r"\bof (?:which|that|this) ?$")
_FIGURE: Final = re.compile(r"\b(?:the|that|this) (?:figure|total|number|volume|amount|tonnage)\b")
_MONTHS_OWN: Final = re.compile(
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
    r"(?:'s|’s) $"
)
_STATED: Final = re.compile(
    r"(?:came to|comes to|was|were|to|at|for|"
    r"reached|totalled|totaled|hit) $"
)


@dataclass(frozen=True, slots=True)
class Told:
    """An amount or a change, what it measures and of what."""

    sentence: Sentence
    number: Number | None
    change: Change | None
    metric: Metric
    thing: Thing


def told_in(reading: Reading) -> Iterator[Told]:
    """All amounts of the flash; the headline's last, for what only it says."""
    cues = scan_metrics(reading)
    if cues:
        told = list(_Teller(reading, cues).run())
        changed = {one.number.digits for one in told if one.number and one.change}
        for one in told:
            if one.change or one.number is None or one.number.digits not in changed:
                yield one


class _Teller:
    """Walks the sentences; what was told last serves "That is 24,000 mt lower than …"."""

    def __init__(self, reading: Reading, cues: Sequence[Cue]) -> None:
        self.reading, self.cues = reading, cues
        self.title = reading.sentences[0]
        self.last: Told | None = None
        self.cue: Cue | None = None
        self.valued = False

    def run(self) -> Iterator[Told]:
        body = [s for s in self.reading.sentences if s.kind != "title"]
        percents: list[Told] = []
        for sentence in (*body, self.title):
            if not self.reading.numbers_in(sentence):
                continue
            for told in self._sentence(sentence):
                if told.number is None and told.change and told.change.amount is None:
                    percents.append(told)
                    continue
                self.valued = self.valued or told.number is not None
                yield told
        # A flash headlined by output or trade that states no level: its changes are the volumes.
        # Elsewhere a percentage without a level is a move.
        if not self.valued and self._headlined():
            yield from percents

    def _headlined(self) -> bool:
        return any(
            is_noun(cue) for cue in between(self.cues, self.title.start, self.title.end)
        )  # fmt: skip

    def _sentence(self, sentence: Sentence) -> Iterator[Told]:
        reading = self.reading
        rates = rates_in(reading, sentence, self.cues)
        lots = lots_in(reading, sentence, self.cues)
        levels, loose = read_levels(reading, sentence, rates, lots)
        for at, level in enumerate(levels):
            floor = levels[at - 1].number.end if at else sentence.start
            top = levels[at + 1].number.start if at + 1 < len(levels) else sentence.end
            yield from self._level(sentence, level, floor, top)
        for number, cue in shares_in(reading, sentence, self.cues, rates):
            yield from self._share(sentence, number, cue)
        for change in loose:
            yield from self._loose(sentence, change, bool(levels))

    def _level(self, sentence: Sentence, level: Level, floor: int, top: int) -> Iterator[Told]:
        number = level.number
        cue = cue_for(self.reading, self.cues, number, sentence, floor, top)
        cue = cue or self._continued(sentence, number) or self._headline_cue(level, floor)
        if cue is None or (level.earlier and not self._dated(number)):
            return
        thing = thing_for(self.reading, sentence, number, cue, floor, top, self._owned())
        metric = self._metric(sentence, cue, number)
        if thing is None or metric is None:
            return
        self.cue = cue
        opening = self.reading.text[max(floor, number.start - 14) : number.start]
        part = bool(_PART.search(opening) or _MONTHS_OWN.search(opening))
        changes: Sequence[Change | None] = level.changes or [None]
        for change in changes:
            told = Told(sentence, number, change, metric, thing)
            self.last = self.last if part else told
            yield told

    def _owned(self) -> Thing | None:
        return self.last.thing if self.last else None

    def _continued(self, sentence: Sentence, number: Number) -> Cue | None:
        """ "Gadolinium oxide came to 303.8 mt": the metric of the sentence before."""
        if self.last is None or self.last.sentence.index < sentence.index - 1:
            return None
        if between(self.cues, sentence.start, sentence.end) or self.last.number is None:
            return None
        before = self.reading.text[max(sentence.start, number.start - 14) : number.start]
        same = self.last.number.unit == number.unit
        told = _STATED.search(before) or _MONTHS_OWN.search(before)
        return self.cue if same and told else None

    def _headline_cue(self, level: Level, floor: int) -> Cue | None:
        """ "Aluminium gained 6,678 tonnes to 204,564 tonnes" under "SHFE metal stocks diverge"."""
        if not level.changes or level.number.measure is not Measure.AMOUNT:
            return None
        told = {
            metric_of(cue): cue
            for cue in between(self.cues, self.title.start, self.title.end)
            if is_noun(cue) and metric_of(cue) is not Metric.OPERATING_RATE
        }
        return next(iter(told.values())) if len(told) == 1 else None

    def _dated(self, number: Number) -> bool:
        """An earlier level is a fact of its own when the text says of when."""
        return bool(
            self.reading.within(self.reading.dates, number.start - 24, number.end + 16)
        )  # fmt: skip

    def _metric(self, sentence: Sentence, cue: Cue, number: Number) -> Metric | None:
        metric = metric_of(cue)
        if cue.word in PRONOUNS and number.unit != "lots":
            return self._headline_metric()
        if metric is Metric.PRODUCTION and planned(self.reading, sentence, cue, number):
            return Metric.CAPACITY
        return metric

    def _headline_metric(self) -> Metric | None:
        """ "Volumes begin at 200 tpy": of what, the headline says ("signs offtake")."""
        for cue in between(self.cues, self.title.start, self.title.end):
            if is_noun(cue) and cue.word not in PRONOUNS:
                return metric_of(cue)
        return None

    def _share(self, sentence: Sentence, number: Number, cue: Cue) -> Iterator[Told]:
        thing = thing_for(
            self.reading, sentence, number, cue, number.end, sentence.end, self._owned()
        )  # fmt: skip
        if thing is not None:
            yield Told(sentence, number, None, metric_of(cue), thing)

    def _loose(self, sentence: Sentence, change: Change, levelled: bool) -> Iterator[Told]:
        """A change of tonnes or lots whose level is not stated, or stated a sentence before."""
        number = change.number
        if number is None or number.measure in (Measure.POINTS, Measure.BARE):
            return
        if not levelled and self._is_of_last(sentence):
            assert self.last is not None
            yield Told(sentence, self.last.number, change, self.last.metric, self.last.thing)
            return
        cue = self._loose_cue(sentence, change)
        thing = cue and thing_for(
            self.reading, sentence, number, cue, sentence.start, sentence.end, self._owned()
        )
        if cue and thing:
            yield Told(sentence, None, change, metric_of(cue), thing)

    def _is_of_last(self, sentence: Sentence) -> bool:
        if self.last is None or self.last.number is None:
            return False
        opening = self.reading.text[sentence.start : min(sentence.end, sentence.start + 300)]
        adjacent = self.last.sentence.index >= sentence.index - 2
        own = [c for c in between(self.cues, sentence.start, sentence.end) if is_noun(c)]
        again = _GOING_ON.match(opening) or _FIGURE.search(opening)
        return adjacent and not own and bool(again)

    def _loose_cue(self, sentence: Sentence, change: Change) -> Cue | None:
        wanted = [
            cue
            for cue in between(self.cues, max(sentence.start, change.start - 300), change.start)
            if metric_of(cue) is not Metric.OPERATING_RATE
        ]
        return wanted[-1] if wanted else None
