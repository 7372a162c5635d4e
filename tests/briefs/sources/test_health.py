"""How a source is, by its own rhythm; and when it is looked at next."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefs.sources.failures import Reason
from briefs.sources.health import Health, health_of
from briefs.sources.rhythm import DAYS, REMEMBERED, next_look, usual_gap, with_arrivals
from briefs.sources.spec import SourceSpec
from briefs.sources.state import Pace, SourceState

MONDAY = datetime(2030, 3, 4, tzinfo=UTC)
SPEC = SourceSpec(id="wire", kind="feed")
ORDER = (Health.FRESH, Health.QUIET, Health.LATE)

gaps = st.lists(st.floats(min_value=60, max_value=200_000), max_size=60)


def rhythm(times: Sequence[datetime]) -> Pace:
    """Learnt as it came."""
    pace = Pace()
    for time in times:
        pace = with_arrivals(pace, [time], time)
    return pace


def after(steps: Sequence[float]) -> list[datetime]:
    times = [MONDAY]
    for step in steps:
        times.append(times[-1] + timedelta(seconds=step))
    return times


def working_hours(weeks: int) -> list[datetime]:
    """News every half hour from nine to six, Mondays to Fridays."""
    days = [MONDAY + timedelta(days=day) for day in range(weeks * 7) if day % 7 < 5]
    return [day + timedelta(hours=9, minutes=30 * slot) for day in days for slot in range(19)]


def state(times: Sequence[datetime], **more: object) -> SourceState:
    return SourceState("wire", news_at=times[-1] if times else None, pace=rhythm(times), **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("hours", "health"),
    [
        (0.5, Health.FRESH),  # Friday evening, just after the last news
        (5, Health.QUIET),
        (62, Health.QUIET),  # Monday morning
        (80, Health.QUIET),  # a long weekend
        (100, Health.LATE),
    ],
)
def test_a_weekend_is_no_alarm(hours: float, health: Health) -> None:
    """The longest silence of the last two weeks is usual; half as much again is not."""
    times = working_hours(2)

    assert health_of(SPEC, state(times), times[-1] + timedelta(hours=hours)) is health


def test_the_first_weekend_is_no_alarm_either() -> None:
    """Until one was seen, a silence that a weekend explains is only quiet."""
    times = working_hours(1)

    assert health_of(SPEC, state(times), times[-1] + timedelta(hours=63)) is Health.QUIET
    assert health_of(SPEC, state(times), times[-1] + timedelta(hours=73)) is Health.LATE


def test_the_operator_knows_better() -> None:
    """`late_after` goes before what was learnt."""
    times = working_hours(2)
    spec = SPEC.model_copy(update={"late_after": timedelta(hours=2)})

    assert health_of(spec, state(times), times[-1] + timedelta(hours=3)) is Health.LATE


def test_our_own_absence_is_no_silence() -> None:
    """Stopped over a week: it is late only once it was asked again and had nothing."""
    times = working_hours(2)
    now = times[-1] + timedelta(days=7)
    before = state(times, looked_at=times[-1], answered_at=times[-1])
    asked = state(times, looked_at=now, answered_at=now)

    assert health_of(SPEC, before, now) is Health.FRESH
    assert health_of(SPEC, asked, now) is Health.LATE


def test_one_failure_is_a_hiccup() -> None:
    """Three in a row are failing; one that does not pass by itself is at once."""
    times = working_hours(2)
    now = times[-1]

    assert health_of(SPEC, state(times, failures=1, reason=Reason.TIMED_OUT), now) is Health.FRESH
    assert health_of(SPEC, state(times, failures=3, reason=Reason.TIMED_OUT), now) is Health.FAILING
    assert health_of(SPEC, state(times, failures=1, reason=Reason.GONE), now) is Health.FAILING
    assert health_of(SPEC, state(times, failures=1, reason=Reason.CHANGED), now) is Health.CHANGED


def test_a_source_without_news_yet_is_quiet() -> None:
    """Neither good nor bad."""
    assert health_of(SPEC, SourceState("wire"), MONDAY) is Health.QUIET


@given(gaps, st.floats(0, 10_000_000), st.floats(0, 10_000_000))
def test_silence_only_makes_it_worse(steps: list[float], one: float, other: float) -> None:
    """Whatever its rhythm: as time goes by without news, it is never better than before."""
    source = state(after(steps))
    last = source.pace.recent[-1]
    early, late = sorted((one, other))

    before = health_of(SPEC, source, last + timedelta(seconds=early))
    then = health_of(SPEC, source, last + timedelta(seconds=late))

    assert ORDER.index(before) <= ORDER.index(then)


@given(gaps)
def test_news_makes_it_fresh(steps: list[float]) -> None:
    """At the moment of its last news every source that answers is fresh."""
    source = state(after(steps))

    assert health_of(SPEC, source, source.pace.recent[-1]) is Health.FRESH


@given(gaps)
def test_what_is_remembered_is_bounded(steps: list[float]) -> None:
    """However long it runs: some arrivals in their order, and one silence a day."""
    pace = rhythm(after(steps))

    assert len(pace.recent) <= REMEMBERED
    assert len(pace.silences) <= DAYS
    assert all(earlier < later for earlier, later in pairwise(pace.recent))


@given(gaps, st.lists(st.integers(-10_000_000, 10_000_000)))
def test_absurd_dates_do_no_harm(steps: list[float], days: list[int]) -> None:
    """Dates to come, and those before what is known, change nothing of the rhythm."""
    pace = rhythm(after(steps))
    now = pace.recent[-1] + timedelta(hours=1)
    odd = [now + timedelta(days=1 + abs(day) % 1_000_000) for day in days]
    old = [pace.recent[-1] - timedelta(days=abs(day) % 500_000) for day in days]

    assert with_arrivals(pace, [*odd, *old], now).recent == pace.recent


@given(gaps, st.floats(0, 1), st.integers(0, 40), st.sampled_from([None, *Reason]))
def test_the_next_look_is_within_bounds(
    steps: list[float], chance: float, failures: int, reason: Reason | None
) -> None:
    """Never at once, never later than a person would come; and never before it is let."""
    source = state(after(steps), failures=failures, reason=reason)
    now = source.pace.recent[-1]

    def draw(low: float, high: float) -> float:
        return low + (high - low) * chance

    pause = next_look(SPEC, source, now, draw) - now
    asked = next_look(SPEC, source, now, draw, wait=timedelta(hours=9)) - now

    assert timedelta(seconds=30) <= pause <= timedelta(hours=7)
    assert asked == max(pause, timedelta(hours=9))


def test_a_busy_source_is_looked_at_more_often() -> None:
    """Twice in its usual gap, less often the longer it is silent; as the operator wrote, if so."""
    times = working_hours(2)
    source = state(times)

    def pause(hours: float, spec: SourceSpec = SPEC) -> timedelta:
        now = times[-1] + timedelta(hours=hours)
        return next_look(spec, source, now, lambda low, high: (low + high) / 2) - now

    assert usual_gap(source.pace) == timedelta(minutes=30)
    assert pause(0) == timedelta(minutes=15)
    assert pause(8) == timedelta(minutes=24)
    assert pause(60) == timedelta(minutes=30)
    assert pause(60, SPEC.model_copy(update={"every": timedelta(minutes=2)})) == timedelta(
        minutes=2
    )
