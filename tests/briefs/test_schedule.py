"""When digests are due: on every clock of the world, through leaps, strokes and stops."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefs.filters import Rhythm, Venue, Window, read_rhythm
from briefs.schedule import Run, Slot, due, minutes_of, moment, upcoming

ZONES = sorted(available_timezones() - {"localtime"})
BERLIN, SHANGHAI = ZoneInfo("Europe/Berlin"), ZoneInfo("Asia/Shanghai")
START = datetime(2026, 1, 1, tzinfo=UTC)
DECADE = range(3653)
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)

zones = st.sampled_from(ZONES).map(ZoneInfo)
clocks = st.times().map(lambda t: t.replace(second=0, microsecond=0))
moments = st.datetimes(
    min_value=datetime(2020, 1, 1),  # noqa: DTZ001 - hypothesis wants them naive
    max_value=datetime(2035, 12, 31),  # noqa: DTZ001
).map(lambda naive: naive.replace(tzinfo=UTC))
rhythms = st.one_of(
    st.integers(1, 24).map(lambda hours: Rhythm(hours=hours)),
    st.sets(clocks, min_size=1, max_size=4).map(lambda ts: Rhythm(times=tuple(sorted(ts)))),
    st.builds(
        Rhythm,
        times=clocks.map(lambda t: (t,)),
        days=st.sets(st.integers(1, 7), min_size=1, max_size=6).map(lambda d: tuple(sorted(d))),
    ),
)


def always(_venue: Venue, _day: date) -> bool:
    return True


def newest(rhythm: Rhythm, zone: ZoneInfo, now: datetime, last: Slot | None = None) -> Run | None:
    return due(rhythm, zone, after=LONG_AGO, last=last, now=now, trades=always)


def local(year: int, month: int, day: int, hour: int, minute: int, zone: ZoneInfo) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=zone)


@pytest.mark.parametrize("minute", [0, 2 * 60 + 30, 8 * 60 + 30, 23 * 60 + 59])
def test_every_local_day_of_ten_years_has_exactly_one_run(minute: int) -> None:
    """In every zone, on every day around which its clocks change: one moment of that day, or the
    first after it where the day's last hour is left out, as in Greenland."""
    checked = 0
    for name in ZONES:
        zone, ran = ZoneInfo(name), []
        for day in sorted(_days_of_change(zone)):
            at = moment(day, minute, zone)
            assert at is not None, (name, day)
            shown = at.astimezone(zone).replace(tzinfo=None)
            meant = datetime.combine(day, time()) + timedelta(minutes=minute)
            midnight = datetime.combine(day + timedelta(days=1), time())
            assert meant <= shown, (name, day)
            assert shown.date() == day or shown == midnight, (name, day)
            ran.append(at)
            checked += 1
        assert ran == sorted(set(ran)), name
    assert checked > 10_000


def _days_of_change(zone: ZoneInfo) -> set[date]:
    """The days next to every change of the offset in ten years; the first days where none is."""
    offsets = [(START + timedelta(days=n)).astimezone(zone).utcoffset() for n in DECADE]
    changed = [n for n in DECADE[1:] if offsets[n] != offsets[n - 1]] or [2]
    first = START.date()
    return {first + timedelta(days=n + off) for n in changed for off in (-2, -1, 0, 1)}


@given(zones, clocks, moments)
@settings(max_examples=200, deadline=None)
def test_a_daily_rhythm_runs_once_a_day(zone: ZoneInfo, clock: time, start: datetime) -> None:
    """From run to run the local day goes on by one, whatever the clocks do."""
    rhythm, last, now = Rhythm(times=(clock,)), None, start
    days = []
    for _ in range(12):
        run = upcoming(rhythm, zone, last=last, now=now, trades=always)
        assert run is not None
        days.append(run.slot.day)
        last, now = run.slot, run.at
    assert days == [days[0] + timedelta(days=n) for n in range(12)]


def test_a_leap_runs_at_the_first_minute_there_is() -> None:
    """02:30 in Berlin on the day the clocks leap from 2 to 3: at 03:00."""
    at = moment(date(2026, 3, 29), 150, BERLIN)

    assert at == local(2026, 3, 29, 3, 0, BERLIN)


def test_a_second_stroke_runs_at_the_first() -> None:
    """02:30 in Berlin is struck twice on the last Sunday of October: the first one counts."""
    rhythm = read_rhythm("02:30")
    first = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)  # summer time still
    run = newest(rhythm, BERLIN, first)

    assert run is not None
    assert run.at == first
    assert newest(rhythm, BERLIN, first + timedelta(hours=1), run.slot) is None


def test_a_midnight_that_is_left_out() -> None:
    """Where summer time begins at midnight, a digest of 00:00 comes at 01:00."""
    beirut = ZoneInfo("Asia/Beirut")

    assert moment(date(2026, 3, 29), 0, beirut) == local(2026, 3, 29, 1, 0, beirut)


def test_a_day_that_a_zone_left_out_has_no_run() -> None:
    """Samoa had no 30 December 2011: nothing for it, one each for its neighbours."""
    apia = ZoneInfo("Pacific/Apia")

    assert moment(date(2011, 12, 30), 510, apia) is None
    assert moment(date(2011, 12, 29), 510, apia) == local(2011, 12, 29, 8, 30, apia)
    assert moment(date(2011, 12, 31), 510, apia) == local(2011, 12, 31, 8, 30, apia)


def test_a_leap_day_is_a_day() -> None:
    """29 February has its run, and 1 March its own."""
    rhythm = read_rhythm("08:30")
    eve = local(2028, 2, 28, 9, 0, SHANGHAI)
    days = []
    last = None
    for _ in range(3):
        run = upcoming(rhythm, SHANGHAI, last=last, now=eve, trades=always)
        assert run is not None
        days.append(run.slot.day)
        last, eve = run.slot, run.at
    assert days == [date(2028, 2, 29), date(2028, 3, 1), date(2028, 3, 2)]


def test_a_day_down_is_one_run() -> None:
    """Of all that was missed only the newest is due, and then nothing more."""
    rhythm = read_rhythm("1h")
    now = local(2026, 3, 3, 9, 20, SHANGHAI)
    before = Slot(date(2026, 3, 2), 9 * 60)
    run = newest(rhythm, SHANGHAI, now, before)

    assert run is not None
    assert run.slot == Slot(date(2026, 3, 3), 9 * 60)
    assert newest(rhythm, SHANGHAI, now, run.slot) is None


@given(rhythms, zones, moments, st.timedeltas(timedelta(0), timedelta(days=9)))
@settings(max_examples=300, deadline=None)
def test_a_clock_set_back_repeats_nothing(
    rhythm: Rhythm, zone: ZoneInfo, now: datetime, back: timedelta
) -> None:
    """What ran is not due again at an earlier hour, and the next one comes later than it."""
    run = newest(rhythm, zone, now)
    assert run is not None
    earlier = now - back

    assert newest(rhythm, zone, earlier, run.slot) is None
    following = upcoming(rhythm, zone, last=run.slot, now=earlier, trades=always)
    assert following is not None
    assert following.slot > run.slot


@given(
    rhythms,
    zones,
    moments,
    st.lists(st.timedeltas(timedelta(hours=-30), timedelta(hours=60)), max_size=25),
)
@settings(max_examples=200, deadline=None)
def test_whatever_the_clock_does_no_slot_runs_twice(
    rhythm: Rhythm, zone: ZoneInfo, now: datetime, steps: list[timedelta]
) -> None:
    """Looks at any times, in any order: each slot at most once, never before its moment."""
    ran: list[Slot] = []
    for step in steps:
        now += step
        run = newest(rhythm, zone, now, ran[-1] if ran else None)
        if run is not None:
            assert run.at <= now
            ran.append(run.slot)
    assert ran == sorted(set(ran))


@given(rhythms, zones, moments)
@settings(max_examples=200, deadline=None)
def test_what_comes_next_is_due_when_it_comes(
    rhythm: Rhythm, zone: ZoneInfo, now: datetime
) -> None:
    """The moment foretold is the moment it is due, and not a second before."""
    coming = upcoming(rhythm, zone, last=None, now=now, trades=always)
    assert coming is not None
    run = due(rhythm, zone, after=now, last=None, now=coming.at, trades=always)
    early = coming.at - timedelta(seconds=1)

    assert run is not None
    assert run.at == coming.at
    assert due(rhythm, zone, after=now, last=None, now=early, trades=always) is None


def test_what_was_before_a_subscription_is_not_due() -> None:
    """Subscribed at nine, the digest of 08:30 comes tomorrow."""
    rhythm, nine = read_rhythm("08:30"), local(2026, 3, 2, 9, 0, SHANGHAI)
    run = due(rhythm, SHANGHAI, after=nine, last=None, now=nine + timedelta(hours=3), trades=always)
    following = upcoming(rhythm, SHANGHAI, last=None, now=nine, trades=always)

    assert run is None
    assert following is not None
    assert following.at == local(2026, 3, 3, 8, 30, SHANGHAI)


def test_a_night_belongs_to_the_day_it_began() -> None:
    """Friday's night session ends on Saturday: it has its hours on Friday's account."""
    rhythm = Rhythm(hours=1, days=(5,), windows=(Window(time(21), time(2, 30)),))
    run = newest(rhythm, SHANGHAI, local(2026, 3, 7, 2, 10, SHANGHAI))

    assert minutes_of(rhythm) == tuple(range(21 * 60, 27 * 60, 60))
    assert run is not None
    assert (run.slot.day.isoweekday(), str(run.slot)) == (5, "26:00")
    assert run.at == local(2026, 3, 7, 2, 0, SHANGHAI)


def test_windows_bound_the_hours() -> None:
    """Every two hours from nine to three, both ends."""
    assert minutes_of(read_rhythm("2h,09:00-15:00")) == (540, 660, 780, 900)


def test_holidays_of_a_venue_are_left_out() -> None:
    """A rhythm on trading days skips those that are none."""
    closed = {date(2026, 3, 3)}
    rhythm = read_rhythm("shfe,08:30")
    run = upcoming(
        rhythm,
        SHANGHAI,
        last=None,
        now=local(2026, 3, 2, 9, 0, SHANGHAI),
        trades=lambda _venue, day: day not in closed,
    )

    assert run is not None
    assert run.slot.day == date(2026, 3, 4)


def test_open_and_close_are_the_venues_own() -> None:
    """A reader in Berlin gets SHFE's close when it is 15:00 in Shanghai."""
    rhythm = read_rhythm("open-close")
    run = newest(rhythm, BERLIN, local(2026, 3, 2, 15, 5, SHANGHAI))

    assert run is not None
    assert run.at == local(2026, 3, 2, 15, 0, SHANGHAI)


def test_at_once_is_never_due() -> None:
    """Who is told at once has no digests."""
    now = START

    assert newest(Rhythm(), BERLIN, now) is None
    assert upcoming(Rhythm(), BERLIN, last=None, now=now, trades=always) is None
