"""Runs of typed words → the lexicon's names in them, the longest first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from briefs.filters.expressions import EVERYTHING, Expr, Kind, Topic
from briefs.filters.problems import FilterError, Problem
from briefs.filters.words import KINDS
from briefs.lexicon import Lexicon
from briefs.topics import TOPICS

LONGEST_NAME = 6  # words of one name
SUGGESTED = 3
ALL = frozenset({"*", "everything", "all", "全部"})
Word = tuple[str, int]  # as typed, and where it begins


def read_names(words: Sequence[Word], lexicon: Lexicon) -> Iterator[Expr]:
    """What each name of the run stands for. Raises FilterError at the first unknown one."""
    at = 0
    while at < len(words):
        found, used = _longest(words[at : at + LONGEST_NAME], lexicon)
        yield found
        at += used


def _longest(words: Sequence[Word], lexicon: Lexicon) -> tuple[Expr, int]:
    for used in range(len(words), 0, -1):
        name = " ".join(word for word, _ in words[:used])
        found = _meaning(name, words[:used], lexicon)
        if found is not None:
            return found, used
    word, start = words[0]
    raise FilterError(Problem.NAME, start, start + len(word), word, _near(words, lexicon))


def _meaning(name: str, words: Sequence[Word], lexicon: Lexicon) -> Expr | None:
    folded = name.casefold()
    if folded in ALL:
        return EVERYTHING
    if folded in KINDS:
        return Kind(KINDS[folded])
    if folded in lexicon.terms and lexicon.terms[folded].kind in TOPICS:
        return Topic(folded)
    exact = [hit.term.id for hit in lexicon.find(name, kinds=TOPICS) if hit.how == "exact"]
    if len(exact) > 1:
        end = words[-1][1] + len(words[-1][0])
        raise FilterError(Problem.AMBIGUOUS, words[0][1], end, name, tuple(exact[:SUGGESTED]))
    return Topic(exact[0]) if exact else None


def _near(words: Sequence[Word], lexicon: Lexicon) -> tuple[str, ...]:
    """The nearest names, of two words together or of the first alone."""
    pair = " ".join(word for word, _ in words[:2])
    hits = lexicon.find(words[0][0], kinds=TOPICS) or lexicon.find(pair, kinds=TOPICS)
    return tuple(dict.fromkeys(hit.term.name for hit in hits))[:SUGGESTED]
