"""Numbers: the corpus of ways to write them, and what holds of any text."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefs.extract.numbers import Measure, Number, scan_numbers
from tests.support.corpus import blocks

TOKENS = st.sampled_from(
    ["1,234", "56.7", "-", "–", "~", " ", " to ", "(", ")", "$", "yuan/mt", "%", "万", "元/吨", "+",
     "RMB ", "million", "between ", " and ", "from ", "↓", "kt", "2511", "#1", "a", "per ton", ","]
)  # fmt: skip


def _line(number: Number) -> tuple[Decimal, Decimal, str, set[str]]:
    marks = {
        "+": number.sign > 0, "-": number.sign < 0, "grade": number.grade,
        "bracketed": number.bracketed, "converted": number.converted,
        "least": number.bound == "at least", "most": number.bound == "at most",
        "about": number.bound == "about",
    }  # fmt: skip
    told = {mark for mark, holds in marks.items() if holds}
    return number.low, number.high, number.unit or "", told


def _wanted(line: str) -> tuple[Decimal, Decimal, str, set[str]]:
    low, high, unit, marks = (cell.strip() for cell in line.split("|"))
    return Decimal(low), Decimal(high), unit, set(marks.split())


@pytest.mark.parametrize(
    ("text", "lines"), [pytest.param(t, ls, id=t[:50]) for t, ls in blocks("numbers.txt")]
)
def test_reads_the_numbers_of_the_corpus(text: str, lines: list[str]) -> None:
    """Value, range, unit and marks of every number come out as written down."""
    years = [(at, at + 4) for at in (text.find("2025"), text.find("2026")) if at >= 0]
    assert [_line(n) for n in scan_numbers(text, years)] == [
        _wanted(f"{line} |" if line.count("|") == 2 else line) for line in lines
    ]


@given(st.lists(TOKENS, max_size=25).map("".join) | st.text(max_size=200))
def test_any_text_gives_ordered_numbers_inside_it(text: str) -> None:
    """Offsets lie in the text, grow, and start where a digit stands; low is never above high."""
    numbers = scan_numbers(text)
    for number in numbers:
        assert 0 <= number.start <= number.digits < number.end <= len(text)
        assert text[number.digits].isdigit()
        assert number.low <= number.high
    assert [n.digits for n in numbers] == sorted(n.digits for n in numbers)


@given(st.integers(1, 10**7), st.sampled_from(["yuan/mt", "元/吨", "RMB/mt"]))
def test_a_written_price_comes_back(value: int, unit: str) -> None:
    """Any whole amount with separators and a unit is read at its value."""
    (number,) = scan_numbers(f"at {value:,} {unit}.")
    assert (number.low, number.unit, number.measure) == (Decimal(value), "CNY/t", Measure.PRICE)


@given(st.integers(1, 5000), st.integers(1, 5000))
def test_a_range_keeps_both_ends_and_one_scale(a: int, b: int) -> None:
    """ "X-Y million yuan/mt" scales both ends alike."""
    low, high = sorted((a, a + b))
    (number,) = scan_numbers(f"at {low / 1000}-{high / 1000} million yuan/mt")
    assert (number.low, number.high) == (Decimal(low) * 1000, Decimal(high) * 1000)
