"""With what a change is compared, and that the checks and the briefings name it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefs.check import check_facts
from briefs.check_base import Base, base_of, period_of
from briefs.condense import condense
from briefs.render import load_renderer
from briefs.types import Flash, Found, Language, Price, PriceKind, Span
from tests.support.fact_corpora import read_table

ROWS = read_table("bases")
RENDERER = load_renderer()


def told(level: str, quote: str, kind: str = "spot", **more: Decimal | None) -> Price:
    return Price(
        commodity="tin", mention="tin", low=Decimal(level), high=Decimal(level), unit="CNY/t",
        kind=PriceKind(kind), quote=quote, span=Span(0, len(quote)), rule="by hand", **more,
    )  # type: ignore[arg-type]  # fmt: skip


def number(text: str) -> Decimal | None:
    return Decimal(text) if text else None


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[4][:50])
def test_bases_of_the_corpus(row: tuple[str, ...]) -> None:
    """The words next to the change name its base; a contract's previous day is not enough."""
    kind, level, change, percent, quote, base = row
    price = told(level, quote, kind, change=number(change), change_pct=number(percent))

    assert base_of(price) == base


def test_a_change_that_leads_from_the_open_has_it_as_its_base() -> None:
    """75,720 and 240 are 75,960: the text compares with its own open, whatever it calls it."""
    quote = "It opened at 75,720 yuan/mt and finished at 75,960 yuan/mt, a rise of 240 yuan."
    close = told("75960", quote, "futures", change=Decimal(240))
    start = replace(told("75720", quote, "futures"), commodity="tin open")

    assert base_of(close, [close, start]) is Base.OPEN
    assert base_of(close, [close]) is Base.UNSTATED
    assert base_of(close, [close, replace(start, low=Decimal(1), high=Decimal(1))]) is not Base.OPEN


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "10,500 on 434,000 (previous assessment) is 2.42 %"), ("zh", "434,000（前次评估价）")],
)
def test_a_finding_and_its_line_name_the_base(language: Language, words: str) -> None:
    """In the finding, in its detail and beside the warning of a briefing."""
    quote = "Tin was 444,500 yuan/mt, up 10,500 yuan/mt from the previous trading day or 4.22%."
    price = told("444500", quote, change=Decimal(10500), change_pct=Decimal("4.22"))
    flash = Flash("b-1", "Tin", quote, datetime(2030, 3, 5, tzinfo=UTC), "en")
    (finding,) = check_facts(flash, [price])
    found = Found(price, "b-1", "Tin", None, None, None, None, findings=(finding,))

    assert finding.inputs["base named"] == "previous assessment"
    assert finding.detail.endswith("the base is previous assessment.")
    assert words in RENDERER.plain(RENDERER.briefing(condense([found]), language))


@pytest.mark.parametrize(
    ("language", "words"), [("en", "▲  +13.4 % on the week"), ("zh", "+13.4 %（周环比）")]
)
def test_a_change_over_a_week_is_not_shown_as_one_of_a_day(language: Language, words: str) -> None:
    """A reader takes a bare percent for the day's: a longer period is said."""
    weekly = told("634000", "Tin shot up to 634,000, a WoW gain of 13.4%.",
                  change_pct=Decimal("13.4"))  # fmt: skip
    daily = told("634000", "Tin was 634,000, up 13.4% on the day.", change_pct=Decimal("13.4"))

    def line(price: Price) -> str:
        found = Found(price, "b-1", "Tin", None, None, None, None)
        return RENDERER.plain(RENDERER.briefing(condense([found]), language))

    assert words.removeprefix("▲  ") in line(weekly)
    assert words.rpartition(" ")[2] not in line(daily).partition("[1]")[0]
    assert period_of(daily) is None


@given(st.text(max_size=200), st.decimals(-99, 99, places=2), st.sampled_from(PriceKind))
def test_any_sentence_has_a_base(quote: str, percent: Decimal, kind: PriceKind) -> None:
    """Whatever the words, one of the bases, and the same when asked again."""
    price = told("100", quote, kind.value, change_pct=percent)

    assert base_of(price) in Base
    assert base_of(price) is base_of(price)
