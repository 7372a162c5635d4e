"""A price asked for by name: levels of the thing itself first, spreads named as such, last."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from briefs.history.quotes import Rank, choose_series, quotes_of
from briefs.lexicon import Lexicon
from briefs.types import Found, PriceKind
from tests.support.asking import Desk
from tests.support.facts import price

COPPER = (
    {
        "id": "cu-close",
        "title": "Shanghai copper ends higher",
        "body": "The most-traded SHFE copper 3004 contract closed at 92,350 yuan/mt on March 14, "
        "up 0.4%.",
        "published_at": "2030-03-14T16:00:00",
    },
    {
        "id": "cu-premium",
        "title": "Cathode premiums firm",
        "body": "The spot premium of SMM #1 copper cathode was 80-120 yuan/mt on March 18.",
        "published_at": "2030-03-18T12:00:00",
    },
    {
        "id": "cu-tc",
        "title": "Concentrate fees sink",
        "body": "The copper concentrate TC index stood at -$41.2/dmt on March 19.",
        "published_at": "2030-03-19T12:00:00",
    },
)


def found(amount: str, day: int = 5, flash: str = "a", **more: Any) -> Found:
    return Found(price(amount, day, **more), flash, "Title", None, None, None, 1)


@pytest.mark.parametrize("question", ["copper price", "/price copper", "copper?", "铜价格"])
async def test_a_newer_premium_is_no_price(desk: Desk, question: str) -> None:
    """The close leads although a premium and a treatment charge were told after it."""
    answer, text = await (await desk(*COPPER))(question)

    first, *others = [one.fact for one in answer.found]
    assert getattr(first, "low", None) == Decimal(92350)
    assert {getattr(one, "kind", None) for one in others} <= {PriceKind.PREMIUM, PriceKind.TC}
    assert text.startswith("SHFE copper")


async def test_a_premium_alone_is_no_answer_to_a_price(desk: Desk) -> None:
    """Nothing that costs so little is passed off as what the metal costs."""
    answer, _ = await (await desk(COPPER[2]))("copper price")

    assert not any(one.fact.fact == "prices" and one.fact.kind is PriceKind.SPOT  # type: ignore[union-attr]
                   for one in answer.found)  # fmt: skip


def test_the_newest_of_each_series_is_taken(lexicon: Lexicon) -> None:
    """A contract that rolled into the next month is still the same series."""
    quotes = quotes_of(
        [
            found("250000", 4, commodity="SHFE tin 2504", term="shfe-tin"),
            found("251000", 5, commodity="SHFE tin 2505", term="shfe-tin"),
            found("252000", 3, commodity="tin"),
        ],
        "tin",
        lexicon,
    )

    assert [one.fact.low for one in choose_series(quotes, 6)] == [Decimal(251000), Decimal(252000)]


def test_an_undated_quote_is_kept_a_line_and_does_not_lead(lexicon: Lexicon) -> None:
    """Nobody knows how new it is; it may be the newest of all."""
    told = replace(price("260000", commodity="Yunnan tin", term="tin"), date=None)
    undated = Found(told, "b", "Title", None, None, None, 2)
    dated = [found(f"25{n}000", 5 + n, commodity=f"brand {n} tin", term="tin") for n in range(4)]

    chosen = choose_series(quotes_of([undated, *dated], "tin", lexicon), 3)

    assert [one.day is None for one in chosen] == [False, False, True]


def test_a_figure_far_below_the_others_is_no_level(lexicon: Lexicon) -> None:
    """A premium that was not called one costs a fraction of the metal."""
    quotes = quotes_of(
        [found("250000"), found("600", commodity="Yunnan tin", term="tin")], "tin", lexicon
    )

    assert [one.fact.low for one in quotes] == [Decimal(250000)]


def test_spreads_come_last(lexicon: Lexicon) -> None:
    """However new they are."""
    quotes = quotes_of(
        [found("400", 9, kind=PriceKind.PREMIUM), found("250000", 5)], "tin", lexicon
    )

    assert [one.rank for one in choose_series(quotes, 6)] == [Rank.ITSELF, Rank.SPREAD]
