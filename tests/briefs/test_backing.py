"""A fact's line shows no number its sentence does not have."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

from briefs.backing import backed
from briefs.types import Found, Price
from tests.support.facts import price


def found(amount: str, quote: str, **more: Any) -> Found:
    fact = price(amount, quote=quote, **more)
    return Found(fact, "a", "Title", None, None, None, 1)


def test_a_number_of_the_sentence_is_shown() -> None:
    """As written, with or without the comma."""
    shown, computed = backed([found("251000", "Tin at 251,000 yuan/mt.")])

    assert len(shown) == 1
    assert computed == ()


def test_another_scale_is_declared() -> None:
    """ "0.251 million" is 251,000: made from two numbers, and it says which."""
    _, (computed,) = backed([found("251000", "Tin at 0.251 million yuan/mt.")])

    assert computed.value == Decimal(251000)
    assert computed.inputs == (Decimal("0.251"), Decimal(1000000))


def test_a_number_from_nowhere_is_not_shown() -> None:
    """The line is left out; the sentence is still quoted by others."""
    shown, _ = backed([found("252000", "Tin at 251,000 yuan/mt.")])

    assert shown == ()


def test_a_name_is_said_as_the_sentence_says_it() -> None:
    """A contract's month that the sentence writes otherwise gives way to its own words."""
    told = found("909.5", "I2405 ended at 909.5.")
    assert isinstance(told.fact, Price)
    fact = replace(told.fact, commodity="iron ore 2405", mention="I2405")

    (shown,), _ = backed([replace(told, fact=fact)])

    assert getattr(shown.fact, "commodity", None) == "I2405"
