"""What a chart is of: one material or two over days, and what happened to rules meanwhile."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from sqlalchemy.ext.asyncio import AsyncConnection

from briefs.history.change import Change, change_at
from briefs.history.holes import Notice, notices
from briefs.history.load import load_series
from briefs.history.policies import Turn, turns_of
from briefs.history.series import Point, Series, main_series
from briefs.lexicon import Lexicon

FAR: Final = 3  # times the lower of two levels, from where on they share no axis


class Axes(StrEnum):
    """How the prices of a chart stand to one another."""

    SHARED = "shared"  # their levels on one axis
    INDEX = "index"  # each set to 100 at its first price shown
    APART = "apart"  # each on an axis of its own


@dataclass(frozen=True, slots=True)
class Shown:
    """A material in a chart: its main series, and all its series, for what changed its unit."""

    main: Series
    every: tuple[Series, ...]

    @property
    def name(self) -> str:
        return self.main.name

    @property
    def base(self) -> Point:
        """What an index counts from: the first point shown."""
        return self.main.points[0]

    @property
    def change(self) -> Change:
        return change_at(self.main)

    def notices(self, today: date) -> tuple[Notice, ...]:
        """What is to be known of its line, read on that day."""
        return notices(self.main, self.every, today)


@dataclass(frozen=True, slots=True)
class Chart:
    """What is asked for, found. `missing`: ids of those without a price in these days."""

    shown: tuple[Shown, ...]
    turns: tuple[Turn, ...]
    first: date
    last: date
    missing: tuple[str, ...] = ()

    @property
    def axes(self) -> Axes:
        """Two share an axis unless their units differ, or they are so far apart that neither would
        be seen to move; what is not above zero makes no index."""
        if len(self.shown) < 2:
            return Axes.SHARED
        low, high = sorted(one.main.last.middle for one in self.shown)
        if len({one.main.unit for one in self.shown}) == 1 and high <= FAR * low:
            return Axes.SHARED
        above = all(one.base.middle > 0 for one in self.shown)
        return Axes.INDEX if above else Axes.APART


async def load_chart(
    conn: AsyncConnection, terms: Sequence[str], lexicon: Lexicon, *, first: date, last: date
) -> Chart:
    """The main series of each term over these days, both included, and the turns of rules."""
    shown, missing = list[Shown](), list[str]()
    for term in terms:
        every = await load_series(conn, term, lexicon, first=first, last=last)
        main = main_series(every)
        if main is None:
            missing.append(term)
        else:
            shown.append(Shown(main, every))
    turns = await turns_of(conn, terms, lexicon, first=first, last=last)
    return Chart(tuple(shown), turns, first, last, tuple(missing))
