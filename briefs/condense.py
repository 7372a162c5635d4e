"""Facts of an event or a period → Briefing: grouped, ranked, repeats counted, evidence numbered.

Two values that differ are never merged or averaged: both are shown, each with its evidence. Of a
price that was told on several days a digest shows the latest and counts the earlier ones.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from briefs.ranking import rank
from briefs.types import (
    Briefing,
    Citation,
    Deal,
    Fact,
    Finding,
    FindingKind,
    Found,
    Item,
    Move,
    Opinion,
    Policy,
    Price,
    PriceKind,
    Section,
    SourceLine,
    Volume,
)

# The order of a briefing. A target is no price: it has a section of its own.
SECTIONS = ("prices", "policies", "moves", "volumes", "deals", "risks", "opinions", "forecasts")


@dataclass(slots=True)
class _Group:
    """Tellings of one fact: the first is shown, the others are its repeats."""

    shown: Found
    tellings: list[Found] = field(default_factory=list)


def condense(
    found: Sequence[Found],
    *,
    headline: str | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    unread: int = 0,
) -> Briefing:
    """One event's facts in text order, or a period's newest first (when `since` is given)."""
    digest = since is not None
    groups = _merge(found, latest_only=digest)
    ordered = [group for kind in SECTIONS for group in _order(groups, kind, digest)]
    evidence = _Evidence()
    items = [(section_of(group.shown.fact), _item(group, evidence)) for group in ordered]
    return Briefing(
        kind="digest" if digest else "flash",
        headline=headline or (found[0].title if found else ""),
        sections=tuple(_sections(items)),
        evidence=tuple(evidence.citations),
        sources=_sources(found),
        findings=_of_the_flash(found),
        unread=unread,
        event_id=None if digest or not found else found[0].event_id,
        since=since,
        until=until,
        repeats=sum(len(group.tellings) - 1 for group in groups),
    )


def section_of(fact: Fact) -> str:
    """The section a fact belongs to."""
    if isinstance(fact, Price) and fact.kind is PriceKind.FORECAST:
        return "forecasts"
    return fact.fact


def _merge(found: Sequence[Found], *, latest_only: bool) -> list[_Group]:
    groups: dict[Hashable, _Group] = {}
    for one in found:
        key = _series(one.fact) if latest_only else None
        key = key or _same(one.fact)
        group = groups.setdefault(key, _Group(one))
        conflicting = group.shown.published_at == one.published_at and _same(
            group.shown.fact
        ) != _same(one.fact)
        if conflicting:  # two values at one moment: show both
            group = groups.setdefault((key, _same(one.fact)), _Group(one))
        group.tellings.append(one)
    return list(groups.values())


def _same(fact: Fact) -> Hashable:
    """Equal for two tellings of the same fact, whatever the words around it."""
    if isinstance(fact, Price):
        name = fact.commodity.casefold()
        return ("price", name, fact.low, fact.high, fact.unit, fact.kind, fact.date)
    if isinstance(fact, Move):
        told = (fact.change_pct, fact.change, fact.direction, fact.limit, fact.period)
        return ("move", fact.subject.casefold(), *told)
    if isinstance(fact, Volume):
        value = (fact.value, fact.unit, fact.change_pct, fact.date)
        return ("volume", fact.subject.casefold(), fact.metric, *value)
    if isinstance(fact, Policy):
        return ("policy", fact.title.casefold(), fact.status, fact.effective_date)
    if isinstance(fact, Deal):
        return ("deal", fact.parties, fact.kind, fact.amount, fact.currency)
    if isinstance(fact, Opinion):
        return ("opinion", fact.institution, fact.stance)
    return ("risk", " ".join(fact.text.casefold().split()))


def _series(fact: Fact) -> Hashable | None:
    """What stays the same from day to day; None for a fact that is news by itself."""
    if isinstance(fact, Price):
        return ("series", fact.commodity.casefold(), fact.unit, fact.kind, fact.venue)
    return None


def _order(groups: Iterable[_Group], kind: str, digest: bool) -> list[_Group]:
    chosen = [group for group in groups if section_of(group.shown.fact) == kind]
    # A flash keeps its own order, which is an editor's; a digest has none, so rank makes one.
    return sorted(chosen, key=lambda g: -rank(g.shown.fact).score) if digest else chosen


class _Evidence:
    """Numbers each distinct sentence once, in the order it is first needed."""

    def __init__(self) -> None:
        self.citations: list[Citation] = []
        self._numbers: dict[tuple[str, str], int] = {}

    def number(self, one: Found) -> int:
        key = (one.flash_id, one.fact.quote)
        if key not in self._numbers:
            self.citations.append(
                Citation(one.flash_id, one.fact.quote, one.url, one.publisher, one.published_at)
            )
            self._numbers[key] = len(self.citations)
        return self._numbers[key]


def _item(group: _Group, evidence: _Evidence) -> Item:
    shown = group.shown
    return Item(
        fact=shown.fact,
        evidence=(evidence.number(shown),),
        findings=tuple(one for one in shown.findings if one.fact is not None),
        repeats=len(group.tellings) - 1,
    )


def _sections(items: Sequence[tuple[str, Item]]) -> Iterable[Section]:
    for kind in SECTIONS:
        chosen = tuple(item for section, item in items if section == kind)
        if chosen:
            yield Section(kind, chosen)


def _sources(found: Sequence[Found]) -> tuple[SourceLine, ...]:
    lines = (SourceLine(one.flash_id, one.publisher, one.published_at, one.url) for one in found)
    return tuple(dict.fromkeys(lines))


def _of_the_flash(found: Sequence[Found]) -> tuple[Finding, ...]:
    """Stale claims, told once each: they concern the telling, not one line of it."""
    stale = (
        finding
        for one in found
        for finding in one.findings
        if finding.kind is FindingKind.STALE_CLAIM
    )
    seen: dict[str, Finding] = {}
    for finding in stale:
        seen.setdefault(finding.quote, finding)
    return tuple(seen.values())
