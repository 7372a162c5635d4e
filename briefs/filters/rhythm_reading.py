"""What is typed behind "every:" → Rhythm. The parts may stand in any order."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import time
from typing import Final

from rapidfuzz import process

from briefs.filters.problems import FilterError, Problem
from briefs.filters.rhythm import (
    ALWAYS,
    COVERAGE,
    DAYS,
    INSTANT,
    PRESETS,
    USUAL,
    Rhythm,
    Venue,
    Window,
)

MOST_HOURS: Final = 24
NEAR: Final = 70.0  # of 100
EXAMPLES: Final = ("every:08:30", "every:4h")
_TIME: Final = r"([01]?\d|2[0-3]):([0-5]\d)"
CLOCK: Final = re.compile(_TIME)
WINDOW: Final = re.compile(rf"{_TIME}[-–—~]{_TIME}")
HOURS: Final = re.compile(r"(\d{1,2})(?:h|小时)", re.IGNORECASE)
RANGE: Final = re.compile(r"(\w{2,3})[-–—~至到](\w{2,3})")
WEEKDAYS: Final[Mapping[str, tuple[int, ...]]] = {
    **{day: (n,) for n, day in enumerate(DAYS, 1)},
    **{f"周{sign}": (n,) for n, sign in enumerate("一二三四五六日", 1)},
    "周天": (7,),
    "weekdays": (1, 2, 3, 4, 5),
    "工作日": (1, 2, 3, 4, 5),
    "weekend": (6, 7),
    "周末": (6, 7),
    "daily": (1, 2, 3, 4, 5, 6, 7),
    "每天": (1, 2, 3, 4, 5, 6, 7),
}
VENUES: Final[Mapping[str, Venue]] = {
    **{venue.value: venue for venue in Venue},
    "上期所": Venue.SHFE,
    "伦敦": Venue.LME,
}
NAMED: Final[Mapping[str, Rhythm]] = {
    **PRESETS,
    "hourly": Rhythm(hours=1),
    "即时": PRESETS[INSTANT],
    "开收盘": PRESETS["open-close"],
    "早晚": PRESETS["morning-evening"],
    "每周": PRESETS["weekly"],
}
EVEN_IF_EMPTY: Final = (ALWAYS, "总是")
WITH_COVERAGE: Final = (COVERAGE, "统计")


def read_rhythm(typed: str, start: int = 0) -> Rhythm:
    """The rhythm typed at `start`. Raises FilterError at the part that is wrong."""
    reader = _Reader(typed, start)
    at = start
    for part in typed.split(","):
        if not reader.take(part.casefold()):
            near = process.extractOne(part.casefold(), _known(), score_cutoff=NEAR)
            hint = (f"every:{near[0]}",) if near else EXAMPLES
            raise FilterError(Problem.RHYTHM, at, at + len(part), part, hint)
        at += len(part) + 1
    return reader.rhythm()


class _Reader:
    """Takes the parts one by one, in any order."""

    def __init__(self, typed: str, start: int) -> None:
        self._typed, self._start = typed, start
        self._bases: set[Rhythm] = set()  # how often: no more than one
        self._times: set[time] = set()
        self._days: set[int] = set()
        self._windows: set[Window] = set()
        self._venues: set[Venue] = set()  # no more than one, too
        self._always = self._coverage = False

    def take(self, part: str) -> bool:
        """Whether the part could be read."""
        return any(read(part) for read in self._reads()) or self.take_days(part)

    def take_days(self, part: str) -> bool:
        """Whether the part names days of the week."""
        if part in WEEKDAYS:
            self._days.update(WEEKDAYS[part])
            return True
        return self._day_range(part)

    def rhythm(self) -> Rhythm:
        """All of it. Raises FilterError where the parts do not go together."""
        if self._times:
            self._bases.add(Rhythm(times=tuple(sorted(self._times))))
        dated = self._days or self._venues
        base = next(iter(self._bases), Rhythm(times=(USUAL,)) if dated else Rhythm())
        one = len(self._bases) < 2 and len(self._venues) < 2
        fits = one and not (self._windows and not base.hours)
        digest_only = dated or self._always or self._coverage
        if not fits or (base.instant and digest_only):
            end = self._start + len(self._typed)
            raise FilterError(Problem.RHYTHM, self._start, end, self._typed, EXAMPLES)
        days = tuple(sorted(self._days or base.days))
        return Rhythm(
            base.hours,
            base.times,
            base.session,
            () if len(days) == len(DAYS) else days,
            tuple(sorted(self._windows, key=lambda window: (window.start, window.end))),
            next(iter(self._venues), base.venue),
            self._always,
            self._coverage,
        )

    def _reads(self) -> tuple[Callable[[str], bool], ...]:
        return (self._clock, self._hours, self._window, self._named)

    def _clock(self, part: str) -> bool:
        match = CLOCK.fullmatch(part)
        if match:
            self._times.add(time(int(match[1]), int(match[2])))
        return match is not None

    def _hours(self, part: str) -> bool:
        match = HOURS.fullmatch(part)
        if match is None or not 1 <= int(match[1]) <= MOST_HOURS:
            return False
        self._bases.add(Rhythm(hours=int(match[1])))
        return True

    def _window(self, part: str) -> bool:
        match = WINDOW.fullmatch(part)
        if match is None:
            return False
        window = read_window(part)
        self._windows.update((window,) if window else ())
        return window is not None

    def _named(self, part: str) -> bool:
        if part in EVEN_IF_EMPTY:
            self._always = True
        elif part in WITH_COVERAGE:
            self._coverage = True
        elif part in VENUES:
            self._venues.add(VENUES[part])
        elif part in NAMED:
            self._bases.add(NAMED[part])
        else:
            return False
        return True

    def _day_range(self, part: str) -> bool:
        match = RANGE.fullmatch(part)
        ends = [WEEKDAYS.get(day, ()) for day in match.groups()] if match else []
        if not ends or any(len(end) != 1 for end in ends):
            return False
        first, last = ends[0][0], ends[1][0]
        self._days.update((first + n - 1) % 7 + 1 for n in range((last - first) % 7 + 1))
        return True


def read_window(typed: str) -> Window | None:
    """ "22:00-07:00"; None for anything else, and for one without length."""
    match = WINDOW.fullmatch(typed)
    if match is None:
        return None
    start, end = (time(int(match[n]), int(match[n + 1])) for n in (1, 3))
    return None if start == end else Window(start, end)


def read_days(typed: str) -> tuple[int, ...] | None:
    """ "mon-fri" or "sat,sun": ISO weekdays; None for anything else."""
    reader = _Reader(typed, 0)
    if not all(reader.take_days(part.casefold()) for part in typed.split(",")):
        return None
    return reader.rhythm().days


def _known() -> tuple[str, ...]:
    return tuple(word for word in (*NAMED, *WEEKDAYS, *VENUES, ALWAYS, COVERAGE) if word.isascii())
