"""Which metric an amount has where its word alone does not settle it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from briefs.extract.cues import Cue
from briefs.extract.numbers import Number
from briefs.extract.reading import Reading
from briefs.extract.sentences import Sentence
from briefs.extract.volume_levels import Change
from briefs.extract.volume_manners import DELIVERED, LIES, TAKING, TO_BUYERS, TRADE
from briefs.extract.volume_metrics import PRONOUNS, is_noun, metric_of, planned
from briefs.extract.volume_things import Thing
from briefs.lexicon import TermKind
from briefs.types import Metric

_SENDING: Final = ("sent", "sends", "supplied", "supplies", "provided", "delivered")
_SUPPLIES: Final = ("供应", "供应量", "供货", "合计供应")
_AGREED: Final = re.compile(r"签署|签订|协议|合同|向其|长协|长单|订单")
_BANKS: Final = re.compile(r"\b(?:[Cc]entral banks?|ETFs?|[Ii]nvestors|[Ff]unds)\b")


@dataclass(frozen=True, slots=True)
class Told:
    """An amount or a change, what it measures and of what."""

    sentence: Sentence
    number: Number | None
    change: Change | None
    metric: Metric
    thing: Thing


def metric_told(
    reading: Reading,
    sentence: Sentence,
    number: Number,
    cue: Cue,
    last: Told | None,
    headline: Metric | None,
) -> Metric | None:
    """The metric of an amount under its word, after what was told last; `headline` is what a bare
    "volumes" counts."""
    metric = metric_of(cue)
    if cue.word in PRONOUNS and number.unit != "lots":
        return headline
    if metric in TRADE and not is_noun(cue) and LIES.search(
        reading.text, max(sentence.start, number.start - 60), number.start
    ):  # fmt: skip
        return Metric.INVENTORY
    if (
        metric is Metric.SALES
        and cue.word in TAKING
        and _BANKS.search(reading.text, max(sentence.start, cue.start - 40), cue.start)
    ):
        return Metric.CONSUMPTION  # what central banks buy is demand
    if cue.word in _SUPPLIES and _AGREED.search(reading.text, sentence.start, sentence.end):
        return Metric.SALES
    if number.unit == "lots" and metric is Metric.SALES:
        return Metric.OTHER
    if metric is Metric.PRODUCTION and planned(reading, sentence, cue, number):
        return Metric.CAPACITY
    if metric in (Metric.SALES, Metric.EXPORTS):
        return _traded(reading, sentence, number, cue, last)
    return metric


def _traded(
    reading: Reading, sentence: Sentence, number: Number, cue: Cue, last: Told | None
) -> Metric:
    """Sales, exports and imports, by who ships and who takes."""
    metric = metric_of(cue)
    sold = TO_BUYERS.search(reading.text, number.end, min(sentence.end, number.end + 60))
    if metric is Metric.EXPORTS and sold:
        return Metric.SALES
    if last is None:
        return metric
    if metric is Metric.SALES and last.metric is Metric.EXPORTS and _takes(reading, cue):
        return Metric.EXPORTS if last.sentence.index >= sentence.index - 2 else metric
    if last.metric is not Metric.IMPORTS:
        return metric
    if _delivers(reading, sentence, cue) and last.sentence.index >= sentence.index - 1:
        return Metric.IMPORTS
    if cue.word in _SENDING and last.sentence.index >= sentence.index - 1:
        return Metric.IMPORTS  # "The US sent just 1,200 tonnes", after the imports they are part of
    # "imports rose to …; North Korea shipped 520 tons": a part of the imports
    inside = last.sentence is sentence and not is_noun(cue) and metric is Metric.EXPORTS
    return Metric.IMPORTS if inside else metric


def _takes(reading: Reading, cue: Cue) -> bool:
    """ "Germany bought 232 tons" after the exports they are part of."""
    near = reading.within(reading.mentions, cue.start - 30, cue.start)
    country = any(m.term.kind is TermKind.PLACE and m.end + 1 == cue.start for m in near)
    return country and cue.word in TAKING


def _delivers(reading: Reading, sentence: Sentence, cue: Cue) -> bool:
    """ "Canada's deliveries were 331,000 tons" after the imports they are part of."""
    before = reading.text[max(sentence.start, cue.start - 30) : cue.start]
    return cue.word in DELIVERED and before.endswith(("'s ", "’s "))
