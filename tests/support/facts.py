"""Facts as reading would give them, for tests that do not read."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from briefs.types import (
    Deal,
    Metric,
    Move,
    Policy,
    PolicyStatus,
    Price,
    Span,
    Volume,
)

EVIDENCE: dict[str, Any] = {"quote": "As it was told.", "span": Span(0, 15), "rule": "by hand"}


def price(amount: str, day: int = 5, commodity: str = "tin", **more: Any) -> Price:
    """A point price in CNY/t on a day of March 2030."""
    return Price(
        commodity=commodity,
        mention=commodity,
        low=Decimal(amount),
        high=Decimal(amount),
        unit="CNY/t",
        term=more.pop("term", commodity),
        date=date(2030, 3, day),
        **EVIDENCE | more,
    )


def deal(amount: str | None, *parties: str, **more: Any) -> Deal:
    return Deal(
        parties=parties,
        kind="financing",
        amount=None if amount is None else Decimal(amount),
        currency="USD",
        **EVIDENCE | more,
    )


def volume(value: str, subject: str = "tin", **more: Any) -> Volume:
    return Volume(
        subject=subject,
        term=subject,
        metric=Metric.CAPACITY,
        value=Decimal(value),
        unit="t",
        **EVIDENCE | more,
    )


def move(percent: str | None, subject: str = "tin", **more: Any) -> Move:
    change = None if percent is None else Decimal(percent)
    return Move(subject=subject, mention=subject, change_pct=change, **EVIDENCE | more)


def policy(title: str, status: PolicyStatus, **more: Any) -> Policy:
    return Policy(title=title, status=status, **EVIDENCE | more)
