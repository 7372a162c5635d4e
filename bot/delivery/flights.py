"""How many messages may be on their way at once: as few as the rate and the network allow.

A message is on its way from the moment it is given to Telegram until that is noted in the database:
so many, and no more, can be repeated after a crash.
"""

from __future__ import annotations

from collections import deque
from math import ceil

LEAST = 4  # enough for 30 a second at 100 ms
USUAL_SECONDS = 0.1  # that a message takes, until it is known
MOST = 256
SPARE = 1
REMEMBERED = 64  # of the last messages, how long they took
RECKONED_EVERY = 16


class Flights:
    """`fixed` takes the place of the limit reckoned. Times are seconds of a monotonic clock."""

    def __init__(self, per_second: float, fixed: int | None = None) -> None:
        self._per_second, self._fixed = per_second, fixed
        self._begun: dict[int, float] = {}
        self._took: deque[float] = deque(maxlen=REMEMBERED)
        self._ended = 0
        self.limit = self._needed(USUAL_SECONDS) if fixed is None else fixed

    def __len__(self) -> int:
        return len(self._begun)

    @property
    def room(self) -> bool:
        return len(self._begun) < self.limit

    def begin(self, row: int, now: float) -> None:
        self._begun[row] = now

    def end(self, row: int, now: float) -> None:
        """What became of it is noted in the database; a row that never began is passed over."""
        begun = self._begun.pop(row, None)
        if begun is None:
            return
        self._took.append(now - begun)
        self._ended += 1
        if self._fixed is None and self._ended % RECKONED_EVERY == 0:
            self.limit = self._reckoned()

    def _reckoned(self) -> int:
        """What the rate needs at the time that all but one in twenty keep to."""
        slow = sorted(self._took)[ceil(len(self._took) * 0.95) - 1]
        return self._needed(slow)

    def _needed(self, seconds: float) -> int:
        return max(LEAST, min(MOST, ceil(self._per_second * seconds) + SPARE))
