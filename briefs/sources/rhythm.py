"""How often a source has news, and so when to look again. Pure: the draw of chance is passed in."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median
from typing import Final

from briefs.sources.spec import SourceSpec
from briefs.sources.state import Pace, SourceState

SHORTEST: Final = timedelta(minutes=1)
LONGEST: Final = timedelta(minutes=30)
UNKNOWN: Final = timedelta(minutes=5)  # before anything is known of its rhythm
REMEMBERED: Final = 48  # arrivals
DAYS: Final = 15  # two weekends
ENOUGH: Final = 5  # arrivals from which there is a rhythm to speak of
SAME_BURST: Final = 60.0  # seconds; what comes together counts as one arrival
JITTER: Final = 0.1
RETRY_FIRST: Final = timedelta(minutes=1)
RETRY_LONGEST: Final = timedelta(hours=2)
WAITING_FOR_A_PERSON: Final = timedelta(hours=6)

Draw = Callable[[float, float], float]  # random.uniform, or a test's


def with_arrivals(pace: Pace, times: Iterable[datetime], now: datetime) -> Pace:
    """The rhythm after news of these times; those to come, or before the last, are left out."""
    oldest = now - timedelta(days=DAYS)
    last = pace.recent[-1] if pace.recent else oldest
    recent, silences = list(pace.recent), dict(pace.silences)
    for time in sorted(time for time in times if last < time <= now):
        if recent:
            silence = (time - recent[-1]).total_seconds()
            if silence < SAME_BURST:
                continue
            silences[time.date()] = max(silence, silences.get(time.date(), 0.0))
        recent.append(time)
    kept = {day: silence for day, silence in silences.items() if day > oldest.date()}
    return Pace(tuple(recent[-REMEMBERED:]), kept)


def usual_gap(pace: Pace) -> timedelta | None:
    """Between two arrivals, mostly; None while too little is known."""
    if len(pace.recent) < ENOUGH:
        return None
    gaps = [(later - earlier).total_seconds() for earlier, later in pairwise(pace.recent)]
    return timedelta(seconds=median(gaps))


def longest_silence(pace: Pace) -> timedelta | None:
    """The longest that was still usual: of the days remembered, nights and weekends among them."""
    if len(pace.recent) < ENOUGH or not pace.silences:
        return None
    return timedelta(seconds=max(pace.silences.values()))


def next_look(
    spec: SourceSpec,
    state: SourceState,
    now: datetime,
    draw: Draw,
    *,
    wait: timedelta | None = None,
) -> datetime:
    """When to look again after `state`, not before the `wait` that the source asked for.

    Twice in the usual time between two news, less often the longer it is silent; after a failure
    anywhere between now and a bound that doubles each time.
    """
    if state.reason is not None:
        pause = _retry(state, draw)
    else:
        pause = (spec.every or _own(state, now)) * (1 + draw(-JITTER, JITTER))
    return now + max(pause, wait or timedelta(), spec.soonest)


def _own(state: SourceState, now: datetime) -> timedelta:
    gap = usual_gap(state.pace)
    if gap is None:
        return UNKNOWN
    silence = now - state.pace.recent[-1]
    return min(max(gap / 2, silence / 20, SHORTEST), LONGEST)


def _retry(state: SourceState, draw: Draw) -> timedelta:
    assert state.reason is not None
    if not state.reason.passing:
        return WAITING_FOR_A_PERSON * (1 + draw(-JITTER, JITTER))
    bound = min(RETRY_FIRST * 2 ** min(state.failures, 16), RETRY_LONGEST)
    pause: timedelta = bound * draw(0.0, 1.0)
    return pause
