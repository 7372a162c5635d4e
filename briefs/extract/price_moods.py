"""Directions told once for many prices: "antimony prices gave back some ground this week"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from briefs.extract.directions import DirectionWord
from briefs.extract.numbers import Measure
from briefs.extract.reading import Reading
from briefs.extract.sentences import Sentence
from briefs.extract.sieve import Sieved
from briefs.extract.subjects import PRICED
from briefs.lexicon import Term
from briefs.types import Direction

_CLAUSE: Final = re.compile(r"[,;:，；：]| while | but | as (?!a whole)| which | after | before ")
_FOR_ALL: Final = re.compile(
    r"\b(?:prices?|quotes|quotations|offers|oxides|metals|ores?|alloys|scrap)\b[^,;]{0,40}$|"
    r"价格[^，；]{0,8}$",
    re.IGNORECASE,
)
_THEIR_PRICES: Final = re.compile(r" (?:their |its |the )?(?:quotes|offers|prices|quotations)\b")
_NOT_YET: Final = re.compile(
    r"\b(?:will|may|might|could|would|should|expect\w*|likely|if|to|not|demand|supply|output|"
    r"stocks?|"
    r"inventor\w+|production|costs?|imports?|exports?|orders?|enquiries)\b",
    re.IGNORECASE,
)
_SO_DOES: Final = Sieved(re.compile(r"\bso (?:is|was|are|were|did|has|have|does)\b|\blikewise\b"))
_LEAD_SENTENCES: Final = 3
_NEAR_SENTENCES: Final = 6


@dataclass(frozen=True, slots=True)
class Mood:
    """A direction without a number: for one material's family, or for all of its line."""

    direction: Direction
    term: Term | None
    sentence: int
    line: int


def moods_in(reading: Reading) -> tuple[Mood, ...]:
    """Every general statement of direction in the flash, looked for once."""
    return reading.once("moods", lambda: tuple(_moods(reading)))


def _moods(reading: Reading) -> Iterator[Mood]:
    for sentence in reading.sentences:
        for word in reading.directions_in(sentence):
            if mood := _mood(reading, sentence, word):
                yield mood


def _mood(reading: Reading, sentence: Sentence, word: DirectionWord) -> Mood | None:
    if word.form == "noun" or _counted(reading, word):
        return None
    clause = sentence.start
    for edge in _CLAUSE.finditer(reading.text, sentence.start, word.start):
        clause = edge.end()
    if reading.numbers.within(clause, word.start):
        return None
    words = reading.text[clause : word.start]
    terms = [
        m.term
        for m in reading.within(reading.mentions, clause, word.start)
        if m.term.kind in PRICED or m.term.kind.value == "sector"
    ]
    told_of_all = terms or _FOR_ALL.search(words) or _THEIR_PRICES.match(reading.text, word.end)
    if not told_of_all or _NOT_YET.search(words):
        return None
    return Mood(word.direction, terms[-1] if terms else None, sentence.index, sentence.line)


def _counted(reading: Reading, word: DirectionWord) -> bool:
    """Is there a number right behind, so that the word is told of it?"""
    return any(
        n.measure is not Measure.BARE and not n.grade
        for n in reading.within(reading.numbers, word.end, word.end + 30)
    )


def mood_of(
    reading: Reading, moods: tuple[Mood, ...], sentence: Sentence, term: str | None
) -> Direction | None:
    """The one direction told for a term: in its sentence, its line, or the opening of the flash."""
    if not moods:
        return None
    near_by = _around(moods, sentence)
    family = reading.lexicon.ancestors(term) if term else frozenset()
    for near in (
        [m for m in near_by if m.sentence == sentence.index],
        [m for m in near_by if m.line == sentence.line and m.sentence != sentence.index],
    ):
        told = {m.direction for m in near if m.term is None or m.term.id in family}
        if told:
            return told.pop() if len(told) == 1 else None
    lead = {m.direction for m in _lead(moods) if m.term and m.term.id in family}
    return lead.pop() if len(lead) == 1 else None


def _around(moods: tuple[Mood, ...], sentence: Sentence) -> tuple[Mood, ...]:
    """The moods a few sentences either way."""
    low = bisect_left(moods, sentence.index - _NEAR_SENTENCES, key=lambda m: m.sentence)
    high = bisect_left(moods, sentence.index + _NEAR_SENTENCES, lo=low, key=lambda m: m.sentence)
    return moods[low:high]


def _lead(moods: tuple[Mood, ...]) -> tuple[Mood, ...]:
    return moods[: bisect_left(moods, _LEAD_SENTENCES, key=lambda m: m.sentence)]


def so_does(text: str) -> bool:
    """ "and so is cerium oxide at …": the direction of the price before."""
    return _SO_DOES.search(text) is not None
