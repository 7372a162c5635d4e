"""Whether the wall clock was set back: it should go forward as the monotonic one does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

SLACK = timedelta(seconds=2)  # what a clock that is only kept right may move


@dataclass(frozen=True, slots=True)
class Step:
    """`now` it says, and `was` is what it would say had nobody touched it."""

    now: datetime
    was: datetime


class WallClock:
    """Compares two clocks each time it is asked."""

    def __init__(self, clock: Callable[[], datetime], ticks: Callable[[], float]) -> None:
        self._clock, self._ticks = clock, ticks
        self._last = (clock(), ticks())

    def set_back(self) -> Step | None:
        """The step, if the clock was set back since this was last asked."""
        then, began = self._last
        self._last = now, ticks = self._clock(), self._ticks()
        was = then + timedelta(seconds=ticks - began)
        return Step(now, was) if was - now > SLACK else None
