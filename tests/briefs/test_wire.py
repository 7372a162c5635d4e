"""Facts survive the way to JSON and back."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefs.types import FACT_KINDS, Direction, Fact, Price, PriceKind, Span
from briefs.wire import fact_from_json, fact_to_json

st.register_type_strategy(Decimal, st.decimals(min_value=-(10**15), max_value=10**15))
st.register_type_strategy(Span, st.builds(Span, st.integers(0, 9999), st.integers(0, 9999)))
any_fact = st.one_of(
    [
        st.builds(
            kind,
            **{
                name: st.from_type(hint)
                for name, hint in get_type_hints(kind).items()
                if name != "fact"
            },
        )
        for kind in FACT_KINDS
    ]
)

PRICE = Price(
    commodity="Pr-Nd oxide",
    mention="SMM Pr-Nd oxide",
    low=Decimal("444500"),
    high=Decimal("444500"),
    unit="CNY/t",
    change_pct=Decimal("2.420"),
    direction=Direction.UP,
    kind=PriceKind.SPOT,
    date=date(2025, 2, 20),
    quote="Pr-Nd oxide rose 2.420%.",
    span=Span(3, 27),
    rule="price",
)


@given(any_fact)
def test_exact_json_gives_the_same_fact_back(fact: Fact) -> None:
    """Nothing is lost in exact mode, not even a trailing zero."""
    stored = json.loads(json.dumps(fact_to_json(fact, exact=True)))

    read = fact_from_json(fact.fact, stored)

    assert (fact, repr(fact)) == (read, repr(read))


@given(any_fact)
def test_shown_json_is_plain_json(fact: Fact) -> None:
    """What is printed for tools needs no special encoder, and reads back as the same kind."""
    shown = json.loads(json.dumps(fact_to_json(fact)))

    assert type(fact) is type(fact_from_json(fact.fact, shown))


def test_shown_amounts_are_numbers() -> None:
    """A whole amount is an int, another a float, a date and a label are words."""
    shown = fact_to_json(PRICE)

    assert (444500, int) == (shown["low"], type(shown["low"]))
    assert shown["change_pct"] == 2.42
    assert (shown["direction"], shown["kind"], shown["date"]) == ("up", "spot", "2025-02-20")
    assert None is shown["venue"]
    assert shown["span"] == [3, 27]


def test_an_older_record_takes_the_defaults_of_new_fields() -> None:
    """A stored fact without a field that was added since is still read."""
    stored = fact_to_json(PRICE, exact=True)
    del stored["bound"]

    assert fact_from_json("prices", stored) == PRICE


def test_an_unknown_kind_is_an_error() -> None:
    """A kind nobody defined is refused, not guessed."""
    with pytest.raises(KeyError):
        fact_from_json("rumours", {})
