"""The days to come of rules and exchanges, each with what it rests on."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from sqlalchemy.ext.asyncio import AsyncConnection

from briefs.coming.deadlines import Deadline, End, deadlines_in
from briefs.filters.rhythm import Venue
from briefs.lexicon import Lexicon
from briefs.life_cycle import Timeline, policy_timeline
from briefs.store.search import load_flashes
from briefs.times import CHINA
from briefs.trading import SATURDAY, TradingCalendars
from briefs.types import Citation, Flash, Found, Policy, PolicyStatus

_OBSERVED: Final = re.compile(r" \(observed\)$")  # as the library names a day moved
_IN_LIEU: Final = "Day off"  # as it names one that is worked for on a weekend
MOST_FLASHES: Final = 300  # read again for their deadlines, the newest


class ComingKind(StrEnum):
    """In the order in which they are told of one day."""

    EFFECTIVE = "effective"
    PLANNED = "planned"  # it takes effect if what is drafted or reported comes about
    COMMENTS = "comments"
    EXPIRY = "expiry"
    RESUMED = "resumed"  # a suspension runs out
    CLOSED = "closed"  # an exchange does not trade


@dataclass(frozen=True, slots=True)
class Coming:
    """A day to come. Of a rule: its `line` and the sentence; of exchanges: which `venues` are
    closed, the `name` of the holiday, and the `last` day of it."""

    day: date
    kind: ComingKind
    line: Timeline | None = None
    cited: Citation | None = None
    venues: tuple[Venue, ...] = ()
    name: str = ""
    last: date | None = None


async def load_calendar(
    conn: AsyncConnection,
    lexicon: Lexicon,
    calendars: TradingCalendars,
    *,
    today: date,
    until: date,
    terms: Collection[str] = (),
) -> tuple[Coming, ...]:
    """What comes after today, up to and with the last day; without terms of everything, with them
    of rules on these alone."""
    lines = await policy_timeline(conn, lexicon=lexicon, terms=terms)
    found = list(await coming_of(conn, lines, today))
    if not terms:
        found += closed_days(calendars, today + timedelta(days=1), until)
    fitting = [one for one in found if today < one.day <= until]
    return tuple(sorted(fitting, key=_order))


async def coming_of(
    conn: AsyncConnection, lines: Sequence[Timeline], today: date
) -> tuple[Coming, ...]:
    """The days after today that the newest tellings of these rules name."""
    flashes = await _flashes_of(conn, lines)
    found = (one for line in lines for one in _of_rule(line, flashes, today))
    return tuple(sorted((one for one in found if one.day > today), key=_order))


def closed_days(calendars: TradingCalendars, first: date, last: date) -> Iterator[Coming]:
    """Working days on which exchanges do not trade: those with no working day between them
    together, and the exchanges that are closed on the same ones."""
    closed: dict[tuple[date, date], list[tuple[Venue, str]]] = defaultdict(list)
    for venue in Venue:
        for days in _holidays(calendars, venue, first, last):
            closed[days[0][0], days[-1][0]].append((venue, _named(days)))
    for (day, end), told in closed.items():
        venues = tuple(venue for venue, _ in told)
        name = ", ".join(dict.fromkeys(name for _, name in told))
        yield Coming(day, ComingKind.CLOSED, venues=venues, name=name, last=end)


def effect_of(line: Timeline, today: date) -> Coming | None:
    """The day to come on which a rule takes effect, or may, as its newest telling has it."""
    day = line.next_day(today)
    stage = line.stages[-1]
    if day is None or stage.status in (PolicyStatus.SUSPENDED, PolicyStatus.ENDED):
        return None
    decided = stage.status in (PolicyStatus.ANNOUNCED, PolicyStatus.EFFECTIVE)
    kind = ComingKind.EFFECTIVE if decided else ComingKind.PLANNED
    return Coming(day, kind, line, _citation(stage.news))


def _of_rule(line: Timeline, flashes: dict[str, Flash], today: date) -> Iterator[Coming]:
    effect = effect_of(line, today)
    if effect is not None:
        yield effect
    stage = line.stages[-1]
    seen = set[tuple[ComingKind, date]]()
    for one in stage.told:
        for found in _deadlines(one, flashes):
            kind = _kind_of(found.end, stage.status)
            if kind is None:
                continue
            if (kind, found.day) not in seen and (effect is None or found.day != effect.day):
                seen.add((kind, found.day))
                yield Coming(found.day, kind, line, _citation(one, found.quote))


def _kind_of(end: End, status: PolicyStatus) -> ComingKind | None:
    """What a day means for a rule of that status; of one in force no comments are asked for."""
    if end is End.COMMENTS:
        return ComingKind.COMMENTS if status is PolicyStatus.CONSULTATION else None
    if status is PolicyStatus.SUSPENDED:
        return ComingKind.RESUMED
    return ComingKind.EXPIRY if status is PolicyStatus.EFFECTIVE else None


def _deadlines(one: Found, flashes: dict[str, Flash]) -> Iterator[Deadline]:
    """Of a draft anywhere in its flash, for it is asked for views in a sentence of its own; of an
    order in the sentence that tells it, for another sentence may be about another one."""
    if one.published_at is None:
        return
    told = one.published_at.astimezone(CHINA).date()
    fact, flash = one.fact, flashes.get(one.flash_id)
    if isinstance(fact, Policy) and fact.status is PolicyStatus.CONSULTATION and flash:
        found = deadlines_in(flash.text, told)
        yield from (each for each in found if each.end is End.COMMENTS)
    yield from deadlines_in(fact.quote, told)


async def _flashes_of(conn: AsyncConnection, lines: Sequence[Timeline]) -> dict[str, Flash]:
    """The flashes in which views are asked for."""
    last = [line.stages[-1] for line in lines]
    ids = dict.fromkeys(
        one.flash_id
        for stage in last
        if stage.status is PolicyStatus.CONSULTATION
        for one in stage.told
    )
    loaded = await load_flashes(conn, list(ids)[:MOST_FLASHES])
    return {flash.id: flash for flash, *_ in loaded}


def _citation(one: Found, quote: str | None = None) -> Citation:
    return Citation(one.flash_id, quote or one.fact.quote, one.url, one.publisher, one.published_at)


def _holidays(
    calendars: TradingCalendars, venue: Venue, first: date, last: date
) -> Iterator[list[tuple[date, str]]]:
    days: list[tuple[date, str]] = []
    for day, name in calendars.holidays(venue, first, last):
        if days and _trades_between(days[-1][0], day):
            yield days
            days = []
        days.append((day, name))
    if days:
        yield days


def _named(days: Sequence[tuple[date, str]]) -> str:
    names = dict.fromkeys(_OBSERVED.sub("", name) for _, name in days)
    return ", ".join(name for name in names if not name.startswith(_IN_LIEU))


def _trades_between(day: date, later: date) -> bool:
    between = (day + timedelta(days=n) for n in range(1, (later - day).days))
    return any(one.isoweekday() < SATURDAY for one in between)


def _order(one: Coming) -> tuple[date, int, str]:
    title = one.line.title if one.line else ",".join(one.venues)
    return one.day, list(ComingKind).index(one.kind), title
