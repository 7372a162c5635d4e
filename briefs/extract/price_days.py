"""Of which day a price is: stated before it, behind it, by "overnight", or by the dateline."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Final

from briefs.extract.numbers import Number
from briefs.extract.reading import Reading

_DATELINE: Final = 90


def dateline(reading: Reading) -> date | None:
    """The day the body opens with, else the day of publication."""
    body = len(reading.flash.title)
    for mention in reading.within(reading.dates, body, body + _DATELINE):
        if mention.grain == "day" and mention.day and mention.text[0].isupper():
            return mention.day
    return reading.published


def day_behind(reading: Reading, number: Number, end: int) -> date | None:
    """The day stated behind the number up to `end`."""
    for mention in reading.within(reading.dates, number.end, end):
        if mention.grain == "day" and mention.day:
            between = reading.text[number.end : mention.start]
            if re.search(r";| from ", between) or len(between) > 70:
                break
            if not _is_base(reading, mention.start):
                return mention.day
    return None


def day_before(reading: Reading, number: Number, start: int) -> date | None:
    """The last day stated before the number from `start`; it holds for what follows too."""
    for mention in reversed(reading.within(reading.dates, start, number.start)):
        if mention.grain == "day" and mention.day and not _is_base(reading, mention.start):
            return mention.day
    return None


_MARK: Final = re.compile(r"[A-Z][a-z]+\.? [0-9]{1,2} (?:record|high|low|peak|level|meeting)\b")
_BASE: Final = re.compile(
    r"\b(?:from|than|under|over|above|below|against|versus|vs|since|by|of the)"
    r"(?: (?:late|early|the|a))? $"
)


def _is_base(reading: Reading, start: int) -> bool:
    """ "23 yuan/mt under yesterday" compares with yesterday; "on Friday" does not."""
    found = _BASE.search(reading.text[max(0, start - 16) : start])
    return found is not None or _MARK.match(reading.text, start) is not None


_OVERNIGHT: Final = re.compile(
    r"\b(?:overnight|night session|night trading|last night|of the night|evening session)\b"
    r"|夜盘|隔夜|昨夜",
    re.IGNORECASE,
)


def night_before(reading: Reading, start: int, end: int, default: date | None) -> date | None:
    """ "Overnight", "in the night session": the trading day before the flash's own."""
    if default is None or not _OVERNIGHT.search(reading.text, start, end):
        return None
    back = {0: 3, 6: 2}.get(default.weekday(), 1)  # Monday's night was Friday's
    return default - timedelta(days=back)
