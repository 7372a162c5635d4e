"""Names a person typed: exactly first, else the nearest spelling, never a guess between two."""

from __future__ import annotations

from collections.abc import Container, Sequence

from rapidfuzz import fuzz, process

from briefs.lexicon.codes import code_index, code_of
from briefs.lexicon.rows import Entry
from briefs.lexicon.spelling import Spellings, fold, name_key
from briefs.lexicon.terms import Hit, Term, TermKind

_CUT_OFF = 80.0
_CUT_OFF_ZH = 74.0  # one wrong character of four
_MIN_FUZZY = 4  # shorter keys are symbols: a near miss of "dy" is another element
_MIN_FUZZY_ZH = 3


class NameIndex:
    """Every normalised name with the terms it stands for, in file order."""

    def __init__(self, entries: Sequence[Entry], spellings: Spellings) -> None:
        self._terms: dict[str, list[Term]] = {}
        self._tickers: dict[str, list[Term]] = {}
        for entry in entries:
            for alias in entry.aliases:
                names = self._tickers if alias.find_only else self._terms
                for form in spellings.forms(fold(alias.text)):
                    _add(names, name_key(form), entry.term)
        self._codes = code_index(entry.term for entry in entries)
        self._names = [key for key in self._terms if len(key) >= _MIN_FUZZY_ZH]

    def find(self, name: str, kinds: Container[TermKind] | None, limit: int) -> tuple[Hit, ...]:
        """Exact hits, several when the name is ambiguous; else the nearest, best first."""
        key = name_key(name)
        if not key:
            return ()
        exact = self._exact(key, kinds)
        if exact:
            return tuple(Hit(term, 100.0, "exact") for term in exact[:limit])
        return self._nearest(key, kinds, limit)

    def _exact(self, key: str, kinds: Container[TermKind] | None) -> list[Term]:
        """By name; else by ticker ("x", "600111"); else by contract code ("lc", "lc2507")."""
        coded = self._codes.get(code_of(key))
        tiers = (self._terms.get(key, []), self._tickers.get(key, []), [coded] if coded else [])
        wanted = ([term for term in tier if kinds is None or term.kind in kinds] for tier in tiers)
        return next(filter(None, wanted), [])

    def _nearest(self, key: str, kinds: Container[TermKind] | None, limit: int) -> tuple[Hit, ...]:
        chinese = key[0] >= "⺀"
        if len(key) < (_MIN_FUZZY_ZH if chinese else _MIN_FUZZY):
            return ()
        near = process.extract(
            key,
            self._names,
            scorer=fuzz.ratio,
            limit=None,
            score_cutoff=_CUT_OFF_ZH if chinese else _CUT_OFF,
        )
        hits: dict[str, Hit] = {}
        for name, score, _ in near:
            for term in self._terms[name]:
                if kinds is None or term.kind in kinds:
                    hits.setdefault(term.id, Hit(term, score, "fuzzy"))
        return tuple(hits.values())[:limit]


def _add(names: dict[str, list[Term]], key: str, term: Term) -> None:
    terms = names.setdefault(key, [])
    if term not in terms:
        terms.append(term)
