"""What stands where in a text, in text order, so that a stretch of it is found by halving."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import Protocol, TypeVar


class Placed(Protocol):
    @property
    def start(self) -> int: ...


P = TypeVar("P", bound=Placed)


class Ordered(tuple[P, ...]):
    """A tuple that knows where its items start; made once a flash, asked many times."""

    starts: list[int]

    def __new__(cls, items: Iterable[P]) -> Ordered[P]:
        made = super().__new__(cls, items)
        made.starts = [item.start for item in made]
        return made

    def within(self, start: int, end: int) -> Sequence[P]:
        """The items that begin in `start:end`."""
        starts = self.starts
        low = bisect_left(starts, start)
        if low == len(starts) or starts[low] >= end:  # mostly there is nothing
            return ()
        return self[low : bisect_left(starts, end, low)]


def within(items: Sequence[P], start: int, end: int) -> Sequence[P]:
    """Those of an ordered sequence that begin in `start:end`."""
    if isinstance(items, Ordered):
        return items.within(start, end)
    low = bisect_left(items, start, key=_start)
    return items[low : bisect_left(items, end, lo=low, key=_start)]


def _start(item: Placed) -> int:
    return item.start
