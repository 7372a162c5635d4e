"""Several names typed one after the other: "ndpr dy lme copper"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from briefs.lexicon import Lexicon, Term, TermKind

SURE = 92.0  # score of a misspelling that is taken for what is nearest
LONGEST = 5  # words of a name
LONGEST_NAME = 80  # characters
MOST = 20  # names of one command
COMMA = re.compile(r"\s*[,，、;；]\s*")
CHARTED = frozenset({TermKind.MATERIAL, TermKind.CONTRACT})
BOARDED = CHARTED | {TermKind.SECTOR}


@dataclass(frozen=True, slots=True)
class Named:
    """The terms named, in their order, and the words that name none."""

    terms: tuple[Term, ...]
    unknown: tuple[str, ...]


def read_names(
    lexicon: Lexicon, typed: str, kinds: frozenset[TermKind] = CHARTED
) -> Named:  # fmt: skip
    """Commas part names; without one the longest name at each place is taken."""
    terms: dict[str, Term] = {}
    unknown = []
    for part in COMMA.split(typed.strip())[:MOST]:
        words = part.split()[: MOST * LONGEST]
        while words:
            length, term = _longest(lexicon, words, kinds)
            if term is None:
                unknown.append(words[0][:LONGEST_NAME])
            else:
                terms[term.id] = term
            words = words[length:]
    return Named(tuple(terms.values())[:MOST], tuple(unknown[:MOST]))


def _longest(
    lexicon: Lexicon, words: Sequence[str], kinds: frozenset[TermKind]
) -> tuple[int, Term | None]:
    """How many words the name at the beginning has, and its term."""
    for length in range(min(LONGEST, len(words)), 0, -1):
        name = " ".join(words[:length])
        hits = lexicon.find(name, kinds=kinds, limit=1)
        if hits and (hits[0].how == "exact" or (length == 1 and hits[0].score >= SURE)):
            return length, hits[0].term
    return 1, None
