"""What a flash tells of amounts: each level or change with its metric and its thing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from briefs.extract.cues import Cue, between
from briefs.extract.numbers import Measure, Number
from briefs.extract.reading import Reading
from briefs.extract.sentences import Sentence
from briefs.extract.volume_choice import Told, metric_told
from briefs.extract.volume_headlines import (
    ROWS,
    headline_cue,
    headline_metric,
    is_dated,
    is_forecast,
    is_headlined,
)
from briefs.extract.volume_held_shares import held_shares
from briefs.extract.volume_levels import Change, Level, read_levels
from briefs.extract.volume_manners import (
    EXPECTED,
    FIGURE,
    FLOWS,
    FOR_EACH,
    GOING_ON,
    GONE,
    LIMIT,
    MONTHS_OWN,
    PART,
    PARTS,
    STATED,
    WENT,
    ZERO,
)
from briefs.extract.volume_metrics import (
    complex_cue,
    cue_for,
    is_noun,
    lots_in,
    metric_of,
    plant_cue,
    scan_metrics,
    short_cue,
)
from briefs.extract.volume_named import carried
from briefs.extract.volume_quotas import quota_of
from briefs.extract.volume_rates import rate_of_amount, rates_in
from briefs.extract.volume_respectively import respectively
from briefs.extract.volume_rows import Heading, counted_in, counted_inline, heading_of
from briefs.extract.volume_runners import Runner, runner_after, runner_before, runner_of
from briefs.extract.volume_shares import share_of, shares_in, world_shares
from briefs.extract.volume_subjects import thing_for, under_heading
from briefs.extract.volume_things import Spot, Thing, owner_key, plain, things_in
from briefs.types import Metric

_RUNNER_REACH: Final = 200
#: What tells an amount without a metric word.
_MARKS: Final = ("% of ", "tpy", "-a-year", " short")


def told_in(reading: Reading) -> Iterator[Told]:
    """All amounts of the flash; the headline's last, for what only it says."""
    cues = scan_metrics(reading)
    if cues or any(mark in reading.text for mark in _MARKS):
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
        self.rate: Cue | None = None  # the word that told an operating rate last
        self.owned: dict[str, Thing] = {}
        self.runner: Runner | None = None
        self.counted: dict[str, Told] = {}  # told last of each unit
        self.heading: Heading | None = None
        self.valued = False

    def run(self) -> Iterator[Told]:
        body = [s for s in self.reading.sentences if s.kind != "title"]
        percents: list[Told] = []
        for sentence in (*body, self.title):
            self._take_heading(sentence)
            if not self.reading.numbers_in(sentence):
                yield from self._nothing(sentence)
                continue
            for told in respectively(self.reading, sentence, list(self._sentence(sentence))):
                if told.number is None and told.change and told.change.amount is None:
                    percents.append(told)
                    continue
                self.valued = self.valued or told.number is not None
                yield told
        # A flash headlined by output or trade that states no level: its changes are the volumes.
        # Elsewhere a percentage without a level is a move, unless it is forecast.
        if (
            not self.valued and is_headlined(self.reading, self.cues)
        ) or self.reading.flash.language == "zh":
            yield from percents
        else:
            yield from (told for told in percents if is_forecast(self.reading, told))

    def _nothing(self, sentence: Sentence) -> Iterator[Told]:
        """ "Exports of antimony ingot were zero": no number in digits, but an amount."""
        cue = next(
            (c for c in between(self.cues, sentence.start, sentence.end) if is_noun(c)), None
        )
        found = cue and ZERO.search(
            self.reading.text, cue.end, min(sentence.end, cue.end + _RUNNER_REACH)
        )
        if not found or cue is None or metric_of(cue) not in (*FLOWS, Metric.INVENTORY):
            return
        unit = self.last.number.unit if self.last and self.last.number else None
        at, end = found.span("zero")
        number = Number(Decimal(0), Decimal(0), at, end, at, Measure.AMOUNT, unit)
        thing = thing_for(self._spot(sentence, number, cue, sentence.start, sentence.end))
        if thing is not None and sentence.kind != "title":
            yield Told(sentence, number, None, metric_of(cue), thing)

    def _sentence(self, sentence: Sentence) -> Iterator[Told]:
        reading = self.reading
        rates = rates_in(reading, sentence, self.cues, self._rate_before(sentence))
        if self.rate and not rates:
            numbers = reading.numbers_in(sentence)
            rates = tuple(n for n in numbers if rate_of_amount(reading, sentence.start, n))
        counted = lots_in(reading, sentence, self.cues)
        counted |= counted_inline(reading, sentence, self.cues)
        if self.heading and sentence.kind in ROWS:
            counted |= counted_in(reading, sentence, self.heading)
        levels, loose = read_levels(reading, sentence, rates, counted)
        for at, level in enumerate(levels):
            floor = levels[at - 1].number.end if at else sentence.start
            top = levels[at + 1].number.start if at + 1 < len(levels) else sentence.end
            yield from self._level(sentence, level, floor, top)
        held = list(held_shares(reading, sentence, self.cues, rates))
        for number, metric, thing in held:
            yield Told(sentence, number, None, metric, thing)
        read = {number.digits for number, _, _ in held}
        for number, cue in shares_in(reading, sentence, self.cues, rates):
            if number.digits not in read:
                yield from self._share(sentence, number, cue)
        for number, metric, thing in world_shares(reading, sentence, self._owned()):
            if number.digits not in read:
                yield Told(sentence, number, None, metric, thing)
        yield from self._gone(sentence)
        for change in loose:
            yield from self._loose(sentence, change, bool(levels))

    def _gone(self, sentence: Sentence) -> Iterator[Told]:
        """ "68% of it went to China": a share of the trade told last."""
        last = self.last
        if last is None or last.sentence.index < sentence.index - 1:
            return
        for number in self.reading.numbers_in(sentence):
            if number.measure is not Measure.PERCENT or number.sign or number.ranged:
                continue
            if found := GONE.match(self.reading.text, number.end, sentence.end):
                name = f"{found['place']} share of {last.thing.name} {last.metric.value}"
                thing = last.thing
                yield Told(sentence, number, None, last.metric, Thing(
                    name, thing.mention, thing.term, thing.start, thing.end, found["place"]
                ))  # fmt: skip

    def _take_heading(self, sentence: Sentence) -> None:
        if found := heading_of(self.reading, sentence, self.cues):
            self.heading = found
        elif sentence.kind not in ROWS:
            self.heading = None

    def _rate_before(self, sentence: Sentence) -> bool:
        last = self.last
        return (
            last is not None
            and last.metric is Metric.OPERATING_RATE
            and last.sentence.index >= sentence.index - 1
        )

    def _level(self, sentence: Sentence, level: Level, floor: int, top: int) -> Iterator[Told]:
        number = level.number
        if LIMIT.search(self.reading.text[max(floor, number.start - 40) : number.start]):
            return
        if FOR_EACH.match(self.reading.text, number.end):
            return
        if quota := quota_of(self.reading, sentence, number, floor, self._quota(sentence)):
            yield from self._tell(sentence, level, floor, Metric.OTHER, quota)
            return
        cue = cue_for(self.reading, self.cues, number, sentence, floor, top)
        own = short_cue(self.reading, number) or complex_cue(self.reading, number)
        cue = own or cue or plant_cue(self.reading, number)
        if again := self._compared(sentence, level, floor, cue):
            yield from self._tell(sentence, level, floor, again.metric, again.thing)
            return
        if cue is None and sentence.kind in ROWS and self.heading:
            yield from self._row(sentence, level, floor, self.heading)
            return
        cue = (
            cue or self._continued(sentence, number) or headline_cue(self.reading, self.cues, level)
        )
        if cue is None or (level.earlier and not is_dated(self.reading, number, floor)):
            return
        metric = metric_told(
            self.reading, sentence, number, cue, self.last, headline_metric(self.reading, self.cues)
        )
        if number.measure is Measure.PERCENT and (
            share := share_of(self.reading, sentence, floor, number)
        ):
            yield from self._tell(sentence, level, floor, Metric.OTHER, share)
            return
        if (
            self.last
            and self.last.sentence is sentence
            and rate_of_amount(self.reading, floor, number)
        ):
            thing: Thing | None = self.last.thing
        elif metric is Metric.OPERATING_RATE and cue.word[0].isascii():
            thing = self._run(sentence, level, cue, floor, top)
        else:
            thing = thing_for(self._spot(sentence, number, cue, floor, top))
        if thing is None or metric is None:
            return
        self.cue = cue
        self.rate = cue if metric is Metric.OPERATING_RATE else self.rate
        yield from self._tell(sentence, level, floor, metric, thing)

    def _quota(self, sentence: Sentence) -> Thing | None:
        last = self.last
        near = last is not None and last.sentence.index >= sentence.index - 2
        return last.thing if last and near and last.thing.name.endswith("quota") else None

    def _compared(
        self, sentence: Sentence, level: Level, floor: int, cue: Cue | None
    ) -> Told | None:
        """ "against 2,080 tonnes in the June quarter": what the one before is compared with."""
        last, number = self.last, level.number
        if last is None or last.number is None or last.sentence is not sentence:
            return None
        same = last.number.unit == number.unit and last.number.end <= floor
        again = level.earlier and is_dated(self.reading, number, floor) and cue is not None
        own = things_in(self.reading, max(floor, last.thing.end), number.start)
        return last if same and again and not own else None

    def _row(
        self, sentence: Sentence, level: Level, floor: int, heading: Heading
    ) -> Iterator[Told]:
        """A line of a table: its first name, with the heading's market and metric."""
        thing = under_heading(self.reading, sentence, floor, level.number, heading)
        if thing is not None:
            yield from self._tell(sentence, level, floor, metric_of(heading.cue), thing)

    def _tell(
        self, sentence: Sentence, level: Level, floor: int, metric: Metric, thing: Thing
    ) -> Iterator[Told]:
        number = level.number
        opening = self.reading.text[max(floor, number.start - 14) : number.start]
        part = bool(PART.search(opening) or MONTHS_OWN.search(opening))
        part = part or self._is_part(sentence, number)
        changes: Sequence[Change | None] = level.changes or [None]
        for change in changes:
            told = Told(sentence, number, change, metric, thing)
            self.last = self.last if part else told
            self.counted[number.unit or ""] = told
            if thing.owner:
                self.owned.setdefault(owner_key(thing.owner), thing)
            yield told

    def _run(
        self, sentence: Sentence, level: Level, cue: Cue, floor: int, top: int
    ) -> Thing | None:
        """Who runs at a rate: told before it, behind it, or the one the flash is about."""
        number, start = level.number, max(floor, level.number.start - _RUNNER_REACH)
        own = cue if start <= cue.start < number.start else None
        known = self.runner or runner_of(self._before(sentence, number))
        before = runner_before(self.reading, start, number.start, own, known)
        behind = runner_after(self.reading, number.end, min(top, sentence.end), before or known)
        found = behind or before or known
        if found is None or not found.subject:
            return None
        self.runner = found
        return Thing(found.subject, found.mention, found.term, found.start, found.end, found.apart)

    def _before(self, sentence: Sentence, number: Number) -> Thing | None:
        found = carried(self.reading, sentence)
        if found is None or found.start < number.start:
            return found
        title = things_in(self.reading, self.title.start, self.title.end)
        if title:
            return plain(self.reading, title[0])
        return self.last.thing.own if self.last else None

    def _spot(self, sentence: Sentence, number: Number, cue: Cue, floor: int, top: int) -> Spot:
        last = self.last
        counted = self.counted.get(number.unit or "")
        before = last is not None and last.sentence is not sentence
        if before and counted and last and last.number and last.number.unit != number.unit:
            last = counted  # "Gold output was … ounces. It guides to 660,000 tonnes": of copper
        thing, metric = (last.thing, last.metric) if last else (None, None)
        return Spot(self.reading, sentence, number, cue, floor, top, thing, metric, self.owned)

    def _owned(self) -> Thing | None:
        return self.last.thing if self.last else None

    def _continued(self, sentence: Sentence, number: Number) -> Cue | None:
        """ "Gadolinium oxide came to 303.8 mt": the metric of the sentence before."""
        if self.last is None or self.last.sentence.index < sentence.index - 1:
            return None
        if self.rate and rate_of_amount(self.reading, sentence.start, number):
            return self.rate
        if between(self.cues, sentence.start, sentence.end) or self.last.number is None:
            return None
        if number.measure is Measure.PERCENT:
            return self.cue if self._rate_before(sentence) else None
        before = self.reading.text[max(sentence.start, number.start - 14) : number.start]
        same = self.last.number.unit == number.unit
        told = STATED.search(before) or MONTHS_OWN.search(before)
        told = told or WENT.match(self.reading.text, number.end)
        listed = self.last.sentence is sentence or self._is_part(sentence, number)
        return self.cue if same and (told or listed) else None

    def _is_part(self, sentence: Sentence, number: Number) -> bool:
        start = max(sentence.start, number.start - _RUNNER_REACH)
        return PARTS.search(self.reading.text, start, number.start) is not None

    def _share(self, sentence: Sentence, number: Number, cue: Cue) -> Iterator[Told]:
        thing = thing_for(self._spot(sentence, number, cue, number.end, sentence.end))
        if thing is not None:
            yield Told(sentence, number, None, metric_of(cue), thing)

    def _loose(self, sentence: Sentence, change: Change, levelled: bool) -> Iterator[Told]:
        """A change of tonnes or lots whose level is not stated, or stated a sentence before."""
        number = change.number
        if number is None or number.measure in (Measure.POINTS, Measure.BARE):
            return
        if EXPECTED.search(self.reading.text, max(sentence.start, number.start - 70), number.start):
            return
        if not levelled and self._is_of_last(sentence):
            assert self.last is not None
            yield Told(sentence, self.last.number, change, self.last.metric, self.last.thing)
            return
        cue = self._loose_cue(sentence, change)
        thing = cue and thing_for(
            self._spot(sentence, number, cue, sentence.start, sentence.end)
        )  # fmt: skip
        if cue and thing:
            yield Told(sentence, None, change, metric_of(cue), thing)

    def _is_of_last(self, sentence: Sentence) -> bool:
        if self.last is None or self.last.number is None:
            return False
        opening = self.reading.text[sentence.start : min(sentence.end, sentence.start + 300)]
        adjacent = self.last.sentence.index >= sentence.index - 2
        own = [c for c in between(self.cues, sentence.start, sentence.end) if is_noun(c)]
        again = GOING_ON.match(opening) or FIGURE.search(opening)
        return adjacent and not own and bool(again)

    def _loose_cue(self, sentence: Sentence, change: Change) -> Cue | None:
        wanted = [
            cue
            for cue in between(self.cues, max(sentence.start, change.start - 300), change.start)
            if metric_of(cue) is not Metric.OPERATING_RATE
        ]
        return wanted[-1] if wanted else None
