"""`@bot cu` in any chat: articles with the answer, each a message that stands by itself."""

from __future__ import annotations

from tests.bot.handlers.conftest import Conversation, store_flash
from tests.support.telegram_html import check_markup

SENTENCE = "was reported at 512,000 yuan/mt"
TERBIUM = """Sample: Terbium Oxide Eases
2026-03-02 15:00
The average price of SMM terbium oxide on March 2 was reported at 7,160,000 yuan/mt, down 40,000 \
yuan/mt, a decrease of 0.56%.
"""


def texts(articles: list[dict[str, object]]) -> list[str]:
    return [str(one["input_message_content"]["message_text"]) for one in articles]  # type: ignore[index]


async def test_a_name_offers_its_answer(informed: Conversation) -> None:
    """The figure to choose by, the sentence and its source in what is sent."""
    first, *_ = await informed.ask_inline("ndpr")

    assert "512,000" in first["title"]
    assert SENTENCE in texts([first])[0]
    assert "b" in check_markup(texts([first])[0])


async def test_a_question_is_answered_as_in_the_chat(informed: Conversation) -> None:
    """The same words through another door give the same answer."""
    (asked,) = await informed.say("what is Pr-Nd oxide trading at?")
    assert texts(await informed.ask_inline("what is Pr-Nd oxide trading at?"))[0] == asked


async def test_no_words_offer_the_board(informed: Conversation) -> None:
    """What the person picked for the board, one article each, without what is not stored."""
    await store_flash(informed, TERBIUM)
    await informed.say("/board tb-oxide, ndpr, gold")

    offered = await informed.ask_inline("")

    assert sorted("7,160,000" in one["title"] for one in offered) == [False, True]


async def test_nothing_stored_offers_a_private_chat(chat: Conversation) -> None:
    """Without words nothing is offered, with words the honest nothing; a button leads to us."""
    assert await chat.ask_inline("") == []
    (nothing,) = await chat.ask_inline("terbium price")
    assert "nothing stored" in texts([nothing])[0].lower()
    answered = [call.params for call in chat.telegram.calls if call.method == "answerInlineQuery"]
    assert answered[-1]["is_personal"] is True
    link = answered[-1]["button"]["start_parameter"]
    assert "for example" in (await chat.say(f"/start {link}"))[0]


async def test_what_is_sent_by_choosing_is_no_question(informed: Conversation) -> None:
    """A chosen answer in the chat with us is not answered again."""
    via = {"id": 7, "is_bot": True, "first_name": "Desk", "username": "desk_bot"}
    assert await informed.say("Pr-Nd oxide 512,000", via_bot=via) == []


async def test_inline_questions_are_not_kept(informed: Conversation) -> None:
    """What is typed behind our name colours no later question of the chat."""
    await informed.ask_inline("Pr-Nd oxide price")
    assert "512,000" not in (await informed.say("last week?"))[0]
