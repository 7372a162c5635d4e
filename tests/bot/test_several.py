"""Several names in one line, and how far back is meant."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.several import BOARDED, MOST, read_names
from bot.spans import LONGEST, read_days, take_days
from tests.support.price_days import lexicon


@pytest.mark.parametrize(
    ("typed", "terms"),
    [
        ("ndpr dy cu", ("pr-nd", "dysprosium", "copper")),
        ("lme copper shfe tin", ("lme-copper", "shfe-tin")),
        ("Pr-Nd oxide, dysprosium oxide", ("pr-nd-oxide", "dysprosium-oxide")),
        ("氧化镨钕、氧化镝，铜", ("pr-nd-oxide", "dysprosium-oxide", "copper")),
        ("cu Cu copper", ("copper",)),
        ("", ()),
    ],
)
def test_names_are_read_one_after_the_other(typed: str, terms: tuple[str, ...]) -> None:
    """The longest name at each place, each once, with commas or without, in both languages."""
    named = read_names(lexicon(), typed)

    assert tuple(term.id for term in named.terms) == terms
    assert named.unknown == ()


def test_what_names_nothing_is_given_back() -> None:
    """The words themselves, so that they can be told; a word of everyday is no metal."""
    named = read_names(lexicon(), "copper qqqqqq iron, rare earths", BOARDED)

    assert [term.id for term in named.terms] == ["copper", "rare-earths"]
    assert named.unknown == ("qqqqqq", "iron")


@given(st.text(max_size=300))
def test_whatever_is_typed_is_read(typed: str) -> None:
    """Names or words that are none: never an error, never more than are shown."""
    named = read_names(lexicon(), typed)

    assert len(named.terms) <= MOST
    assert len(named.unknown) <= MOST


@pytest.mark.parametrize(
    ("word", "days"),
    [
        ("90d", 90), ("6w", 42), ("3m", 90), ("1y", 365), ("90天", 90), ("3个月", 90), ("2年", 730),
        ("week", 7), ("9999y", LONGEST), ("0d", None), ("d", None), ("90", None), ("ndpr", None),
    ],
)  # fmt: skip
def test_a_span_in_days(word: str, days: int | None) -> None:
    """Days, weeks, months, years; at most ten years; what is no span is none."""
    assert read_days(word) == days


def test_a_span_stands_at_the_end() -> None:
    """Without one the usual span is meant."""
    assert take_days(["lme", "copper", "1y"], 90) == ("lme copper", 365)
    assert take_days(["lme", "copper"], 90) == ("lme copper", 90)
    assert take_days([], 90) == ("", 90)
