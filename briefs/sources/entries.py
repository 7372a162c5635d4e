"""What a feed says, whatever its form: its name, its entries, how long it stays as it is."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from briefs.page_html import html_to_text
from briefs.sources.failures import FetchError, Reason
from briefs.times import parse_time

STATED_ZONE: Final = re.compile(r"(?:z|[+-]\d{2}:?\d{2}|\b[a-z]{2,4})$", re.IGNORECASE)
HALF_OF_A_DATE: Final = re.compile(r"(?:am|pm)$", re.IGNORECASE)
TAG: Final = re.compile(r"<[a-z!/]|&[a-z#]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry; any of it may be missing. `text` is plain, a line a paragraph."""

    id: str | None = None
    url: str | None = None
    title: str = ""
    text: str = ""
    published_at: datetime | None = None
    publisher: str | None = None

    @property
    def key(self) -> str:
        """What it is known by: an entry whose text was changed is another."""
        parts = (self.id or self.url or "", self.title, self.text)
        return hashlib.sha256("\n".join(parts).encode(errors="replace")).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class Feed:
    """`lasts`: for how long the feed itself says it need not be asked again."""

    title: str = ""
    entries: tuple[Entry, ...] = field(default=())
    lasts: timedelta | None = None


def unreadable(detail: str) -> FetchError:
    return FetchError(Reason.UNREADABLE, detail)


def plain(text: str) -> str:
    """Text that may be HTML, as lines of plain text."""
    return html_to_text(text) if TAG.search(text) else text.strip()


def one_line(text: str) -> str:
    return " ".join(plain(text).split())


def read_moment(stated: str | None, read: datetime | None, zone: ZoneInfo) -> datetime | None:
    """The instant a feed states. `read` is what its reader made of it, in UTC where none stood.

    A time without a zone is by the source's own clock, and so is "CST", which most readers take for
    Chicago's.
    """
    stated = " ".join((stated or "").split())
    if not stated:
        return None
    if read is None:
        return parse_time(stated)
    zoned = STATED_ZONE.search(stated)
    if zoned is None or HALF_OF_A_DATE.search(stated):
        return _at(read, zone)
    if zoned[0].casefold() == "cst" and zone.utcoffset(read.replace(tzinfo=None)) == timedelta(
        hours=8
    ):
        return _at(read - timedelta(hours=6), zone)
    return read


def _at(read: datetime, zone: ZoneInfo) -> datetime | None:
    try:
        return read.replace(tzinfo=zone).astimezone(UTC)
    except (OverflowError, ValueError):
        return None  # the first or the last day of the calendar
