"""A file by its name and its bytes → raw flashes: one door for what is dropped, mailed or kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import PurePath
from typing import Final

from briefs.errors import Unreadable
from briefs.sheets.split import split_csv, split_workbook
from briefs.sources.content import decode, read_content
from briefs.sources.mail_parts import Mail, read_mail
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
MAIL: Final = ".eml"
READABLE: Final = frozenset(TEXTS) | TABLES | WORKBOOKS | {MAIL}
DEEPEST: Final = 3  # mails within mails


def is_readable(name: str) -> bool:
    return _ending(name) in READABLE


def read_bytes(
    data: bytes, name: str, *, source: str, origin: str, now: datetime, depth: int = 0
) -> Iterator[RawFlash]:
    """The raw flashes of a file; of JSON Lines and price sheets one a line, of a mail its text and
    what is attached.

    A name with an ending that is not known is a text that tells itself what it is.
    """
    ending = _ending(name)
    if ending == MAIL:
        yield from _read_mail(data, source, origin, now, depth)
    elif ending in WORKBOOKS:
        yield from split_workbook(data, name, source=source, origin=origin, now=now)
    elif ending in TABLES:
        yield from split_csv(decode(data), name, source=source, origin=origin, now=now)
    else:
        yield from read_content(
            decode(data), source=source, origin=origin, now=now, media=TEXTS.get(ending)
        )


def raws_of_mail(
    mail: Mail,
    *,
    source: str,
    origin: str,
    now: datetime,
    publisher: str | None = None,
    depth: int = 0,
) -> Iterator[RawFlash]:
    """The text of a mail, unless it only introduces what is attached; then what is attached."""
    readable = [one for one in mail.attachments if is_readable(one.name) and depth < DEEPEST]
    if not (readable and mail.only_introduces):
        yield RawFlash(source, origin, mail.kept(publisher), "mail", now)
    for one in readable:
        yield from read_bytes(
            one.data,
            one.name,
            source=source,
            origin=f"{origin}/{one.name}",
            now=now,
            depth=depth + 1,
        )


def _read_mail(
    data: bytes, source: str, origin: str, now: datetime, depth: int
) -> Iterator[RawFlash]:
    try:
        mail = read_mail(data)
    except Unreadable:
        # As a text it is refused with a reason of its own, and kept.
        yield RawFlash(source, origin, decode(data), "mail", now)
        return
    yield from raws_of_mail(mail, source=source, origin=origin, now=now, depth=depth)


def _ending(name: str) -> str:
    return PurePath(name).suffix.lower()
