"""What moved most in percent, on a day or over a week: stated, or computed with its inputs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Final, Literal, TypeAlias

from sqlalchemy.ext.asyncio import AsyncConnection

from briefs.backing import backed
from briefs.check_base import period_of
from briefs.history.change import Change, between, change_at
from briefs.history.quotes import LEVELS, day_of
from briefs.history.series import Point, Series, series_of
from briefs.lexicon import Lexicon, TermKind
from briefs.store.facts import find_facts
from briefs.times import CHINA
from briefs.types import Found, Move, Price

Over: TypeAlias = Literal["day", "week"]

MOST: Final = 8  # up, and as many down
MOST_FACTS: Final = 3_000
LOOK_BACK: Final = 5  # days for a day with something told: a weekend, a holiday
BEFORE: Final = 10  # days back for what a day's price is compared with
WEEK: Final = 7
OTHER: Final = ""  # the sector of what belongs to none
_TOP: Final = frozenset({"metals", "nonferrous-metals"})
_LEVELS: Final = frozenset(kind.value for kind in LEVELS)


@dataclass(frozen=True, slots=True)
class Mover:
    """A price or a share that moved. `point` is its last price; of a share none is told."""

    name: str
    percent: Decimal
    told: Found
    change: Change
    point: Point | None = None
    term: str | None = None


@dataclass(frozen=True, slots=True)
class Movers:
    """By sector (its lexicon id, or ""), the largest move first. `day` is the last day of them."""

    over: Over
    day: date | None
    sectors: Mapping[str, tuple[Mover, ...]]


async def load_movers(
    conn: AsyncConnection, lexicon: Lexicon, over: Over, *, today: date
) -> Movers:
    """The largest moves up and down. Of a day: today, or the last one on which any was told."""
    back = BEFORE + (LOOK_BACK if over == "day" else WEEK)
    found = await find_facts(
        conn,
        kinds=[Price.fact, Move.fact],
        since=datetime.combine(today - timedelta(days=back), time(), CHINA),
        until=datetime.combine(today + timedelta(days=1), time(), CHINA),
        limit=MOST_FACTS,
    )
    return movers_of(found, lexicon, over, today=today)


def movers_of(found: Sequence[Found], lexicon: Lexicon, over: Over, *, today: date) -> Movers:
    """The same of these facts."""
    days = range(LOOK_BACK + 1) if over == "day" else range(1)
    for day in (today - timedelta(days=n) for n in days):
        every = [*_of_prices(found, lexicon, over, day), *_of_moves(found, over, day)]
        if every:
            return Movers(over, day, _by_sector(_largest(every), lexicon))
    return Movers(over, None, {})


def _of_prices(
    found: Iterable[Found], lexicon: Lexicon, over: Over, day: date
) -> Iterator[Mover]:  # fmt: skip
    terms: dict[str, list[Found]] = defaultdict(list)
    for one in found:
        term = one.fact.term if isinstance(one.fact, Price) else None
        if term is not None and term in lexicon.terms:
            terms[term].append(one)
    for name, told in terms.items():
        for series in series_of(told, name, lexicon, until=day):
            if series.identity.kind in _LEVELS:
                mover = _of_day(series, day) if over == "day" else _of_week(series, day)
                if mover is not None:
                    yield mover


def _of_day(series: Series, day: date) -> Mover | None:
    point = series.last
    change = change_at(series)
    if point.day != day or not change.percent or period_of(point.fact) is not None:
        return None
    return _mover(series, change)


def _of_week(series: Series, day: date) -> Mover | None:
    """As the last price states it over a week, else from the first price of the week to the last; a
    price told once has not moved."""
    points = [one for one in series.points if one.day >= day - timedelta(days=WEEK)]
    if points and period_of(points[-1].fact) == "week" and points[-1].fact.change_pct:
        return _mover(series, change_at(series))
    if len(points) < 2:
        return None
    change = between(points[0], points[-1])
    return _mover(series, change) if change.percent else None


def _mover(series: Series, change: Change) -> Mover:
    assert change.percent is not None
    term = series.identity.term
    return Mover(series.name, change.percent, series.last.told, change, series.last, term)


def _of_moves(found: Iterable[Found], over: Over, day: date) -> Iterator[Mover]:
    """Shares, sectors and contracts of which only the move is told; each by its last telling."""
    seen = set[str]()
    for one in found:  # the newest first
        fact, told = one.fact, day_of(one)
        if not isinstance(fact, Move) or not fact.change_pct or told is None:
            continue
        first = day if over == "day" else day - timedelta(days=WEEK)
        name = (fact.term or fact.subject).casefold()
        fits = (fact.period or "day") == over and first <= told <= day
        if fits and name not in seen and not one.superseded_by and backed([one])[0]:
            seen.add(name)
            change = Change(percent=fact.change_pct, direction=fact.direction)
            yield Mover(fact.subject, fact.change_pct, one, change, None, fact.term)


def _largest(movers: Iterable[Mover]) -> list[Mover]:
    """Of each name the largest, then the largest up and the largest down."""
    ordered = sorted(movers, key=lambda one: (-abs(one.percent), one.name))
    named: dict[str, Mover] = {}
    for one in ordered:
        named.setdefault(one.term or one.name.casefold(), one)
    up = [one for one in named.values() if one.percent > 0]
    down = [one for one in named.values() if one.percent < 0]
    return sorted([*up[:MOST], *down[:MOST]], key=lambda one: -one.percent)


def _by_sector(movers: Iterable[Mover], lexicon: Lexicon) -> Mapping[str, tuple[Mover, ...]]:
    sectors: dict[str, list[Mover]] = defaultdict(list)
    for one in movers:
        sectors[sector_of(one.term, lexicon)].append(one)
    largest = {id: max(abs(one.percent) for one in each) for id, each in sectors.items()}
    order = sorted(sectors, key=lambda id: (id == OTHER, -largest[id]))
    return {id: tuple(sectors[id]) for id in order}


def sector_of(term: str | None, lexicon: Lexicon) -> str:
    """The widest group of a term below "metals"; "" where it is in none."""
    if term is None or term not in lexicon.terms:
        return OTHER
    groups = [
        one
        for one in sorted(lexicon.ancestors(term) - _TOP)
        if lexicon.terms[one].kind is TermKind.SECTOR
    ]
    widest = (one for one in groups if not set(lexicon.terms[one].parents) & set(groups))
    return next(widest, OTHER)
