"""/movers and /calendar in a chat, in both languages."""

from __future__ import annotations

from tests.bot.handlers.conftest import Conversation
from tests.briefs.coming.test_calendar import BAN, DRAFT
from tests.support.price_days import NOW, tell, tell_week


async def test_movers_of_day_and_week(chat: Conversation) -> None:
    """Nothing told is said; then the day's, then the week's."""
    chat.now = NOW
    assert "No change in percent" in (await chat.say("/movers"))[0]
    assert "told twice" in (await chat.say("/movers week"))[0]
    await tell_week(chat.store)

    assert "<b>+2.35 %</b>*" in (await chat.say("/movers"))[0]
    assert "<b>+1.95 %</b>*" in (await chat.say("/movers week"))[0]
    await chat.say("/language zh")
    assert "一周涨跌" in (await chat.say("/movers 周"))[0]


async def test_the_calendar_of_all_and_of_a_topic(chat: Conversation) -> None:
    """Rules and holidays; with a topic its rules alone; nothing known is said."""
    chat.now = NOW
    await tell(chat.store, [DRAFT, BAN])
    every = (await chat.say("/calendar"))[0]

    assert "takes effect" in every
    assert "Good Friday" in every
    topic = (await chat.say("/calendar rare earths 90d"))[0]
    assert "comments close" in topic
    assert "Good Friday" not in topic
    assert "Nothing is known" in (await chat.say("/calendar copper"))[0]
    await chat.say("/language zh")
    assert "休市" in (await chat.say("/calendar"))[0]


async def test_the_life_of_a_rule_says_what_is_coming(chat: Conversation) -> None:
    """Under where it stands now: the day, how far it is, and the sentence that names it."""
    chat.now = NOW
    await tell(chat.store, [DRAFT, BAN])

    assert "⏰ 1 May · in 56 days: takes effect [1]" in (await chat.say("/policy lithium"))[0]
    draft = (await chat.say("/policy rare earths"))[0]
    assert "⏰ 10 Apr · in 35 days: comments close [1]" in draft
    assert "[1] Comments are due by April 10, 2026." in draft
