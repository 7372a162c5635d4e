"""Metal that one company will take from another: "LG will buy 1.75 million tons of spodumene
concentrate from Liontown over 15 years"."""

from __future__ import annotations

import re
from typing import Final

from briefs.extract.names import names_in
from briefs.extract.numbers import Measure
from briefs.extract.parties import parties_around
from briefs.extract.reading import Reading
from briefs.extract.sentences import Sentence
from briefs.extract.sieve import Sieve
from briefs.lexicon import TermKind

_SUPPLY: Final = re.compile(
    r"\b(?:will|agreed to|agrees to|is to|are to|contracted to|committed to)"
    r" (?:buy|purchase|take|supply|deliver|sell|ship) "
    r"(?:up to |about |around |some |at least |nearly )?[0-9]"
)
_LIKELY: Final = Sieve({"supply": _SUPPLY})
_TIED: Final = re.compile(r" (?:from|to|with) (?:the |[A-Z]\w+(?:'s|’s) )?(?:[a-z-]+ ){0,3}$")


def may_supply(reading: Reading) -> bool:
    """Has a flash a word of such a deal?"""
    return bool(_LIKELY.names(reading.text))


def supplied_between(reading: Reading, sentence: Sentence) -> list[str]:
    """The two companies of a sentence in which one takes an amount from the other, else none."""
    told = _SUPPLY.search(reading.text, sentence.start, sentence.end)
    if told is None:
        return []
    at = told.end() - 1
    near = [n for n in reading.numbers_in(sentence) if n.digits == at]
    if not near or near[0].measure is not Measure.AMOUNT:
        return []
    before, after = parties_around(reading, sentence, told.start())
    tied = [name for name in after if _is_tied(reading, sentence, near[0].end, name)]
    return [before[-1], tied[0]] if before and tied and tied[0] != before[-1] else []


def _is_tied(reading: Reading, sentence: Sentence, start: int, name: str) -> bool:
    """Does "from", "to" or "with" lead to a company's name?"""
    at = reading.text.find(name, start, sentence.end)
    known = next((n for n in names_in(reading, sentence) if n.start == at), None)
    firm = known is not None and (known.kind is TermKind.COMPANY or known.corporate)
    return firm and _TIED.search(reading.text, start, at) is not None
