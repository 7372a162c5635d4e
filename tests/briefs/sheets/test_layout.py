"""What stands at the heads of columns, which units there are, and what an operator adds."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefs.errors import LayoutError
from briefs.sheets.grid import read_csv
from briefs.sheets.header import find_header
from briefs.sheets.layout import DATA, Custom, Field, Layout, fold_head, load_layout
from briefs.sheets.units import read_unit


@given(st.data())
def test_heads_are_known_in_any_order_case_and_width(data: st.DataObject) -> None:
    """Each column is found by what stands at its head, whatever stands beside it."""
    layout = load_layout()
    by_field = {
        field: sorted(head for head, its in layout.headers.items() if its is field)
        for field in (Field.DATE, Field.MATERIAL, Field.LOW, Field.HIGH, Field.CHANGE)
    }
    chosen = {field: data.draw(st.sampled_from(heads)) for field, heads in by_field.items()}
    order = data.draw(st.permutations(sorted(chosen)))
    dress = data.draw(st.sampled_from([str.upper, str.title, lambda head: f" {head} "]))
    grid = read_csv(",".join(dress(chosen[field]) for field in order), "x.csv")

    header = find_header(grid, layout, Custom())

    assert [column.field for column in header.columns] == order


@pytest.mark.parametrize(
    ("written", "name", "scale"),
    [
        ("yuan/mt", "CNY/t", "1"),
        ("万元/吨", "CNY/t", "10000"),
        ("US cents/lb", "USD/lb", "0.01"),
        ("$/t", "USD/t", "1"),
        ("¥/t", "CNY/t", "1"),
        ("USD/kg CIF", "USD/kg", "1"),
        ("yuan/mt (incl. VAT)", "CNY/t", "1"),
        ("points", "points", "1"),
    ],
)
def test_a_unit_is_read_with_its_scale(written: str, name: str, scale: str) -> None:
    """Conditions behind it are no part of it."""
    unit = read_unit(written)

    assert unit is not None
    assert (unit.name, unit.scale) == (name, Decimal(scale))


@pytest.mark.parametrize("text", ["", "t", "%", "apples", "yuan", "per", "1 yuan/mt"])
def test_what_is_no_unit_of_a_price_is_none(text: str) -> None:
    """A mass alone, money alone, a figure."""
    assert read_unit(text) is None


def layout_with(tmp_path: Path, more: str) -> Layout:
    own = tmp_path / "price_sheets.toml"
    own.write_text(more)
    return load_layout(DATA, own)


def test_an_operator_says_what_a_sheet_leaves_out(tmp_path: Path) -> None:
    """By the name of the file; for others nothing changes."""
    layout = layout_with(
        tmp_path,
        '[[sheets]]\nname = "Desk*"\nunit = "USD/t"\n'
        'dates = "day first"\ndecimal = ","\npush = true\n',
    )

    wanted = Custom("Desk*", unit="USD/t", day_first=True, decimal=",", push=True)
    assert layout.custom("desk-0305.csv") == wanted
    assert layout.custom("other.csv") == Custom()


def test_an_operator_adds_heads_of_columns(tmp_path: Path) -> None:
    """Beside ours; one that stands for something else already is a mistake."""
    layout = layout_with(tmp_path, '[headers]\nlow = ["Tief"]\n')

    assert (layout.field_of("tief"), layout.field_of("Low")) == (Field.LOW, Field.LOW)
    (other := tmp_path / "other").mkdir()
    with pytest.raises(LayoutError, match='"High" stands under both high and low'):
        layout_with(other, '[headers]\nlow = ["High"]\n')


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ('[[sheets]]\nname = "x"\ndates = "any"\n', 'write "day first" or "month first"'),
        ('[[sheets]]\nname = "x"\ndecimal = ";"\n', 'write "." or ","'),
        ('[[sheets]]\nname = "x"\ncolour = "red"\n', "has no colour"),
        ("[[sheets]]\npush = true\n", "name"),
        ("[headers\n", "sheets.toml"),
        ("headers = 3\n", "sheets.toml"),
    ],
)
def test_a_wrong_data_file_says_what_is_wrong(tmp_path: Path, more: str, reason: str) -> None:
    """Naming the file, with what to write."""
    with pytest.raises(LayoutError, match=reason):
        layout_with(tmp_path, more)


def test_no_head_stands_for_two_things() -> None:
    """Folding makes some alike: the file as it is must be clear."""
    assert all(head == fold_head(head) for head in load_layout().headers)
