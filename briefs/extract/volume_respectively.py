"""Amounts told in one breath: "copper and nickel output was 90,800 tonnes and 46,800 tonnes
respectively", "carbonate and hydroxide rose 3% and 5% to 91,000 mt and 28,000 mt"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from briefs.extract.reading import Reading
from briefs.extract.sentences import Sentence
from briefs.extract.volume_choice import Told
from briefs.extract.volume_levels import Change
from briefs.extract.volume_things import Thing, things_in
from briefs.lexicon import Mention

_WORD: Final = "respectively"
_LISTED: Final = re.compile(r"(?:,|,? and|,? and the) (?:of )?|, ")
_SECOND: Final = re.compile(r" and (?P<word>[a-z]{4,}) ")


def respectively(reading: Reading, sentence: Sentence, told: Sequence[Told]) -> list[Told]:
    """What a sentence tells, each amount with the thing in its place of the list; as it was where
    the sentence does not say "respectively" or lists another number of things."""
    levels = list({one.number.digits: one for one in reversed(told) if one.number}.values())[::-1]
    if len(levels) < 2 or _WORD not in reading.text[sentence.start : sentence.end]:
        return list(told)
    first = min(one.number.start for one in levels if one.number)
    names = _list_before(reading, sentence, first, len(levels))
    if len(names) != len(levels):
        return list(told)
    changes = _changes(reading, sentence, first, len(levels))
    named = []
    for at, one in enumerate(levels):
        change = changes[at] if changes else one.change
        named.append(
            replace(one, thing=_named(one.thing, names[at], levels[0].thing), change=change)
        )
    return named


def _list_before(
    reading: Reading, sentence: Sentence, end: int, wanted: int
) -> list[tuple[str, str | None]]:
    """The last `wanted` things listed before an amount: names with their lexicon ids."""
    found = list(things_in(reading, sentence.start, end))
    joined = [m for m in found if m is found[0] or _joins(reading, found, m)]
    if len(joined) == wanted:
        return [(m.term.name, m.term.id) for m in joined]
    if wanted == 2 and len(found) == 1 and (second := _SECOND.match(reading.text, found[0].end)):
        base = found[0].text.rsplit(" ", 1)[0]  # "lithium carbonate and hydroxide"
        name = f"{base} {second['word']}" if " " in found[0].text else second["word"]
        return [(found[0].term.name, found[0].term.id), (name, None)]
    return []


def _joins(reading: Reading, found: Sequence[Mention], mention: Mention) -> bool:
    before = found[found.index(mention) - 1]
    return _LISTED.fullmatch(reading.text, before.end, mention.start) is not None


def _changes(reading: Reading, sentence: Sentence, end: int, wanted: int) -> list[Change] | None:
    """The percentages of "rose 3% and 5% to", one for each amount."""
    told = [
        n for n in reading.numbers_in(sentence) if n.end <= end and n.measure.value == "percent"
    ]
    words = reading.directions.within(sentence.start, told[0].start) if told else ()
    if len(told) != wanted or not words:
        return None
    way = words[-1].direction
    sign = -1 if way.value == "down" else 1
    return [Change(n, way, percent=sign * abs(n.low), start=n.start, end=n.end) for n in told]


def _named(thing: Thing, name: tuple[str, str | None], first: Thing) -> Thing:
    owner = thing.owner or first.owner
    said = f"{owner} {name[0]}" if owner else name[0]
    tail = next((t for t in (" stocks", " surplus", " deficit") if thing.name.endswith(t)), "")
    return Thing(f"{said}{tail}", name[0], name[1], thing.start, thing.end, owner)
