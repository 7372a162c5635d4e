"""When a subscription is told: at once, or by digest; as a value, and printed.

instant   4h   08:30,16:00   mon-fri,08:30   shfe,open-close   1h,09:00-11:30,21:00-02:30
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import time
from enum import StrEnum
from types import MappingProxyType
from typing import Final


class Venue(StrEnum):
    """An exchange whose trading days a rhythm may keep to."""

    SHFE = "shfe"
    LME = "lme"
    COMEX = "comex"


@dataclass(frozen=True, slots=True)
class Window:
    """A part of the day, both ends included; one that ends before it starts is past midnight."""

    start: time
    end: time

    def __str__(self) -> str:
        return f"{self.start:%H:%M}-{self.end:%H:%M}"


@dataclass(frozen=True, slots=True)
class Rhythm:
    """At once, or by digest: every so many hours, at local times, or when an exchange opens and
    closes.

    `days`: ISO weekdays, none for every day. `windows` bound the hours. `venue`: only on its
    trading days. `always`: a digest comes even where there is nothing new. `coverage`: it ends with
    what came of all that was taken in.
    """

    hours: int = 0
    times: tuple[time, ...] = ()
    session: bool = False  # at the open and the close of `venue`
    days: tuple[int, ...] = ()
    windows: tuple[Window, ...] = ()
    venue: Venue | None = None
    always: bool = False
    coverage: bool = False

    @property
    def instant(self) -> bool:
        return not (self.hours or self.times or self.session)


INSTANT: Final = "instant"
ALWAYS: Final = "always"
COVERAGE: Final = "coverage"
OPEN_CLOSE: Final = "open-close"
USUAL: Final = time(8, 30)
DAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
#: The rhythms that have a name, as buttons offer them.
PRESETS: Final[Mapping[str, Rhythm]] = MappingProxyType(
    {
        INSTANT: Rhythm(),
        OPEN_CLOSE: Rhythm(session=True, venue=Venue.SHFE),
        "morning-evening": Rhythm(times=(USUAL, time(18, 0))),
        "weekly": Rhythm(times=(USUAL,), days=(1,)),
    }
)


def print_rhythm(rhythm: Rhythm) -> str:
    """What stands behind "every:", as `read_rhythm` reads it; "instant" for at once."""
    return ",".join(_parts(rhythm)) or INSTANT


def print_days(days: tuple[int, ...]) -> str:
    """ "mon-fri", "sat,sun": three or more in a row are a range."""
    runs: list[list[int]] = []
    for day in days:
        if runs and runs[-1][-1] == day - 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    return ",".join(_run(run) for run in runs)


def _run(run: list[int]) -> str:
    names = [DAYS[day - 1] for day in run]
    return f"{names[0]}-{names[-1]}" if len(names) > 2 else ",".join(names)


def _parts(rhythm: Rhythm) -> Iterator[str]:
    if rhythm.days:
        yield print_days(rhythm.days)
    if rhythm.venue:
        yield rhythm.venue.value
    if rhythm.hours:
        yield f"{rhythm.hours}h"
    yield from (f"{time:%H:%M}" for time in rhythm.times)
    if rhythm.session:
        yield OPEN_CLOSE
    yield from map(str, rhythm.windows)
    if rhythm.always:
        yield ALWAYS
    if rhythm.coverage:
        yield COVERAGE
