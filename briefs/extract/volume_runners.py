"""Who runs at a rate: "Yunnan's plants", "those in Jiangxi", "large smelters", "cable makers".

A list names each rate's runner by what sets it apart, a place or a class of plants; what they make
is told once, and carried.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from briefs.extract.cues import Cue, between, load_cues, lower
from briefs.extract.phrases import Phrase, phrases_in
from briefs.extract.place_names import find_place
from briefs.extract.reading import Reading
from briefs.extract.volume_things import GENERIC, Thing, things_in
from briefs.lexicon import Mention, TermKind

_JOINS: Final = frozenset(("of", "in", "for", "from", "at", "among", "by", "and", ",", "across"))
_ALL: Final = frozenset(("metals", "base metals", "nonferrous metals", "minor metals"))
_ADJACENT: Final = 12  # characters between the phrases of one runner
_AFTER: Final = re.compile(r" (?:at|for|in|among|by|across) (?:the )?")
_AFTER_REACH: Final = 60


@dataclass(frozen=True, slots=True)
class Runner:
    """`apart` is what sets it apart, `made` what it makes (as written) with its lexicon name and
    id, `group` what kind of works it is."""

    start: int
    end: int
    apart: str = ""
    made: str = ""
    name: str = ""
    term: str | None = None
    group: str = ""
    own: bool = False  # the works alone say what is made: "blast furnaces"

    @property
    def subject(self) -> str:
        return " ".join(filter(None, (self.apart, self.name or self.group)))

    @property
    def mention(self) -> str:
        return " ".join(filter(None, (self.apart, self.made, self.group)))


def runner_before(
    reading: Reading, start: int, end: int, cue: Cue | None, last: Runner | None
) -> Runner | None:
    """The runner told in `start:end`; beside the rate's own word where that stands there."""
    clusters = _clusters(reading, start, end)
    found = [r for c in clusters if (r := _runner(reading, *c)) is not None]
    if not found:
        return None
    beside = [r for r in found if cue is not None and r.start <= cue.end + _ADJACENT
              and cue.start <= r.end + _ADJACENT]  # fmt: skip
    return _completed((beside or found)[0], last)


def runner_after(reading: Reading, at: int, top: int, before: Runner | None) -> Runner | None:
    """ "84% at large smelters", "67% in Yunnan": told behind the rate."""
    opened = _AFTER.match(reading.text, at, top)
    if opened is None:
        return None
    clusters = _clusters(reading, opened.end(), min(top, opened.end() + _AFTER_REACH))
    if not clusters or clusters[0][0] - opened.end() > _ADJACENT:
        return None
    found = _runner(reading, *clusters[0])
    return _completed(found, before) if found else None


def runner_of(thing: Thing | None) -> Runner | None:
    """What a flash is about, for a rate that names nobody."""
    if thing is None or thing.name in _ALL:
        return None
    return Runner(thing.start, thing.end, "", thing.mention, thing.name, thing.term)


def _completed(found: Runner, last: Runner | None) -> Runner:
    """What it makes, from the runner named before."""
    if found.made or found.own or last is None:
        return found
    return replace(
        found, made=last.made, name=last.name, term=last.term, group=found.group or last.group
    )


def _clusters(reading: Reading, start: int, end: int) -> list[tuple[int, int]]:
    """Phrases that belong together: "primary lead smelters in three provinces"."""
    found: list[tuple[int, int]] = []
    for phrase in phrases_in(reading, start, end):
        if found and _belongs(reading, found[-1][1], phrase):
            found[-1] = (found[-1][0], phrase.end)
        else:
            found.append((_with_pronoun(reading, start, phrase.start), phrase.end))
    return found


def _belongs(reading: Reading, end: int, phrase: Phrase) -> bool:
    gap = reading.text[end : phrase.start]
    comma = "," in gap and not any(t.kind is TermKind.PLACE for t in phrase.terms)
    return phrase.opener in _JOINS and len(gap) <= _ADJACENT and not comma and "(" not in gap


_PRONOUN: Final = re.compile(r"\b(?:those|that) (?:of|in|at|for|from) (?:the )?$")


def _with_pronoun(reading: Reading, start: int, at: int) -> int:
    opened = _PRONOUN.search(reading.text, max(start, at - 20), at)
    return opened.start() if opened else at


def _runner(reading: Reading, start: int, end: int) -> Runner | None:
    cues = load_cues("volume_groups").scan(lower(reading.text[start:end]))
    cues = [cue._replace(start=cue.start + start, end=cue.end + start) for cue in cues]
    groups = [cue for cue in cues if cue.sense in ("group", "own")]
    known = things_in(reading, start, end)
    apart = _apart(reading, start, end, cues, known)
    if groups and (called := _called(reading, start, end, known)):
        group = reading.text[groups[0].start : groups[0].end]
        apart = " ".join(filter(None, (called, apart)))
        return Runner(start, end, apart, "", "", None, group, True)
    group = reading.text[groups[0].start : groups[0].end] if groups else ""
    made, name = _made(reading, start, groups, known, apart)
    if not (apart or made or groups):
        return None
    term = known[0].term.id if known else None
    own = bool(groups) and groups[0].sense == "own"
    return Runner(start, end, apart, made, name, term, group, own)


_CALLED: Final = re.compile(r"[A-Z][a-z][\w-]+(?:(?: and)? [A-Z][a-z][\w-]+)*")


def _called(reading: Reading, start: int, end: int, known: Sequence[Mention]) -> str:
    """ "Manyar" of "the new smelter at Manyar": a name the lexicon does not know."""
    near = reading.within(reading.mentions, start, end)
    inside = [(m.start, m.end) for m in (*known, *near)]
    opens = reading.sentence_at(start).start
    for match in _CALLED.finditer(reading.text, start, end):
        told = any(low < match.end() and match.start() < high for low, high in inside)
        dated = any(d.start <= match.start() < d.end for d in reading.dates.within(start, end))
        adjective = find_place(reading.text, match.start(), match.end()) is not None
        if not (told or dated or adjective or match.start() == opens):
            return match[0]
    return ""


def _apart(
    reading: Reading, start: int, end: int, cues: Sequence[Cue], known: Sequence[Mention]
) -> str:
    """Places and classes, each as written; a class inside a material's name is none."""
    places = [
        (m.start, m.end)
        for m in reading.within(reading.mentions, start, end)
        if m.term.kind is TermKind.PLACE
    ]
    inside = [(m.start, m.end) for m in known] + places
    adjective = None if places else find_place(reading.text, start, end)
    if adjective and not any(low <= adjective[0] < high for low, high in inside):
        places.append(adjective)
        inside.append(adjective)
    classes = [
        cue for cue in cues if cue.sense == "class"
        and not any(low <= cue.start < high for low, high in inside)
    ]  # fmt: skip
    spans = sorted(places + [(c.start, c.end) for c in classes])
    words = [reading.text[low:high] for low, high in spans]
    return " and ".join(words) if len(places) == len(words) else " ".join(words)


def _made(
    reading: Reading, start: int, groups: Sequence[Cue], known: Sequence[Mention], apart: str
) -> tuple[str, str]:
    """What is made, as written and by its lexicon name: "aluminium foil", "cable"."""
    text = reading.text
    if known:
        first = known[0]
        behind = next((g for g in groups if g.start >= first.end), None)
        tail = text[first.end : behind.start].strip() if behind else ""
        tail = f" {tail}" if tail.isalpha() and len(tail) < 20 else ""
        return first.text + tail, first.term.name + tail
    if not groups:
        return "", ""
    near = max(start, groups[0].start - 40)
    opens = near == reading.sentence_at(near).start and not apart
    own = _unknown(text[near : groups[0].start], opens=opens)
    return own, own


def _unknown(words: str, *, opens: bool) -> str:
    """ "cable" of "cable makers": words that are neither a class nor a filler; `opens`: the first
    one begins a sentence with its capital."""
    taken: list[str] = []
    classes = load_cues("volume_groups")
    told = words.split()
    for at, word in reversed(list(enumerate(told))):
        plain = word.lower()
        filler = plain in GENERIC or not plain.replace("-", "").isalpha()
        named = word[0].isupper() and not word.isupper() and not (opens and at == 0)
        filler = filler or named
        if filler or classes.scan(plain):
            break
        taken.insert(0, word)
    return " ".join(taken)


def rate_cue(cues: Sequence[Cue], start: int, end: int) -> Cue | None:
    """The last word of an operating rate in `start:end`."""
    found = [c for c in between(cues, start, end) if c.sense.startswith("operating_rate")]
    return found[-1] if found else None
