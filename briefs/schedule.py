"""When a rhythm's digests are due: pure, on the local clock, exactly one run a slot and local day.

A slot is a time of a local day, in minutes from its midnight; past midnight it goes on to count
(25:30 is half past one of the night after). Where clocks leap over a slot, it runs at the first
minute there is; where they strike it twice, at the first stroke. A day that a zone leaves out
altogether has no runs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from briefs.filters.rhythm import Rhythm, Venue, Window
from briefs.trading import hours_of

DAY = 24 * 60  # minutes
FARTHEST = timedelta(days=60)  # longer than any rhythm pauses, holidays and all
MINUTE = timedelta(minutes=1)

Trades = Callable[[Venue, date], bool]


@dataclass(frozen=True, slots=True, order=True)
class Slot:
    """One run: of this local day, so many minutes from its midnight."""

    day: date
    minute: int

    def __str__(self) -> str:
        return f"{self.minute // 60:02}:{self.minute % 60:02}"


@dataclass(frozen=True, slots=True)
class Run:
    """A slot and the moment it falls on."""

    slot: Slot
    at: datetime  # UTC


def due(
    rhythm: Rhythm,
    zone: ZoneInfo,
    *,
    after: datetime,
    last: Slot | None,
    now: datetime,
    trades: Trades,
) -> Run | None:
    """The newest run past `after` and the `last` one made, not later than `now`.

    Of several missed only the newest is due: it stands for all of them.
    """
    if rhythm.instant:
        return None
    run = next((r for r in _runs(rhythm, zone, now, trades, back=True) if r.at <= now), None)
    if run is None or run.at <= after or (last is not None and run.slot <= last):
        return None
    return run


def upcoming(
    rhythm: Rhythm, zone: ZoneInfo, *, last: Slot | None, now: datetime, trades: Trades
) -> Run | None:
    """The first run later than `now` and than the `last` one made; None if none is near."""
    if rhythm.instant:
        return None
    runs = _runs(rhythm, zone, now, trades, back=False)
    return next((r for r in runs if r.at > now and (last is None or r.slot > last)), None)


def moment(day: date, minute: int, zone: ZoneInfo) -> datetime | None:
    """The UTC instant of a local day's minute; None on a day that the zone leaves out."""
    midnight = _instant(datetime.combine(day, time()), zone)
    if midnight.astimezone(zone).date() != day:
        return None
    return _instant(datetime.combine(day, time()) + minute * MINUTE, zone)


def minutes_of(rhythm: Rhythm) -> tuple[int, ...]:
    """The slots of a day, in minutes from its midnight."""
    if rhythm.times:
        return tuple(_minute(one) for one in rhythm.times)
    if rhythm.session and rhythm.venue:
        hours = hours_of(rhythm.venue)
        return (_minute(hours.open), _minute(hours.close))
    step = rhythm.hours * 60
    if not rhythm.windows:
        return tuple(range(0, DAY, step))
    spans = map(span_of, rhythm.windows)
    return tuple(sorted({at for start, end in spans for at in range(start, end + 1, step)}))


def span_of(window: Window) -> tuple[int, int]:
    """A window in minutes from midnight; it ends after a day if it is past the next one."""
    start, end = _minute(window.start), _minute(window.end)
    return start, end if start < end else end + DAY


def zone_of(rhythm: Rhythm, zone: ZoneInfo) -> ZoneInfo:
    """Whose clock the rhythm keeps to: the chat's, or the exchange's at its open and close."""
    return hours_of(rhythm.venue).zone if rhythm.session and rhythm.venue else zone


def _runs(
    rhythm: Rhythm, zone: ZoneInfo, now: datetime, trades: Trades, *, back: bool
) -> Iterator[Run]:
    """Runs in order of their slots, from around now into the future, or back into the past."""
    clock, minutes = zone_of(rhythm, zone), minutes_of(rhythm)
    today = now.astimezone(clock).date()
    step = timedelta(days=-1 if back else 1)
    # A night's slots belong to the day before; by one more day no offset of a zone is missed.
    day = today - 2 * step
    while abs(day - today) <= FARTHEST:
        if _runs_on(rhythm, day, trades):
            for minute in reversed(minutes) if back else minutes:
                at = moment(day, minute, clock)
                if at is not None:
                    yield Run(Slot(day, minute), at)
        day += step


def _runs_on(rhythm: Rhythm, day: date, trades: Trades) -> bool:
    if rhythm.days and day.isoweekday() not in rhythm.days:
        return False
    return rhythm.venue is None or trades(rhythm.venue, day)


def _minute(clock: time) -> int:
    return clock.hour * 60 + clock.minute


def _instant(naive: datetime, zone: ZoneInfo) -> datetime:
    """The first instant that a wall clock shows this, or the first after a leap over it."""
    local = naive.replace(tzinfo=zone)
    at = local.astimezone(UTC)
    if at.astimezone(zone).replace(tzinfo=None) == naive:
        return at
    return _after_leap(naive, zone)


def _after_leap(naive: datetime, zone: ZoneInfo) -> datetime:
    # Before the leap clocks keep the offset of fold 0, after it that of fold 1; it lies between.
    before, after = naive.replace(tzinfo=zone), naive.replace(tzinfo=zone, fold=1)
    low, high = int(after.timestamp()), int(before.timestamp())
    while high - low > 1:
        middle = (low + high) // 2
        leapt = datetime.fromtimestamp(middle, zone).utcoffset() == after.utcoffset()
        low, high = (low, middle) if leapt else (middle, high)
    return datetime.fromtimestamp(high, UTC)
