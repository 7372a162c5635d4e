"""Cue words of a fact kind: tables a metals person can edit, found in one pass over a text.

A table is `data/NAME.csv` with the columns `sense` and `phrases`; phrases are separated by `|`,
written in lower case, and stand for whole words (Chinese has no word boundaries).
"""

from __future__ import annotations

import csv
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from briefs.extract.folding import folded

_DATA: Final = Path(__file__).parent / "data"


class Cue(NamedTuple):
    """A phrase of a table where it stands in a text."""

    start: int
    end: int
    sense: str
    word: str


class CueTable:
    """Phrases and their senses. The longest phrase wins where several begin."""

    __slots__ = ("_automaton", "_phrases", "_senses")

    def __init__(self, phrases: Mapping[str, str]) -> None:
        self._phrases = tuple(phrases)
        self._senses = tuple(phrases.values())
        self._automaton = AhoCorasick(
            self._phrases,
            matchkind=MatchKind.Standard,
            implementation=Implementation.DFA,
        )

    def scan(self, lowered: str) -> list[Cue]:
        """Cues in text order, whole words only; `lowered` comes from `lower`."""
        matches = self._automaton.find_matches_as_indexes(lowered, overlapping=True)
        found: list[Cue] = []
        last = 0
        for start, minus_end, index in sorted((low, -high, at) for at, low, high in matches):
            if start >= last and is_whole(lowered, start, -minus_end):
                last = -minus_end
                found.append(Cue(start, last, self._senses[index], self._phrases[index]))
        return found


@cache
def load_cues(name: str) -> CueTable:
    """The table `data/NAME.csv`, read once."""
    return CueTable(phrases_of(name))


def phrases_of(name: str) -> dict[str, str]:
    """The phrases of `data/NAME.csv` with their senses; the first row that has a phrase wins."""
    found: dict[str, str] = {}
    for row in read_table(name):
        for phrase in filter(None, row["phrases"].split("|")):
            found.setdefault(phrase, row["sense"])
    return found


def read_table(name: str) -> list[dict[str, str]]:
    """The rows of `data/NAME.csv`."""
    with (_DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def lower(text: str) -> str:
    """Lower case, every character in its place."""
    return folded(text)


def between(cues: Sequence[Cue], start: int, end: int) -> Sequence[Cue]:
    """Those of an ordered sequence that begin in `start:end`."""
    if not cues:
        return cues
    low = bisect_left(cues, (start,))  # a cue is a tuple that opens with its start
    if low == len(cues) or cues[low].start >= end:
        return ()
    return cues[low : bisect_left(cues, (end,), low)]


def is_whole(text: str, start: int, end: int) -> bool:
    """Do words begin and end at these offsets? Chinese has no word boundaries."""
    inside = start > 0 and text[start - 1].isalnum()
    if not (inside or text[end : end + 1].isalnum()) or text[start] >= "\u2e80":
        return True
    before = start == 0 or not _joins(text[start - 1]) or not _joins(text[start])
    return before and (end == len(text) or not _joins(text[end]) or not _joins(text[end - 1]))


def _joins(char: str) -> bool:
    return char.isalnum() and char < "\u2e80"
