"""A day of rare earths that never was: facts by hand, for tests of what a briefing looks like."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from briefs.types import (
    Deal,
    Direction,
    Fact,
    Finding,
    FindingKind,
    Found,
    Move,
    Opinion,
    Policy,
    PolicyStatus,
    Price,
    PriceKind,
    Risk,
    Span,
    Stance,
)

TOLD = datetime(2030, 3, 5, 9, 30, tzinfo=UTC)
CONSISTENT = Finding(FindingKind.CONSISTENT, 0, "10 on 990 is 1.01%, as stated.", "")
DISAGREE = Finding(
    FindingKind.INCONSISTENT,
    0,
    "The text says 3%.",
    "",
    {"percent": "3", "computed percent": "1.01", "change": "5,000", "base": "495,000"},
)
STALE = Finding(
    FindingKind.STALE_CLAIM,
    0,
    "Told as still to come in 2028.",
    "",
    {"claimed for": "2028", "published": "2030-03-05"},
)


def said(quote: str) -> dict[str, Any]:
    return {"quote": quote, "span": Span(0, len(quote)), "rule": "by hand"}


def found(fact: Fact, *findings: Finding, **more: Any) -> Found:
    """A telling of one flash; `more` replaces what is known of it."""
    told = Found(
        fact, "f1", "Magnets & metals", "Sample Wire", TOLD, "https://example.org/1", 7, findings
    )
    return replace(told, **more)


def oxide(level: str = "500000", **more: Any) -> Price:
    values: dict[str, Any] = {
        "commodity": "Pr-Nd oxide",
        "mention": "oxide",
        "low": Decimal(level),
        "high": Decimal(level),
        "unit": "CNY/t",
        "change": Decimal(5000),
        "change_pct": Decimal("1.01"),
        "direction": Direction.UP,
        "date": date(2030, 3, 5),
    }
    return Price(**values | said("Oxide stood at 500,000.") | more)


def rich() -> list[Found]:
    """One of everything a flash may tell."""
    rules = "Interim Measures for the Reuse of Magnets (Draft for Public Comment)"
    draft = Policy(
        title=rules,
        status=PolicyStatus.CONSULTATION,
        agency="MIIT",
        date=date(2030, 2, 19),
        **said(f"MIIT seeks views on the “{rules}”."),
    )
    gain = Move(
        subject="Alpha Magnets", mention="Alpha", limit="up", **said("Alpha hit the limit.")
    )
    loss = Move(subject="Beta", mention="Beta", change_pct=Decimal("-2.5"), **said("Beta fell."))
    loan = Deal(
        parties=("Gamma", "Delta Bank"),
        kind="financing",
        amount=Decimal(565_000_000),
        currency="USD",
        **said("Delta Bank lends Gamma $565 million."),
    )
    warned = said("House Securities warns of weak demand and of supply.")
    risks = [
        Risk(text=text, warner="House Securities", **warned) for text in ("weak demand", "supply")
    ]
    view = Opinion(
        institution="House Securities", stance=Stance.BULLISH, text="up", **said("House is sure.")
    )
    target = oxide("600000", kind=PriceKind.FORECAST, change=None, change_pct=None, direction=None)
    facts = [draft, gain, loss, loan, *risks, view, target]
    return [found(oxide(), CONSISTENT), *(found(fact) for fact in facts)]
