"""A rank says why."""

from __future__ import annotations

from decimal import Decimal

import pytest

from briefs.ranking import Why, rank
from briefs.types import Fact, Move, Opinion, Policy, PolicyStatus, Risk, Stance
from tests.support.facts import deal, move, price, volume
from tests.support.rare_earths import said

QUOTE = said("As told.")
BAN = Policy(title="ban", status=PolicyStatus.EFFECTIVE, **QUOTE)
DRAFT = Policy(title="ban", status=PolicyStatus.CONSULTATION, **QUOTE)


@pytest.mark.parametrize(
    ("fact", "why"),
    [
        (BAN, Why.IN_FORCE),
        (DRAFT, Why.POLICY),
        (Move(subject="a", mention="a", limit="down", **QUOTE), Why.LIMIT),
        (move("-3"), Why.BIG_MOVE),
        (move("2.99"), Why.CHANGED),
        (price("5", change=Decimal(1)), Why.CHANGED),
        (price("5"), Why.LEVEL),
        (volume("5"), Why.LEVEL),
        (deal("5", "a"), Why.MONEY),
        (deal(None, "a"), Why.REST),
        (Risk(text="a", **QUOTE), Why.RISK),
        (Opinion(institution="a", stance=Stance.BULLISH, text="a", **QUOTE), Why.REST),
    ],
)
def test_the_reason_of_a_rank(fact: Fact, why: Why) -> None:
    """Each kind of fact is ranked by what it states."""
    assert rank(fact).why is why


def test_what_goes_first() -> None:
    """In force before drafts, limits before moves, larger before smaller."""
    locked = Move(subject="a", mention="a", limit="up", **QUOTE)
    order: list[Fact] = [
        BAN,
        DRAFT,
        locked,
        move("-9"),
        move("4"),
        price("5", change=Decimal(1)),
        price("5"),
    ]
    scores = [rank(fact).score for fact in order]
    assert scores == sorted(scores, reverse=True)
    assert len(set(scores)) == len(scores)


def test_a_deal_ten_times_larger_goes_first() -> None:
    """Deals are ranked by the power of ten of their sum."""
    assert rank(deal("5000000000", "a")).score == rank(deal("500000000", "a")).score + 1
