"""Volumes: how much was made, stocked, traded, used."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefs.extract.prices import read_prices
from briefs.extract.reading import Reading
from briefs.extract.volumes import RULES, read_volumes
from briefs.lexicon import Lexicon, load_lexicon
from briefs.types import Flash, Metric, Volume
from tests.support.fact_corpora import Case, read_cases
from tests.support.growth import steps

CASES = read_cases("volumes")
_PUBLISHED = datetime(2025, 6, 16, 10, tzinfo=UTC)


@cache
def _lexicon() -> Lexicon:
    return load_lexicon()


def _volumes(body: str, title: str = "Metals news") -> list[Volume]:
    flash = Flash("t-1", title, body, _PUBLISHED, "zh" if body[:1] >= "\u4e00" else "en")
    reading = Reading(flash, _lexicon())
    list(read_prices(reading))
    return list(read_volumes(reading))


def _amount(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _change(volume: Volume) -> str:
    if volume.change is not None and volume.change and volume.unit == "%":
        return f"{volume.change:+f}pp"
    if volume.change:
        return f"{'+' if volume.change > 0 else ''}{_amount(volume.change)}"
    if volume.change_pct:
        return f"{'+' if volume.change_pct > 0 else ''}{_amount(volume.change_pct)}%"
    return ""


def _told(volume: Volume) -> tuple[str, str, str]:
    value = "" if volume.value is None else f"{_amount(volume.value)} {volume.unit}"
    return (volume.metric.value, value, _change(volume))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.text[:60])
def test_corpus_gives_exactly_its_volumes(case: Case) -> None:
    """Every phrasing of the corpus gives the volumes listed under it, and no others."""
    found = _volumes(case.text)
    assert [_told(volume) for volume in found] == [wanted[1:] for wanted in case.expected]
    for volume, wanted in zip(found, case.expected, strict=True):
        words = wanted[0].lower()
        assert words in volume.subject.lower() or words in volume.mention.lower()


def test_project_gives_its_capacities() -> None:
    """A list of capacities names each material with its own amount."""
    found = _volumes(
        "The project is expected to achieve an annual capacity of approximately 3,038 mt of Pr-Nd"
        " oxide, 114 mt of dysprosium oxide, and 25 mt of terbium oxide."
    )
    assert [(v.metric, v.value, v.mention) for v in found] == [
        (Metric.CAPACITY, 3038, "Pr-Nd oxide"),
        (Metric.CAPACITY, 114, "dysprosium oxide"),
        (Metric.CAPACITY, 25, "terbium oxide"),
    ]


def test_output_to_a_year_keeps_the_year() -> None:
    """ "To 6,500 mt per year by 2027" is a yearly output of 2027."""
    found = _volumes(
        "It aims to increase total rare earth oxide production to 6,500 mt per year by 2027."
    )
    assert [(v.metric, v.value, v.date) for v in found] == [(Metric.PRODUCTION, 6500, "2027")]


def test_each_comparison_is_a_fact_of_the_same_level() -> None:
    """Three comparisons of one level, a sentence later, give three facts with that level."""
    found = _volumes(
        "Social inventory of aluminium ingot was 807,000 mt on April 25. That is 37,000 mt lower"
        " WoW, 24,000 mt lower than on April 22 and 77,000 mt lower YoY."
    )
    assert [(v.value, v.change) for v in found] == [
        (807000, -37000),
        (807000, -24000),
        (807000, -77000),
    ]


def test_quote_is_word_for_word() -> None:
    """The quote of a volume is what its span covers."""
    body = "Trade was thin. Tin output was 1,540 mt in May. Prices held."
    for volume in _volumes(body):
        assert volume.quote == volume.span.of(f"Metals news\n{body}") == body[16:47]


def test_every_rule_of_the_table_has_an_example_it_reads() -> None:
    """The example of a rule gives a fact of that rule."""
    for rule in RULES:
        found = _volumes(f"SHFE copper. Copper {rule.example}.")
        assert any(volume.rule == rule.name for volume in found), rule.name


def test_four_times_the_text_is_about_four_times_the_work() -> None:
    """The work grows with the text, far below a square."""
    line = "Stocks fell by 1,200 mt to 64,500 mt, output of 5,000 mt and 6,000 mt (0.5%). "
    _volumes(line)
    short, long = (steps(lambda times=times: _volumes(line * times)) for times in (50, 200))

    assert long < 5 * short


@given(
    st.text(alphabet="ab t,.;:%()+-0123456789产量吨万 output stocks mt lots of to\n", max_size=300)
)
def test_any_text_is_read_without_error(body: str) -> None:
    """No text makes the reader fail, and every quote stands in it."""
    for volume in _volumes(body or "x"):
        assert volume.quote in f"Metals news\n{body or 'x'}"
