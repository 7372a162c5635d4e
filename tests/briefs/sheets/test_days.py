"""Cells that hold a day."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefs.sheets.days import order_of, read_day

DAYS = st.dates(min_value=date(1990, 1, 1), max_value=date(2060, 12, 31))
DAY = date(2030, 3, 5)


@pytest.mark.parametrize(
    "cell",
    ["2030-03-05", "2030/3/5", "20300305", "05.03.2030", "5.3.30", "Mar 5, 2030", "5 March 2030",
     "2030年3月5日", "2030-03-05 00:00:00", "47547"],
)  # fmt: skip
def test_a_day_is_read_in_every_form(cell: str) -> None:
    """ISO, compact, with points, in words, Chinese, and as spreadsheets count days."""
    assert read_day(cell) == DAY


def test_day_or_month_first_is_never_guessed() -> None:
    """03/05/2030 is two days: told which, it is one of them; above 12 it tells itself."""
    with pytest.raises(ValueError, match="may be two days"):
        read_day("03/05/2030")

    assert read_day("05/03/2030", day_first=True) == DAY
    assert read_day("03/05/2030", day_first=False) == DAY
    assert read_day("25/03/2030") == date(2030, 3, 25)
    assert read_day("03/25/2030") == date(2030, 3, 25)
    assert read_day("03/03/2030") == date(2030, 3, 3)


def test_one_clear_day_tells_for_the_whole_sheet() -> None:
    """As a person would find out; contradictions tell nothing."""
    assert order_of(["03/05/2030", "25/05/2030"]) is True
    assert order_of(["03/05/2030", "05/25/2030"]) is False
    assert order_of(["03/05/2030"]) is None
    assert order_of(["25/05/2030", "05/25/2030", "no day"]) is None


@pytest.mark.parametrize("cell", ["", "soon", "2030-02-30", "31/31/2030", "99999999", "12", "n/a"])
def test_what_is_no_day_is_refused(cell: str) -> None:
    """With the cell in the reason."""
    with pytest.raises(ValueError, match=r"day|month|range"):
        read_day(cell)


@given(DAYS, st.sampled_from(["%Y-%m-%d", "%d.%m.%Y", "%Y%m%d", "%Y/%m/%d", "%B %d, %Y"]))
def test_a_written_day_is_read_back(day: date, form: str) -> None:
    """Whatever the day."""
    assert read_day(day.strftime(form)) == day


@given(st.text(max_size=20), st.sampled_from([True, False, None]))
def test_any_cell_is_a_day_or_refused(cell: str, day_first: bool | None) -> None:
    """Nothing but ValueError."""
    try:
        assert isinstance(read_day(cell, day_first=day_first), date)
    except ValueError:
        return
