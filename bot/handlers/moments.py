"""Moments and periods: shown in the reader's own time, read from what a person typed."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

PERIOD = re.compile(
    r"(?P<number>\d{1,3})\s?(?P<unit>h|hours?|小时|d|days?|天|日|w|weeks?|周)", re.IGNORECASE
)
UNITS = {
    "h": "hours",
    "小": "hours",
    "d": "days",
    "天": "days",
    "日": "days",
    "w": "weeks",
    "周": "weeks",
}
NAMED = {
    "today": timedelta(days=1),
    "今天": timedelta(days=1),
    "day": timedelta(days=1),
    "week": timedelta(weeks=1),
    "本周": timedelta(weeks=1),
    "month": timedelta(days=30),
    "本月": timedelta(days=30),
}
USUAL_PERIOD = timedelta(days=1)
LONGEST_PERIOD = timedelta(days=366)


def local_time(moment: datetime) -> str:
    """Telegram HTML that shows the moment on the reader's clock; as UTC where it cannot."""
    told = moment.astimezone(UTC)
    fallback = f"{told.day} {told:%b %Y %H:%M} UTC"
    return f'<tg-time unix="{int(moment.timestamp())}" format="dt">{fallback}</tg-time>'


def take_period(words: list[str]) -> tuple[str, timedelta]:
    """ "copper 7d" → ("copper", 7 days). Without a period at the end it is a day."""
    if words:
        period = read_period(words[-1])
        if period is not None:
            return " ".join(words[:-1]), period
    return " ".join(words), USUAL_PERIOD


def read_period(word: str) -> timedelta | None:
    match = PERIOD.fullmatch(word)
    if match is None:
        return NAMED.get(word.lower())
    period = timedelta(**{UNITS[match["unit"][0].lower()]: int(match["number"])})
    return min(period, LONGEST_PERIOD) or None
