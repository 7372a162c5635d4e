"""Typed filters: read, printed, said in plain words, and what they take."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefs.filters import (
    Expr,
    Filter,
    FilterError,
    News,
    Problem,
    Rhythm,
    Told,
    expr_from_json,
    expr_to_json,
    index_terms,
    is_plain,
    matches,
    news_terms,
    parse,
    print_filter,
    reading,
)
from briefs.filters.expressions import (
    EVERYTHING,
    Kind,
    Level,
    Move,
    Not,
    Size,
    Source,
    Spoken,
    Status,
    Topic,
    Words,
    both,
    either,
)
from briefs.filters.levels import COOLDOWN, State, match_levels, state_from_json, state_to_json
from briefs.filters.words import KINDS
from briefs.lexicon import Lexicon, load_lexicon
from briefs.types import Deal, Fact, Opinion, Policy, PolicyStatus, Price, Risk, Span, Stance
from briefs.types import Move as MoveFact

NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)
TERMS = ("copper", "tin", "pr-nd", "dysprosium", "rare-earths", "mofcom")
CITED = {"quote": "q", "span": Span(0, 1), "rule": "r"}

amounts = st.decimals(min_value=0, max_value=10**9, places=2).map(lambda d: Decimal(f"{d:f}"))
signs = st.sampled_from([">=", "<=", ">", "<"])
texts = st.text(st.sampled_from("ab c锡中.5-:,()"), min_size=1, max_size=8).filter(
    lambda t: t == " ".join(t.split()) and bool(t.strip())
)
leaves: st.SearchStrategy[Expr] = st.one_of(
    st.just(EVERYTHING),
    st.sampled_from(TERMS).map(Topic),
    st.sampled_from(sorted(set(KINDS.values()))).map(Kind),
    st.sampled_from(PolicyStatus).map(Status),
    st.builds(Move, signs, amounts, st.just(True), st.sampled_from([None, "day", "week"])),
    st.builds(Move, signs, amounts),
    st.builds(Move, signs, amounts.map(lambda d: -d).filter(bool), st.just(True)),
    st.builds(Level, signs, amounts, st.sampled_from(["CNY/t", "USD/lb"])),
    st.builds(Size, signs, amounts, st.sampled_from(["USD", "CNY"])),
    texts.map(Source),
    st.sampled_from(["en", "zh"]).map(Spoken),
    texts.map(Words),
)
expressions: st.SearchStrategy[Expr] = st.recursive(
    leaves,
    lambda inner: st.one_of(
        inner.map(Not),
        st.lists(inner, min_size=1, max_size=3).map(both),
        st.lists(inner, min_size=1, max_size=3).map(either),
    ),
    max_leaves=6,
)
rhythms = st.one_of(
    st.just(Rhythm()),
    st.integers(1, 24).map(lambda hours: Rhythm(hours=hours)),
    st.lists(st.times().map(lambda t: t.replace(second=0, microsecond=0)), min_size=1, max_size=3)
    .map(lambda times: Rhythm(times=tuple(sorted(set(times))))),
)  # fmt: skip


@cache
def lexicon() -> Lexicon:
    return load_lexicon()


def read(text: str) -> Filter:
    return parse(text, lexicon())


def price(low: int = 500_000, pct: str | None = None, term: str = "pr-nd-oxide") -> Price:
    change = Decimal(pct) if pct else None
    level = Decimal(low)
    return Price(
        commodity=term, mention=term, low=level, high=level, unit="CNY/t", term=term,
        change_pct=change, **CITED,
    )  # fmt: skip


def told(*facts: Fact, topics: tuple[str, ...] = ("pr-nd", "rare-earths")) -> News:
    seen = tuple(Told(fact, frozenset(topics)) for fact in facts)
    return News(seen, ("pr-nd rose in guangxi 稀土",), frozenset({"smm"}), frozenset({"en"}))


DEAL = Deal(parties=("A", "B"), kind="offtake", amount=Decimal(10**8), currency="USD", **CITED)
RISK = Risk(text="demand may fall", **CITED)
POLICY = Policy(title="Rules", status=PolicyStatus.EFFECTIVE, **CITED)
OPINION = Opinion(institution="H", stance=Stance.BULLISH, text="t", **CITED)
FALL = MoveFact(subject="x", mention="x", change_pct=Decimal(-4), period="week", **CITED)

facts = st.one_of(
    st.builds(
        price, st.integers(1, 10**6), st.sampled_from([None, "-3", "0.5", "4"]), st.just("tin")
    ),
    st.sampled_from([DEAL, RISK, POLICY, OPINION, FALL]),
)
stories = st.builds(
    News,
    st.lists(
        st.builds(Told, facts, st.frozensets(st.sampled_from(TERMS), max_size=3), st.booleans()),
        max_size=4,
    ).map(tuple),
    st.lists(texts, max_size=2).map(tuple),
    st.frozensets(texts, max_size=2),
    st.frozensets(st.sampled_from(["en", "zh"]), max_size=2),
)


@settings(max_examples=150, deadline=None)
@given(st.builds(Filter, expressions, rhythms))
def test_what_is_printed_is_read_as_the_same_filter(filter: Filter) -> None:
    """Parse → print → parse ends where it began, in text and in JSON."""
    assert read(print_filter(filter)) == filter
    assert expr_from_json(expr_to_json(filter.expr)) == filter.expr


@settings(max_examples=300, deadline=None)
@given(expressions, stories)
def test_the_index_misses_nothing(expr: Expr, news: News) -> None:
    """What a filter takes shares a term with it; a plain filter takes all that does."""
    shared = bool(index_terms(expr) & news_terms(news))

    assert shared or not matches(expr, news)
    assert not is_plain(expr) or shared == matches(expr, news) or not news.facts


@settings(max_examples=200, deadline=None)
@given(st.text(st.sampled_from('copper tin"(),-:>=<% 2,or元铜kindmove/'), max_size=60))
def test_whatever_is_typed_is_read_or_explained(text: str) -> None:
    """No other error than the one that points at a place in the text."""
    try:
        filter = read(text)
    except FilterError as error:
        where = range(len(text) + 1)
        told_at = {error.start, error.end}
    else:
        where, told_at = range(1), set()
        assert read(print_filter(filter)) == filter
    assert told_at <= set(where)


def test_a_line_of_a_trader() -> None:
    """Lists, a measure, kinds, an exclusion and a rhythm, printed with the lexicon's own names."""
    filter = read("ndpr, dy, tb move>=1% kind:price,policy -kind:deal every:08:30")

    assert print_filter(filter) == (
        "pr-nd, dysprosium, terbium move>=1% kind:price,policy -kind:deal every:08:30"
    )


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("rare earths mofcom", "rare-earths mofcom"),
        ("稀土、铜 或 锡", "rare-earths, copper, tin"),
        ("price>450,000 yuan/mt", "price>450000 CNY/t"),
        ("deal>=0.1bn $", "deal>=100M USD"),
        ("*", "everything"),
        ("risk", "kind:risk"),
        ("move<=-3%/week", "move<=-3%/week"),
        ("instant copper", "copper"),
        ("every:16:00,8:30", "everything every:08:30,16:00"),
        ('source:"China Daily" lang:zh', 'source:"china daily" lang:zh'),
    ],
)
def test_other_ways_to_write(text: str, printed: str) -> None:
    """Names of several words, Chinese, thousands, units and scales are understood."""
    assert print_filter(read(text)) == printed


@pytest.mark.parametrize(
    ("text", "problem", "word", "nearest"),
    [
        ("", Problem.EMPTY, "", ()),
        ("tin, coper", Problem.NAME, "coper", ("copper", "Coeur Mining")),
        ("kind:price,polcy", Problem.VALUE, "polcy", ("policy",)),
        ("knd:price", Problem.FIELD, "knd", ("kind",)),
        ("tin move>=2", Problem.NUMBER, "move>=2", ("move>=2%",)),
        ("tin price>5 apples/t", Problem.NUMBER, "price>5", ("price>450000 CNY/t",)),
        ("tin every:25:00", Problem.RHYTHM, "25:00", ("every:08:30", "every:4h")),
        ("tin every:4h every:5h", Problem.RHYTHM, "every:5h", ()),
        ("(tin", Problem.UNFINISHED, "", ()),
        ("tin)", Problem.UNEXPECTED, ")", ()),
        ("-" * 20 + "tin", Problem.TOO_DEEP, "-", ()),
        ("x" * 500, Problem.TOO_LONG, "x" * 100, ()),
    ],
)
def test_a_mistake_is_pointed_at(
    text: str, problem: Problem, word: str, nearest: tuple[str, ...]
) -> None:
    """The error has the place of the word, and what is near to it."""
    with pytest.raises(FilterError) as caught:
        read(text)

    error = caught.value
    assert (error.problem, text[error.start : error.end]) == (problem, word)
    assert error.nearest == nearest


def test_plain_words() -> None:
    """A filter is said back in the reader's language, with the zone of its digest."""
    filter = read("ndpr, dy, tb move>=1% kind:price,policy -kind:deal every:08:30")

    assert reading(filter, lexicon(), "en", "Asia/Shanghai") == (
        "Every price or policy flash on Pr-Nd, dysprosium or terbium that moved at least 1 %, "
        "but none that tells a deal, as a digest at 08:30 Shanghai."
    )
    assert reading(read("铜 price<70000 元/吨"), lexicon(), "zh") == (
        "关于铜的价格跌破 70,000 CNY/t的每条快讯，即时推送。"
    )


@given(st.builds(Filter, expressions, rhythms))
@settings(max_examples=50, deadline=None)
def test_every_filter_can_be_said(filter: Filter) -> None:
    """In both languages, with nothing left open."""
    for said in (reading(filter, lexicon(), "en"), reading(filter, lexicon(), "zh")):
        assert said[-1] in ".。"


@pytest.mark.parametrize(
    ("text", "taken"),
    [
        ("ndpr", True), ("ree", True), ("copper", False), ("everything", True),
        ("move>=2%", True), ("move>=-2%", True), ("move<=-2%", False), ("move>=2%/week", False),
        ("price>450000 CNY/t", True), ("price>450000 USD/t", False), ("deal>=100M USD", True),
        ("deal>100M USD", False), ("deal>=1 CNY", False), ("policy:effective", True),
        ("policy:ended", False), ("risk", True), ("kind:opinion", False), ("source:SMM", True),
        ("lang:zh", False), ('"rose in"', True), ('"ros"', False), ('"稀"', True),
        ("risk -kind:deal", False), ("ndpr -copper", True), ("copper or risk", True),
        ("risk move>=2%", False), ("(risk, price) -(copper or tin)", True),
    ],
)  # fmt: skip
def test_what_a_filter_takes(text: str, taken: bool) -> None:
    """Conditions side by side are about one statement; an exclusion is about all of them."""
    news = told(price(pct="2.4"), DEAL, POLICY, RISK)

    assert matches(read(text).expr, news) is taken


def test_a_status_is_news_only_once() -> None:
    """A rule that was effective before is no change of status."""
    known = News((Told(POLICY, frozenset(), newly=False),), (), frozenset(), frozenset())

    assert not matches(read("policy:effective").expr, known)
    assert matches(read("kind:policy").expr, known)


def test_a_level_is_told_when_crossed_and_rearmed_when_left() -> None:
    """Once above; again only after it fell back by a margin and some hours went by."""
    expr = read("ndpr price>450000 CNY/t").expr
    state: State = {}
    heard = []
    for hours, level in enumerate([440, 460, 470, 449, 460, 440, 455, 440, 455]):
        now = NOW + timedelta(hours=3 * hours)
        taken, state = match_levels(expr, told(price(level * 1000)), state, now)
        state = state_from_json(state_to_json(state))
        heard.append(taken)

    assert heard == [False, True, False, False, False, False, True, False, True]


def test_a_level_rests_after_it_was_told() -> None:
    """A price that swings around its level within the cooldown is told once."""
    expr = read("ndpr price>450000 CNY/t").expr
    state: State = {}
    heard = []
    for minutes, level in enumerate([460, 440, 460, 440]):
        now = NOW + timedelta(minutes=minutes)
        taken, state = match_levels(expr, told(price(level * 1000)), state, now)
        heard.append(taken)
    taken, _ = match_levels(expr, told(price(460_000)), state, NOW + COOLDOWN)

    assert [*heard, taken] == [True, False, False, False, True]


def test_prices_a_level_is_not_about_leave_it_armed() -> None:
    """Another metal above the level says nothing of this one."""
    expr = read("tin price>450000 CNY/t").expr

    taken, state = match_levels(expr, told(price()), {}, NOW)

    assert (taken, state) == (False, {})
