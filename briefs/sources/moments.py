"""The instants that feeds and pages state, in the forms of mail, of ISO 8601, and of newspapers."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Final
from zoneinfo import ZoneInfo

from briefs.times import parse_time

LONGEST: Final = 80  # characters
ZONE: Final = re.compile(r"(?<=\d)\s*(?:z|[+-]\d{2}:?\d{2}|\(?[a-z]{3,4}\)?)$", re.IGNORECASE)
CST: Final = re.compile(r"\s*\(?\bcst\)?$", re.IGNORECASE)
CHINA: Final = timedelta(hours=8)


def read_moment(stated: str | None, zone: ZoneInfo) -> datetime | None:
    """The instant a source states, aware; None if it is no time.

    One that names no zone is by the source's own clock. So is "CST" in a zone eight hours ahead:
    it is China's, not Chicago's.
    """
    text = " ".join((stated or "").split())[:LONGEST]
    if CST.search(text) and datetime(2000, 1, 1, tzinfo=zone).utcoffset() == CHINA:
        text = CST.sub("", text)
    found = _mail(text) or _iso(text)
    if found is None:
        found = parse_time(text)
        # Ours takes a time without a zone for China's.
        found = found if found is None or ZONE.search(text) else found.replace(tzinfo=None)
    if found is None or found.tzinfo is not None:
        return found
    return found.replace(tzinfo=zone)


def _mail(text: str) -> datetime | None:
    """ "Tue, 05 Mar 2030 09:30:00 GMT" """
    try:
        return parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _iso(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text.upper())
    except ValueError:
        return None
