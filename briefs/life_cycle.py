"""A policy over time: rumoured → consultation → announced → effective → suspended → ended.

    timelines = await policy_timeline(conn, lexicon=lexicon, terms=["rare-earths"])
    timelines[0].status_at(date(2026, 1, 1))

Tellings are joined by name, agency and metal. A new status, or a new day in force, is news; the
same status told again is a repeat, and a look back at an earlier one changes nothing.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Collection, Iterator, Sequence, Set
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from datetime import date as Day
from typing import Final, cast

from sqlalchemy.ext.asyncio import AsyncConnection

from briefs.jurisdiction import jurisdiction_by
from briefs.lexicon import Lexicon
from briefs.policy_names import same_policy
from briefs.store.facts import find_facts
from briefs.times import CHINA
from briefs.types import Finding, FindingKind, Found, Policy, PolicyStatus

_RANK: Final = {status: at for at, status in enumerate(PolicyStatus)}
_UNDATED: Final = datetime.min.replace(tzinfo=UTC)
_ENOUGH: Final = 500
_FEW: Final = 60
_LASTING: Final = (PolicyStatus.EFFECTIVE, PolicyStatus.SUSPENDED)
_LONGER: Final = re.compile(
    r"\b(?:extend(?:s|ed|ing)?|extensions?|prolong(?:s|ed|ing)?|renew(?:s|ed|al)?|(?:another|further)"
    r" (?:\w+ )?(?:weeks?|months?|years?))\b|延长|延期|续期",
    re.IGNORECASE,
)
_FRESH: Final = timedelta(days=10)  # told later than this it is looked back on


@dataclass(frozen=True, slots=True)
class Stage:
    """A status, since when it holds, and every telling of it, the first one first."""

    status: PolicyStatus
    since: Day | None
    effective_date: Day | None
    told: tuple[Found, ...]

    @property
    def news(self) -> Found:
        """The telling that changed something; the others repeat it."""
        return self.told[0]

    @property
    def extended(self) -> bool:
        """Whether it tells that what held already is to hold for longer."""
        return self.status in _LASTING and _says_longer(self.news)


@dataclass(frozen=True, slots=True)
class Timeline:
    """One policy under all its names, with its stages in the order in which they were told."""

    title: str
    names: tuple[str, ...]
    agency: str | None
    terms: tuple[str, ...]
    stages: tuple[Stage, ...]

    @property
    def repeats(self) -> int:
        """Tellings that said nothing new."""
        return sum(len(stage.told) - 1 for stage in self.stages)

    def next_day(self, day: Day) -> Day | None:
        """The day still to come on which it is to be in force, if one was told."""
        ahead = self.stages[-1].effective_date
        return ahead if ahead is not None and ahead > day else None

    def status_at(self, day: Day) -> PolicyStatus | None:
        """Where the policy stood on a day, as far as it was told; None before anything was."""
        begun = [stage for stage in self.stages if stage.since and stage.since <= day]
        if not begun:
            return None
        last = begun[-1]
        due = last.status is PolicyStatus.ANNOUNCED and last.effective_date
        return PolicyStatus.EFFECTIVE if due and due <= day else last.status


async def policy_timeline(
    conn: AsyncConnection,
    *,
    lexicon: Lexicon,
    terms: Collection[str] = (),
    words: Collection[str] = (),
    until: datetime | None = None,
) -> tuple[Timeline, ...]:
    """The stored policies of these terms or words, the one with the newest news first."""
    found = await find_facts(
        conn, kinds=["policies"], terms=terms, words=words, until=until, limit=_ENOUGH
    )
    by = jurisdiction_by(lexicon)
    if len(found) <= _FEW:
        return life_cycle(found, jurisdiction=by)
    # Each is compared with each: of hundreds that takes as long as a person would notice.
    return await asyncio.to_thread(life_cycle, found, jurisdiction=by)


async def policies_as_of(
    conn: AsyncConnection,
    day: Day,
    *,
    lexicon: Lexicon,
    terms: Collection[str] = (),
    words: Collection[str] = (),
) -> tuple[Timeline, ...]:
    """As told by the end of that day in China; where nobody told of it then, as told later of
    then."""
    over = datetime.combine(day, time(), CHINA) + timedelta(days=1)
    told = await policy_timeline(conn, lexicon=lexicon, terms=terms, words=words, until=over)
    if told:
        return told
    later = await policy_timeline(conn, lexicon=lexicon, terms=terms, words=words)
    return tuple(line for line in later if line.status_at(day) is not None)


def life_cycle(
    found: Sequence[Found], *, jurisdiction: Callable[[str], str] = str.casefold
) -> tuple[Timeline, ...]:
    """The policies among these facts, each once, the one with the newest news first."""
    told = sorted((one for one in found if isinstance(one.fact, Policy)), key=_order)
    groups: list[list[Found]] = []
    for one in told:
        home = next((g for g in groups if _belongs(one, g, jurisdiction)), None)
        if home is None:
            groups.append([one])
        else:
            home.append(one)
    lines = [_timeline(group) for group in groups]
    return tuple(sorted(lines, key=lambda line: _order(line.stages[-1].news), reverse=True))


def where_they_stand(
    found: Sequence[Found], jurisdiction: Callable[[str], str] = str.casefold
) -> list[Found]:
    """These facts without what a later telling of the same policy has left behind."""
    last = _last_told(found, jurisdiction)
    return [one for one in found if not isinstance(one.fact, Policy) or id(one) in last]


def earlier_marked(found: Sequence[Found], jurisdiction: Callable[[str], str]) -> list[Found]:
    """These facts in their order, where a policy stands before where it stood, which is marked."""
    last = _last_told(found, jurisdiction)
    left = [one for one in found if isinstance(one.fact, Policy) and id(one) not in last]
    marked = [replace(one, findings=(*one.findings, _left_behind(one))) for one in left]
    gone = {id(one) for one in left}
    return [*(one for one in found if id(one) not in gone), *marked]


def _last_told(found: Sequence[Found], jurisdiction: Callable[[str], str]) -> Set[int]:
    lines = life_cycle(found, jurisdiction=jurisdiction)
    return {id(one) for line in lines for one in line.stages[-1].told}


def _left_behind(one: Found) -> Finding:
    detail = "A later telling says where it stands since."
    return Finding(FindingKind.EARLIER, 0, detail, one.fact.quote)


def _order(one: Found) -> tuple[datetime, str, int, str, int]:
    """By time; two of one moment, or of one flash, in an order that does not depend on ours."""
    policy = _policy(one)
    place = (policy.span.start, policy.title, _RANK[policy.status])
    return one.published_at or _UNDATED, one.flash_id, *place


def _policy(one: Found) -> Policy:
    return cast(Policy, one.fact)


def _belongs(one: Found, group: Sequence[Found], jurisdiction: Callable[[str], str]) -> bool:
    return any(same_policy(_policy(one), _policy(other), jurisdiction) for other in group)


def _timeline(group: Sequence[Found]) -> Timeline:
    stages: list[Stage] = []
    for one in group:
        _place(stages, one)
    facts = [_policy(one) for one in group]
    names = tuple(dict.fromkeys(name for fact in facts for name in (fact.title, *fact.aliases)))
    return Timeline(
        title=_title(facts),
        names=names,
        agency=next((fact.agency for fact in reversed(facts) if fact.agency), None),
        terms=tuple(sorted({term for fact in facts for term in fact.terms})),
        stages=tuple(stages),
    )


def _title(facts: Sequence[Policy]) -> str:
    """The name told most often; of those told equally often the latest."""
    titles = [fact.title for fact in reversed(facts)]
    return max(titles, key=titles.count)


def _place(stages: list[Stage], one: Found) -> None:
    """Add a telling: to the stage it repeats, as a look back, or as a stage of its own."""
    fact = _policy(one)
    told_before = [at for at, stage in enumerate(stages) if stage.status is fact.status]
    moves_on = _moves_on(stages, one)
    if told_before and not moves_on:
        at = told_before[-1]
        stages[at] = replace(stages[at], told=(*stages[at].told, one))
        return
    new = Stage(fact.status, _since(one), fact.effective_date, (one,))
    if moves_on:
        stages.append(new)
    else:
        behind = sum(1 for stage in stages if _RANK[stage.status] < _RANK[fact.status])
        stages.insert(behind, new)


def _moves_on(stages: Sequence[Stage], one: Found) -> bool:
    if not stages:
        return True
    fact, last = _policy(one), stages[-1]
    if fact.status is last.status:
        known = {stage.effective_date for stage in stages}
        later = fact.effective_date is not None and fact.effective_date not in known
        return later or _lengthens(last, one)
    if last.status is PolicyStatus.SUSPENDED and fact.status is PolicyStatus.EFFECTIVE:
        started = fact.effective_date or fact.date
        return started is not None and (last.since is None or started >= last.since)
    return _RANK[fact.status] > _RANK[last.status]


def _lengthens(last: Stage, one: Found) -> bool:
    """ "extended by three months on June 21": news of what held already, not its recollection."""
    since = _since(one)
    if last.status not in _LASTING or not _says_longer(one) or since is None:
        return False
    fresh = one.published_at is None or one.published_at.date() - since <= _FRESH
    return fresh and (last.since is None or since - last.since > _FRESH)


def _says_longer(one: Found) -> bool:
    return _LONGER.search(one.fact.quote) is not None and (
        _policy(one).date is not None or _LONGER.search(one.title) is not None
    )


def _since(one: Found) -> Day | None:
    fact = _policy(one)
    told = one.published_at.date() if one.published_at else None
    if fact.status is PolicyStatus.EFFECTIVE:
        return fact.effective_date or fact.date or told
    return fact.date or told


def changes(timeline: Timeline) -> Iterator[tuple[PolicyStatus | None, Stage]]:
    """What changed: each stage with the status before it. A first stage has none before."""
    before: PolicyStatus | None = None
    for stage in timeline.stages:
        yield before, stage
        before = stage.status
