"""Names in running text, leftmost and longest, at the speed of one pass over it.

Two automata: one over the folded text for names, one over the text as it stands for symbols whose
case matters (Cu, MP, FCX). A match is kept when it stands on word boundaries; Chinese has none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

import ahocorasick_rs

from briefs.lexicon.rows import Entry
from briefs.lexicon.spelling import Spellings, fold
from briefs.lexicon.terms import Mention, Term, TermKind

_ORDER = {kind: at for at, kind in enumerate(TermKind)}
_SIGNED_PERCENT = re.compile(r"\s?[(:,]?\s?[+\-−–]\s?\d{1,4}(?:\.\d{1,4})?\s?%")
_EXCHANGE = re.compile(r"(?:NYSE|NASDAQ|Nasdaq|ASX|TSX|TSXV|LSE|AIM|JSE|HKEX|HKG|SSE|SZSE)\s?:\s?$")
_EXCHANGE_REACH = 10  # characters looked at on the left of a ticker
_WHITE = " \n"


class _Pattern:
    """What a folded name stands for. No terms: an ordinary phrase that hides a name."""

    __slots__ = ("guarded", "terms", "wide")

    def __init__(self) -> None:
        self.terms: list[Term] = []
        self.guarded = True  # every claim on it is a ticker that is also a word
        self.wide = False  # it has a space: when refused, shorter names may stand inside it


class Matcher:
    """Built once a lexicon; `mentions` is safe to call from several threads."""

    def __init__(
        self, entries: Iterable[Entry], spellings: Spellings, phrases: Iterable[str]
    ) -> None:
        names: dict[str, _Pattern] = {}
        symbols: dict[str, _Pattern] = {}
        for entry in entries:
            for alias in entry.aliases:
                if alias.shared:
                    continue
                exact = alias.exact or alias.find_only
                forms = [alias.text] if exact else spellings.forms(fold(alias.text))
                for form in forms:
                    _claim(symbols if exact else names, form, entry.term, alias.find_only)
        for phrase in phrases:
            pattern = names[fold(phrase)] = _Pattern()
            pattern.wide = True
        self._names = _Automaton(names)
        self._symbols = _Automaton(symbols)

    def mentions(self, text: str) -> list[Mention]:
        """In order of appearance, never overlapping; several only where terms share a name."""
        folded = fold(text)
        spans = self._names.spans(folded, 0, len(folded))
        taken = [span for span in spans if span is not None]
        symbols = [
            (start, end, pattern)
            for start, end, pattern in self._symbols.spans(text, 0, len(text))
            if not pattern.guarded or _is_ticker(text, start, end)
        ]
        if symbols:
            taken = _merge(taken, symbols)
        return [
            Mention(term, start, end, text[start:end])
            for start, end, pattern in taken
            for term in pattern.terms
        ]


class _Automaton:
    def __init__(self, patterns: Mapping[str, _Pattern]) -> None:
        self._patterns = tuple(patterns.values())
        for pattern in self._patterns:
            pattern.terms.sort(key=lambda term: _ORDER[term.kind])
        self._search = ahocorasick_rs.AhoCorasick(
            list(patterns),
            matchkind=ahocorasick_rs.MatchKind.LeftmostLongest,
            implementation=ahocorasick_rs.Implementation.ContiguousNFA,
        )

    def spans(self, text: str, low: int, high: int) -> list[tuple[int, int, _Pattern]]:
        """Matches between two offsets that stand on word boundaries of the whole text."""
        part = text if low == 0 and high == len(text) else text[low:high]
        found: list[tuple[int, int, _Pattern]] = []
        for index, start, end in self._search.find_matches_as_indexes(part):
            start, end = start + low, end + low
            pattern = self._patterns[index]
            stop = _stop(text, end)
            if stop and _starts(text, start):
                found.append((start, stop, pattern))
            elif pattern.wide:
                found += self._inside(text, start, end)
        return found

    def _inside(self, text: str, start: int, end: int) -> list[tuple[int, int, _Pattern]]:
        """Shorter names inside a refused one: "lead concentrated" still has lead."""
        cut = text.rfind(" ", start, end)
        if cut <= start:
            return []
        if _starts(text, start):
            return self.spans(text, start, cut)
        low = text.find(" ", start, end) + 1
        return self.spans(text, low, end) if low < end else []


def _claim(patterns: dict[str, _Pattern], form: str, term: Term, guarded: bool) -> None:
    pattern = patterns.setdefault(form, _Pattern())
    if term not in pattern.terms:
        pattern.terms.append(term)
    pattern.guarded = pattern.guarded and guarded
    pattern.wide = " " in form


def _joins(char: str) -> bool:
    """Whether a character would continue a word: Chinese does not."""
    return char.isalnum() and char < "⺀"


def _starts(text: str, start: int) -> bool:
    return start == 0 or not _joins(text[start - 1]) or not _joins(text[start])


def _stop(text: str, end: int) -> int:
    """Where the name ends, its plural included; 0 when a word goes on there."""
    if end >= len(text) or not _joins(text[end]) or not _joins(text[end - 1]):
        return end
    plural = text[end] == "s" and text[end - 1].isalpha()
    if plural and (end + 1 == len(text) or not _joins(text[end + 1])):
        return end + 1
    return 0


def _is_ticker(text: str, start: int, end: int) -> bool:
    if _SIGNED_PERCENT.match(text, end):
        return True
    return bool(_EXCHANGE.search(text[max(0, start - _EXCHANGE_REACH) : start]))


def _merge(
    names: list[tuple[int, int, _Pattern]], symbols: list[tuple[int, int, _Pattern]]
) -> list[tuple[int, int, _Pattern]]:
    """Both in order; a symbol inside a longer name gives way, a shorter name inside a symbol too."""
    both = sorted(names + symbols, key=lambda span: (span[0], span[0] - span[1]))
    kept: list[tuple[int, int, _Pattern]] = []
    for span in both:
        if not kept or span[0] >= kept[-1][1]:
            kept.append(span)
        elif span[0] == kept[-1][0] and span[1] == kept[-1][1]:
            kept.append(span)
    return kept
