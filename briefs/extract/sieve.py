"""Which patterns are worth trying on a text: one pass of an automaton for the words they need.

A pattern that lists many words costs `re` one attempt a character; most texts hold none of the
words. A sieve finds the words first, whole or inside others, and names the patterns they open.
The words come out of the patterns themselves, so that the two cannot drift apart.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from functools import cached_property
from typing import Final

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from briefs.extract.folding import folded
from briefs.extract.needed_words import needed_words

_NOTHING: Final[frozenset[str]] = frozenset()


class Sieve:
    """Several patterns by name, made ready when the first text comes. `names` raises ValueError
    for a pattern that can match without any letter."""

    def __init__(self, patterns: Mapping[str, re.Pattern[str]]) -> None:
        self._patterns = patterns

    @cached_property
    def _needed(self) -> list[tuple[str, str]]:
        """Each word with the pattern that needs it."""
        return [
            (word, name)
            for name, pattern in self._patterns.items()
            for word in needed_words(pattern)
        ]

    @cached_property
    def _automaton(self) -> AhoCorasick:
        return AhoCorasick(
            [word for word, _ in self._needed],
            matchkind=MatchKind.Standard,
            implementation=Implementation.DFA,
        )

    def names(self, text: str) -> frozenset[str]:
        """The patterns that may match a text or a part of it."""
        found = self._automaton.find_matches_as_indexes(folded(text), overlapping=True)
        return frozenset([self._needed[index][1] for index, _, _ in found]) if found else _NOTHING


class Sieved:
    """A pattern whose words are looked for before it is tried."""

    __slots__ = ("_sieve", "pattern")

    def __init__(self, pattern: re.Pattern[str]) -> None:
        self.pattern = pattern
        self._sieve = Sieve({"": pattern})

    def search(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """The first match, like the pattern's own `search`."""
        if not self._sieve.names(text[start:end]):
            return None
        return self.pattern.search(text, start, end)
