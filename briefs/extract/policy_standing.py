"""How a policy stands: a status with its dates, and which of two tellings to believe."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date as Day
from typing import Final

from briefs.extract.cues import Cue
from briefs.types import PolicyStatus

_ORDER: Final = {
    PolicyStatus.SUSPENDED: 6, PolicyStatus.ENDED: 5, PolicyStatus.CONSULTATION: 4,
    PolicyStatus.EFFECTIVE: 3, PolicyStatus.ANNOUNCED: 2, PolicyStatus.RUMOURED: 1,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Standing:
    """A status with the dates that go with it. `weight` 3: a date or "at once" says it; 2: a verb
    does; 1: a headline or a passing word."""

    status: PolicyStatus
    weight: int
    date: Day | None = None
    starts: Day | None = None
    cue: Cue | None = None
    lifting: bool = False  # it is the end of the measure that is told


def stronger(one: Standing, other: Standing) -> Standing:
    """Of two tellings of one policy, the one to believe."""
    if one.weight != other.weight:
        first, second = (one, other) if one.weight > other.weight else (other, one)
        done = second.status in (PolicyStatus.SUSPENDED, PolicyStatus.ENDED)
        if second.weight == 1 or not done:
            return first
    return one if _ORDER[one.status] >= _ORDER[other.status] else other
