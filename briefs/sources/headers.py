"""Two headers that say when to come again."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Final

LONGEST: Final = timedelta(days=1)  # whatever a server asks, we look again after so long
MAX_AGE: Final = re.compile(r"(?:^|[\s,])max-age\s*=\s*\"?(\d{1,9})", re.IGNORECASE)


def retry_after(value: str | None, now: datetime) -> timedelta | None:
    """How long `Retry-After` asks to wait, from seconds or a date; None where it says nothing."""
    value = (value or "").strip()
    if value.isascii() and value.isdecimal():
        return _within(timedelta(seconds=min(int(value[:9]), LONGEST.total_seconds())))
    try:
        until = parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError):
        return None
    # A date that states no zone is in GMT, as all dates of HTTP are.
    return _within((until if until.tzinfo else until.replace(tzinfo=UTC)) - now)


def lifetime(cache_control: str | None) -> timedelta | None:
    """How long the server says the answer stays as it is."""
    found = MAX_AGE.search(cache_control or "")
    return None if found is None else _within(timedelta(seconds=int(found[1])))


def _within(span: timedelta) -> timedelta:
    return min(max(span, timedelta()), LONGEST)
