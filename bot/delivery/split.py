"""Telegram HTML cut into messages that Telegram takes.

A cut falls between paragraphs where it can, else between lines, words, characters; never inside a
tag or an entity. Tags open at a cut are closed before it and opened again after it. Length is what
Telegram counts: the text after its entities are parsed, here in UTF-16 units, which are never
fewer than characters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

from telegram.constants import MessageLimit

PIECE = re.compile(
    r"<(?P<close>/?)(?P<name>[a-zA-Z][\w-]*)(?=[\s>])[^<>]*>"
    r"|&(?:[a-zA-Z]{2,8}|#\d{1,7}|#[xX][0-9a-fA-F]{1,6});"
    r"|.",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A tag (length 0), or one character as it stands in HTML, with the tags open behind it."""

    raw: str
    length: int  # UTF-16 units it shows
    entities: int  # formatting it begins
    open: tuple[str, ...]  # opening tags, outermost first


def split(html: str, limit: int = MessageLimit.MAX_TEXT_LENGTH) -> list[str]:
    """The messages to send for one text, in order; none of them empty.

    `html` is well-formed Telegram HTML, as `render` makes it.
    """
    parts: list[str] = []
    pieces = list(_pieces(html))
    start = 0
    opened: tuple[str, ...] = ()
    while start < len(pieces):
        end = _cut(pieces, start, limit)
        head = pieces[start:end]
        if any(not piece.raw.isspace() for piece in head if piece.length):
            parts.append(_wrap(opened, head))
        opened, start = head[-1].open, end
    return parts


def text_length(html: str) -> int:
    """What Telegram counts of a text: UTF-16 units once its tags and entities are parsed."""
    return sum(piece.length for piece in _pieces(html))


def _pieces(html: str) -> Iterator[Piece]:
    opened: tuple[str, ...] = ()
    for match in PIECE.finditer(html):
        raw = match.group()
        if match["name"] is None:
            yield Piece(raw, len(unescape(raw).encode("utf-16-le")) // 2, 0, opened)
        elif match["close"]:
            opened = opened[:-1]
            yield Piece(raw, 0, 0, opened)
        else:
            opened = (*opened, raw)
            yield Piece(raw, 0, 1, opened)


def _cut(pieces: list[Piece], start: int, limit: int) -> int:
    """Where the message that begins at `start` ends: all that fits, or the best cut within."""
    entities = len(pieces[start - 1].open) if start else 0
    length = 0
    best: dict[int, int] = {}
    for index in range(start, len(pieces)):
        piece = pieces[index]
        length += piece.length
        entities += piece.entities
        if length > limit or entities > MessageLimit.MESSAGE_ENTITIES:
            return _choose(best, start, index)
        rank = _rank(pieces, index)
        # A better cut early in a message would leave it half empty.
        if rank is not None and (rank >= 2 or length * 2 >= limit):
            best[rank] = index + 1
    return len(pieces)


def _choose(best: dict[int, int], start: int, overflow: int) -> int:
    chosen = min(best, default=None)
    # Without any place to cut, at least one piece goes, or nothing ever would.
    return max(best[chosen] if chosen is not None else overflow, start + 1)


def _rank(pieces: list[Piece], index: int) -> int | None:
    """How good a cut behind this piece is: 0 a paragraph, 1 a line, then inside formatting."""
    piece = pieces[index]
    if piece.raw == "\n":
        if piece.open:
            return 2
        return 0 if index and pieces[index - 1].raw == "\n" else 1
    if piece.raw == " ":
        return 4 if piece.open else 3
    return None


def _wrap(opened: tuple[str, ...], head: list[Piece]) -> str:
    closing = "".join(f"</{_name(tag)}>" for tag in reversed(head[-1].open))
    return ("".join(opened) + "".join(piece.raw for piece in head) + closing).strip()


def _name(tag: str) -> str:
    match = PIECE.match(tag)
    assert match is not None
    return match["name"]
