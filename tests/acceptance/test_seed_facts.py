"""The first real page, read exactly and completely."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from briefs.lexicon import load_lexicon
from briefs.normalize import normalize
from briefs.read import Read, read_flash
from briefs.types import (
    Deal,
    Direction,
    FindingKind,
    Flash,
    Metric,
    Move,
    Opinion,
    Policy,
    PolicyStatus,
    Price,
    RawFlash,
    Risk,
    Stance,
    Volume,
)


@pytest.fixture
def flashes(seed_page: str) -> list[Flash]:
    raw = RawFlash("folder", "page.txt", seed_page, "text", datetime(2026, 2, 7, tzinfo=UTC))
    return list(normalize(raw))


@pytest.fixture
def reads(flashes: list[Flash]) -> list[Read]:
    lexicon = load_lexicon()
    return [read_flash(flash, lexicon) for flash in flashes]


def test_four_flashes_without_boilerplate(flashes: list[Flash]) -> None:
    """The article and three related items, with their times; links and contacts are no content."""
    assert [flash.published_at and flash.published_at.isoformat() for flash in flashes] == [
        "2025-02-20T18:06:00+08:00",
        "2026-02-06T18:46:00+08:00",
        "2026-02-06T18:43:00+08:00",
        "2026-02-06T18:42:00+08:00",
    ]
    assert flashes[0].section == "SMM Commentary"
    everything = "\n".join(flash.text for flash in flashes)
    for left_out in ("》", "Data Source Statement", "@smm.cn", "Read More", "[SMM Flash"):
        assert left_out not in everything


def test_every_quote_stands_in_its_flash(flashes: list[Flash], reads: list[Read]) -> None:
    """Word for word, at its span."""
    for flash, read in zip(flashes, reads, strict=True):
        for fact in read.facts:
            assert fact.quote == fact.span.of(flash.text)


def test_the_price_and_its_check(reads: list[Read]) -> None:
    """444,500 with its change and percent, which agree."""
    (price,) = [fact for fact in reads[0].facts if isinstance(fact, Price)]
    assert (price.commodity, price.low, price.high, price.unit) == (
        "Pr-Nd oxide",
        Decimal(444500),
        Decimal(444500),
        "CNY/t",
    )
    assert (price.change, price.change_pct) == (Decimal(10500), Decimal("2.42"))
    assert (price.direction, price.venue, price.date) == (Direction.UP, "SMM", date(2025, 2, 20))
    assert FindingKind.CONSISTENT in {finding.kind for finding in reads[0].findings}


def test_the_movers(reads: list[Read]) -> None:
    """The sector, the limit, two percents, and five named gainers without a number."""
    moves = {fact.subject: fact for fact in reads[0].facts if isinstance(fact, Move)}
    told = {name: (move.change_pct, move.limit) for name, move in moves.items()}
    assert told["rare earth permanent magnets concept"] == (Decimal("1.34"), None)
    assert told["Chuangxing Resources"] == (None, "up")
    assert told["Zhenghai Magnetic Material"] == (Decimal("6.1"), None)
    assert told["Guangsheng Nonferrous Metals"] == (Decimal("5.59"), None)
    gainers = [name for name, what in told.items() if what == (None, None)]
    for part in ("Hanghua", "Yujing", "China Rare Earth", "Baogang", "Ningbo Yunsheng"):
        assert any(part in name for name in gainers), part
    assert all(move.direction is Direction.UP for move in moves.values())


def test_both_drafts(reads: list[Read]) -> None:
    """Two documents of MIIT, out for comments since 19 February."""
    policies = [fact for fact in reads[0].facts if isinstance(fact, Policy)]
    assert [policy.status for policy in policies] == [PolicyStatus.CONSULTATION] * 2
    assert {(policy.agency, policy.date) for policy in policies} == {("MIIT", date(2025, 2, 19))}
    assert "Total Volume" in policies[0].title
    assert "Traceability" in policies[1].title


def test_views_and_risks(reads: list[Read]) -> None:
    """Three brokers, all bullish; the risk line's three items and the two of Myanmar."""
    opinions = [fact for fact in reads[0].facts if isinstance(fact, Opinion)]
    assert {(one.institution, one.stance) for one in opinions} == {
        ("CITIC Securities", Stance.BULLISH),
        ("Guojin Securities", Stance.BULLISH),
        ("Guotai Junan", Stance.BULLISH),
    }
    assert {fact.text for fact in reads[0].facts if isinstance(fact, Risk)} == {
        "demand falling short of expectations",
        "supply exceeding expectations",
        "rare earth price fluctuations",
        "risk of resource depletion",
        "supply may face strong constraints",
    }


def test_the_deals(reads: list[Read]) -> None:
    """Frontier's money and offtake, and Serra Verde's financing, with their parties."""
    deals = [fact for read in reads[1:3] for fact in read.facts if isinstance(fact, Deal)]
    money = {deal.amount: " ".join(deal.parties) for deal in deals if deal.amount}
    assert "Industrial Development Corporation" in money[Decimal(20_000_000)]
    assert "Frontier" in money[Decimal(20_000_000)]
    assert "Serra Verde" in money[Decimal(565_000_000)]
    assert {deal.currency for deal in deals if deal.amount} == {"USD"}
    (offtake,) = [deal for deal in deals if deal.kind == "offtake"]
    assert "Carester" in offtake.parties


def test_the_capacities(reads: list[Read]) -> None:
    """3,038, 114 and 25 t of capacity; 5,000 t, and 6,500 t by 2027."""
    volumes = [fact for fact in reads[1].facts if isinstance(fact, Volume)]
    assert [volume.value for volume in volumes] == [Decimal(3038), Decimal(114), Decimal(25)]
    assert {volume.metric for volume in volumes} == {Metric.CAPACITY}
    output = {fact.value: fact.date for fact in reads[2].facts if isinstance(fact, Volume)}
    assert output[Decimal(5000)] is None
    assert output[Decimal(6500)] == "2027"


def test_the_stale_claim(reads: list[Read]) -> None:
    """Production "scheduled to begin in 2024", told in 2026, is marked in both tellings."""
    for read in reads[2:]:
        stale = [one for one in read.findings if one.kind is FindingKind.STALE_CLAIM]
        assert len(stale) == 1
        assert "2024" in stale[0].quote
    assert all(one.kind is not FindingKind.STALE_CLAIM for one in reads[0].findings)
