"""A corrected figure gives way to the one that corrects it, and stays visible beside it."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import replace

from briefs.merging import series
from briefs.types import Fact, Finding, FindingKind, Found, Price, Volume


def give_way(found: Sequence[Found]) -> list[Found]:
    """Without the figures that are corrected among these, each named where it was corrected.

    One whose correction is not among them stays, marked as corrected since.
    """
    corrections = {
        (one.event_id, slot): at
        for at, one in enumerate(found)
        if one.event_id is not None and (slot := slot_of(one.fact)) is not None
    }
    shown = dict(enumerate(found))
    for at, one in enumerate(found):
        if one.superseded_by is None:
            continue
        new = corrections.get((one.superseded_by, slot_of(one.fact)))
        if new is None:
            shown[at] = _with(one, _since(one))
            continue
        del shown[at]
        if _figure(one.fact) != _figure(found[new].fact) and new in shown:
            shown[new] = _with(shown[new], _before(one))
    return list(shown.values())


def slot_of(fact: Fact) -> Hashable | None:
    """What a figure is of, whatever its value; None for what is no figure."""
    if isinstance(fact, Volume):
        return ("volume", fact.subject.casefold(), fact.metric, fact.date)
    return (series(fact), fact.date) if isinstance(fact, Price) else None


def _figure(fact: Fact) -> Hashable:
    if isinstance(fact, Price):
        return fact.low, fact.high, fact.unit, fact.change, fact.change_pct
    return (fact.value, fact.unit, fact.change) if isinstance(fact, Volume) else None


def _with(one: Found, finding: Finding) -> Found:
    return replace(one, findings=(*one.findings, finding))


def _since(one: Found) -> Finding:
    detail = "A later telling corrects this."
    return Finding(FindingKind.CORRECTED, 0, detail, one.fact.quote)


def _before(old: Found) -> Finding:
    told = _said(old.fact)
    detail = f"It corrects {told}, told by {old.publisher or 'an unnamed source'} before."
    inputs = {"before": told, "flash": old.flash_id}
    return Finding(FindingKind.CORRECTED, 0, detail, old.fact.quote, inputs)


def _said(fact: Fact) -> str:
    if isinstance(fact, Price):
        ends = (fact.low,) if fact.low == fact.high else (fact.low, fact.high)
        return "–".join(f"{end:,f}" for end in ends)
    value = getattr(fact, "value", None)
    return f"{value:,f}" if value is not None else ""
