"""Over which time a change is told: "WoW", "on the month", "同比"."""

from __future__ import annotations

from typing import cast

from briefs.extract.cues import load_cues, lower
from briefs.extract.reading import Reading
from briefs.types import Period

_BEFORE = 24  # "a week-on-week increase of 5.4%"
_OPENING = 28  # "Over the past week, …"
_AFTER = 44  # "9,000 mt less than on the previous trading day"


def period_near(reading: Reading, start: int, end: int, left: int, right: int) -> Period | None:
    """The period told next to `start:end`, between `left` and `right`, after it first."""
    table = load_cues("periods")
    behind = table.scan(lower(reading.text[end : min(right, end + _AFTER)]))
    if behind:
        return cast(Period, behind[0].sense)
    before = table.scan(lower(reading.text[max(left, start - _BEFORE) : start]))
    before = before or table.scan(_opening(reading, left, start))
    return cast(Period, before[-1].sense) if before else None


def _opening(reading: Reading, left: int, start: int) -> str:
    """ "Over the week, SHFE copper gained …": what the sentence says before its first comma, of
    every change in it."""
    comma = reading.text.find(", ", left, min(start, left + _OPENING))
    return lower(reading.text[left:comma]) if comma > 0 else ""
