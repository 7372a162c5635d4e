"""Names in running text, leftmost and longest, in one pass over the text for names and one for
symbols.

The first automaton reads the folded text for names; the second reads the text as it stands for
symbols whose case matters (Cu, FCX) and contract codes (SS2601). A match is kept when it stands on
word boundaries; Chinese has none. Tickers that are also words are read only beside a sign of what
they are (`tickers.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeAlias

import ahocorasick_rs

from briefs.lexicon.codes import code_ends, code_starts
from briefs.lexicon.rows import Entry
from briefs.lexicon.spelling import Spellings, fold
from briefs.lexicon.terms import Mention, Term, TermKind
from briefs.lexicon.tickers import Tickers

_ORDER = {kind: at for at, kind in enumerate(TermKind)}

Terms: TypeAlias = tuple[Term, ...]
Span: TypeAlias = tuple[int, int, Terms]
Ending: TypeAlias = Callable[[str, int], int]


class Matcher:
    """Built once a lexicon; `mentions` is safe to call from several threads."""

    def __init__(
        self, entries: Sequence[Entry], spellings: Spellings, phrases: Iterable[str]
    ) -> None:
        names: dict[str, Terms] = {}
        symbols: dict[str, Terms] = {}
        tickers: dict[str, Terms] = {}
        for entry in entries:
            if entry.term.kind is TermKind.UNIT:  # units are read with their numbers, not alone
                continue
            for alias in entry.aliases:
                if alias.shared:
                    continue
                if alias.exact or alias.find_only:
                    _claim(symbols if alias.exact else tickers, alias.text, entry.term)
                    continue
                for form in spellings.forms(fold(alias.text)):
                    if not form.isdigit():  # a bare 553 is a number
                        _claim(names, form, entry.term)
        names.update((fold(phrase), ()) for phrase in phrases)  # these hide a name
        codes = code_starts(entry.term for entry in entries)
        # A DFA reads faster and builds slower: worth it only for the short list.
        self._names = _Automaton(names, {}, ahocorasick_rs.Implementation.ContiguousNFA)
        self._symbols = _Automaton(symbols, codes, ahocorasick_rs.Implementation.DFA)
        self._tickers = Tickers(tickers)

    def mentions(self, text: str) -> list[Mention]:
        """In order of appearance, never overlapping; several only where terms share a name."""
        folded = fold(text)
        taken = self._names.spans(folded, 0, len(folded))
        others = self._symbols.spans(text, 0, len(text)) + self._tickers.spans(text)
        if others:
            taken = _merge(taken + others)
        return [
            Mention(term, start, end, text[start:end])
            for start, end, terms in taken
            for term in terms
        ]


class _Automaton:
    """Patterns with the terms they stand for; `codes` stand for a term when a month follows."""

    def __init__(
        self,
        patterns: Mapping[str, Terms],
        codes: Mapping[str, Term],
        implementation: ahocorasick_rs.Implementation,
    ) -> None:
        self._found: list[tuple[Terms, Ending, bool]] = []
        for pattern, terms in patterns.items():
            ordered = tuple(sorted(terms, key=lambda term: _ORDER[term.kind]))
            self._found.append((ordered, _stop, " " in pattern))
        self._found += [((term,), code_ends, False) for term in codes.values()]
        self._longest = max((len(pattern) for pattern in patterns), default=0)
        self._search = ahocorasick_rs.AhoCorasick(
            [*patterns, *codes],
            matchkind=ahocorasick_rs.MatchKind.LeftmostLongest,
            implementation=implementation,
        )

    def spans(self, text: str, low: int, high: int) -> list[Span]:
        """Matches between two offsets that stand on word boundaries of the whole text."""
        return self._spans(text, low, high, self._longest)

    def _spans(self, text: str, low: int, high: int, reach: int) -> list[Span]:
        part = text[low:high]
        found: list[Span] = []
        again = False
        for index, start, end in self._search.find_matches_as_indexes(part):
            start, end = start + low, end + low
            terms, ending, has_space = self._found[index]
            stop = ending(text, end) if _starts(text, start) else 0
            if stop:
                found.append((start, stop, terms))
            elif has_space:
                inside = self._inside(text, start, end, min(high, end + reach))
                again = again or bool(inside)
                found += inside
        return _merge(found) if again else found

    def _inside(self, text: str, start: int, end: int, last: int) -> list[Span]:
        """Names inside a refused one: "lead concentrated" still has lead, and behind the refused
        "nd Pr" of "and Pr-Nd alloy" the name goes on."""
        if _starts(text, start):
            return self._spans(text, start, text.rfind(" ", start, end), 0)
        return self._spans(text, text.find(" ", start, end) + 1, last, 0)


def _claim(patterns: dict[str, Terms], form: str, term: Term) -> None:
    terms = patterns.get(form, ())
    if term not in terms:
        patterns[form] = (*terms, term)


_HOUSE = "smm"


def _joins(char: str) -> bool:
    """Whether a character would continue a word: Chinese does not."""
    return char.isalnum() and char < "⺀"


def _starts(text: str, start: int) -> bool:
    if start == 0 or not (_joins(text[start - 1]) and _joins(text[start])):
        return True
    # "SMM1#锡": a price house glued to a grade
    house = text[start].isdigit() and text[max(0, start - 3) : start].lower() == _HOUSE
    return house and (start == len(_HOUSE) or not _joins(text[start - len(_HOUSE) - 1]))


def _stop(text: str, end: int) -> int:
    """Where the name ends, its plural included; 0 when a word goes on there."""
    if end >= len(text) or not _joins(text[end]) or not _joins(text[end - 1]):
        return end
    plural = text[end] == "s" and text[end - 1].isalpha()
    if plural and (end + 1 == len(text) or not _joins(text[end + 1])):
        return end + 1
    return 0


def _merge(spans: list[Span]) -> list[Span]:
    """In order; of two that overlap the earlier, then the longer, stays."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda span: (span[0], -span[1])):
        if kept and span == kept[-1]:
            continue
        if not kept or span[0] >= kept[-1][1] or span[:2] == kept[-1][:2]:
            kept.append(span)
    return kept
