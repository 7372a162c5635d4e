"""Facts of an event or a period → Briefing: grouped, ranked, repeats counted, evidence numbered.

Two values that differ are never merged or averaged: both are shown, each with its evidence. Of a
price that was told on several days a digest shows the latest and counts the earlier ones.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from datetime import datetime
from decimal import Decimal

from briefs.evidence import Evidence
from briefs.life_cycle import where_they_stand
from briefs.merging import Group, merge, same, series, taken_back
from briefs.ranking import rank
from briefs.superseded import give_way
from briefs.types import (
    Briefing,
    Fact,
    Finding,
    FindingKind,
    Found,
    Item,
    Price,
    PriceKind,
    Section,
    SourceLine,
)

# The order of a briefing. A target is no price: it has a section of its own.
SECTIONS = ("prices", "policies", "moves", "volumes", "deals", "risks", "opinions", "forecasts")


def condense(
    found: Sequence[Found],
    *,
    headline: str | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    unread: int = 0,
    before: Sequence[Found] = (),
    jurisdiction: Callable[[str], str] = str.casefold,
) -> Briefing:
    """One event's facts in text order, or a period's newest first (when `since` is given).

    `before` is what was told of the event until this corrected it. `jurisdiction` gives the country
    of an agency's name, by which a policy's tellings are joined.
    """
    digest = since is not None
    standing = where_they_stand(found, jurisdiction) if digest else found
    groups = merge(give_way(standing), latest_only=digest)
    ordered = [group for kind in SECTIONS for group in _order(groups, kind, digest)]
    evidence = Evidence()
    items = [(section_of(group.shown.fact), _item(group, evidence)) for group in ordered]
    gone = [
        (section_of(one.fact), Item(one.fact, (evidence.number(one),)))
        for one in taken_back(found, before)
    ]
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
        repeats=sum(group.repeats for group in groups),
        taken_back=tuple(_sections(gone)),
    )


def section_of(fact: Fact) -> str:
    """The section a fact belongs to."""
    if isinstance(fact, Price) and fact.kind is PriceKind.FORECAST:
        return "forecasts"
    return fact.fact


def _order(groups: Iterable[Group], kind: str, digest: bool) -> list[Group]:
    chosen = [group for group in groups if section_of(group.shown.fact) == kind]
    if not digest:  # a flash keeps its own order, which is an editor's
        return chosen
    best: dict[Hashable, Decimal] = {}
    for group in chosen:
        score = rank(group.shown.fact).score
        best[_series_of(group)] = max(score, best.get(_series_of(group), score))
    place = {key: at for at, key in enumerate(sorted(best, key=lambda k: -best[k]))}
    return sorted(chosen, key=lambda group: place[_series_of(group)])


def _series_of(group: Group) -> Hashable:
    """Values of one series stand side by side, so that a contradiction is seen."""
    return series(group.shown.fact) or same(group.shown.fact)


def _item(group: Group, evidence: Evidence) -> Item:
    shown = group.shown
    return Item(
        fact=shown.fact,
        evidence=(evidence.number(shown),),
        findings=tuple(one for one in shown.findings if one.fact is not None),
        repeats=group.repeats,
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
        seen.setdefault(finding.detail, finding)
    return tuple(seen.values())
