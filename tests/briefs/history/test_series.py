"""Which quotes are one series, which point a day has, and where a line breaks."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

from briefs.history import Series, main_series, series_of
from briefs.history.change import change_at, step_at
from briefs.history.holes import NoticeKind, notices, stretches
from briefs.types import Found, Price, PriceKind
from tests.support.price_days import lexicon
from tests.support.rare_earths import found, said

LAST = date(2026, 3, 31)


def quote(day: date, low: int, high: int | None = None, **more: Any) -> Found:
    """A price of Pr-Nd oxide told on that day; `more` are fields of it, or `publisher`."""
    publisher = more.pop("publisher", "SMM")
    high = low if high is None else high
    stated = f"{more.pop('words', 'It stood at')} {low}-{high}, {more.get('commodity', '')}."
    values: dict[str, Any] = {
        "commodity": "Pr-Nd oxide",
        "mention": "Pr-Nd oxide",
        "term": "pr-nd-oxide",
        "unit": "CNY/t",
        "venue": "SMM",
        "low": Decimal(low),
        "high": Decimal(high),
        "date": day,
    }
    return found(
        Price(**values | said(stated) | more),
        flash_id=f"{day}{low}{publisher}",
        publisher=publisher,
        published_at=datetime.combine(day, time(9), UTC),
    )


def series(*quotes: Found, term: str = "pr-nd") -> tuple[Series, ...]:
    return series_of(quotes, term, lexicon(), until=LAST)


def test_names_of_one_material_are_one_series() -> None:
    """English, Chinese, and with "average" behind it: one line, in the order of days."""
    (one,) = series(
        quote(date(2026, 3, 3), 515_000, commodity="氧化镨钕"),
        quote(date(2026, 3, 2), 512_000),
        quote(date(2026, 3, 4), 516_000, commodity="Pr-Nd oxide average"),
    )

    assert [point.fact.low for point in one.points] == [512_000, 515_000, 516_000]


def test_what_differs_is_not_mixed() -> None:
    """Another grade, place, unit, tax or kind of price is a series of its own."""
    day = date(2026, 3, 2)
    told = series(
        quote(day, 512_000),
        quote(day, 513_000, venue="Asian Metal"),
        quote(day, 512, unit="CNY/kg"),
        quote(day, 453_000, words="Excluding VAT it stood at"),
        quote(day, 514_000, kind=PriceKind.OFFER),
        quote(day, 511_000, commodity="Pr-Nd oxide, recycled"),
        quote(day, 3_000, kind=PriceKind.PREMIUM),
        quote(day, 630_000, commodity="Pr-Nd metal", term="pr-nd-metal"),
    )

    assert len(told) == 8
    assert all(len(one.points) == 1 for one in told)


def test_a_premium_comes_after_every_level() -> None:
    """Asked for a material, its price is meant."""
    told = series(
        quote(date(2026, 3, 9), 3_000, kind=PriceKind.PREMIUM), quote(date(2026, 3, 2), 512_000)
    )
    chosen = main_series(told)

    assert chosen is not None
    assert chosen.last.fact.low == 512_000


def test_of_a_day_the_last_word_is_the_point_and_others_stay_with_it() -> None:
    """Figures that differ are kept side by side; the same figure told twice is one."""
    (one,) = series(
        quote(date(2026, 3, 2), 512_000),
        quote(date(2026, 3, 2), 512_000, publisher="SMM China"),
        quote(date(2026, 3, 2), 515_000),
    )
    (point,) = one.points

    assert {point.fact.low, *(other.fact.low for other in point.others)} == {512_000, 515_000}
    assert len(point.others) == 1


def test_bounds_and_numbers_without_a_sentence_are_no_points() -> None:
    """ "Above 520,000" is no level of that day, nor is a number that the quote lacks."""
    told = series(
        quote(date(2026, 3, 2), 512_000),
        quote(date(2026, 3, 3), 520_000, bound="at least"),
        quote(date(2026, 3, 4), 530_000, **said("It stood higher.")),
    )

    assert [point.day for one in told for point in one.points] == [date(2026, 3, 2)]


def test_a_stated_change_is_taken_as_it_stands() -> None:
    """What the sentence says is not computed again."""
    (one,) = series(
        quote(date(2026, 3, 2), 500_000),
        quote(
            date(2026, 3, 3), 512_000, change=Decimal(12_000), change_pct=Decimal("2.4"),
            **said("It stood at 512000, up 12000 or 2.4%."),
        ),
    )  # fmt: skip

    change = change_at(one)
    assert (change.amount, change.percent, change.computed) == (12_000, Decimal("2.4"), ())


def test_a_change_nobody_stated_is_computed_with_its_inputs() -> None:
    """From the middles of two days, each number of it given."""
    (one,) = series(quote(date(2026, 3, 2), 500_000), quote(date(2026, 3, 3), 509_000, 511_000))

    change = change_at(one)
    share = change.computed[-1]
    assert (change.amount, change.percent) == (10_000, Decimal("2.00"))
    assert share.inputs == (509_000, 511_000, 500_000)
    assert share.formula == (
        "(509,000 + 511,000) ÷ 2 = 510,000; 510,000 − 500,000 = 10,000; 10,000 ÷ 500,000 = +2 %"
    )


def test_a_change_over_a_week_is_no_step_of_a_day() -> None:
    """The board says "on the week"; a table of days computes from the day before."""
    told = said("It stood at 512000, up 20000 or 4.07% from a week earlier.")
    weekly = {"change": Decimal(20_000), "change_pct": Decimal("4.07"), **told}
    (one,) = series(
        quote(date(2026, 3, 2), 510_000), quote(date(2026, 3, 3), 512_000, **weekly)
    )  # fmt: skip

    assert change_at(one).percent == Decimal("4.07")
    assert step_at(one, -1).percent == Decimal("0.39")


def test_a_contract_is_one_series_whoever_tells_of_it() -> None:
    """The exchange's price, by three wires, one of which calls it spot."""
    lme = {"commodity": "LME copper", "term": "lme-copper", "mention": "LME copper",
           "unit": "USD/t"}  # fmt: skip
    (one,) = series_of(
        [
            quote(date(2026, 3, 2), 9_900, venue="LME", kind=PriceKind.FUTURES, **lme),
            quote(date(2026, 3, 3), 9_950, venue=None, publisher="A Wire", **lme),
        ],
        "copper",
        lexicon(),
        until=LAST,
    )

    assert len(one.points) == 2


def test_a_point_long_ago_makes_no_change_of_today() -> None:
    """Nothing is computed across months."""
    (one,) = series(quote(date(2025, 12, 2), 500_000), quote(date(2026, 3, 3), 510_000))

    assert change_at(one).percent is None


def test_a_line_is_not_drawn_through_a_long_hole() -> None:
    """Two stretches, and a notice that says for how long nothing was told."""
    days = [date(2026, 1, n) for n in (5, 6, 7)] + [date(2026, 2, n) for n in (24, 25)]
    (one,) = series(*(quote(day, 500_000) for day in days))

    assert [len(part) for part in stretches(one)] == [3, 2]
    (hole, ended) = notices(one, (one,), LAST)
    assert (hole.kind, hole.day, hole.before) == (NoticeKind.HOLE, date(2026, 1, 7), "48")
    assert (ended.kind, ended.day) == (NoticeKind.ENDED, date(2026, 2, 25))


def test_a_weekly_price_has_no_holes() -> None:
    """What is told once a week is not broken by its week."""
    days = [date(2026, 2, n) for n in (6, 13, 27)] + [date(2026, 3, 27)]
    (one,) = series(*(quote(day, 500_000) for day in days[:3]))

    assert len(stretches(one)) == 1


def test_another_unit_is_a_notice() -> None:
    """The same price told in another unit since: no conversion, no line between the two."""
    every = series(
        quote(date(2026, 3, 2), 512, unit="CNY/kg"), quote(date(2026, 3, 30), 513_000)
    )  # fmt: skip
    chosen = next(one for one in every if one.unit == "CNY/t")
    (notice,) = notices(chosen, every, LAST)

    assert (notice.kind, notice.before, notice.after) == (NoticeKind.UNIT, "CNY/kg", "CNY/t")


def test_another_contract_month_breaks_the_line() -> None:
    """A contract that rolls is told of, not joined."""
    told = [
        quote(
            date(2026, 3, 29 + n), 909, commodity=f"DCE iron ore {month}", term="dce-iron-ore",
            venue="DCE", kind=PriceKind.FUTURES,
        )
        for n, month in enumerate((2605, 2609))
    ]  # fmt: skip
    (one,) = series_of(told, "iron-ore", lexicon(), until=LAST)

    assert [len(part) for part in stretches(one)] == [1, 1]
    assert [notice.kind for notice in notices(one, (one,), LAST)] == [NoticeKind.CONTRACT]
