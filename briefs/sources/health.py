"""How a source is, by its own rhythm. Pure: what is remembered of it, and now.

changed   it answers, but nothing is found in it any more: somebody has to look
failing   it does not answer, and not by a mere hiccup
late      silent for longer than ever in the days remembered
quiet     silent for longer than usual; a night, a weekend
fresh     news as usual
"""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from briefs.sources.failures import Reason
from briefs.sources.rhythm import longest_silence, usual_gap
from briefs.sources.spec import SourceSpec
from briefs.sources.state import SourceState

HICCUPS: Final = 3  # passing failures in a row from which a source is failing
QUIET_GAPS: Final = 4  # usual gaps without news that are quiet
SHORTEST_QUIET: Final = timedelta(minutes=15)
QUIET_UNKNOWN: Final = timedelta(days=1)  # while its rhythm is not known
LATE_TIMES: Final = 1.5  # of the longest silence
# Until a weekend has been seen no silence is called late that a weekend would explain.
A_WEEKEND_SEEN: Final = timedelta(days=8)
A_WEEKEND: Final = timedelta(days=3)


class Health(StrEnum):
    FRESH = "fresh"
    QUIET = "quiet"
    LATE = "late"
    FAILING = "failing"
    CHANGED = "changed"

    @property
    def bad(self) -> bool:
        """Whether somebody should know."""
        return self in (Health.LATE, Health.FAILING, Health.CHANGED)


def health_of(spec: SourceSpec, state: SourceState, now: datetime) -> Health:
    if state.reason is Reason.CHANGED:
        return Health.CHANGED
    if state.reason is not None and (not state.reason.passing or state.failures >= HICCUPS):
        return Health.FAILING
    last = last_news(state)
    if last is None:
        return Health.QUIET
    silence = _known_until(state, now) - last
    late, quiet = late_after(spec, state, now), _quiet_after(state)
    if late is not None and silence > late:
        return Health.LATE
    return Health.QUIET if silence > quiet else Health.FRESH


def last_news(state: SourceState) -> datetime | None:
    """When it last had news, by its own dates; by our receipt where it states none."""
    return state.pace.recent[-1] if state.pace.recent else state.news_at


def _known_until(state: SourceState, now: datetime) -> datetime:
    """Until when its silence is known: while we were stopped, we did not listen."""
    return now if state.looked_at is None else state.answered_at or now


def late_after(spec: SourceSpec, state: SourceState, now: datetime) -> timedelta | None:
    """The silence that is worth an alert: the operator's word, else by what was usual."""
    if spec.late_after is not None:
        return spec.late_after
    longest = longest_silence(state.pace)
    if longest is None:
        return None
    known = now.date() - min(state.pace.silences)
    least = SHORTEST_QUIET if known >= A_WEEKEND_SEEN else A_WEEKEND
    return max(longest * LATE_TIMES, least, _quiet_after(state))


def _quiet_after(state: SourceState) -> timedelta:
    gap = usual_gap(state.pace)
    return QUIET_UNKNOWN if gap is None else max(gap * QUIET_GAPS, SHORTEST_QUIET)
