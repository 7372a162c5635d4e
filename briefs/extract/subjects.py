"""What a number belongs to: the name phrase before it, behind it, or carried from earlier.

A text is cut into runs: stretches of words that can stand in a name, between verbs, prepositions
and commas. A run with a lexicon name wins; a run without one ("Zijin", "industrial grade") is read
as a kind of the material carried along, or as a name nobody has listed yet.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from briefs.extract.landmarks import Landmarks
from briefs.extract.reading import Reading
from briefs.extract.subject_words import (
    CHINESE_PLAIN,
    HAS_CONTENT,
    SPECIFYING,
    TRADE_TERMS,
)
from briefs.extract.words import (
    ACTORS,
    ADVERBS,
    BREAKS,
    DETERMINERS,
    MADE_THINGS,
    PREPOSITIONS,
    PRICE_WORDS,
    QUANTITY_HEADS,
    VERBS,
    roles,
)
from briefs.lexicon import Term, TermKind

#: Kinds of term that can have a price.
PRICED: Final = (TermKind.MATERIAL, TermKind.CONTRACT)
_TOKEN: Final = re.compile(
    r"[A-Za-z0-9#≥≤][A-Za-z0-9#≥≤%+&'’*²³-]*(?:[./](?=[A-Za-z0-9])[A-Za-z0-9#≥≤%+&'’*²³-]*)*"
    r"|[\u4e00-\u9fff]+|[^\sA-Za-z0-9]"
)
_POSSESSIVES: Final = ("'s", "’s")
_VERB_ENDINGS: Final = ("ed", "ing")
_COSTS: Final = ("cost", "costs")
_ROLES: Final = roles(verbs=VERBS)
#: Small words that are never more than that: most of a text, and settled by one look.
_SMALL: Final = {
    word: role
    for word, role in _ROLES.items()
    if role != "verb" and word.isascii() and word[0].isalnum() and not word.endswith(_VERB_ENDINGS)
}
_ROLES_OF_CAPITALS: Final = roles()  # "IS" and "HAS" may be names
_BRACKETED: Final = re.compile(r"[ ]?[(（][^()（）\n]{1,24}[)）]")


class Run(NamedTuple):
    """Name-like words in a row. `after` is the word that opens the run ("at", "verb", ",")."""

    start: int
    end: int
    after: str
    term: Term | None
    plain: bool  # only words like "deals", "average": names no thing

    def of(self, text: str) -> str:
        return text[self.start : self.end]


def runs_in(reading: Reading, start: int, end: int) -> Sequence[Run]:
    """The runs of `start:end`, in order; several rules ask for the same stretch."""
    return reading.once(("runs", start, end), lambda: tuple(_Cutter(reading, start, end).runs()))


class _Cutter:
    """Cuts one stretch of text into runs, a token at a time."""

    def __init__(self, reading: Reading, start: int, end: int) -> None:
        self.text = reading.text
        self.end = end
        self.start = start
        marks = reading.once("landmarks", lambda: Landmarks(reading, PRICED))
        self.named, self.places, self.signed = marks.named, marks.places, marks.signed
        self.numbers, self.dates, self.turns = marks.numbers, marks.dates, marks.turns
        self.marked = marks.marked
        self.found: list[Run] = []
        self.open: list[tuple[int, int]] = []
        self.after = "start"
        self.pending = "start"
        self.term: Term | None = None

    def runs(self) -> list[Run]:
        while self.start < self.end and self._walk():
            pass
        self._shut("end")
        return self.found

    def _walk(self) -> bool:
        """Take token after token; True when one was left in its middle, to be cut anew there."""
        position, marked = self.start, self.marked
        for token in _TOKEN.finditer(self.text, position, self.end):
            start, end = token.span()
            if start < position:
                if end <= position:
                    continue  # inside a name or a number
                return True
            take = self._take if start in marked else self._word
            self.start = position = take(start, end)
            if position < end:
                return True
        return False

    def _take(self, start: int, end: int) -> int:
        """Handle one token; where to read on."""
        if mention := self.named.get(start):
            self._grow(start, mention.end)
            self.term = mention.term
            return mention.end
        if stop := self.numbers.get(start):
            self._shut("number")
            return max(stop, end)
        if stop := self.dates.get(start):
            self._shut(self.pending)
            return self._past(start, stop, end)
        if stop := self.turns.get(start):
            self._shut("verb")
            return self._past(start, stop, end)
        return self._word(start, end)

    def _past(self, start: int, stop: int, end: int) -> int:
        """Where to read on behind a day or a verb: Chinese goes on without a space."""
        return stop if "\u4e00" <= self.text[start] <= "\u9fff" else max(stop, end)

    def _word(self, start: int, end: int) -> int:
        word = self.text[start:end]
        if role := _SMALL.get(word):
            self._end_at(role)
            return end
        if word.startswith("SMM") and start + 3 in self.named:  # "SMM1#锡"
            return start + 3
        if word in "(（":
            return self._bracket(start, end)
        if "\u4e00" <= word[0] <= "\u9fff":
            return self._chinese(start, end)
        lower = word.lower()
        if lower.endswith(_POSSESSIVES):
            lower = lower.removesuffix("'s").removesuffix("’s")
        if not (word[0].isalnum() or word[0] in "#≥≤"):
            if word in "'\"’“”‘[]【】*~+-–":
                return end
            self._shut(word)
        elif word.endswith(_VERB_ENDINGS) and self._is_unlisted_verb(word, end):
            self._shut("verb")
        else:
            self._by_role(lower, word, start, end)
        return end

    def _by_role(self, lower: str, word: str, start: int, end: int) -> None:
        role = _ROLES.get(lower)
        if role == "verb" and (self._is_cost(lower, end) or (len(word) < 4 and word.isupper())):
            role = None if lower in _COSTS else _ROLES_OF_CAPITALS.get(lower)
        if role is None:
            self._grow(start, end)
        else:
            self._end_at(role)

    def _end_at(self, role: str) -> None:
        """End the run at a small word."""
        if role == "determiner":
            self._shut(self.after if self.open else self.pending)
        else:
            self._shut(self.pending if role == "adverb" else role)

    def _chinese(self, start: int, end: int) -> int:
        """Characters between names: what is left without the usual price words is a name."""
        named = next((at for at in range(start + 1, end) if at in self.named), end)
        turned = next((at for at in range(start + 1, named) if at in self.turns), named)
        aside = CHINESE_PLAIN.match(self.text, start, turned)
        if aside:
            self._shut(aside[0])
            return aside.end()
        stop = start + 1
        while stop < turned and not CHINESE_PLAIN.match(self.text, stop, turned):
            stop += 1
        if stop - start > 1 or self.open:
            self._grow(start, stop)
        return stop

    def _is_unlisted_verb(self, word: str, end: int) -> bool:
        """Words in -ed and -ing that act: "was concentrated at", "peaked at", "heading for"."""
        if not word.islower() or "-" in word:
            return False
        if word.endswith("ed"):
            return self._acts(end)
        return word.endswith("ing") and word not in MADE_THINGS and self._acts(end)

    def _is_cost(self, lower: str, end: int) -> bool:
        """ "costs of" and "cost curve" are nouns; "cost 7,800" is a verb."""
        if lower not in _COSTS:
            return False
        return self.text[end : end + 4] == " of " or not self._acts(end)

    def _acts(self, end: int) -> bool:
        """Is a word in -ed a verb: do a small word, a number or nothing follow it?"""
        following = _TOKEN.search(self.text, end, self.end)
        if following is None:
            return True
        word = following[0].lower()
        small = word in DETERMINERS or word in PREPOSITIONS or word in ADVERBS or word in BREAKS
        return small or following.start() in self.numbers or not following[0][0].isalnum()

    def _bracket(self, start: int, end: int) -> int:
        aside = _BRACKETED.match(self.text, start)
        if (
            aside
            and aside.end() <= self.end
            and self.open
            and not self._measured(start, aside.end())
        ):
            self.open.append((start, aside.end()))
            return aside.end()
        self._shut("(")
        told = aside and any(at in self.named or at in self.numbers for at in range(*aside.span()))
        return aside.end() if aside and not told and aside.end() <= self.end else end

    def _measured(self, start: int, end: int) -> bool:
        return any(at in self.signed for at in range(start + 1, end))

    def _grow(self, start: int, end: int) -> None:
        if not self.open:
            self.after = self.pending
        self.open.append((start, end))

    def _shut(self, by: str) -> None:
        if self.open:
            tokens = self.open
            plain = self.term is None and self._names_nothing(tokens)
            while not plain and len(tokens) > 1 and self._is_price_word(tokens[0]):
                tokens = tokens[1:]
            self.found.append(Run(tokens[0][0], tokens[-1][1], self.after, self.term, plain))
        self.open, self.term, self.pending = [], None, by

    def _names_nothing(self, tokens: list[tuple[int, int]]) -> bool:
        """Only words of trade: prices, buyers, delivery terms, a content to hold."""
        words = [self.text[start:end].lower() for start, end in tokens]
        if words[0] in TRADE_TERMS or words[-1] in ACTORS:
            return True
        if all(map(self._is_plain, tokens)):
            return True
        if not TRADE_TERMS.isdisjoint(words) and self._is_trade_place(tokens):
            return True
        return "%" in self.text[tokens[0][0] : tokens[-1][1]] and self._is_specification(tokens)

    def _is_specification(self, tokens: list[tuple[int, int]]) -> bool:
        """ "basis 60-64% Cr", "max 1.5% Si": what the thing named before has to hold."""
        words = [self.text[start:end] for start, end in tokens]
        return any(word.endswith("%") for word in words) and all(
            word.endswith("%") or word.lower() in SPECIFYING or (len(word) < 3 and word.isalpha())
            for word in words
        )

    def _is_trade_place(self, tokens: list[tuple[int, int]]) -> bool:
        """ "China FOB": a place with its trade term names no material."""
        words = [self.text[start:end].lower() for start, end in tokens]
        return any(word in TRADE_TERMS for word in words) and all(
            word in TRADE_TERMS or start in self.places or self._is_plain((start, end))
            for word, (start, end) in zip(words, tokens, strict=True)
        )

    def _is_plain(self, token: tuple[int, int]) -> bool:
        if token[0] in self.named:
            return False
        word = self.text[token[0] : token[1]].lower().removesuffix("'s").removesuffix("’s")
        if word in PRICE_WORDS or word in QUANTITY_HEADS:
            return True
        if token[0] in self.places:
            return self.after in PREPOSITIONS
        if len(word) > 1 and word.isascii() and word.isalpha():
            return False  # most words
        if word.endswith(("-grade", "-quality", "%")):  # "high-grade at …" tells of a grade
            return False
        parts = word.split("-")
        return all(part in PRICE_WORDS or not HAS_CONTENT.search(part) for part in parts)

    def _is_price_word(self, token: tuple[int, int]) -> bool:
        return token[0] not in self.named and self.text[token[0] : token[1]].lower() in PRICE_WORDS
