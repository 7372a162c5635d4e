"""Contracts written as code and month: lc2507, SS2601, I2405, SF509."""

from __future__ import annotations

import re
from collections.abc import Iterable

from briefs.lexicon.terms import Term, TermKind

# Digits of the month by exchange: year and month (cu2511), or the year's last digit (SF509).
_MONTH_DIGITS = {"SHFE": 4, "INE": 4, "GFEX": 4, "DCE": 4, "CZCE": 3}
_MONTHS = 12
_MONTH = re.compile(r"\d{3,4}(?![A-Za-z0-9_%])(?![.,]\d)")  # Chinese may follow
_CODE = re.compile(r"([a-z]{1,2})(?:\d{3,4})?")


def code_starts(terms: Iterable[Term]) -> dict[str, Term]:
    """What a code with a month begins with, in either case: cu2, CU2, SF5."""
    return {
        f"{code}{digit}": term
        for term in terms
        if term.kind is TermKind.CONTRACT and term.code and term.venue in _MONTH_DIGITS
        for code in {term.code.lower(), term.code.upper()}
        for digit in range(10)
    }


def code_ends(text: str, end: int) -> int:
    """Where the month ends whose first digit stands before `end`; 0 when it is no month."""
    month = _MONTH.match(text, end - 1)
    if month is None or not 1 <= int(month.group()[-2:]) <= _MONTHS:
        return 0
    return month.end()


def code_index(terms: Iterable[Term]) -> dict[str, Term]:
    """Contracts of the Chinese exchanges by code in small letters."""
    return {
        term.code.lower(): term
        for term in terms
        if term.kind is TermKind.CONTRACT and term.code and term.venue in _MONTH_DIGITS
    }


def code_of(key: str) -> str:
    """ "lc" of "lc" and "lc2507"; empty when a key is no code."""
    found = _CODE.fullmatch(key)
    return found.group(1) if found else ""
