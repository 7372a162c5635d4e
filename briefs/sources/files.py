"""A file by its name and its bytes → raw flashes: one door for what is dropped, mailed or kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import PurePath
from typing import Final

from briefs.sheets.split import split_csv, split_workbook
from briefs.sources.content import decode, read_content
from briefs.types import Media, RawFlash

TEXTS: Final[Mapping[str, Media]] = {
    ".txt": "text",
    ".md": "text",
    ".html": "html",
    ".htm": "html",
    ".json": "json",
    ".jsonl": "json",
    ".ndjson": "json",
}
TABLES: Final = frozenset({".csv", ".tsv"})
WORKBOOKS: Final = frozenset({".xlsx", ".xlsm"})
READABLE: Final = frozenset(TEXTS) | TABLES | WORKBOOKS


def is_readable(name: str) -> bool:
    return _ending(name) in READABLE


def read_bytes(
    data: bytes, name: str, *, source: str, origin: str, now: datetime
) -> Iterator[RawFlash]:
    """The raw flashes of a file; of JSON Lines and price sheets one a line.

    A name with an ending that is not known is a text that tells itself what it is.
    """
    ending = _ending(name)
    if ending in WORKBOOKS:
        yield from split_workbook(data, name, source=source, origin=origin, now=now)
    elif ending in TABLES:
        yield from split_csv(decode(data), name, source=source, origin=origin, now=now)
    else:
        yield from read_content(
            decode(data), source=source, origin=origin, now=now, media=TEXTS.get(ending)
        )


def _ending(name: str) -> str:
    return PurePath(name).suffix.lower()
