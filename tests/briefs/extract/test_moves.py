"""Moves: who went which way, by how much."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefs.extract.moves import RULES, read_moves
from briefs.extract.prices import read_prices
from briefs.extract.reading import Reading
from briefs.extract.volumes import read_volumes
from briefs.lexicon import Lexicon, load_lexicon
from briefs.types import Flash, Move
from tests.support.fact_corpora import Case, read_cases

CASES = read_cases("moves")
_PUBLISHED = datetime(2025, 6, 16, 10, tzinfo=UTC)
_LIST = (
    "Chuangxing Resources hit the daily limit, Zhenghai Magnetic Material rose by 6.1%, Guangsheng"
    " Nonferrous Metals increased by 5.59%, while Hanghua Co., Yujing Co., China Rare Earth,"
    " Baogang Group, and Ningbo Yunsheng were among the top gainers."
)


@cache
def _lexicon() -> Lexicon:
    return load_lexicon()


def _moves(body: str, title: str = "Metals news") -> list[Move]:
    flash = Flash("t-1", title, body, _PUBLISHED, "zh" if body[:1] >= "\u4e00" else "en")
    reading = Reading(flash, _lexicon())
    list(read_prices(reading))
    list(read_volumes(reading))
    return list(read_moves(reading))


def _told(move: Move) -> str:
    if move.limit:
        return f"limit {move.limit}"
    if move.change_pct is not None:
        return f"{move.change_pct:+f}%"
    if move.change is not None:
        return f"{move.change:+f} {move.change_unit}"
    return str(move.direction)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.text[:60])
def test_corpus_gives_exactly_its_moves(case: Case) -> None:
    """Every phrasing of the corpus gives the moves listed under it, and no others."""
    found = [(move.mention, _told(move)) for move in _moves(case.text)]
    assert [told for _, told in found] == [what for _, what in case.expected]
    for (mention, _), (subject, _) in zip(found, case.expected, strict=True):
        assert subject.lower() in mention.lower() or mention.lower() in subject.lower()


def test_seed_sentence_gives_eight_movers() -> None:
    """The gainers sentence gives a limit, two percentages and five directions without a number."""
    found = _moves(_LIST)
    assert [_told(m) for m in found] == ["limit up", "+6.1%", "+5.59%", *["up"] * 5]
    assert [m.mention for m in found[3:]] == [
        "Hanghua Co.",
        "Yujing Co.",
        "China Rare Earth",
        "Baogang Group",
        "Ningbo Yunsheng",
    ]


def test_quote_is_the_sentence_word_for_word() -> None:
    """The quote of a move is what its span covers."""
    body = f"Prices held. {_LIST} More tomorrow."
    text = f"Metals news\n{body}"
    for move in _moves(body):
        assert move.quote == move.span.of(text) == _LIST


def test_headline_is_not_told_twice() -> None:
    """A percentage the text repeats from its headline is one move."""
    found = _moves("Lithium shares rallied. Ganfeng Lithium rose 7.5%.", "Ganfeng Lithium up 7.5%")
    assert [(_told(m), m.quote) for m in found if m.change_pct] == [
        ("+7.5%", "Ganfeng Lithium rose 7.5%.")
    ]


def test_stated_level_is_no_move() -> None:
    """A change next to a price belongs to the price."""
    assert _moves("Pr-Nd oxide was 444,500 yuan/mt, up 10,500 yuan/mt or 2.42%.") == []


def test_period_follows_the_wording() -> None:
    """Weekly and yearly changes are told apart from daily ones."""
    assert [m.period for m in _moves("Tin exports fell 12% YoY.")] == ["year"]
    assert [m.period for m in _moves("The steel sector rose 1.2% on the week.")] == ["week"]


def test_its_shares_are_the_company_named_before() -> None:
    """ "Its shares" points at the company of the sentence before."""
    found = _moves("Zijin Mining bought a stake in a lake. Its Hong Kong shares gained 1.6%.")
    assert [(m.subject, _told(m)) for m in found] == [("Zijin Mining", "+1.6%")]


def test_limit_with_its_percent_is_one_move() -> None:
    """A fall by a stated percentage to the daily limit is told once, with both."""
    found = _moves("Coking coal futures fell 9% to the daily limit.")
    assert [(m.change_pct, m.limit) for m in found] == [(-9, "down")]


def test_every_rule_of_the_table_has_a_name_and_an_example_it_reads() -> None:
    """The example of a rule gives a fact of that rule."""
    for rule in RULES:
        assert any(move.rule == rule.name for move in _moves(f"{rule.example}.")), rule.name


@given(st.text(alphabet="abc AB,.;:%()+-0123456789涨跌停稀土铜rose fell limit-up\n", max_size=300))
def test_any_text_is_read_without_error(body: str) -> None:
    """No text makes the reader fail, and every quote stands in it."""
    for move in _moves(body or "x"):
        assert move.quote in f"Metals news\n{body or 'x'}"
