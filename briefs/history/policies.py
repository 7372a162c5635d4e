"""What became of the rules on a material while its price moved: marks of a chart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.ext.asyncio import AsyncConnection

from briefs.lexicon import Lexicon
from briefs.life_cycle import Stage, Timeline, policy_timeline

WIDE = frozenset({"metals", "nonferrous-metals", "china", "smm"})  # said of nearly every rule
MOST = 5  # marks of a chart: more would hide the line


@dataclass(frozen=True, slots=True)
class Turn:
    """A policy that came to a status on a day."""

    day: date
    line: Timeline
    stage: Stage


async def turns_of(
    conn: AsyncConnection, terms: Sequence[str], lexicon: Lexicon, *, first: date, last: date
) -> tuple[Turn, ...]:
    """When rules on these materials, or on groups they are in, changed; oldest first.

    Where there are many, those that took effect or ended count before drafts and reports.
    """
    about = frozenset(one for term in terms for one in _around(term, lexicon))
    lines = await policy_timeline(conn, lexicon=lexicon, terms=sorted(about))
    turns = [turn for line in lines if about & set(line.terms) for turn in _turns(line)]
    fitting = [turn for turn in turns if first <= turn.day <= last]
    weightiest = sorted(fitting, key=_weight, reverse=True)[:MOST]
    return tuple(sorted(weightiest, key=lambda turn: turn.day))


def _around(term: str, lexicon: Lexicon) -> frozenset[str]:
    return (lexicon.ancestors(term) | lexicon.members(term)) - WIDE


def _turns(line: Timeline) -> Iterator[Turn]:
    """The day a stage began, and once the day a rule announced takes effect."""
    for stage in line.stages:
        if stage.since is not None:
            yield Turn(stage.since, line, stage)


def _weight(turn: Turn) -> tuple[int, date]:
    order = ("rumoured", "consultation", "announced", "suspended", "ended", "effective")
    return order.index(turn.stage.status.value), turn.day
