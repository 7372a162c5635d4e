"""Quiet hours: a window of the day in which a chat is not told at once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

from briefs.filters.rhythm import Window, print_days
from briefs.filters.rhythm_reading import read_days, read_window
from briefs.schedule import moment, span_of

LOOK_AHEAD: Final = 9  # days: a week, the night before it, and a day that a zone leaves out
SHORT: Final = re.compile(r"(\d{1,2})[-–—~](\d{1,2})")  # "22-7"
OFF: Final = ("off", "none", "关", "关闭")


class Mode(StrEnum):
    """What becomes of news told in quiet hours. Digests always wait until the end of them."""

    HOLD = "hold"  # one digest at the end of them
    SILENCE = "silence"  # not told later either
    URGENT = "urgent"  # risks and policies newly in force come at once, the rest is held


MODES: Final = {
    **{mode.value: mode for mode in Mode},
    "暂存": Mode.HOLD,
    "静默": Mode.SILENCE,
    "紧急": Mode.URGENT,
}


@dataclass(frozen=True, slots=True)
class Quiet:
    """`days`: ISO weekdays on which the window starts, none for every day."""

    window: Window
    days: tuple[int, ...] = ()

    def __str__(self) -> str:
        return ",".join(filter(None, (print_days(self.days), str(self.window))))


@dataclass(frozen=True, slots=True)
class Period:
    """Quiet hours as they fall: from the first instant to the one after the last, in UTC."""

    start: datetime
    end: datetime


def read_quiet(typed: str) -> Quiet | None:
    """ "22:00-07:00", "22-7", "mon-fri,22:00-07:00"; None for anything else."""
    window: Window | None = None
    days: list[str] = []
    for part in re.split(r"[,，\s]+", typed.strip()):
        found = read_window(SHORT.sub(r"\1:00-\2:00", part) if SHORT.fullmatch(part) else part)
        if found is None:
            days.append(part)
        elif window is not None:
            return None
        else:
            window = found
    on = read_days(",".join(days)) if days else ()
    return None if window is None or on is None else Quiet(window, on)


def period(quiet: Quiet, zone: ZoneInfo, now: datetime) -> Period | None:
    """The quiet hours going on now, or the next ones; None if none come in a week."""
    return next((one for one in _periods(quiet, zone, now) if one.end > now), None)


def _periods(quiet: Quiet, zone: ZoneInfo, now: datetime) -> Iterator[Period]:
    first = now.astimezone(zone).date() - timedelta(days=1)  # a night that began yesterday
    begins, ends = span_of(quiet.window)
    for n in range(LOOK_AHEAD):
        day = first + timedelta(days=n)
        if quiet.days and day.isoweekday() not in quiet.days:
            continue
        start, end = moment(day, begins, zone), moment(day, ends, zone)
        if start is not None and end is not None and start < end:
            yield Period(start, end)
