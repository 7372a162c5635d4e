"""Bytes or text of unknown kind → raw flashes: what encoding, which media, how many."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

from briefs.sheets.split import is_sheet, split_csv
from briefs.types import Media, RawFlash

BOMS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
CHARSET = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?([\w-]{2,20})", re.IGNORECASE)
HEAD = 2048  # bytes of a page in which it names its encoding
HTML = re.compile(r"<(?:!doctype html|html|head|body|article|div|p|h1)\b", re.IGNORECASE)


def decode(data: bytes) -> str:
    """The text of a file, by its mark, its own word, or the look of its bytes.

    Never fails: what is no text comes out with signs that normalize refuses.
    """
    for mark, encoding in BOMS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    for encoding in _likely(data):
        try:
            return data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    return data.decode("utf-8", errors="replace")


def decode_as(data: bytes, charset: str | None) -> str:
    """The text, by the encoding somebody named for it if that one fits, else by `decode`."""
    if charset is not None and not data.startswith(tuple(mark for mark, _ in BOMS)):
        try:
            return data.decode(charset)
        except (UnicodeDecodeError, LookupError, ValueError):
            pass
    return decode(data)


def media_of(content: str) -> Media:
    """What a text without a file name is."""
    start = content.lstrip("\ufeff \t\r\n")
    if start.startswith(("{", '[{"', "[\n", "[ {")):
        return "json"
    return "html" if HTML.match(start) else "text"


def read_content(
    content: str, *, source: str, origin: str, now: datetime, media: Media | None = None
) -> Iterator[RawFlash]:
    """A text as raw flashes: one, or of JSON Lines and price sheets one a line, so that a bad line
    spoils no other.

    Serves for what is pasted, dropped or piped in too: without `media` the text tells what it is.
    """
    if media is None and is_sheet(content):  # cells copied from a spreadsheet
        yield from split_csv(content, "", source=source, origin=origin, now=now)
        return
    media = media or media_of(content)
    records = _json_lines(content) if media == "json" else []
    for number, line in records:
        yield RawFlash(source, f"{origin}:{number}", line, media, now)
    if not records:
        yield RawFlash(source, origin, content, media, now)


def _json_lines(content: str) -> list[tuple[int, str]]:
    """Numbered lines, if most of them look like a record of their own; else none."""
    lines = [(at, line) for at, line in enumerate(content.split("\n"), 1) if line.strip()]
    records = sum(line.strip("\ufeff \t").startswith("{") for _, line in lines)
    closed = sum(line.rstrip().endswith("}") for _, line in lines)
    return lines if min(records, closed) * 2 > len(lines) > 1 else []


def _likely(data: bytes) -> Iterator[str]:
    if (stated := CHARSET.search(data, 0, HEAD)) is not None:
        yield stated[1].decode("ascii")
    if (nuls := data.count(0, 0, HEAD)) * 50 > min(len(data), HEAD):
        # UTF-16 without its mark: of a Western sign one byte is empty, always the same one.
        yield "utf-16-be" if data[:HEAD:2].count(0) * 2 > nuls else "utf-16-le"
    yield "utf-8"
    # Chinese is mostly bytes above 127; in Western text they are the odd quotation mark.
    high = sum(byte > 127 for byte in data[:HEAD])
    yield "gb18030" if high * 10 > min(len(data), HEAD) else "cp1252"
