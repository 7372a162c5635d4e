"""Quick looks at what touches digits: most numbers have no currency before and no unit behind."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from briefs.extract.units import AMOUNT, CURRENCY_AFTER, CURRENCY_BEFORE, SCALE

_MONEY_SIGNS: Final = frozenset("$€£¥￥₹₩")
_SIGNS: Final = frozenset("+-−–↑↓▲▼＋")
_CURRENCY_ENDS: Final = frozenset(name[-2:] for name in CURRENCY_BEFORE if name.isalpha())
_OPENERS: Final = frozenset(" -%％/／$€¢(（")  # beside letters, what a unit or a change begins with
_PERCENT: Final = ("percent", "pct", "ppt", "pp", "a ", "an ", "per ")


def _starts(words: Iterable[str], length: int) -> frozenset[str]:
    return frozenset(word[:length].lower() for word in words if len(word) >= length)


_WORDS: Final = (*SCALE, *CURRENCY_AFTER, *AMOUNT, *_PERCENT)
_TWO_LETTERS: Final = _starts(_WORDS, 2)
_ONE_LETTER: Final = frozenset(word.lower() for word in _WORDS if len(word) == 1)


def may_be_money(text: str, at: int) -> bool:
    """Do the characters before `at` end like a currency?"""
    before = text[max(0, at - 4) : at].rstrip(" ")
    return bool(before) and (before[-1] in _MONEY_SIGNS or before[-2:].lower() in _CURRENCY_ENDS)


def is_plain_left(text: str, start: int) -> bool:
    """Neither sign nor currency stands before the digits."""
    return (
        start == 0 or text[start - 1] not in _SIGNS
    ) and not may_be_money(text, start)  # fmt: skip


def is_plain_right(text: str, end: int) -> bool:
    """No scale, percent, currency, unit or bracketed change stands behind the digits."""
    first = text[end : end + 1]
    if first not in _OPENERS:
        return not first.isalpha()
    if first == "-":
        return text[end + 1 : end + 2].isdigit()
    if first != " ":
        return False
    word = text[end + 1 : end + 3].lower()
    if not ("a" <= word[:1] <= "z"):
        return word[:1].isdigit() or word[:1] == "("
    if word[0] in _ONE_LETTER and not ("a" <= word[1:2] <= "z"):
        return False
    return word not in _TWO_LETTERS


def is_plain_word(text: str, start: int, end: int) -> bool:
    """Nothing that touches the digits makes them part of a code or a clock time."""
    before = text[start - 1] if start else " "
    if before.isalnum() or before in "#_№-/.":
        return False
    after = text[end : end + 1]
    return not (after.isalpha() or after in "#＃:/")
