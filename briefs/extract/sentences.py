"""Where a sentence ends: headings, bullets and table rows count, decimals and "Co." do not."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

SentenceKind = Literal["title", "heading", "bullet", "row", "prose"]

_STOP: Final = re.compile(r"[.!?。！？\n]")
_ABBREVIATED: Final = (
    "co corp inc ltd no nos vs st dr mr mrs ms jr sr approx est fig jan feb mar apr jun jul aug sep"
    " sept oct nov dec mon tue wed thu fri sat sun e.g i.e a.m p.m u.s u.k u.n d.r etc cf al gov"
    " sen rep pte pty s.a n.v llc"
)
_ABBREVIATIONS: Final = frozenset(_ABBREVIATED.split())
_BULLET: Final = re.compile(r"\s*(?:[-•·*●▪◆■]|\d{1,2}[.)、])\s+")
_CLOSERS: Final = "\"'”’)）】」』"
_HEADING_LENGTH: Final = 150
#: Longer "sentences" are no prose; cutting them bounds the work per sentence, whatever comes in.
LONGEST: Final = 1200


@dataclass(frozen=True, slots=True)
class Sentence:
    """Offsets into the text of the flash, stripped of white space at both ends."""

    index: int
    start: int
    end: int
    kind: SentenceKind
    line: int  # line number; 0 is the title


def split_sentences(text: str) -> tuple[Sentence, ...]:
    """Sentences in order. The first line is the title; a line without a full stop is a heading or
    a row."""
    found: list[Sentence] = []
    line_start = 0
    for line, content in enumerate(text.split("\n")):
        if content and not content.isspace():
            _split_line(text, line_start, line_start + len(content), line, found)
        line_start += len(content) + 1
    return tuple(found)


def _split_line(text: str, start: int, end: int, line: int, found: list[Sentence]) -> None:
    ends = [stop for stop in _stops(text, start, end)]
    kind: SentenceKind = "prose"
    if line == 0:
        kind, ends = "title", []
    elif _BULLET.match(text, start, end):
        kind = "bullet"
    elif not ends and end - start <= _HEADING_LENGTH and text[end - 1] not in ".!?。！？;；,，":
        kind = "row" if _looks_like_row(text, start, end) else "heading"
    for stop in (*ends, end):
        while stop - start > LONGEST:
            cut = text.rfind(" ", start + 1, start + LONGEST)
            cut = cut if cut > 0 else start + LONGEST
            _add(text, start, cut, kind, line, found)
            start = cut
        _add(text, start, stop, kind, line, found)
        start = stop


def _looks_like_row(text: str, start: int, end: int) -> bool:
    return any("0" <= char <= "9" for char in text[start:end])


def _add(
    text: str, start: int, end: int, kind: SentenceKind, line: int, found: list[Sentence]
) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        found.append(Sentence(len(found), start, end, kind, line))


def _stops(text: str, start: int, end: int) -> list[int]:
    stops = []
    for match in _STOP.finditer(text, start, end):
        after = match.end()
        while after < end and text[after] in _CLOSERS:
            after += 1
        if after < end and _ends_sentence(text, start, match.start(), after):
            stops.append(after)
    return stops


def _ends_sentence(text: str, start: int, at: int, after: int) -> bool:
    if text[at] != "." or text[after - 1] in _CLOSERS:
        return text[at] != "." or text[after].isspace()
    if not text[after].isspace():
        return False
    following = text[after : after + 4].lstrip()
    if following and following[0].islower():
        return False
    before = at
    while before > start and not text[before - 1].isspace() and text[before - 1] not in '([“"':
        before -= 1
    word = text[before:at].lower()
    if word in _ABBREVIATIONS:
        return False
    return not all(len(part) == 1 and part.isalpha() for part in word.split("."))  # "J.P. Morgan"
