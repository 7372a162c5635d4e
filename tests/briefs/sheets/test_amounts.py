"""Cells that hold an amount, in every style that desks write them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefs.sheets.amounts import decimal_of, read_amount, write_amount

AMOUNTS = st.decimals(
    min_value=-10_000_000, max_value=10_000_000, places=2, allow_nan=False, allow_infinity=False
)


@pytest.mark.parametrize(
    ("cell", "decimal", "value"),
    [
        ("444,000", ".", "444000"),
        ("444 000,50", ",", "444000.50"),
        ("444.000,50", ",", "444000.50"),
        ("444'000.5", ".", "444000.5"),
        ("４４４，０００", ".", "444000"),
        ("+10,500", ".", "10500"),
        ("−1.5", ".", "-1.5"),
        ("▼500", ".", "-500"),
        ("(1,200)", ".", "-1200"),
        ("$8,610.00", ".", "8610.00"),
        ("-$3", ".", "-3"),
        ("444000元", ".", "444000"),
        ("2.42%", ".", "2.42"),
        (".5", ".", "0.5"),
    ],
)
def test_an_amount_is_read_as_it_is_written(cell: str, decimal: str, value: str) -> None:
    """Signs, brackets, currencies, full width, spaces between thousands."""
    assert read_amount(cell, decimal) == Decimal(value)


@pytest.mark.parametrize(
    ("cell", "decimal"),
    [
        ("abc", "."),
        ("", "."),
        ("1,23", "."),
        ("1.2.3", "."),
        ("44,40", "."),
        ("444,000.50", ","),
        ("12-13", "."),
        ("9" * 16, "."),
        ("1e5", "."),
        ("=A1", "."),
    ],
)
def test_what_is_no_amount_in_that_style_is_refused(cell: str, decimal: str) -> None:
    """A figure in the other style would be wrong by a factor, so it is never guessed."""
    with pytest.raises(ValueError, match="is no amount"):
        read_amount(cell, decimal)


@pytest.mark.parametrize(
    ("cells", "usual", "decimal"),
    [
        (["444,000", "445,000.5"], ".", "."),
        (["44,40", "44,5"], ".", ","),
        (["444.000,50"], ".", ","),
        (["1.234.567"], ".", ","),
        (["444.000"], ",", ","),
        (["8610.25", "444,000"], ".", "."),
        (["0.125"], ",", "."),
        (["1.5", "2,5"], ".", "."),
        (["", "abc", "12"], ",", ","),
    ],
)
def test_the_cells_of_a_sheet_show_its_mark(cells: list[str], usual: str, decimal: str) -> None:
    """What may be either counts for nothing; where cells contradict, the usual mark holds."""
    assert decimal_of(cells, usual=usual) == decimal


@given(AMOUNTS, st.sampled_from(".,"), st.booleans())
def test_what_is_written_is_read_back(value: Decimal, decimal: str, grouped: bool) -> None:
    """In either style, with thousands apart or not."""
    written = f"{value:,f}" if grouped else f"{value:f}"
    if decimal == ",":
        written = written.translate({ord(","): ".", ord("."): ","})

    assert read_amount(written, decimal) == value
    assert read_amount(write_amount(value, signed=True)) == value
    assert decimal_of([written], usual=decimal) == decimal


@given(st.text(max_size=30), st.sampled_from(".,"))
def test_any_cell_is_read_or_refused(cell: str, decimal: str) -> None:
    """Nothing but ValueError, and nothing that is no number."""
    try:
        value = read_amount(cell, decimal)
    except ValueError:
        return
    assert value.is_finite()
