"""One policy told several times in a flash becomes one, under its fullest name."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from briefs.extract.policy_standing import Standing, stronger
from briefs.types import PolicyStatus, Span

_TOKEN = re.compile(r"[a-z0-9%.-]+|[\u4e00-\u9fff]+")
_COMMON_WORDS: Final = """
    the a an of on for and to in its their interim provisional measures measure management draft
    public comment comments rules rule regulations regulation administrative trial new current
    goods products items imports exports export import control controls tariff tariffs duty duties
    ban bans quota quotas levy rebate policy countermeasures restrictions curbs sanctions
    executive order proclamation law act decree waiver waivers exemption exemptions investigation
    probe inquiry inspection inspections bill amendment amendments resolution ceiling stockpile
"""
_COMMON = frozenset(_COMMON_WORDS.split())
_DOCUMENT_COMMON_WORDS: Final = "rare earth earths industry rules detailed for"
_DOCUMENT_COMMON = frozenset(_DOCUMENT_COMMON_WORDS.split())
_MONTHS_WORDS: Final = """
    january february march april may june july august september october november
    december
"""
_MONTHS = frozenset(_MONTHS_WORDS.split())


@dataclass(slots=True)
class Draft:
    """A policy as one sentence tells it, before the tellings are joined."""

    title: str
    family: str  # "ban", "tariff", … or "document"
    standing: Standing
    quote: str
    span: Span
    rule: str
    agency: str | None = None
    headline: bool = False
    aliases: list[str] = field(default_factory=list)
    terms: tuple[str, ...] = ()
    at: int = 0  # where the name stands

    @property
    def key(self) -> frozenset[str]:
        """The words that tell it from others."""
        words = frozenset(_TOKEN.findall(self.title.lower())) - _COMMON
        if self.family == "document":
            return (
                words - _DOCUMENT_COMMON or words or frozenset(_TOKEN.findall(self.title.lower()))
            )
        return words

    @property
    def bare(self) -> bool:
        """Named only by its kind: "the ban"."""
        return not self.key


def join(drafts: list[Draft]) -> list[Draft]:
    """Policies in order of their first telling, headlines last."""
    joined: list[Draft] = []
    for draft in sorted(drafts, key=lambda d: d.headline):
        named = any(not other.bare for other in joined)
        same = next(
            (o for o in joined if _same(draft, o) and not (draft.headline and named and o.bare)),
            None,
        )
        if same is None:
            if not (draft.headline and joined):
                joined.append(draft)
        else:
            _merge(same, draft)
    if any(_consulted(d) and d.rule == "policy/document" for d in joined):
        joined = [d for d in joined if d.rule != "policy/drafted"]  # a loose name for the same
    dates = {d.standing.date for d in joined if _consulted(d) and d.standing.date}
    if len(dates) == 1:
        for draft in joined:
            if _consulted(draft) and draft.standing.date is None:
                draft.standing = replace(draft.standing, date=next(iter(dates)))
    return joined


def _consulted(draft: Draft) -> bool:
    return draft.family == "document" and draft.standing.status is PolicyStatus.CONSULTATION


def _same(one: Draft, other: Draft) -> bool:
    if one.standing.lifting != other.standing.lifting and (
        PolicyStatus.RUMOURED in (one.standing.status, other.standing.status)
    ):
        return False
    if one.family != other.family:
        return False
    if _answers(one) != _answers(other):  # a counter-tariff is not the tariff it answers
        return False
    if _rates(one) and _rates(other) and not _rates(one) & _rates(other):
        return False
    a, b = one.key, other.key
    if a and b and a & _MONTHS != b & _MONTHS:  # "the April controls" are not the October ones
        return False
    if not a or not b:  # "countermeasures" of Brussels are not those of Ottawa
        return not (_answers(one) and one.agency and other.agency and one.agency != other.agency)
    shared = len(a & b)
    return shared > 0.5 * min(len(a), len(b))


def _answers(draft: Draft) -> bool:
    return any(word.startswith(("counter", "retaliat")) for word in draft.title.lower().split())


def _rates(draft: Draft) -> set[str]:
    return {word for word in draft.key if word.endswith("%")}


def _merge(kept: Draft, more: Draft) -> None:
    standing = stronger(kept.standing, more.standing)
    kept.standing = replace(
        standing,
        date=_either(kept.standing.date, more.standing.date),
        starts=_either(standing.starts, kept.standing.starts, more.standing.starts),
    )
    kept.agency = kept.agency or more.agency
    longer, shorter = kept.title, more.title
    if kept.bare or (
        kept.family != "document" and len(more.key) > len(kept.key) and not more.headline
    ):
        longer, shorter = shorter, longer
        kept.quote, kept.span, kept.rule = more.quote, more.span, more.rule
    kept.title = longer
    if shorter != longer and shorter not in kept.aliases and not more.bare:
        kept.aliases.append(shorter)


def _either(*days: date | None) -> date | None:
    return next((day for day in days if day is not None), None)
