"""Sheets as desks export them, from the bytes of a file to the price each row states."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefs.errors import Unreadable
from briefs.normalize import normalize
from briefs.sheets.layout import Custom, load_layout
from briefs.sheets.split import is_sheet
from briefs.sheets.workbook import read_workbook
from briefs.sources.content import read_content
from briefs.sources.files import read_bytes
from briefs.types import Direction, Flash, Price, PriceKind, RawFlash
from tests.support.sheets import CHINESE, CSV, workbook

NOW = datetime(2030, 3, 5, 10, 0, tzinfo=UTC)
HEAD = ["Date", "Material", "Low", "High", "Unit", "Change %"]


def raws(data: bytes | str, name: str = "prices.csv") -> list[RawFlash]:
    packed = data.encode() if isinstance(data, str) else data
    return list(read_bytes(packed, name, source="folder", origin=name, now=NOW))


def rows(data: bytes | str, name: str = "prices.csv") -> list[Flash]:
    return [flash for raw in raws(data, name) for flash in normalize(raw)]


def reasons(data: bytes | str, name: str = "prices.csv") -> Iterator[str]:
    for raw in raws(data, name):
        try:
            normalize(raw)
        except Unreadable as problem:
            yield f"{raw.origin}: {problem}"


def price_of(flash: Flash) -> Price:
    return flash.stated[0]


def test_a_row_states_its_price_and_quotes_itself() -> None:
    """Every figure stands in the row's text, with the head of its column and its unit."""
    flash = normalize(raws(CSV)[0])[0]
    price = price_of(flash)

    assert (price.low, price.high, price.unit) == (Decimal(444000), Decimal(445000), "CNY/t")
    assert (price.change, price.change_pct) == (Decimal(10500), Decimal("2.42"))
    assert (price.direction, price.kind) == (Direction.UP, PriceKind.SPOT)
    assert (price.date, price.venue, flash.publisher) == (date(2030, 3, 5), "SMM", "SMM")
    assert price.span.of(flash.text) == price.quote == (
        "Date 2030-03-05; Product Pr-Nd oxide; Specification 99%; Low 444,000 yuan/mt; "
        "High 445,000 yuan/mt; Average 444,500 yuan/mt; Change +10,500 yuan/mt; "
        "Change +2.42%; Remark firm"
    )  # fmt: skip
    assert flash.published_at == datetime(2030, 3, 4, 16, 0, tzinfo=UTC)


def test_a_wrong_row_is_named_by_its_line_and_spoils_no_other() -> None:
    """The others are read; a note under the table is no row."""
    assert len(raws(CSV)) == 3
    assert list(reasons(CSV)) == ["prices.csv:7: Its low, 6,000,000, is above its high, 5,000,000."]


def test_a_chinese_sheet_with_decimal_commas_is_read() -> None:
    """Heads, units with 万, days with points, and a semicolon between cells."""
    first, second = map(price_of, rows(CHINESE))

    assert (first.low, first.high, first.unit) == (Decimal(444000), Decimal(445000), "CNY/t")
    assert (first.change, first.date) == (Decimal(10500), date(2030, 3, 5))
    assert (second.low, second.change, second.direction) == (86100, -200, Direction.DOWN)


def test_a_workbook_is_read_as_a_person_sees_it() -> None:
    """Days and numbers as the program shows them, a share with a percent format as percent."""
    table = [
        ["Prices of Sample Metal"],
        HEAD,
        [date(2030, 3, 5), "Copper", 8610.5, 8630, "USD/t", 0.0242],
    ]
    data = workbook(table, percent="F3")  # fmt: skip

    (raw,) = raws(data, "desk.xlsx")
    price = price_of(normalize(raw)[0])

    assert raw.origin == "desk.xlsx/Daily:3"
    assert (price.low, price.high, price.change_pct) == (Decimal("8610.5"), 8630, Decimal("2.42"))
    assert "Low 8,610.5 USD/t" in price.quote


def test_a_formula_is_never_computed() -> None:
    """One that no program has computed yet is an empty cell, and the row says what it lacks."""
    data = workbook([HEAD, ["2030-03-05", "Copper", "=1+1", "=8+8", "USD/t", None]])

    assert list(reasons(data, "desk.xlsx")) == [
        "desk.xlsx/Daily:2: It has no price: a low and a high, an average or a close."
    ]


def test_an_average_off_the_middle_is_a_price_of_its_own() -> None:
    """Weighted averages are told beside the range they lie in."""
    sheet = "Date,Material,Low,High,Average,Unit\n2030-03-05,Tin,100,200,110,USD/t\n"

    prices = rows(sheet)[0].stated

    assert [(one.commodity, one.low, one.high) for one in prices] == [
        ("Tin", 100, 200),
        ("Tin average", 110, 110),
    ]


def test_what_the_sheet_says_once_holds_for_all_rows() -> None:
    """Its day and unit above the columns; its publisher by its name."""
    sheet = "Prices of 5 March 2030\n单位：元/吨\n品名,均价\n锡锭,250000\n"

    flash = rows(sheet, "SMM tin.csv")[0]

    assert price_of(flash).date == date(2030, 3, 5)
    assert (price_of(flash).unit, flash.publisher, flash.language) == ("CNY/t", "SMM", "zh")


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("2030-03-05,Tin,abc,200,USD/t", 'Low: "abc" is no amount'),
        ("2030-03-05,Tin,,200,USD/t", "no price"),
        ("2030-03-05,,100,200,USD/t", "names no material"),
        ("soon,Tin,100,200,USD/t", 'Date: "soon" is no day'),
        (",Tin,100,200,USD/t", "no day"),
        ("03/04/2030,Tin,100,200,USD/t", "may be two days"),
        ("2030-03-05,Tin,100,200,", "states no unit"),
        ("2030-03-05,Tin,100,200,apples", '"apples" is no unit'),
        ("2030-03-05,Tin,-100,200,USD/t", "not above nothing"),
        ("2031-03-05,Tin,100,200,USD/t", "still to come"),
    ],
)
def test_a_wrong_cell_is_told_in_words(row: str, reason: str) -> None:
    """What is wrong, so that a person can mend the sheet."""
    (told,) = reasons(f"Date,Material,Low,High,Unit\n{row}\n")

    assert told.startswith("prices.csv:2: ")
    assert reason in told


def test_a_premium_may_be_below_nothing() -> None:
    """Premiums and treatment charges are; the name tells them."""
    sheet = "Date,Material,Average,Unit\n2030-03-05,Copper TC,-45,USD/t\n"

    assert (price_of(rows(sheet)[0]).kind, price_of(rows(sheet)[0]).low) == (PriceKind.TC, -45)


def test_a_table_that_is_no_price_sheet_is_kept_whole() -> None:
    """With the reason; it can be tried again when its heads are in the list."""
    (raw,) = raws("Name,Colour\nTin,grey\n")

    assert (raw.media, raw.content) == ("csv", "Name,Colour\nTin,grey\n")
    with pytest.raises(Unreadable, match="No row of it names the columns"):
        normalize(raw)


def test_cells_copied_from_a_spreadsheet_are_a_sheet() -> None:
    """Pasted or piped in, without a name; prose, and a page with a table in it, are none."""
    cells = "Date\tProduct\tPrice\tUnit\n2030-03-05\tTin\t250,000\tyuan/mt\n"
    page = f"Tin up (Sample)\n{cells}Tin rose on March 5.\nBuyers waited.\nStocks fell.\n"

    (row,) = read_content(cells, source="paste", origin="-", now=NOW)

    assert price_of(normalize(row)[0]).low == 250000
    for text in (page, "Product, name, price: all rose.\nLow, high.", "", "a,b\nc,d\n"):
        assert not is_sheet(text)


def test_a_sheet_tried_again_gives_all_its_rows_or_names_the_line() -> None:
    """What was set aside whole is read whole."""
    good = RawFlash("folder", "x", CHINESE, "csv", NOW)
    bad = RawFlash("folder", "x", CSV, "csv", NOW)

    assert len(normalize(good)) == 2
    with pytest.raises(Unreadable, match=r"Line 7: Its low"):
        normalize(bad)


def _with_part(data: bytes, name: str, content: bytes) -> bytes:
    """The workbook with one of its parts replaced or added."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(packed, "w", 8) as new:
        for part in old.namelist():
            if part != name:
                new.writestr(part, old.read(part))
        new.writestr(name, content)
    return packed.getvalue()


SHEET = "xl/worksheets/sheet1.xml"
ENTITIES = (
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    b'<row r="1"><c r="A1" t="str"><v>&b;</v></c></row></sheetData></worksheet>'
)


@pytest.mark.parametrize(
    ("part", "content"),
    [
        ("xl/media/bomb.bin", b"\0" * 61_000_000),
        (SHEET, b"<worksheet>" + b"<row/>" * 300_000),
        (SHEET, ENTITIES),
        (SHEET, b"<worksheet><broken"),
        ("xl/workbook.xml", b""),
    ],
    ids=["unpacks to too much", "packed too tightly", "XML entities", "broken XML", "no workbook"],
)
def test_a_workbook_that_would_hurt_is_refused_and_kept(part: str, content: bytes) -> None:
    """It is kept as it came, with the reason, and the bot goes on."""
    hostile = _with_part(workbook([HEAD]), part, content)

    (raw,) = raws(hostile, "bomb.xlsx")

    assert raw.media == "xlsx"
    with pytest.raises(Unreadable):
        normalize(raw)


def test_a_cell_far_down_costs_nothing() -> None:
    """A workbook may name row 1,048,576 in a few bytes."""
    far = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>'
    )

    assert read_workbook(_with_part(workbook([HEAD]), SHEET, far), "far.xlsx") == []


@given(st.binary(max_size=300))
def test_any_bytes_are_a_workbook_or_refused(data: bytes) -> None:
    """Nothing but Unreadable."""
    for prefix in (b"", b"PK\x03\x04"):
        with pytest.raises(Unreadable):
            read_workbook(prefix + data, "x.xlsx")


@given(st.text(max_size=300))
def test_any_text_is_a_sheet_or_refused(text: str) -> None:
    """Nothing but Unreadable, and every raw flash can be tried again."""
    for raw in raws("Date,Material,Price,Unit\n" + text.encode(errors="replace").decode()):
        try:
            normalize(raw)
        except Unreadable:
            continue


def as_told(monkeypatch: pytest.MonkeyPatch, custom: Custom) -> None:
    """The operator says this of every sheet."""
    ours = load_layout()
    told = replace(ours, sheets=(custom,))
    monkeypatch.setattr("briefs.sheets.split.load_layout", lambda: told)


def test_a_change_is_a_figure_a_percentage_or_a_word() -> None:
    """Whatever the head of the column says; a level in percent is none."""
    sheet = (
        "Date,Material,Price,涨跌,Unit\n2030-03-05,Tin,100,2.5%,USD/t\n"
        "2030-03-05,Zinc,90,平,USD/t\n2030-03-05,Lead,50%,1,USD/t\n"
    )

    tin, zinc = (normalize(raw)[0] for raw in raws(sheet)[:2])

    assert (price_of(tin).change, price_of(tin).change_pct) == (None, Decimal("2.5"))
    assert (price_of(zinc).change, price_of(zinc).direction) == (None, Direction.FLAT)
    assert "涨跌 平" in price_of(zinc).quote
    assert list(reasons(sheet)) == ['prices.csv:4: Price: "50%" is a percentage.']


def test_a_sheet_of_one_material_need_not_name_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """As exchanges export a contract: the close is the price, the rest is the session's."""
    as_told(monkeypatch, Custom(material="SHFE tin", unit="yuan/mt"))
    sheet = "Date,Open,High,Low,Close,Volume\n2030-03-05,249000,252000,248500,251000,4711\n"

    (flash,) = rows(sheet)

    assert [(one.commodity, one.low, one.high) for one in flash.stated] == [
        ("SHFE tin", 251000, 251000),
        ("SHFE tin session range", 248500, 252000),
    ]
    assert flash.body.startswith("Material SHFE tin; Date 2030-03-05; Open 249000; High 252,000 ")


def test_days_down_and_materials_across(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each cell is a price of its own; an empty one is none, and a wrong one spoils no other."""
    as_told(monkeypatch, Custom(wide=True, unit="yuan/mt"))
    sheet = "日期,氧化镨钕,锡锭,镍 (USD/t)\n2030-03-04,444500,-,17000\n2030-03-05,x,250000,17100\n"

    read = [raw for raw in raws(sheet) if '"x"' not in raw.content]
    prices = [price_of(flash) for raw in read for flash in normalize(raw)]

    assert [(one.mention, one.low, one.unit) for one in prices] == [
        ("氧化镨钕", 444500, "CNY/t"),
        ("镍", 17000, "USD/t"),
        ("锡锭", 250000, "CNY/t"),
        ("镍", 17100, "USD/t"),
    ]
    assert list(reasons(sheet)) == ['prices.csv:3: Price: "x" is no amount.']


@pytest.mark.parametrize("cell", ["444,000-445,000", "444,000 - 445,000", "444000~445000"])
@pytest.mark.parametrize("head", ["Price", "价格区间"])
def test_a_range_may_stand_in_one_cell(head: str, cell: str) -> None:
    """Both ends stand in the row's text."""
    sheet = f"Date;Material;{head};Unit\n2030-03-05;Pr-Nd oxide;{cell.replace(',', '.')};yuan/mt\n"

    price = price_of(rows(sheet)[0])

    assert (price.low, price.high) == (444000, 445000)
    assert f"{head} 444,000-445,000 yuan/mt" in price.quote
