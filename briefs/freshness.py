"""Which flashes are news: stored they all are, pushed only those that are fresh.

A flash that is too old for its source is stored under its own time. One dated in the future, or
before there was any wire, is stored as if it named no time: its date is not believed.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Final

from briefs.types import Flash

# A time that names no zone is read as China's; nowhere do clocks stand more than this before it.
AHEAD: Final = timedelta(hours=6)
EARLIEST: Final = datetime(1970, 1, 1, tzinfo=UTC)


class NotNews(StrEnum):
    """Why a flash is stored and pushed to nobody."""

    OLD = "old"
    MISDATED = "misdated"
    ARCHIVE = "archive"
    SHEET = "sheet"


#: The same for people.
TOLD: Final = {
    NotNews.OLD: "not pushed: too old to be news",
    NotNews.MISDATED: "not pushed: its date cannot be right",
    NotNews.ARCHIVE: "not pushed: read from an archive",
    NotNews.SHEET: "not pushed: a row of a price sheet",
}


@dataclass(frozen=True, slots=True)
class Freshness:
    """The rule of a source. `max_age` None: however old; `archive`: nothing of it is news."""

    max_age: timedelta | None = None
    archive: bool = False

    def judge(self, flash: Flash, now: datetime) -> NotNews | None:
        """Why the flash is no news; None if it is."""
        if not flash.news:
            return NotNews.SHEET
        if is_misdated(flash, now):
            return NotNews.MISDATED
        if self.archive:
            return NotNews.ARCHIVE
        told = flash.published_at or now
        return NotNews.OLD if self.max_age is not None and now - told > self.max_age else None


ANY_AGE: Final = Freshness()
#: Of what comes by itself, where its source says nothing else.
USUAL: Final = Freshness(timedelta(hours=48))
ARCHIVE: Final = Freshness(archive=True)


def is_misdated(flash: Flash, now: datetime) -> bool:
    at = flash.published_at
    return at is not None and not EARLIEST <= at <= now + AHEAD


def believed(flash: Flash, now: datetime) -> Flash:
    """The flash without a time that cannot be right."""
    return replace(flash, published_at=None) if is_misdated(flash, now) else flash
