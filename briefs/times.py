"""When a text says it was published. A time without a zone is China Standard Time."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

CHINA = timezone(timedelta(hours=8), "CST")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
ZONES = {
    "": CHINA,
    "cst": CHINA,
    "beijing time": CHINA,
    "gmt+8": CHINA,
    "utc+8": CHINA,
    "北京时间": CHINA,
    "utc": UTC,
    "gmt": UTC,
    "z": UTC,
}
MILLISECONDS = 100_000_000_000  # from here on a number counts milliseconds (as seconds: year 5138)

_MONTH = r"(?P<month>[a-z]{3,9})\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>\d{4})"
_DATES = (
    rf"{_MONTH} ?{_DAY},? {_YEAR}",  # Feb 20, 2025
    rf"{_DAY} {_MONTH},? {_YEAR}",  # 20 Feb 2025
    rf"{_YEAR}[-/.](?P<month>\d{{1,2}})[-/.]{_DAY}",  # 2025-02-20
    rf"{_YEAR} ?年 ?(?P<month>\d{{1,2}}) ?月 ?{_DAY} ?日",  # 2025年2月20日
)
_CLOCK = r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::\d{2}(?:\.\d{1,9})?)? ?(?P<half>[ap]\.?m\.?)?"
_ZONE = r"\(?(?P<zone>[a-z]{1,4}(?:\+8)?|beijing time|北京时间)?\)?"
_TIMES = tuple(rf"{date}(?:(?:,? ?t?| at ){_CLOCK} ?{_ZONE})?" for date in _DATES)
TIME = tuple(re.compile(time) for time in _TIMES)
WITHIN = tuple(re.compile(rf"(?<![a-z\d]){time}(?![a-z\d])") for time in _TIMES)
LONGEST = 60  # characters of a line that is nothing but a time


def parse_time(text: str) -> datetime | None:
    """The instant a whole line names ("Feb 20, 2025 18:06"), or None if it is no time.

    A day without a clock is its midnight in China.
    """
    line = _fold(text)
    if not line or len(line) > LONGEST:
        return None
    for pattern in TIME:
        if (match := pattern.fullmatch(line)) is not None:
            return _instant(match.groupdict(default=""))
    return _iso(line)


def find_time(text: str) -> tuple[datetime, str] | None:
    """The instant a short line names somewhere, and the rest of the line, folded."""
    line = _fold(text)
    for pattern in WITHIN if len(line) <= LONGEST else ():
        match = pattern.search(line)
        if match and (instant := _instant(match.groupdict(default=""))):
            return instant, f"{line[: match.start()]} {line[match.end() :]}"
    return None


def read_time(value: Any) -> datetime | None:
    """The instant a field of a JSON record names: text as above, or seconds or milliseconds."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float):
        return _since_1970(value)
    return parse_time(str(value))


def _fold(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).split()).casefold()


def _instant(part: dict[str, str]) -> datetime | None:
    month = part["month"]
    if not month.isdigit():
        if month[:3] not in MONTHS:
            return None
        month = str(MONTHS.index(month[:3]) + 1)
    zone = ZONES.get(part["zone"])
    if zone is None:
        return None
    hour = int(part["hour"] or 0)
    if part["half"]:
        hour = hour % 12 + (12 if part["half"].startswith("p") else 0)
    try:
        return datetime(
            int(part["year"]),
            int(month),
            int(part["day"]),
            hour,
            int(part["minute"] or 0),
            tzinfo=zone,
        )
    except ValueError:
        return None  # the 30th of February


def _iso(line: str) -> datetime | None:
    try:
        instant = datetime.fromisoformat(line.upper())
    except ValueError:
        return None
    return instant if instant.tzinfo else instant.replace(tzinfo=CHINA)


def _since_1970(number: float) -> datetime | None:
    seconds = number / 1000 if abs(number) >= MILLISECONDS else number
    try:
        return datetime.fromtimestamp(seconds, CHINA)
    except (ValueError, OverflowError, OSError):
        return None
