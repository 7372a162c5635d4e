"""Quiet hours: typed, printed, and as they fall on every clock."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefs.filters import Window
from briefs.quiet import Period, Quiet, period, read_quiet

SHANGHAI = ZoneInfo("Asia/Shanghai")
NIGHT = Quiet(Window(time(22), time(7)))

clocks = st.times().map(lambda t: t.replace(second=0, microsecond=0))
windows = (
    st.tuples(clocks, clocks).filter(lambda ends: ends[0] != ends[1]).map(lambda e: Window(*e))
)
days = st.sets(st.integers(1, 7), max_size=6).map(lambda chosen: tuple(sorted(chosen)))
quiets = st.builds(Quiet, windows, days)
zones = st.sampled_from(sorted(available_timezones() - {"localtime"})).map(ZoneInfo)
moments = st.datetimes(
    min_value=datetime(2020, 1, 1),  # noqa: DTZ001 - hypothesis wants them naive
    max_value=datetime(2035, 12, 31),  # noqa: DTZ001
).map(lambda naive: naive.replace(tzinfo=UTC))


def at(day: int, hour: int) -> datetime:
    return datetime(2026, 3, day, hour, tzinfo=SHANGHAI)


@given(quiets)
@settings(max_examples=200, deadline=None)
def test_what_is_printed_is_read_as_the_same(quiet: Quiet) -> None:
    """Print → read ends where it began."""
    assert read_quiet(str(quiet)) == quiet


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("22:00-07:00", "22:00-07:00"),
        ("22-7", "22:00-07:00"),
        ("22–7 mon-fri", "mon-fri,22:00-07:00"),
        ("工作日，23:30-6:00", "mon-fri,23:30-06:00"),
        ("sat sun 0-10", "sat,sun,00:00-10:00"),
    ],
)
def test_ways_to_say_it(typed: str, printed: str) -> None:
    """Short or long, days before or behind."""
    assert str(read_quiet(typed)) == printed


@pytest.mark.parametrize("typed", ["", "night", "22-22", "25-7", "22-7 23-8", "22-7 soon", "mon"])
def test_what_is_no_quiet_hours(typed: str) -> None:
    """One window, with days at most."""
    assert read_quiet(typed) is None


def test_a_night_goes_past_midnight() -> None:
    """At one in the morning the night that began yesterday goes on; at noon the next one comes."""
    night = Period(at(2, 22).astimezone(UTC), at(3, 7).astimezone(UTC))

    assert period(NIGHT, SHANGHAI, at(2, 12)) == night
    assert period(NIGHT, SHANGHAI, at(3, 1)) == night
    assert period(NIGHT, SHANGHAI, at(3, 7)) == Period(
        at(3, 22).astimezone(UTC), at(4, 7).astimezone(UTC)
    )


def test_days_are_those_on_which_it_begins() -> None:
    """Friday's night ends on Saturday; Saturday's own does not begin."""
    friday = Quiet(NIGHT.window, (5,))
    found = period(friday, SHANGHAI, at(7, 3))  # a Saturday

    assert found is not None
    assert found.start == at(6, 22)
    assert period(friday, SHANGHAI, at(7, 8)) == Period(
        at(13, 22).astimezone(UTC), at(14, 7).astimezone(UTC)
    )


@given(quiets, zones, moments)
@settings(max_examples=300, deadline=None)
def test_there_are_always_next_ones(quiet: Quiet, zone: ZoneInfo, now: datetime) -> None:
    """Not over yet, in their order, and beginning within eight days, on every clock."""
    found = period(quiet, zone, now)

    assert found is not None
    assert found.start < found.end
    assert found.end > now
    assert found.start - now <= timedelta(days=15)
    assert found.end - found.start <= timedelta(hours=26)
