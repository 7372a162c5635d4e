"""Tickers that are also words or numbers (X, MT, 600111): read only beside a sign of what they are.

The signs are a signed percentage after them ("MT -4.1%") or their exchange before them ("NYSE: X").
Only the surroundings of "%" and ":" are looked at, so a text without them costs nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from briefs.lexicon.terms import Term

_REACH = 28  # characters looked at on the left of a sign
_PLUS_OR_MINUS = frozenset("+-−–")
_AT_END = re.compile(r"(?<![\w.])([A-Za-z0-9]{1,9})\s?[(:,]?\s?\Z")
_EXCHANGES = ("NYSE", "NASDAQ", "Nasdaq", "ASX", "TSX", "TSXV", "LSE", "AIM", "JSE", "HKEX")
_AFTER_EXCHANGE = re.compile(r":\s?([A-Za-z0-9]{1,9})(?!\w)")


class Tickers:
    """The tickers that need a sign, case-exact, with the companies they stand for."""

    def __init__(self, tickers: Mapping[str, tuple[Term, ...]]) -> None:
        self._tickers = dict(tickers)

    def spans(self, text: str) -> list[tuple[int, int, tuple[Term, ...]]]:
        """Start, end and companies of every ticker with its sign."""
        places = [_before_percent(text, at) for at in _each("%", text)]
        places += [_after_exchange(text, at) for at in _each(":", text)]
        return [
            (start, end, self._tickers[text[start:end]])
            for start, end in filter(None, places)
            if text[start:end] in self._tickers
        ]


def _each(char: str, text: str) -> Iterator[int]:
    at = text.find(char)
    while at >= 0:
        yield at
        at = text.find(char, at + 1)


def _before_percent(text: str, at: int) -> tuple[int, int] | None:
    low = max(0, at - _REACH)
    left = text[low:at].rstrip(" .0123456789")
    if left[-1:] not in _PLUS_OR_MINUS:
        return None
    ticker = _AT_END.search(left[:-1])
    return (low + ticker.start(1), low + ticker.end(1)) if ticker else None


def _after_exchange(text: str, at: int) -> tuple[int, int] | None:
    if not text[max(0, at - _REACH) : at].rstrip().endswith(_EXCHANGES):
        return None
    ticker = _AFTER_EXCHANGE.match(text, at)
    return ticker.span(1) if ticker else None
