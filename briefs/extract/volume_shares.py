"""Shares of a trade or an output: "70% of US aluminium imports", "6% of world mine supply"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from briefs.extract.cues import Cue, between
from briefs.extract.names import names_in
from briefs.extract.numbers import Measure, Number
from briefs.extract.reading import Reading
from briefs.extract.sentences import Sentence
from briefs.extract.volume_doers import is_source
from briefs.extract.volume_metrics import metric_of
from briefs.extract.volume_things import Thing, things_in
from briefs.lexicon import TermKind
from briefs.types import Metric

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


_PROPORTION: Final = re.compile(r"\b(?:share|proportion|ratio) of (?:the )?")


def share_of(reading: Reading, sentence: Sentence, floor: int, number: Number) -> Thing | None:
    """ "The share of liquid aluminium dropped to 73.1%": of what a percentage is the share."""
    start = max(sentence.start, number.start - 120)
    opened = _PROPORTION.search(reading.text, start, number.start)
    if opened is None or re.search(
        r"[;,] (?:and|with|while)\b", reading.text[opened.end() : number.start]
    ):
        return None
    found = things_in(reading, opened.end(), number.start)
    if not found or found[0].start - opened.end() > 24:
        return None
    text = reading.text[opened.end() : found[0].end]
    return Thing(f"share of {text}", text, found[0].term.id, found[0].start, found[0].end)


_SHARED: Final = (Metric.IMPORTS, Metric.EXPORTS, Metric.PRODUCTION, Metric.CONSUMPTION)
_KINDS: Final = (TermKind.MATERIAL, TermKind.CONTRACT)


def _names_thing(reading: Reading, start: int, cue: Cue) -> bool:
    gap = reading.text[start : cue.start]
    named = any(m.term.kind in _KINDS for m in reading.within(reading.mentions, start, cue.start))
    return named and "," not in gap and cue.sense.endswith("noun")


_WORLD: Final = re.compile(
    r" of (?:the |all )?(?:world|global|worldwide)(?:'s|’s|-wide)? "
    r"(?P<what>(?:[A-Za-z-]{2,20} ){0,3}?)"
    r"(?P<metric>supply|supplies|output|production|demand|consumption|exports|reserves|capacity"
    r"|refining|trade)\b"
)
_WORLD_THING: Final = re.compile(r" of (?:the )?(?:world|global)(?:'s|’s) ")
_MADE: Final = re.compile(
    r"\b(?:produce[sd]?|mine[sd]?|make[s]?|made|supplie[sd]|supply|refine[sd]?|accounts? for|"
    r"accounted for|provide[sd]?|yield(?:s|ed)?)(?: [a-z]+){0,2} $"
)
_METRICS: Final = {
    "supply": Metric.PRODUCTION, "supplies": Metric.PRODUCTION, "output": Metric.PRODUCTION,
    "production": Metric.PRODUCTION, "demand": Metric.CONSUMPTION, "exports": Metric.EXPORTS,
    "consumption": Metric.CONSUMPTION, "reserves": Metric.OTHER, "capacity": Metric.CAPACITY,
    "refining": Metric.PRODUCTION, "trade": Metric.EXPORTS,
}  # fmt: skip


def world_shares(
    reading: Reading, sentence: Sentence, last: Thing | None
) -> Iterator[tuple[Number, Metric, Thing]]:
    """Shares of what the world makes or uses, with whose they are and of what."""
    for number in reading.numbers_in(sentence):
        plain = number.measure is Measure.PERCENT and not (number.sign or number.ranged)
        if not plain or reading.is_claimed(number):
            continue
        if told := _WORLD.match(reading.text, number.end, sentence.end):
            metric, end = _METRICS[told["metric"]], told.end()
            words = f"{told['what']}{told['metric']}"
        elif made := _world_thing(reading, sentence, number):
            metric, end, words = Metric.PRODUCTION, made, "production"
        else:
            continue
        if thing := _share_thing(reading, sentence, number, end, words, last):
            yield number, metric, thing


def _world_thing(reading: Reading, sentence: Sentence, number: Number) -> int | None:
    """ "produced about 70% of the world's cobalt": where the thing ends."""
    opened = _WORLD_THING.match(reading.text, number.end, sentence.end)
    before = reading.text[max(sentence.start, number.start - 40) : number.start]
    if opened is None or not _MADE.search(before):
        return None
    found = things_in(reading, opened.end(), opened.end() + 20)
    return found[0].end if found and found[0].start - opened.end() < 12 else None


def _share_thing(
    reading: Reading, sentence: Sentence, number: Number, end: int, words: str, last: Thing | None
) -> Thing | None:
    inside = things_in(reading, number.end, end)
    title = reading.sentences[0]
    told = [*inside, *reversed(things_in(reading, sentence.start, number.start))]
    told = told or list(things_in(reading, title.start, title.end))
    here = last if last is not None and sentence.start <= last.start < number.start else None
    owner = (here.owner if here else "") or _holder(reading, sentence, number.start)
    if not owner or not told:
        return None
    named = told[0].text.lower() in words.lower()
    what = words if named else f"{told[0].term.name} {words}"
    name = f"{owner} share of world {what}"
    return Thing(name, told[0].text, told[0].term.id, told[0].start, number.start, owner)


def _holder(reading: Reading, sentence: Sentence, end: int) -> str:
    near = reading.within(reading.mentions, sentence.start, end)
    known = [m.text for m in near if m.term.kind in (TermKind.PLACE, TermKind.COMPANY)]
    if known:
        return known[0]
    names = [n for n in names_in(reading, sentence) if n.start < end and not is_source(n)]
    return names[0].text if names else ""
