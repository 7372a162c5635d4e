"""Where a clause begins and ends around a word, so that a span says one thing and no more."""

from __future__ import annotations

import re
from typing import Final

_OPENERS: Final = re.compile(
    r"[;:：；。—–]\s?|[,，]\s?(?:and |but |while |whereas |although |though |so |yet )?|"
    r"(?<!\bof )(?<!\bin )(?<!\bat )\bthat |"
    r"\b(?:said|says|say|thinks|think|believes|believe|argues|notes|noted|adds|added|expects|"
    r"because|since|although|though|whereas|while|but|as|once|when|if|fear|fears|worry|warned|"
    r"warns) ",
    re.IGNORECASE,
)
_CLOSERS: Final = re.compile(
    r"[.!?](?=\s|$|[\"”’])|[;；。，]|, |\n|"
    r" (?:if|because|while|once|when|unless|which|though|although|but|given|since|despite|whereas|"
    r"amid|says|said)\b|"
    r" as (?:long as|well|the|a|an|it|its|they|prices|demand|supply|more|some|most|many)\b|"
    r" and (?=(?:[\w-]{1,20} ){1,4}(?:may|might|could|would|will)\b)|"
    r" and (?:may|might|could|would|will|has|have|is|are|was|were|fears?|worry|warns?|\w{3,}ed)\b"
)
_LEAD_IN: Final = re.compile(
    r"(?:and|but|yet|so|also|however|meanwhile|then|in addition|the|a|an|some|of|on the other hand)"
    r"[, ]\s?",
    re.IGNORECASE,
)


def clause_start(text: str, start: int, at: int) -> int:
    """Where the clause begins that reaches from somewhere after `start` to `at`."""
    begin = start
    for match in _OPENERS.finditer(text, start, at):
        begin = match.end()
    return _without_lead_in(text, begin, at)


def clause_end(text: str, at: int, end: int) -> int:
    """Where the clause around `at` ends, `end` at the latest; closing marks are left out."""
    match = _CLOSERS.search(text, at, end)
    stop = match.start() if match else end
    while stop > at and text[stop - 1] in ' .,;:"”’)':
        stop -= 1
    return stop


def _without_lead_in(text: str, start: int, at: int) -> int:
    while match := _LEAD_IN.match(text, start, at):
        if match[0].lower().strip(", ") in ("the", "a", "an", "some", "of"):
            break
        start = match.end()
    return start


def without_article(text: str, start: int, end: int) -> int:
    """Where a noun phrase begins without its article."""
    for article in ("a ", "an ", "the ", "some ", "any ", "possible ", "potential "):
        if text[start : start + len(article)].lower() == article and start + len(article) < end:
            return start + len(article)
    return start
