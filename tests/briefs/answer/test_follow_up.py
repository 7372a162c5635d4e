"""A short question goes on from the one before it; a full one never does."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefs.answer.follow_up import Asked, in_full
from briefs.answer.tickers import spell_tickers
from briefs.lexicon import Lexicon, load_lexicon

NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)
LEXICON = load_lexicon()
EARLIER = (
    "Pr-Nd oxide price on 10 April 2025",
    "how much did dysprosium move since January",
    "status of the gallium ban",
    "terbium vs dysprosium over the last month",
    "氧化镨钕4月10日的价格",
    "top movers today",
    "why did Tb oxide jump in early September",
    "ndpr?",
    "price of copper in usd/lb",
)
FULL = (
    "ndpr?",
    "tungsten",
    "what drives antimony",
    "and what drives antimony?",
    "what changed since yesterday",
    "which export controls are in force",
    "which export controls are in force on rare earths",
    "top movers today",
    "who is bullish on copper",
    "deals above 100m in lithium this year",
    "DRC cobalt quota 2026 vs 2025",
    "SHFE copper stocks",
    "氧化镨钕多少钱",
    "600111 news",
    "should I buy copper",
    "does it affect gallium",
)


def full(question: str, earlier: str) -> str:
    return in_full(question, Asked(earlier), LEXICON, NOW).question


@pytest.mark.parametrize(
    ("earlier", "question", "meant"),
    [
        (EARLIER[0], "and terbium?", "terbium price on 10 April 2025"),
        (EARLIER[0], "what about antimony", "antimony price on 10 April 2025"),
        (EARLIER[0], "last week?", "Pr-Nd oxide price last week"),
        (EARLIER[0], "why?", "why Pr-Nd oxide on 10 April 2025"),
        (EARLIER[0], "in usd/lb?", "Pr-Nd oxide price on 10 April 2025 in usd/lb"),
        (EARLIER[0], "and Shanghai copper on 3 March?", "Shanghai copper price on 3 March"),
        (EARLIER[0], "any risks?", "any risks Pr-Nd oxide"),
        (EARLIER[1], "and terbium?", "how much did terbium move since January"),
        (EARLIER[1], "since March?", "how much did dysprosium move since March"),
        (EARLIER[2], "why", "why gallium"),
        (EARLIER[3], "and antimony?", "antimony over the last month"),
        (EARLIER[4], "那铽呢？", "铽4月10日的价格"),
        (EARLIER[4], "为什么？", "为什么 氧化镨钕 4月10日"),
        (EARLIER[5], "last week?", "top movers last week"),
        (EARLIER[5], "and terbium?", "terbium"),
        (EARLIER[8], "in eur/kg", "price of copper in eur/kg"),
        (EARLIER[6], "in usd/kg", "Tb oxide price in early September in usd/kg"),
    ],
)
def test_a_short_question_is_read_behind_the_earlier_one(
    earlier: str, question: str, meant: str
) -> None:
    """What it says replaces that of the earlier question, what it does not say stays."""
    assert full(question, earlier) == meant


def test_it_stands_for_what_was_asked_about() -> None:
    """A pronoun is told what it means: the names, and in what respect if that is not said."""
    asked = full("is it still in place in November 2025?", "status of the gallium ban")
    assert asked == "is it still in place in November 2025 (status of the gallium ban)"
    moved = full("how much did it move this week?", "why did Tb oxide jump in early September")
    assert moved == "how much did it move this week (Tb oxide)"


def test_the_reason_is_that_of_the_day_told_of() -> None:
    """ "why?" behind a figure of 8 May asks why on 8 May, if no day was asked for."""
    earlier = Asked("terbium oxide price", told_on=date(2025, 5, 8))
    assert in_full("why?", earlier, LEXICON, NOW).question == "why terbium oxide on 8 May 2025"


def test_what_was_chosen_for_an_unclear_name_stays_with_it() -> None:
    """Until another name is asked for."""
    earlier = Asked("China Rare Earth price", ("600111",))
    assert in_full("last week?", earlier, LEXICON, NOW).terms == ("600111",)
    assert in_full("and terbium?", earlier, LEXICON, NOW).terms == ()


@pytest.mark.parametrize("question", FULL)
def test_a_full_question_is_never_changed(question: str) -> None:
    """Whatever was asked before it."""
    assert [full(question, earlier) for earlier in EARLIER] == [question] * len(EARLIER)


def names(lexicon: Lexicon) -> list[str]:
    return [term.name for term in lexicon.terms.values() if term.kind == "material"]


@given(
    name=st.sampled_from(names(LEXICON)),
    shape=st.sampled_from(
        [
            "{}",
            "{} price",
            "what is {} trading at",
            "{} on 3 March 2026",
            "why did {} rise",
            "{}价格",
        ]
    ),
    earlier=st.sampled_from(EARLIER) | st.text(max_size=60),
)
def test_history_never_touches_a_question_with_a_name_of_its_own(
    name: str, shape: str, earlier: str
) -> None:
    """Property: a question that names something and does not open as a follow-up is itself."""
    question = shape.format(name)
    assert full(question, earlier) == question


@given(question=st.text(max_size=80), earlier=st.text(max_size=80))
def test_any_text_can_be_asked_after_any(question: str, earlier: str) -> None:
    """Property: nothing raises, and what comes out goes on from nothing but itself."""
    once = in_full(question, Asked(earlier), LEXICON, NOW)
    assert isinstance(once.question, str)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("$CU", "copper"),
        ("what about $CU today", "what about copper today"),
        ("$NDPR", "$NDPR"),  # read by the lexicon as it stands
        ("$FCX and $BHP on the selloff", "$FCX and $BHP on the selloff"),
        ("it costs $5 or US$7", "it costs $5 or US$7"),
        ("$NOSUCH", "$NOSUCH"),
    ],
)
def test_a_ticker_is_said_as_its_name(said: str, meant: str) -> None:
    """Anywhere in a message, where the lexicon would not read it; money stays money."""
    assert spell_tickers(said, LEXICON) == meant
