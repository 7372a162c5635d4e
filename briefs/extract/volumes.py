"""Volumes: output, stocks, trade, capacity, operating rates, turnover, with their changes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from briefs.extract.numbers import Measure
from briefs.extract.periods import period_near
from briefs.extract.reading import Reading
from briefs.extract.volume_aliases import aliases_of
from briefs.extract.volume_choice import Told
from briefs.extract.volume_dates import date_for
from briefs.extract.volume_told import told_in
from briefs.types import Metric, Period, Volume


@dataclass(frozen=True, slots=True)
class VolumeRule:
    """The first rule of the table whose `takes` accepts what is told names the fact."""

    name: str
    example: str
    takes: Callable[[Told], bool]


def _is_rate(told: Told) -> bool:
    return told.metric is Metric.OPERATING_RATE


def _is_share(told: Told) -> bool:
    return told.number is not None and told.number.measure is Measure.PERCENT


def _is_change_alone(told: Told) -> bool:
    return told.number is None


def _is_capacity(told: Told) -> bool:
    return told.metric is Metric.CAPACITY


def _is_traded(told: Told) -> bool:
    return told.number is not None and told.number.unit == "lots"


def _any(told: Told) -> bool:
    return True


RULES: Final = (
    VolumeRule("volume.rate", "plants ran at 74.22%, 7.22 percentage points higher WoW", _is_rate),
    VolumeRule("volume.share", "Canada provided 70% of US aluminium imports", _is_share),
    VolumeRule("volume.change", "trading volumes shrank by 412,000 lots", _is_change_alone),
    VolumeRule("volume.capacity", "planned capacity: copper 400,000 tpy", _is_capacity),
    VolumeRule("volume.trading", "open interest grew by 86 lots to 4,496 lots", _is_traded),
    VolumeRule("volume.amount", "terbium oxide output was 40.8 mt, flat MoM", _any),
)


def read_volumes(reading: Reading) -> Iterator[Volume]:
    """The volumes a flash states; what its headline repeats is given once."""
    seen: set[tuple[object, ...]] = set()
    for told in told_in(reading):
        if _repeats(reading, told):
            continue
        volume = _volume(reading, told)
        key = (volume.metric, volume.value, volume.change, volume.change_pct, volume.subject)
        if key not in seen:
            seen.add(key)
            yield volume


def _repeats(reading: Reading, told: Told) -> bool:
    """A headline or heading that says what the text says as well."""
    if told.sentence.kind not in ("title", "heading"):
        return False
    number = told.number or (told.change.number if told.change else None)
    if number is None:
        return True
    return reading.times_told(number) > 1


def _volume(reading: Reading, told: Told) -> Volume:
    number, change, sentence = told.number, told.change, told.sentence
    shown = number or (change.number if change else None)
    assert shown is not None  # a statement holds a level or a change
    spans = [(shown.start, shown.end)]
    if change:
        spans.append((change.start, change.end))
        reading.claim(*reading.within(reading.numbers, change.start, change.end))
    start, end = min(low for low, _ in spans), max(high for _, high in spans)
    reading.claim(shown)
    quote, span = reading.cite(start, end)
    rule = next(rule for rule in RULES if rule.takes(told))
    at = spans[-1]
    yearly = change is None and number is not None and number.yearly
    period: Period | None = (
        "year" if yearly else period_near(reading, *at, sentence.start, sentence.end)
    )
    return Volume(
        subject=told.thing.name,
        metric=told.metric,
        value=number.low if number else None,
        unit=shown.unit,
        mention=told.thing.mention,
        term=told.thing.term,
        change_pct=change.percent if change else None,
        change=change.amount if change else None,
        period=period,
        date=date_for(reading, sentence, shown),
        bound=shown.bound,
        aliases=aliases_of(reading, told.thing, told.metric, shown.start),
        quote=quote,
        span=span,
        rule=rule.name,
    )
