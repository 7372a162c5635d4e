"""Numbers are shown as they are, to the last digit."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefs.types import Citation, Direction
from briefs.wording import (
    MINUS,
    amount,
    change,
    exactly,
    figure,
    fitting,
    is_link,
    percent,
    span,
    width,
)
from tests.support.rare_earths import oxide

NUMBERS = st.decimals(min_value=-(10**12), max_value=10**12, places=4)


@given(NUMBERS)
def test_an_amount_is_exact(value: Decimal) -> None:
    """What is shown reads back as the same number."""
    assert Decimal(amount(value).replace(",", "").replace(MINUS, "-")) == value


@given(NUMBERS, st.sampled_from([4, 6, 8, 9]))
def test_a_scaled_amount_is_exact(value: Decimal, power: int) -> None:
    """A number in millions is the same number, or is not given in millions."""
    scaled = exactly(value, power, 3)
    assert scaled is None or scaled.scaleb(power) == value


@pytest.mark.parametrize(
    ("value", "shown"),
    [("565000000", "565"), ("13700000", "13.7"), ("1234567", None), ("999999", None)],
)
def test_millions_only_where_they_read_easily(value: str, shown: str | None) -> None:
    """Up to three decimals, from one million on."""
    scaled = exactly(Decimal(value), 6, 3)
    assert (None if scaled is None else amount(scaled)) == shown


def test_signs() -> None:
    """A percent has its sign, zero has none."""
    assert [percent(Decimal(n)) for n in ("2.42", "-0.50", "0")] == ["+2.42 %", "−0.5 %", "0 %"]


def test_a_range_below_zero_keeps_its_signs_apart() -> None:
    """A minus is never taken for the dash."""
    assert span(Decimal(1), Decimal(2)) == "1–2"
    assert span(Decimal(-70), Decimal(-60)) == "−70 – −60"


@pytest.mark.parametrize(
    ("direction", "by", "shown"),
    [
        (Direction.UP, 5, "5"),
        (Direction.DOWN, -5, "5"),
        (Direction.UP, -5, "−5"),
        (Direction.FLAT, 5, "+5"),
        (None, 5, "+5"),
    ],
)
def test_an_arrow_replaces_a_sign_only_where_they_agree(
    direction: Direction | None, by: int, shown: str
) -> None:
    """A fall told with a plus keeps its sign, so that it is seen."""
    assert change(oxide(direction=direction, change=Decimal(by))) == shown


def test_a_bound_is_shown() -> None:
    """ "At least" is no exact value."""
    assert figure(oxide("5", bound="at least")) == "≥ 5"


def test_a_huge_power_is_not_written_out() -> None:
    """A number of a thousand zeros does not fill a message."""
    assert len(amount(Decimal("1E+999999"))) < 20


def test_evidence_is_cut_between_sentences() -> None:
    """Whole sentences from the first, as room allows."""
    citations = [Citation("f", "x" * 100) for _ in range(5)]
    assert len(fitting(citations, 250)) == 2
    assert len(fitting(citations, 10_000)) == 5


def test_width_counts_as_telegram_does() -> None:
    """A sign outside the basic plane counts twice."""
    assert width("a稀😀") == 4


@pytest.mark.parametrize(
    ("url", "link"),
    [
        ("https://a.b", True),
        ("http://a.b", True),
        ("ftp://a", False),
        ("javascript:x", False),
        (None, False),
        ("https://" + "a" * 5000, False),
    ],
)
def test_links(url: str | None, link: bool) -> None:
    """Only the web is linked to."""
    assert is_link(url) is link
