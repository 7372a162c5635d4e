"""Conversion shows its inputs, knows the tax of the day, and refuses what nobody quoted."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefs.convert import GRAMS, CannotConvert, FxQuote, convert, vat_rate
from briefs.fx import rates_in, stored_rate
from briefs.ingest import ingest
from briefs.lexicon import load_lexicon
from briefs.render import load_renderer
from briefs.store import Store
from briefs.types import Citation, Flash
from tests.support.pages import raw

DAY = date(2026, 2, 2)
QUOTE = FxQuote("USD", "CNY", Decimal("7.20"), DAY, Citation("f-1", "USD/CNY stood at 7.20."))


def told(text: str) -> list[Decimal]:
    at = datetime(2026, 2, 2, 3, tzinfo=UTC)
    return [q.rate for q in rates_in(Flash("f-1", "Yuan", text, at, "en"))]


@pytest.mark.parametrize(
    ("amount", "unit", "to", "vat", "value"),
    [
        ("91890", "CNY/t", "CNY/t", "add", "103835.7"),
        ("103835.7", "CNY/t", "CNY/t", "remove", "91890"),
        ("444500", "CNY/t", "CNY/kg", None, "444.5"),
        ("9076", "CNY/kg", "CNY/t", None, "9076000"),
        ("1", "USD/lb", "USD/t", None, "2204.6226"),
        ("81360", "CNY/t", "USD/t", "remove", "10000"),
        ("10000", "USD/t", "CNY/t", "add", "81360"),
        ("4000", "USD/oz", "CNY/g", None, "925.9415"),
        ("0", "CNY/t", "USD/lb", None, "0"),
    ],
)
def test_worked_conversions(amount: str, unit: str, to: str, vat: str, value: str) -> None:
    """Each agrees with the figure worked out by hand."""
    done = convert(Decimal(amount), unit, to, day=DAY, vat=vat, fx=QUOTE)  # type: ignore[arg-type]

    assert done.value == Decimal(value)


def test_a_computed_number_shows_what_it_was_made_from() -> None:
    """Amount, tax factor and rate are inputs, and the formula names the day of the rate."""
    done = convert(Decimal(81360), "CNY/t", "USD/t", day=DAY, vat="remove", fx=QUOTE)

    assert done.inputs == (Decimal(81360), Decimal("1.13"), Decimal("7.20"))
    assert done.formula == "81360 ÷ 1.13 (VAT 13%) ÷ 7.20 CNY/USD of 2026-02-02 = 10000 USD/t"


@pytest.mark.parametrize(
    ("day", "percent"),
    [
        (date(2018, 4, 30), 17),
        (date(2018, 5, 1), 16),
        (date(2019, 3, 31), 16),
        (date(2019, 4, 1), 13),
    ],
)
def test_the_tax_belongs_to_a_day(day: date, percent: int) -> None:
    """The last day of a rate still has it, the first day of the next has that one."""
    assert vat_rate(day).percent == percent


@pytest.mark.parametrize(
    ("unit", "to", "day", "fx", "why"),
    [
        ("CNY/t", "USD/t", DAY, None, "none is assumed"),
        ("CNY/t", "EUR/t", DAY, QUOTE, "no CNY/EUR rate is stored"),
        ("CNY/t", "USD/t", date(2026, 2, 10), QUOTE, "of 2026-02-02"),
        ("CNY/t", "USD/t", date(2026, 2, 1), QUOTE, "of 2026-02-02"),
        ("CNY/t", "CNY/mtu", DAY, QUOTE, "says nothing about"),
        ("points", "CNY/t", DAY, QUOTE, "no price unit"),
    ],
)
def test_what_nobody_quoted_is_refused(
    unit: str, to: str, day: date, fx: FxQuote | None, why: str
) -> None:
    """The refusal says what is missing."""
    with pytest.raises(CannotConvert, match=why):
        convert(Decimal(1), unit, to, day=day, fx=fx)


@given(
    st.decimals("0.001", "1e9", places=3),
    st.sampled_from(sorted(GRAMS)),
    st.sampled_from(sorted(GRAMS)),
)
def test_there_and_back_is_the_same_price(amount: Decimal, one: str, other: str) -> None:
    """Within the digits shown."""
    there = convert(amount, f"CNY/{one}", f"USD/{other}", day=DAY, vat="remove", fx=QUOTE).value
    back = convert(there, f"USD/{other}", f"CNY/{one}", day=DAY, vat="add", fx=QUOTE).value

    assert abs(back - amount) <= amount * Decimal("1e-6")


@pytest.mark.parametrize(
    ("text", "rates"),
    [
        ("The USD/CNY exchange rate was 7.1802 on Monday.", ["7.1802"]),
        ("The central parity was set at 7.1793 yuan per US dollar.", ["7.1793"]),
        ("The onshore yuan closed at 7.2650 per dollar, 2.1300 pips lower.", ["7.2650"]),
        ("人民币兑美元中间价报7.1793，下调12个基点。", ["7.1793"]),
        ("The yuan may reach 7.50 per dollar.", []),
        ("The yuan rose 7.15% against the dollar.", []),
        ("Tin rose 7.25 yuan.", []),
        ("The yuan bought 9.876 roubles, and 21.55 yen.", []),
    ],
)
def test_a_rate_is_read_only_where_one_is_stated(text: str, rates: list[str]) -> None:
    """A level of both currencies; no forecast, no percent, no other currency."""
    assert told(text) == [Decimal(rate) for rate in rates]


async def test_the_rate_comes_from_what_is_stored(store: Store) -> None:
    """Of that day or the week before it, with its sentence; else none."""
    note = "Yuan (Sample)\nFeb 2, 2026 10:00\nThe USD/CNY rate was 7.1802 on February 2."
    await ingest(
        raw(note), store=store, lexicon=load_lexicon(), renderer=load_renderer(),
        now=datetime(2026, 2, 2, tzinfo=UTC),
    )  # fmt: skip
    async with store.read() as conn:
        found = await stored_rate(conn, date(2026, 2, 4))
        assert found is not None
        assert (found.rate, found.day) == (Decimal("7.1802"), DAY)
        assert found.citation.quote == "The USD/CNY rate was 7.1802 on February 2."
        assert await stored_rate(conn, date(2026, 2, 1)) is None
        assert await stored_rate(conn, date(2026, 2, 20)) is None
