"""What a feed says, whatever its form: its name, its entries, how long it stays as it is."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from briefs.errors import Unreadable
from briefs.page_html import html_to_text
from briefs.sources.failures import FetchError, Reason

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
    """Text that may be HTML, as lines of plain text; HTML that cannot be read stays as it is."""
    try:
        return html_to_text(text) if TAG.search(text) else text.strip()
    except Unreadable:
        return text.strip()  # ingest sets the entry aside, and no other of the feed


def one_line(text: str) -> str:
    return " ".join(plain(text).split())
