"""Questions that go on from another one, from a briefing, and what stands under an answer."""

from __future__ import annotations

from datetime import timedelta

from bot.keyboards import briefing_keyboard
from bot.presses import Choose, decode
from briefs.store import asked, chats
from briefs.store.asked import Place, last_question
from tests.bot.handlers.conftest import (
    GROUP,
    OWNER,
    STRANGER,
    Conversation,
    buttons_of,
    store_flash,
)

TERBIUM = """Sample: Terbium Oxide Eases
2026-03-02 15:00
The average price of SMM terbium oxide on March 2 was reported at 7,160,000 yuan/mt, down 40,000 \
yuan/mt, a decrease of 0.56%, due to weak demand from magnet makers.
"""
MENTION = "@desk_bot "


def mentioned() -> list[dict[str, object]]:
    return [{"type": "mention", "offset": 0, "length": len(MENTION) - 1}]


def briefing(chat: Conversation, event_id: int) -> dict[str, object]:
    """A briefing of ours, as Telegram hands it over with a reply."""
    markup = briefing_keyboard(event_id, lambda key, **_: key).to_dict()
    bot = {"id": 7, "is_bot": True, "first_name": "Desk", "username": "desk_bot"}
    about = {"id": chat.chat_id, "type": "private", "first_name": "Ana"}
    return {"message_id": 900, "date": 1, "chat": about, "from": bot, "text": "x",
            "reply_markup": markup}  # fmt: skip


async def test_another_name_is_asked_the_same(informed: Conversation) -> None:
    """ "and terbium?" is the price of terbium, behind the price of another."""
    await store_flash(informed, TERBIUM)
    await informed.say("Pr-Nd oxide price")

    assert "7,160,000" in (await informed.say("and terbium oxide?"))[0]
    assert "7,160,000" in (await informed.say("那氧化铽呢？"))[0]


async def test_a_command_can_be_gone_on_from(informed: Conversation) -> None:
    """/price too is a question."""
    await store_flash(informed, TERBIUM)
    await informed.say("/price ndpr")

    assert "7,160,000" in (await informed.say("and terbium oxide?"))[0]


async def test_a_reply_to_a_briefing_is_about_its_subject(informed: Conversation) -> None:
    """ "why?" under a pushed briefing, whatever was asked before in the chat."""
    await store_flash(informed, TERBIUM)
    await informed.say("copper price")

    replies = await informed.say("why?", reply_to_message=briefing(informed, 2))

    assert "weak demand" in replies[0]


async def test_what_found_nothing_is_not_gone_on_from(informed: Conversation) -> None:
    """ "and gold?" with nothing stored leaves the question before it to the next."""
    await store_flash(informed, TERBIUM)
    await informed.say("Pr-Nd oxide price")
    assert "7,160,000" not in (await informed.say("last year?"))[0]

    assert "7,160,000" in (await informed.say("and terbium oxide?"))[0]


async def test_after_a_while_nothing_is_gone_on_from(informed: Conversation) -> None:
    """An hour later "and terbium?" is about terbium alone, and "why?" about nothing."""
    await informed.say("Pr-Nd oxide price")
    informed.now += timedelta(hours=2)

    assert "512,000" not in (await informed.say("last week?"))[0]
    async with informed.store.begin() as conn:
        await asked.prune(conn, informed.now + timedelta(hours=2))
        assert await last_question(conn, Place(OWNER, 0), informed.now) is None


async def test_people_of_a_group_go_on_each_from_their_own(informed: Conversation) -> None:
    """What Ana asked does not colour what Ben asks."""
    await store_flash(informed, TERBIUM)
    informed.chat_id = GROUP
    await informed.say(f"{MENTION}Pr-Nd oxide price", entities=mentioned())
    informed.user_id = STRANGER
    await informed.say(f"{MENTION}copper price", entities=mentioned())
    other = await informed.say(f"{MENTION}last week?", entities=mentioned())
    informed.user_id = OWNER
    own = await informed.say(f"{MENTION}and terbium oxide?", entities=mentioned())

    assert "512,000" not in other[0]
    assert "7,160,000" in own[0]


async def test_a_group_asks_by_mention_command_or_reply_alone(informed: Conversation) -> None:
    """A ticker in the talk of a group is no question; in private it is, anywhere in a message."""
    assert "512,000" in (await informed.say("what do you have on $NDPR there"))[0]
    informed.chat_id = GROUP
    assert await informed.say("I like $NDPR here") == []
    assert await informed.say("ndpr?") == []
    assert "512,000" in (await informed.say("/ask $NDPR"))[0]


async def test_forgetting_a_chat_forgets_its_questions(informed: Conversation) -> None:
    """Nothing that was asked is kept."""
    await informed.say("Pr-Nd oxide price")
    async with informed.store.begin() as conn:
        await chats.forget_chat(conn, OWNER)
        assert await last_question(conn, Place(OWNER, 0), informed.now) is None


async def test_under_an_answer_stands_what_else_there_is(informed: Conversation) -> None:
    """Its chart, its table, and a way to be told; a press of the last asks what of it."""
    await informed.say("Pr-Nd oxide price")
    labels = informed.buttons()
    presses = [decode(key["callback_data"]) for key in buttons_of(informed.telegram.sent[-1])]

    assert [one.topic for one in presses if isinstance(one, Choose)] == [
        "chart",
        "history",
        "watch",
    ]
    assert all(len(key["callback_data"].encode()) <= 64
               for key in buttons_of(informed.telegram.sent[-1]))  # fmt: skip
    await informed.press(labels[-1])
    assert len(informed.buttons()) > 1
    await informed.press(informed.buttons()[0])
    assert any("1w" in key["callback_data"] for key in buttons_of(informed.telegram.sent[-1]))


async def test_nothing_stands_under_an_honest_nothing(informed: Conversation) -> None:
    """There is no chart of what is not stored."""
    await informed.say("gold price")
    assert buttons_of(informed.telegram.sent[-1]) == []
