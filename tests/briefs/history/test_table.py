"""Blocks, lines of equal columns, and files that a spreadsheet takes as they are meant."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from briefs.history import Point, Series
from briefs.history.quotes import Rank
from briefs.history.series import Identity
from briefs.history.sheets import COLUMNS, to_csv, to_xlsx
from briefs.history.spark import BLOCKS, GAP, sparkline
from briefs.history.table import NARROW, lines_of, rows_of
from tests.support.rare_earths import found, oxide

values = st.decimals(-(10**9), 10**9, places=2)
ends = st.tuples(st.integers(1, 10**9), st.integers(0, 10**6))
FIRST = date(2025, 12, 1)


def series_with(levels: list[tuple[int, int]], quote: str = "It stood there.") -> Series:
    """A day for each (low, how much higher the high is)."""
    points = []
    for n, (low, wider) in enumerate(levels):
        fact = oxide(str(low), high=Decimal(low + wider), change=None, change_pct=None, quote=quote)
        points.append(Point(FIRST + timedelta(days=n), found(fact), fact))
    identity = Identity("pr-nd-oxide", "", "smm", "CNY/t", "spot", False)
    return Series(identity, Rank.ITSELF, tuple(points))


@given(st.lists(st.none() | values, max_size=40))
def test_a_line_of_blocks_has_one_for_each_value(line: list[Decimal | None]) -> None:
    """As long as the values, a gap for each that is missing, none out of the blocks."""
    blocks = sparkline(line)

    assert len(blocks) == len(line)
    assert all((block == GAP) == (value is None) for block, value in zip(blocks, line, strict=True))
    assert set(blocks) <= {*BLOCKS, GAP}


@given(st.lists(values, min_size=2, max_size=40))
def test_higher_values_have_no_lower_blocks(line: list[Decimal]) -> None:
    """The order of values is that of their blocks; the highest and lowest take the ends."""
    blocks = sparkline(line)
    ordered = [block for _, block in sorted(zip(line, blocks, strict=True))]

    assert [BLOCKS.index(block) for block in ordered] == sorted(map(BLOCKS.index, blocks))
    if min(line) != max(line):
        assert {BLOCKS[0], BLOCKS[-1]} <= set(blocks)


@given(st.lists(ends, min_size=1, max_size=40))
def test_the_columns_of_a_table_stand_under_one_another(levels: list[tuple[int, int]]) -> None:
    """Every level ends in one column, every line fits unless the level alone does not."""
    lines = [line for line in lines_of(rows_of(series_with(levels))) if "-" in line]
    parts = [line.split() for line in lines]
    ends_at = {
        line.index(part[1], 5) + len(part[1]) for line, part in zip(lines, parts, strict=True)
    }

    assert len(lines) == len(levels)
    assert len(ends_at) == 1
    assert all(len(line) <= NARROW for line in lines) or min(ends_at) > NARROW - len(" +0.01%*")


def test_a_year_is_said_where_it_begins() -> None:
    """Days have no year of their own on a narrow line."""
    lines = lines_of(rows_of(series_with([(500_000, 0)] * 33)))

    assert [line for line in lines if "-" not in line] == ["2026", "2025"]


def test_rows_of_a_file_have_numbers_source_and_sentence() -> None:
    """CSV and XLSX tell the same; a number is a number in both."""
    series = series_with([(500_000, 0), (505_000, 5_000)])
    rows = list(csv.DictReader(io.StringIO(to_csv(series).decode("utf-8-sig"))))
    sheet = load_workbook(io.BytesIO(to_xlsx(series))).active
    header, newest, *_ = sheet.iter_rows(values_only=True)

    assert header == COLUMNS
    assert (rows[0]["low"], rows[0]["high"], rows[0]["source"]) == (
        "505000",
        "510000",
        "Sample Wire",
    )
    assert rows[0]["computed"].endswith("÷ 500,000 = +1.5 %")
    assert newest[COLUMNS.index("high")] == 510_000
    assert newest[COLUMNS.index("quote")] == "It stood there."


@settings(max_examples=25)
@given(st.text(max_size=30), st.sampled_from("=+-@\t\r"))
def test_no_text_becomes_a_formula(words: str, first: str) -> None:
    """A sentence that begins like a formula is a text in CSV and in XLSX, whatever is in it."""
    series = series_with([(500_000, 0)], quote=f"{first}{words}")
    (row,) = csv.DictReader(io.StringIO(to_csv(series).decode("utf-8-sig")))
    sheet = load_workbook(io.BytesIO(to_xlsx(series))).active

    assert not row["quote"].startswith(tuple("=+-@\t\r"))
    assert all(cell.data_type != "f" for line in sheet.iter_rows() for cell in line)
