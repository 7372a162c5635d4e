"""What a desk reads first, and why: a score with its reason, so that an order can be explained."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from briefs.types import (
    Deal,
    Fact,
    Move,
    Opinion,
    Policy,
    PolicyStatus,
    Price,
    Risk,
    Stance,
    Volume,
)


class Why(StrEnum):
    """The reason for a rank."""

    IN_FORCE = "a rule took effect, was suspended or ended"
    POLICY = "a rule is on its way"
    LIMIT = "locked at its daily limit"
    BIG_MOVE = "a large change"
    CHANGED = "a stated change"
    RISK = "a stated risk"
    MONEY = "an amount of money"
    LEVEL = "a level without a change"
    REST = "context"


@dataclass(frozen=True, slots=True)
class Rank:
    """Higher goes first; `why` says what made it so."""

    score: Decimal
    why: Why


BIG_PERCENT = Decimal(3)
IN_FORCE = frozenset({PolicyStatus.EFFECTIVE, PolicyStatus.SUSPENDED, PolicyStatus.ENDED})
MILLION = Decimal(1_000_000)


def rank(fact: Fact) -> Rank:
    """How much a fact matters among facts of its kind, from what it states alone."""
    if isinstance(fact, Policy):
        known = fact.status in IN_FORCE
        return Rank(Decimal(100 if known else 90), Why.IN_FORCE if known else Why.POLICY)
    if isinstance(fact, Price | Move | Volume):
        return _rank_change(fact)
    if isinstance(fact, Deal):
        # By the power of ten: a deal ten times larger is one step more important.
        size = max(fact.amount or Decimal(0), Decimal(1))
        return Rank(Decimal(size.adjusted()), Why.MONEY if fact.amount else Why.REST)
    if isinstance(fact, Risk):
        return Rank(Decimal(5), Why.RISK)
    assert isinstance(fact, Opinion)
    return Rank(Decimal(0 if fact.stance is Stance.NEUTRAL else 1), Why.REST)


def _rank_change(fact: Price | Move | Volume) -> Rank:
    if isinstance(fact, Move) and fact.limit:
        return Rank(Decimal(50), Why.LIMIT)
    if fact.change_pct is not None:
        big = abs(fact.change_pct) >= BIG_PERCENT
        return Rank(10 + abs(fact.change_pct), Why.BIG_MOVE if big else Why.CHANGED)
    if fact.change is not None:
        return Rank(Decimal(9), Why.CHANGED)
    return Rank(Decimal(1), Why.LEVEL)
