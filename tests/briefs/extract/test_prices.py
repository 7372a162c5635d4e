"""Prices: the corpus of phrasings, positive and negative, and the seed page's price."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path

import pytest

from briefs.extract.prices import read_prices
from briefs.extract.reading import Reading
from briefs.lexicon import Lexicon, load_lexicon
from briefs.types import Flash, Price, PriceKind

CORPUS = Path(__file__).parents[2] / "corpus" / "prices.txt"
PUBLISHED = datetime(2025, 8, 8, 18, tzinfo=timezone(timedelta(hours=8)))


@dataclass(frozen=True)
class Expected:
    name: str
    low: Decimal
    high: Decimal
    unit: str
    change: Decimal | None
    percent: Decimal | None
    direction: str | None


def _decimal(cell: str) -> Decimal | None:
    return Decimal(cell) if cell else None


def _expected(line: str) -> Expected:
    name, level, unit, change, percent, direction = (cell.strip() for cell in line.split("|"))
    cut = level.find("-", 1)
    low, high = (level, level) if cut < 0 else (level[:cut], level[cut + 1 :])
    return Expected(
        name, Decimal(low), Decimal(high), unit, _decimal(change), _decimal(percent),
        direction or None,
    )  # fmt: skip


def corpus() -> Iterator[tuple[str, list[Expected]]]:
    for block in CORPUS.read_text(encoding="utf-8").split("\n\n"):
        lines = [line for line in block.splitlines() if line and not line.startswith("# ")]
        if lines:
            facts = [line[1:].strip() for line in lines[1:]]
            yield lines[0], [_expected(fact) for fact in facts if fact != "nothing"]


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return load_lexicon()


def prices_of(text: str, lexicon: Lexicon, title: str = "Market note") -> list[Price]:
    flash = Flash("x", title, text, PUBLISHED, "en")
    return [p for p in read_prices(Reading(flash, lexicon)) if p.kind is not PriceKind.FORECAST]


def _fits(price: Price, wanted: Expected) -> bool:
    told = f"{price.commodity} {price.mention}".lower()
    return (
        (price.low, price.high, price.unit) == (wanted.low, wanted.high, wanted.unit)
        and all(word in told for word in wanted.name.lower().split())
        and (price.change, price.change_pct) == (wanted.change, wanted.percent)
        and (wanted.direction is None or price.direction == wanted.direction)
    )


@pytest.mark.parametrize(("text", "wanted"), [pytest.param(t, w, id=t[:60]) for t, w in corpus()])
def test_reads_exactly_the_prices_of_the_corpus(
    text: str, wanted: list[Expected], lexicon: Lexicon
) -> None:
    """Every price of the phrasing is read with its attributes, and no other."""
    found = prices_of(text, lexicon)
    left = list(found)
    for one in wanted:
        match = next((price for price in left if _fits(price, one)), None)
        assert match is not None, (one, found)
        left.remove(match)
    assert not left


TABLE = """Material Low High Average Change Unit
Pr-Nd oxide 431,000 434,000 432,500 +1,500 yuan/mt
Dysprosium oxide 1,580,000 1,600,000 1,590,000 -10,000 yuan/mt"""


def test_a_row_with_its_unit_last_is_read_by_its_header(lexicon: Lexicon) -> None:
    """Low, high and change are the figures of those columns; the quote is the row."""
    praseodymium, dysprosium = prices_of(TABLE, lexicon)

    assert (praseodymium.low, praseodymium.high, praseodymium.unit) == (431_000, 434_000, "CNY/t")
    assert praseodymium.change == 1_500
    assert dysprosium.change == -10_000
    assert dysprosium.quote.startswith("Dysprosium oxide 1,580,000")


def test_a_row_without_a_header_is_left_unread(lexicon: Lexicon) -> None:
    """Which cell is the level nobody says: none is told as one."""
    assert prices_of("Figures\nPr-Nd oxide 431,000 434,000 +1,500 yuan/mt", lexicon) == []
