"""Does a wording say anything that its evidence does not? Told by words and numbers alone.

Each sentence is held against each piece of evidence, and must stand in one of them whole:

- every word, but for those that only connect (`data/connecting.txt`), is a word of it;
- every number is one of its numbers, in the same part: a level, a change, what was before;
- every name in the lexicon's sense is named in it;
- where it says "not", "may" or "draft", so does the wording.

This refuses much that is true. What a sentence of the evidence does not say is not let through.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import Final, NamedTuple

from briefs.answer.vocabulary import DATA, vocabulary
from briefs.lexicon import Lexicon
from briefs.stated import stated_in
from briefs.words import stem, words_of

_SENTENCE: Final = re.compile(r"(?<=[.!?])\s+(?=[A-Z\"“0-9])|\n+")
_NUMBER: Final = re.compile(
    r"(?P<before>[^\d;.]{0,40}?)(?P<digits>\d+(?:,\d{3})*(?:\.\d+)?)"
    r"(?P<unit>%|[ ]?[A-Za-z$€]+(?:/[A-Za-z]+)?|)"
)
_LAST_WORD: Final = re.compile(r"([A-Za-z]+)\W*$")
_WAYS: Final = (stem("rise"), stem("fall"))


class Part(NamedTuple):
    """What a number is in its sentence: "level", "change", "before" or "", and the word behind."""

    role: str
    unit: str


class Fault(StrEnum):
    """What a wording has that its evidence has not."""

    WORD = "a word"
    NUMBER = "a number"
    PART = "a number in another part"
    NAME = "a name"
    TURN = "a turn"
    EMPTY = "nothing is said"


def fault_in(
    wording: str, evidence: Sequence[str], known: Iterable[str], lexicon: Lexicon
) -> Fault | None:
    """The first fault; None if all of it stands in the evidence. `known`: what may be said beside
    any of it, as who told it, and when."""
    sentences = [one for one in _SENTENCE.split(wording.strip()) if one.strip()]
    if not sentences:
        return Fault.EMPTY
    beside = " ; ".join(known)
    for sentence in sentences:
        faults = [_fault(sentence, one, beside, lexicon) for one in evidence]
        if not faults:
            return Fault.WORD
        if None not in faults:
            return next(one for one in faults if one is not None)
    return None


def _fault(sentence: str, quote: str, beside: str, lexicon: Lexicon) -> Fault | None:
    stated = stated_in(quote).keys() | stated_in(beside).keys()
    if not stated_in(sentence).keys() <= stated:
        return Fault.NUMBER
    if not _named(sentence, lexicon) <= _named(quote, lexicon) | _named(beside, lexicon):
        return Fault.NAME
    if not _words(sentence) <= _alike(_words(quote)) | _words(beside) | _listed("connecting"):
        return Fault.WORD
    if _words(sentence) & _listed("turns") != _words(quote) & _listed("turns"):
        return Fault.TURN
    return None if _same_parts(_parts(sentence), _parts(quote)) else Fault.PART


def _same_parts(said: Mapping[Decimal, Part], stated: Mapping[Decimal, Part]) -> bool:
    """Whether each number is what it is in the evidence, and of its unit."""
    units = {part.unit for part in stated.values()}
    for value, part in said.items():
        own = stated.get(value)
        if own is None:
            continue
        if part.role and own.role and part.role != own.role:
            return False
        if part.unit != own.unit and part.unit in units:
            return False
    return True


def _words(text: str) -> frozenset[str]:
    """Stems of words; plain numbers are held to their values instead."""
    return frozenset(one.stem for one in words_of(text) if not one.stem[0].isdigit())


def _alike(words: frozenset[str]) -> frozenset[str]:
    """With the other words for a rise or a fall: nothing else is said in other words."""
    groups = [vocabulary().alike(way) for way in _WAYS]
    return words.union(*(group for group in groups if words & group))


def _named(text: str, lexicon: Lexicon) -> frozenset[str]:
    return frozenset(one.term.id for one in lexicon.mentions(text))


def _parts(text: str) -> dict[Decimal, Part]:
    """For each number what the word before it makes of it, and the word behind it."""
    found: dict[Decimal, Part] = {}
    for match in _NUMBER.finditer(text):
        word = _LAST_WORD.search(match["before"].rstrip("$¥€£"))
        value = Decimal(match["digits"].replace(",", ""))
        role = _role_of(word[1].casefold()) if word else ""
        found.setdefault(value, Part(role, match["unit"].casefold()))
    return found


def _role_of(word: str) -> str:
    if word == "from":
        return "before"
    if word in ("to", "at"):
        return "level"
    ways = {one for way in _WAYS for one in vocabulary().alike(way)}
    return "change" if word == "by" or stem(word) in ways else ""


@cache
def _listed(name: str) -> frozenset[str]:
    """The stems of a list of words in `data/`."""
    lines = (DATA / f"{name}.txt").read_text("utf-8").splitlines()
    words = (word for line in lines if not line.startswith("#") for word in line.split())
    return frozenset(map(stem, words))
