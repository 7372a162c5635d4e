"""The series of a material from the database, by index whatever is stored besides."""

from __future__ import annotations

import asyncio
from datetime import date, datetime, time, timedelta
from typing import Final

from sqlalchemy.ext.asyncio import AsyncConnection

from briefs.history.series import Series, series_of
from briefs.lexicon import Lexicon
from briefs.store.latest import latest_facts
from briefs.times import CHINA
from briefs.types import Price

MOST_FACTS: Final = 12_000  # loaded for one name; a database takes some 32,000 values at once
MOST_OF_ONE: Final = 2_000  # years of days
FEW: Final = 300  # facts that are put in order faster than anybody would wait for
WIDEST: Final = 60  # members of a group that has prices of its own; "metals" has none
_LATE: Final = timedelta(days=7)  # a day's price may be told so much later


async def load_series(
    conn: AsyncConnection,
    term: str,
    lexicon: Lexicon,
    *,
    first: date,
    last: date,
    each: int = MOST_OF_ONE,
) -> tuple[Series, ...]:
    """The series of a term over these days, both included, the main ones first; none of a group
    too wide to have a price. At most `each` facts of one name are looked at, the newest."""
    members = lexicon.members(term)
    if len(members) > WIDEST:
        return ()
    found = await latest_facts(
        conn,
        Price.fact,
        members,
        since=_midnight(first),
        until=_midnight(last) + timedelta(days=1) + _LATE,
        each=min(each, MOST_FACTS // len(members)),
    )
    if len(found) <= FEW:
        every = series_of(found, term, lexicon, until=last)
    else:
        every = await asyncio.to_thread(series_of, found, term, lexicon, until=last)
    return tuple(one for each in every if (one := _since(each, first)) is not None)


def _since(series: Series, first: date) -> Series | None:
    points = tuple(point for point in series.points if point.day >= first)
    return Series(series.identity, series.rank, points) if points else None


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), CHINA)
