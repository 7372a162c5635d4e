"""Numbers of a sentence by value, in every way wires scale them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefs.stated import stated_in

SCALES = {
    " million": 10**6, "m": 10**6, " billion": 10**9, " bn": 10**9, "k": 1000, " thousand": 1000,
    "万": 10**4, "亿": 10**8, "万亿": 10**12, "千": 1000, " kt": 1000,
    "万吨": 10**4, "万元/吨": 10**4,
}  # fmt: skip
DIGITS = st.decimals(min_value="0.01", max_value="99999", places=2)
SCALED = st.sampled_from(sorted(SCALES))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("电池级碳酸锂报16.35万元/吨。", "163500"),
        ("锑锭均价93200元/吨，跌500元/吨", "93200"),
        ("交易额约3.2亿元", "320000000"),
        ("1.6-1.62 million yuan/mt", "1600000"),
        ("from 1.6 million to 1.7 million", "1700000"),
        ("$1.9 billion", "1900000000"),
        ("output of 120 kt", "120000"),
        ("a record 90.30 cents per pound", "0.903"),
        ("16.3—16.4万元", "163000"),
        ("１６．３５万元", "163500"),
    ],
)
def test_a_value_is_stated(text: str, value: str) -> None:
    """Chinese and English scales, shared ends of a range, cents, wide digits."""
    assert Decimal(value) in stated_in(text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Tin at 252 yuan", "252000"),
        ("2.5 a ton in May; a million tons", "2500000"),
        ("2.5. 3 million tons", "2500000"),
        ("5 mt", "5000000"),
        ("N38 and I2405", "38"),
    ],
)
def test_a_value_is_not_stated(text: str, value: str) -> None:
    """A scale that is not written behind the digits is not lent to them."""
    assert Decimal(value) not in stated_in(text)


@given(DIGITS, SCALED, st.sampled_from(["Price {} today.", "报价{}，持平", "({})"]))
def test_any_scaled_number_is_stated_with_its_parts(
    digits: Decimal, scale: str, frame: str
) -> None:
    """Digits and scale together make the value, and both are named."""
    stated = stated_in(frame.format(f"{digits}{scale}"))

    value = digits * SCALES[scale]
    assert stated[value] == (digits, Decimal(SCALES[scale]))
    assert stated[digits] is None


@given(DIGITS, SCALED)
def test_without_its_scale_no_other_value_is_stated(digits: Decimal, scale: str) -> None:
    """The bare digits back themselves only."""
    assert set(stated_in(f"Price {digits} today.")) == {digits}


@given(st.text(max_size=300))
def test_any_text_is_read(text: str) -> None:
    """Hostile digits are skipped, never an error."""
    assert all(value >= 0 for value in stated_in(text))
