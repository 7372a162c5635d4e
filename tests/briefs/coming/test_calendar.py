"""Days to come: read from sentences, gathered from what is stored, and from exchanges."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from briefs.coming.calendar import Coming, ComingKind, closed_days, effect_of, load_calendar
from briefs.coming.deadlines import End, deadlines_in
from briefs.coming.page import calendar_page
from briefs.filters.rhythm import Venue
from briefs.life_cycle import life_cycle
from briefs.store import Store
from briefs.trading import TradingCalendars
from briefs.types import Language, Policy, PolicyStatus
from tests.support.price_days import lexicon, renderer, tell
from tests.support.rare_earths import found, said

TOLD = date(2026, 3, 3)
TODAY = date(2026, 3, 6)
DRAFT = """Sample: draft rules on recycled rare earths
2026-03-03 10:00
MIIT is soliciting public opinions on the "Interim Rules for Recycled Rare Earths (Draft for \
Public Comment)", published on March 2, 2026. Comments are due by April 10, 2026.
"""
BAN = """Sample: Chile bans lithium brine exports
2026-03-04 10:00
On March 4, 2026, Chile's mining ministry announced a ban on lithium brine exports, effective \
May 1, 2026.
"""
PAUSE = """Sample: suspension
2026-03-05 10:00
On March 5, 2026, China suspended the ban on exports of gallium to the United States until \
November 10, 2026.
"""
LIFTED = """Sample: Chile drops lithium brine ban
2026-03-05 12:00
On March 5, 2026, Chile's mining ministry suspended the ban on lithium brine exports.
"""


@pytest.mark.parametrize(
    ("text", "end", "day"),
    [
        ("Comments are due by April 10, 2026.", End.COMMENTS, date(2026, 4, 10)),
        ("The consultation closes on 10 April.", End.COMMENTS, date(2026, 4, 10)),
        ("公开征求意见截止时间为2026年4月10日。", End.COMMENTS, date(2026, 4, 10)),
        ("意见反馈截止日期：2026年4月10日", End.COMMENTS, date(2026, 4, 10)),
        ("It is suspended until November 10, 2026.", End.EXPIRY, date(2026, 11, 10)),
        ("The exemption expires on December 31, 2026.", End.EXPIRY, date(2026, 12, 31)),
        ("The waiver is valid through January 5.", End.EXPIRY, date(2027, 1, 5)),
        ("暂停实施至2026年11月10日。", End.EXPIRY, date(2026, 11, 10)),
    ],
)
def test_a_day_that_closes_something_is_read(text: str, end: End, day: date) -> None:
    """With its year or without, in both languages; the sentence goes with it."""
    (found,) = deadlines_in(text, TOLD)

    assert (found.end, found.day, found.quote) == (end, day, text)


@pytest.mark.parametrize(
    "text",
    [
        "Prices may rise by April 10, 2026.",
        "The ban takes effect on May 1, 2026.",
        "It was suspended until February 10, 2026.",
        "Comments came in on April 10, 2026.",
        "The quota was 100 t until now.",
        "",
    ],
)
def test_other_days_close_nothing(text: str) -> None:
    """A forecast, a beginning, what is past, a day of something else."""
    assert list(deadlines_in(text, TOLD)) == []


async def coming(store: Store, *texts: str, terms: tuple[str, ...] = ()) -> list[Coming]:
    await tell(store, texts)
    async with store.read() as conn:
        found = await load_calendar(
            conn,
            lexicon(),
            TradingCalendars(),
            today=TODAY,
            until=TODAY + timedelta(days=260),
            terms=terms,
        )
    return [one for one in found if one.kind is not ComingKind.CLOSED]


async def test_what_rules_say_of_days_to_come(store: Store) -> None:
    """Comments close, a ban takes effect, a suspension runs out: each with its sentence."""
    days = await coming(store, DRAFT, BAN, PAUSE)

    assert [(one.kind.value, one.day) for one in days] == [
        ("comments", date(2026, 4, 10)),
        ("effective", date(2026, 5, 1)),
        ("resumed", date(2026, 11, 10)),
    ]
    assert [one.cited.quote.split()[0] for one in days if one.cited] == ["Comments", "On", "On"]


WAIVER = """Sample: exemption
2026-03-04 10:00
On March 4, 2026, the United States extended the tariff exemption for tungsten imports until \
September 30, 2026.
"""


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (PolicyStatus.RUMOURED, ComingKind.PLANNED),
        (PolicyStatus.CONSULTATION, ComingKind.PLANNED),
        (PolicyStatus.ANNOUNCED, ComingKind.EFFECTIVE),
        (PolicyStatus.SUSPENDED, None),
    ],
)
def test_only_what_is_decided_takes_effect(status: PolicyStatus, kind: ComingKind | None) -> None:
    """The day of a draft or a report is told as what it is; what is suspended has none."""
    told = said("Rules on lithium royalties, from 1 June 2026.")
    rule = Policy(title="Royalties", status=status, effective_date=date(2026, 6, 1), **told)
    (line,) = life_cycle([found(rule, published_at=datetime(2026, 3, 4, tzinfo=UTC))])
    effect = effect_of(line, TODAY)

    assert (effect and effect.kind) == kind


async def test_an_exemption_runs_out(store: Store) -> None:
    """Something in force ends on the day its sentence says."""
    days = await coming(store, WAIVER)

    assert [(one.kind.value, one.day) for one in days] == [("expiry", date(2026, 9, 30))]


async def test_what_was_called_off_does_not_come(store: Store) -> None:
    """A ban suspended before its day is not announced any more."""
    assert await coming(store, BAN, LIFTED) == []


async def test_of_a_topic_only_its_rules(store: Store) -> None:
    """Asked for lithium, rare earths are left out."""
    days = await coming(store, DRAFT, BAN, terms=("lithium",))

    assert [one.day for one in days] == [date(2026, 5, 1)]


def test_holidays_that_follow_one_another_are_one_line() -> None:
    """From the first day closed to the last, weekends between; exchanges closed alike together."""
    days = list(closed_days(TradingCalendars(), date(2026, 2, 1), date(2026, 4, 30)))

    assert [(one.venues, one.day, one.last) for one in days] == [
        ((Venue.SHFE,), date(2026, 2, 16), date(2026, 2, 23)),
        ((Venue.SHFE,), date(2026, 4, 6), date(2026, 4, 6)),
        ((Venue.LME,), date(2026, 4, 3), date(2026, 4, 6)),
        ((Venue.COMEX,), date(2026, 4, 3), date(2026, 4, 3)),
    ]


@pytest.mark.parametrize(
    ("language", "words"), [("en", "takes effect"), ("zh", "生效")]
)  # fmt: skip
async def test_a_calendar_in_words(store: Store, language: Language, words: str) -> None:
    """The day, how far it is, what comes, and the sentence it stands in."""
    days = await coming(store, BAN)
    text = calendar_page(renderer(), days, 260, language, TODAY)

    assert words in text
    assert "56" in text
    assert "effective May 1, 2026" in text
