"""Checks: numbers that agree, numbers that do not, claims whose date has passed."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefs.check import check_facts
from briefs.types import (
    Direction,
    FindingKind,
    Flash,
    Metric,
    Price,
    PriceKind,
    Span,
    Volume,
)
from tests.support.fact_corpora import read_table

ROWS = read_table("checks")
CLAIMS = read_table("claims")


def _flash(body: str = "As told.", year: int = 2026) -> Flash:
    return Flash("c-1", "A title", body, datetime(year, 2, 6, 10, tzinfo=UTC), "en")


def _price(level: str, quote: str = "As told.", **more: Any) -> Price:
    low, _, high = level.partition("-")
    return Price(
        commodity="tin", mention="tin", low=Decimal(low), high=Decimal(high or low), unit="CNY/t",
        quote=quote, span=Span(0, len(quote)), rule="by hand", **more,
    )  # fmt: skip


def _decimal(text: str) -> Decimal | None:
    return Decimal(text) if text else None


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[4][:50])
def test_corpus_verdicts(row: tuple[str, ...]) -> None:
    """Each row of the corpus is judged as it says."""
    level, change, percent, previous, quote, verdict = row
    before = _decimal(previous)
    price = _price(
        level, quote, change=_decimal(change), change_pct=_decimal(percent),
        previous_low=before, previous_high=before,
    )  # fmt: skip
    found = [finding.kind.value for finding in check_facts(_flash(), [price])]
    assert found == ([] if verdict == "none" else [verdict])


def test_agreement_shows_its_inputs() -> None:
    """10,500 on 434,000 is 2.42%: the base and what it is are shown."""
    quote = "Pr-Nd oxide was 444,500 yuan/mt, up 10,500 yuan/mt or 2.42%."
    price = _price("444500", quote, change=Decimal(10500), change_pct=Decimal("2.42"))
    (finding,) = check_facts(_flash(), [price])
    assert finding.kind is FindingKind.CONSISTENT
    assert finding.fact == 0
    assert finding.inputs["base"] == "434,000"
    assert finding.inputs["base is"] == "level - change"
    assert finding.inputs["computed percent"] == "2.42"


def test_disagreement_shows_both_readings() -> None:
    """A percentage beyond rounding keeps the text's number and shows the computed one."""
    quote = "Pr-Nd oxide was 444,500 yuan/mt, up 10,500 yuan/mt or 4.22%."
    price = _price("444500", quote, change=Decimal(10500), change_pct=Decimal("4.22"))
    (finding,) = check_facts(_flash(), [price])
    assert finding.kind is FindingKind.INCONSISTENT
    assert "4.22%" in finding.detail
    assert "2.42%" in finding.detail


def test_direction_against_the_sign_is_inconsistent() -> None:
    """A verb that says up and a change that says down disagree."""
    price = _price("100", change=Decimal(-5), direction=Direction.UP)
    (finding,) = check_facts(_flash(), [price])
    assert finding.kind is FindingKind.INCONSISTENT
    assert "direction says up" in finding.detail


@pytest.mark.parametrize(
    "more",
    [
        {"bound": "at least"},
        {"kind": PriceKind.FORECAST},
        {"kind": PriceKind.PREMIUM},
    ],
    ids=["bound", "forecast", "premium"],
)
def test_what_is_no_price_is_not_recomputed(more: dict[str, Any]) -> None:
    """A bound is no value, a forecast no price, a premium has no percent of itself."""
    price = _price("110", change=Decimal(10), change_pct=Decimal(55), **more)
    assert check_facts(_flash(), [price]) == ()


def test_stocks_are_recomputed_as_well() -> None:
    """50 mt on 38,200 mt is 0.13%."""
    quote = "Stocks were 38,250 mt, 50 mt (0.13%) more than the day before."
    volume = Volume(
        subject="LME zinc", metric=Metric.INVENTORY, value=Decimal(38250), unit="t",
        change=Decimal(50), change_pct=Decimal("0.13"), quote=quote, span=Span(0, 9), rule="hand",
    )  # fmt: skip
    (finding,) = check_facts(_flash(), [volume])
    assert finding.kind is FindingKind.CONSISTENT


@pytest.mark.parametrize("row", CLAIMS, ids=lambda row: row[0][:50])
def test_claims_of_the_corpus(row: tuple[str, ...]) -> None:
    """Each sentence, published on 6 February 2026, is stale or not as the corpus says."""
    sentence, verdict = row
    found = check_facts(_flash(f"Some news first. {sentence}"), [])
    assert [f.kind.value for f in found] == (["stale_claim"] if verdict == "stale" else [])
    assert all(f.quote == sentence for f in found)


def test_a_claim_ages_with_the_day_of_publication() -> None:
    """The same sentence is news in 2023 and stale in 2026."""
    body = "The mine is scheduled to begin production in 2024."
    assert check_facts(_flash(body, 2023), []) == ()
    assert len(check_facts(_flash(body, 2026), [])) == 1


def test_no_day_of_publication_no_stale_claim() -> None:
    """Without a publication time nothing can be called late."""
    flash = Flash("c-1", "T", "It is scheduled to begin in 2024.", None, "en")
    assert check_facts(flash, []) == ()


@given(
    low=st.integers(1, 10**7),
    change=st.integers(-(10**5), 10**5),
    noise=st.decimals(-1000, 1000, places=2),
)
def test_any_triple_is_judged_and_true_ones_agree(low: int, change: int, noise: Decimal) -> None:
    """A percentage computed from the change and rounded to two digits is never called wrong."""
    base = low - change
    percent = noise
    if base > 0:
        percent = (Decimal(change) / base * 100).quantize(Decimal("0.01"))
    price = _price(str(low), f"{low:,} {abs(change):,}", change=Decimal(change), change_pct=percent)
    found = check_facts(_flash(), [price])
    if base > 0:
        assert [f.kind for f in found] in ([], [FindingKind.CONSISTENT])
