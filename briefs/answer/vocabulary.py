"""The words of asking, from the tables in `data/`: cues, synonyms, and words that say nothing."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

from briefs.asked import Wanted
from briefs.types import Metric
from briefs.words import stem, stems

DATA: Final = Path(__file__).parent / "data"
_SPECIAL: Final = (
    Wanted.MOVERS, Wanted.CHANGES, Wanted.IN_FORCE, Wanted.STANDING, Wanted.MOVEMENT, Wanted.FACT,
)  # fmt: skip
_CHINESE: Final = re.compile(r"[㐀-鿿]")


@dataclass(frozen=True, slots=True, eq=False)  # there is one, told apart by what it is
class Vocabulary:
    """`cues` by length, longest first; `synonyms` gives for a stem all that mean about the same."""

    cues: tuple[tuple[str, str], ...]  # (phrase, kind)
    synonyms: Mapping[str, frozenset[str]]
    silent: frozenset[str]
    places: Mapping[str, frozenset[str]]  # place id → stems that stand for it ("Chilean")
    metric_words: tuple[tuple[str, Metric], ...]  # longest first
    slot_words: tuple[tuple[str, str], ...]  # what else a question wants told: an amount, a day
    wanted_words: tuple[tuple[str, Wanted], ...]

    def kinds(self, question: str) -> tuple[str, ...]:
        """The kinds of facts a question asks for, in the order of their first cues."""
        return _kinds_of(self, question)

    def metrics(self, question: str) -> frozenset[Metric]:
        """The measures of activity a question names: output, stocks, exports, …"""
        left = f" {question.casefold()} "
        return frozenset(metric for word, metric in self.metric_words if _find(left, word) >= 0)

    def slots(self, question: str) -> frozenset[str]:
        left = f" {question.casefold()} "
        return frozenset(slot for word, slot in self.slot_words if _find(left, word) >= 0)

    def wanted(self, question: str) -> tuple[Wanted, tuple[tuple[int, int], ...]]:
        """The manner asked for, the more special one where several are, and where it is said."""
        left = f" {question.casefold()} "
        found = [
            (wanted, (at - 1, at - 1 + len(word)))
            for word, wanted in self.wanted_words
            if (at := _find(left, word)) >= 0
        ]
        first = min((wanted for wanted, _ in found), key=_SPECIAL.index, default=Wanted.FACT)
        return first, tuple(span for wanted, span in found if wanted is first)

    def place_of(self, word: str) -> frozenset[str]:
        """Ids of the places an adjective or a capital stands for."""
        return frozenset(place for place, words in self.places.items() if word in words)

    def alike(self, word: str) -> frozenset[str]:
        return self.synonyms.get(word, frozenset((word,)))


@lru_cache(maxsize=256)
def _kinds_of(voice: Vocabulary, question: str) -> tuple[str, ...]:
    """Asked for of every flash that may answer, always of the same question."""
    left, found = f" {question.casefold()} ", dict[str, int]()
    for phrase, kind in voice.cues:
        at = _find(left, phrase)
        if at >= 0:
            found[kind] = min(at, found.get(kind, at))
            left = left.replace(phrase, " " * len(phrase), 1)
    return tuple(sorted(found, key=lambda kind: found[kind]))


@cache
def vocabulary() -> Vocabulary:
    """The tables, read once."""
    metrics = tuple((word, Metric(name)) for word, name in _pairs("metrics.csv", "metric", "words"))
    return Vocabulary(
        cues=_pairs("cues.csv", "kind", "cues"),
        synonyms=_synonyms(),
        silent=_silent(),
        places=_places(),
        metric_words=metrics,
        slot_words=_pairs("slots.csv", "slot", "asked"),
        wanted_words=tuple(
            (word, Wanted(name)) for word, name in _pairs("wanted.csv", "wanted", "cues")
        ),
    )


def _pairs(name: str, key: str, words: str) -> tuple[tuple[str, str], ...]:
    """(word, key) of each row, the longest words first."""
    found = [(word, row[key]) for row in _rows(name) for word in row[words].split("|")]
    return tuple(sorted(found, key=lambda pair: -len(pair[0])))


def _synonyms() -> Mapping[str, frozenset[str]]:
    synonyms: dict[str, frozenset[str]] = {}
    for row in _rows("synonyms.csv"):
        group = frozenset().union(*(_one(word) for word in row["words"].split("|")))
        for one in group:
            synonyms[one] = synonyms.get(one, frozenset()) | group
    return synonyms


def _silent() -> frozenset[str]:
    lines = (DATA / "stopwords.txt").read_text("utf-8").splitlines()
    words = (word for line in lines if not line.startswith("#") for word in line.split())
    return frozenset(part for word in words for part in (word, stem(word)))


def _places() -> Mapping[str, frozenset[str]]:
    return {
        row["place"]: frozenset().union(*(stems(word) for word in row["words"].split("|")))
        for row in _rows("places.csv")
    }


def _one(word: str) -> frozenset[str]:
    """The stem of a word; a phrase of several words is left out, it has none."""
    found = stems(word)
    return found if len(found) == 1 else frozenset()


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _find(text: str, phrase: str) -> int:
    at = text.find(phrase)
    if at >= 0 and _CHINESE.search(phrase):
        return at
    while at >= 0:
        if not text[at - 1].isalnum() and not text[at + len(phrase)].isalnum():
            return at
        at = text.find(phrase, at + 1)
    return -1
