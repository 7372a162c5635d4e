"""Shares of what is traded, used or made, told with who holds them: "Russia supplied 6% of
Europe's imports of the metal in 2024, down from 19% in 2022", "27% of the fuel used by …"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from briefs.extract.cues import Cue, between
from briefs.extract.names import names_in
from briefs.extract.numbers import Measure, Number
from briefs.extract.place_names import place_noun
from briefs.extract.reading import Reading
from briefs.extract.sentences import Sentence
from briefs.extract.volume_doers import is_source
from briefs.extract.volume_metrics import is_noun, metric_of
from briefs.extract.volume_named import carried
from briefs.extract.volume_things import Thing, plain, things_in
from briefs.lexicon import Mention, TermKind
from briefs.types import Metric

_OF: Final = re.compile(r" of (?:the |all )?")
_BREAK: Final = re.compile(r"[,;.(]|\b(?:in|from|last|this|during|while|after|before|as|by) ")
_REACH: Final = 90
_SHARED: Final = (Metric.IMPORTS, Metric.EXPORTS, Metric.PRODUCTION, Metric.CONSUMPTION)
_USED: Final = re.compile(r"\b(?:used|burned|burnt|consumed|needed|bought) (?:by|in)\b")
_HOLDS: Final = re.compile(
    r"(?:'s|’s)?(?: share)? (?:(?:has|have|had|still|now|alone|together|also) )*"
    r"(?:supplied|supplies|supply|provided|provides|provide|accounted for|accounts for|"
    r"account for|made up|makes up|took|takes|take|delivered|sent|shipped|represented|held|holds|"
    r"is|was|contributed|covers|covered|bought|buys|absorbed|received)"
    r"(?: (?:in|with|about|around|some|nearly|almost|only|over|more than|less than|roughly|as much"
    r" as|up to|no less than))* $"
)


_NEXT: Final = re.compile(
    r"[^.;%]{0,60}?(?:,|followed by|and|then|ahead of|with) (?:the )?"
    r"(?P<name>[A-Z][\w.]+(?: [A-Z][\w.]+)?)"
    r" (?:(?:at|with|on|had|has|supplied|took|held|for|accounted for|a further|another|about) )*$"
)
_EARLIER: Final = re.compile(
    r",? (?:(?:down |up |compared )?from|against|versus) (?:about |around |just |only )?$"
)


@dataclass(frozen=True, slots=True)
class _Shared:
    number: Number
    metric: Metric
    thing: Thing


def held_shares(
    reading: Reading, sentence: Sentence, cues: Sequence[Cue], told: Sequence[Number]
) -> Iterator[tuple[Number, Metric, Thing]]:
    """Shares with their holder; `told` are percentages that are something else."""
    last: _Shared | None = None
    for number in reading.numbers_in(sentence):
        plain = number.measure is Measure.PERCENT and not (number.sign or number.ranged)
        if not plain or reading.is_claimed(number) or number.grade or number in told:
            continue
        found = _shared(reading, sentence, number, cues)
        if found is None and last is not None and _goes_on(reading, last.number, number):
            found = _Shared(number, last.metric, last.thing)
        if found is None and last is not None and (other := _next(reading, last.number, number)):
            found = _Shared(number, last.metric, _held_by(last.thing, other))
        if found is not None:
            last = found
            yield found.number, found.metric, found.thing


def _next(reading: Reading, last: Number, number: Number) -> str | None:
    """ "followed by Canada at 24%": the next holder of a list."""
    gap = reading.text[last.end : number.start]
    found = _NEXT.fullmatch(gap) if len(gap) < 120 else None
    return found["name"] if found else None


def _held_by(thing: Thing, holder: str) -> Thing:
    rest = thing.name.partition(" share of ")[2]
    name = f"{place_noun(holder) or holder} share of {rest}"
    return Thing(name, thing.mention, thing.term, thing.start, thing.end, holder)


def _goes_on(reading: Reading, last: Number, number: Number) -> bool:
    gap = reading.text[last.end : number.start]
    return len(gap) < 120 and bool(_EARLIER.search(gap))


def _shared(
    reading: Reading, sentence: Sentence, number: Number, cues: Sequence[Cue]
) -> _Shared | None:
    opened = _OF.match(reading.text, number.end, sentence.end)
    if opened is None or not (holder := _holder(reading, sentence, number)):
        return None
    start, end = opened.end(), min(sentence.end, opened.end() + _REACH)
    near = [c for c in between(cues, start, end) if is_noun(c) and metric_of(c) in _SHARED]
    used = _USED.search(reading.text, start, end)
    if near and not re.search(r"[,;]", reading.text[start : near[0].start]):
        return _of_trade(reading, sentence, number, start, near[0], holder)
    inside = things_in(reading, start, used.start()) if used else ()
    if used is None or not inside:
        return None
    stop = _BREAK.search(reading.text, used.end(), end)
    words = reading.text[start : stop.start() if stop else end].strip()
    what = plain(reading, inside[-1])
    name = f"{holder} share of {words}"
    return _Shared(number, Metric.CONSUMPTION, Thing(
        name, words, what.term, what.start, what.end, holder
    ))  # fmt: skip


def _of_trade(
    reading: Reading, sentence: Sentence, number: Number, start: int, cue: Cue, holder: str
) -> _Shared | None:
    """ "of Europe's imports of the metal", "of the MHP shipments": whose trade and of what."""
    stop = _BREAK.search(reading.text, cue.end, min(sentence.end, cue.end + _REACH))
    end = stop.start() if stop else min(sentence.end, cue.end + _REACH)
    inside = [*things_in(reading, start, cue.start), *things_in(reading, cue.end, end)]
    before = reading.text[start : inside[0].start if inside else cue.start]
    whose = before if inside and inside[0].start < cue.start else reading.text[start : cue.start]
    whose = whose.strip().removesuffix("'s").removesuffix("’s")
    whose = place_noun(whose) or (whose if whose[:1].isupper() else "")
    what: Mention | Thing | None = inside[0] if inside else carried(reading, sentence)
    if what is None:
        return None
    return _Shared(number, metric_of(cue), _thing(what, reading, holder, whose, cue.word))


def _thing(what: Mention | Thing, reading: Reading, holder: str, whose: str, word: str) -> Thing:
    made = what if isinstance(what, Thing) else plain(reading, what)
    name = " ".join(filter(None, (holder, "share of", whose, made.own.name, word)))
    return Thing(name, f"{made.own.mention} {word}", made.term, made.start, made.end, holder)


def _holder(reading: Reading, sentence: Sentence, number: Number) -> str:
    """Who supplied, took or was it, named right before the verb."""
    low = max(sentence.start, number.start - _REACH)
    owners = [(m.end, m.text) for m in reading.within(reading.mentions, low, number.start)
              if m.term.kind in (TermKind.PLACE, TermKind.COMPANY)]  # fmt: skip
    named = [(n.end, n.text) for n in names_in(reading, sentence)
             if low <= n.start < number.start and not is_source(n)]  # fmt: skip
    for end, text in sorted([*owners, *named], reverse=True):
        gap = reading.text[end : number.start]
        if _HOLDS.fullmatch(gap) or _HOLDS.fullmatch(re.sub(r"^ [a-z]+", "", gap)):
            return place_noun(text) or text
    return ""
