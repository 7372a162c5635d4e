"""Commands and questions: names found, answers cited, an honest nothing, and the buttons."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from bot.handlers.ask import LONGEST_QUESTION
from tests.bot.handlers.conftest import GROUP, Conversation, store_flash

SENTENCE = "was reported at 512,000 yuan/mt"


@pytest.mark.parametrize(
    "name",
    ["ndpr", "Pr-Nd oxide", "praseodymium neodymium", "氧化镨钕", "praseodimium-neodimium oxide"],
)
async def test_a_price_is_found_under_all_its_names(informed: Conversation, name: str) -> None:
    """Short, long, Chinese or slightly misspelt: the same figure, with its sentence."""
    replies = await informed.say(f"/price {name}")

    assert "512,000" in replies[0]
    assert "2.4" in replies[0]
    assert SENTENCE in replies[0]


async def test_an_ambiguous_name_asks_with_buttons(informed: Conversation) -> None:
    """Two companies of one name: the reader says which, and the command goes on."""
    replies = await informed.say("/price China Rare Earth")

    assert "Which one?" in replies[0]
    assert len(informed.buttons()) == 2
    assert len(set(informed.buttons())) == 2
    assert await informed.press(informed.buttons()[0])


async def test_an_unknown_name_suggests_the_nearest(informed: Conversation) -> None:
    """What is near is offered; what is like nothing is said to be unknown."""
    near = await informed.say("/price Chna Rare Earth")
    assert "Did you mean" in near[0]
    assert len(informed.buttons()) >= 2
    assert "do not know" in (await informed.say("/price qqqqqqqq"))[0]


async def test_a_name_only_a_flash_knows_is_answered(chat: Conversation) -> None:
    """A share the lexicon lacks is found by the words of its flash, and nothing else is shown."""
    text = (
        "Sample: Magnet Shares Rise\n2026-03-02 15:00\n"
        "Among individual stocks: Zhenghai Magnetic Material rose by 6.1%, "
        "Exampler Nonferrous Metals increased by 5.59%."
    )
    await chat.send_file("shares.txt", text.encode())
    answer = (await chat.say("/price zhenghai"))[0].partition("[1] Among")[0]

    assert "6.1" in answer
    assert "5.59" not in answer
    assert "do not know" in (await chat.say("/price the"))[0]


async def test_a_command_without_a_name_shows_how(informed: Conversation) -> None:
    """/price alone says what it needs."""
    assert "/price copper" in (await informed.say("/price"))[0]


async def test_nothing_stored_is_said_honestly(informed: Conversation) -> None:
    """No guess: nothing stored on that, since when."""
    replies = await informed.say("/price gold")

    assert re.search("nothing stored", replies[0], re.IGNORECASE)
    assert "512,000" not in replies[0]


async def test_risks_are_listed(informed: Conversation) -> None:
    """With and without a topic."""
    assert "fall short of expectations" in (await informed.say("/risks"))[0]
    assert "fall short of expectations" in (await informed.say("/risks rare earths"))[0]


async def test_policies_of_a_topic_without_any(informed: Conversation) -> None:
    """An honest nothing here too."""
    assert re.search("nothing stored", (await informed.say("/policy copper"))[0], re.IGNORECASE)
    assert re.search("nothing stored", (await informed.say("/policy"))[0], re.IGNORECASE)


async def test_a_question_in_private_is_answered(informed: Conversation) -> None:
    """Free text is a question: answered with the figure and its sentence."""
    replies = await informed.say("what is Pr-Nd oxide trading at?")

    assert "512,000" in replies[0]
    assert SENTENCE in replies[0]


async def test_a_question_in_a_group_is_asked_by_command_or_name(informed: Conversation) -> None:
    """/ask and a mention are answered, talk among others is not."""
    informed.chat_id = GROUP
    question = "what is Pr-Nd oxide trading at?"
    mention = [{"type": "mention", "offset": 0, "length": 9}]

    assert "512,000" in (await informed.say(f"/ask {question}"))[0]
    assert "512,000" in (await informed.say(f"@desk_bot {question}", entities=mention))[0]
    other = [{"type": "mention", "offset": 0, "length": 10}]
    assert await informed.say(f"@other_bot {question}", entities=other) == []
    assert await informed.say(question) == []


async def test_a_reply_to_us_in_a_group_is_a_question(informed: Conversation) -> None:
    """Answering the bot's message needs no mention."""
    informed.chat_id = GROUP
    ours = {
        "message_id": 1,
        "date": 1772000000,
        "chat": {"id": GROUP, "type": "supergroup", "title": "Desk"},
        "from": {"id": 7, "is_bot": True, "first_name": "Desk"},
        "text": "a briefing",
    }

    replies = await informed.say("what is Pr-Nd oxide trading at?", reply_to_message=ours)

    assert "512,000" in replies[0]


async def test_ask_without_a_question_gives_examples(informed: Conversation) -> None:
    """/ask alone shows what can be asked."""
    assert "Just write" in (await informed.say("/ask"))[0]


async def test_a_very_long_question_is_answered_all_the_same(informed: Conversation) -> None:
    """From a stranger a long text is a question, read up to a limit."""
    informed.chat_id = informed.user_id = 55
    question = "what is Pr-Nd oxide trading at? " + "please " * 400

    assert len(question) > LONGEST_QUESTION
    assert await informed.say(question)


async def test_latest_lists_and_opens(informed: Conversation) -> None:
    """Headlines with numbers; a number opens the briefing with its three buttons."""
    assert "Pr-Nd Oxide Climbs" in (await informed.say("/latest"))[0]
    replies = await informed.press("1")

    assert "512,000" in replies[0]
    assert informed.buttons() == ["🔗 Sources", "📜 Policy", "💬 Ask"]
    assert "512,000" in (await informed.say("/latest 1"))[0]


async def test_latest_of_nothing(chat: Conversation) -> None:
    """An empty desk says so."""
    assert await chat.say("/latest 99999999") == ["Nothing is stored yet."]


async def test_the_buttons_under_a_briefing(informed: Conversation) -> None:
    """Sources quotes the sentences, Policy what there is, Ask offers questions that work."""
    await informed.say("/latest 1")
    assert SENTENCE in (await informed.press("🔗 Sources"))[0]
    assert "no policy" in (await informed.press("📜 Policy"))[0]
    await informed.press("💬 Ask")
    price = next(label for label in informed.buttons() if label.startswith("Price of"))
    assert "512,000" in (await informed.press(price))[0]


async def test_a_brief_covers_a_topic_and_a_period(informed: Conversation) -> None:
    """Everything of the last day, a topic of a week; outside of it an honest nothing."""
    assert "512,000" in (await informed.say("/brief"))[0]
    assert "512,000" in (await informed.say("/brief rare earths 7d"))[0]
    informed.now += timedelta(days=30)
    assert "Nothing stored since" in (await informed.say("/brief"))[0]
    assert "Nothing stored on" in (await informed.say("/brief rare earths 7d"))[0]
    assert "512,000" in (await informed.say("/brief rare earths 8w"))[0]


async def test_old_and_forged_buttons_are_expired(informed: Conversation) -> None:
    """Told so, and taken away; nothing else happens."""
    for data in ("0x:old", "1c:price:no-such-term:", "1s:sources:99999"):
        await informed.press_data(data)

    alerts = [c.params for c in informed.telegram.calls if c.method == "answerCallbackQuery"]
    assert [bool(alert.get("show_alert")) for alert in alerts] == [True, True, False]
    assert "expired" in informed.telegram.sent[-1]["text"]
    assert [c.method for c in informed.telegram.calls].count("editMessageReplyMarkup") == 2


async def test_answers_speak_the_readers_language(informed: Conversation) -> None:
    """A Chinese reader gets Chinese words; figures and quotes stay."""
    informed.code = "zh"
    known = await informed.say("/price 氧化镨钕")
    unknown = await informed.say("/price 黄金")

    assert "512,000" in known[0]
    assert re.search(r"[\u4e00-\u9fff]{4}", unknown[0])


async def test_link_previews_are_off(informed: Conversation) -> None:
    """A briefing is not followed by a picture of some page."""
    await informed.say("/latest 1")

    assert all(sent["link_preview_options"]["is_disabled"] for sent in informed.telegram.sent)


@pytest.mark.parametrize(
    "text", ["<b>", "&", "/price <script>", "/brief & 7d", "'; DROP TABLE fact; --", "💥" * 50, "…"]
)
async def test_hostile_words_do_no_harm(informed: Conversation, text: str) -> None:
    """Markup and odd characters come back escaped, or not at all."""
    replies = await informed.say(text)

    assert replies
    assert "<script>" not in replies[0]


async def test_policies_of_a_topic_are_told_with_their_days(chat: Conversation) -> None:
    """Announced in one flash, in force in the next: one rule, by command and by button."""
    notes = (
        "Sample: Congo bans cobalt\n2026-02-20 15:00\nThe Democratic Republic of Congo will ban "
        "cobalt exports from March 1, 2026, the government said on February 19, 2026.",
        "Sample: Ban begins\n2026-03-02 15:00\nThe DRC's cobalt export ban took effect on "
        "March 1, 2026.",
    )
    for number, note in enumerate(notes):
        await chat.send_file(f"cobalt{number}.txt", note.encode())

    (reply,) = await chat.say("/policy cobalt")
    assert reply.count("Cobalt export ban") == 1
    assert "19 Feb: announced, from 1 Mar [1]" in reply
    assert "1 Mar: in force [2]" in reply
    await chat.say("/latest 1")
    assert "19 Feb: announced" in (await chat.press("📜 Policy"))[0]


async def test_a_price_in_another_unit_shows_what_it_is_made_from(informed: Conversation) -> None:
    """/price with a unit: without a stored rate as told, with one the formula and its sentence."""
    (without,) = await informed.say("/price ndpr usd/lb")
    await store_flash(
        informed,
        "Sample: fixing\n2026-03-02 09:20\nThe PBOC set the USD/CNY central parity rate at 7.1000 "
        "yuan per US dollar on March 2.",
    )
    (made,) = await informed.say("/price Pr-Nd oxide usd/lb")

    assert "no exchange rate" in without
    assert "512,000" in without
    assert "32.7098 USD/lb" in made
    assert "7.1000" in made


async def test_a_policy_is_told_as_it_stood_on_a_day(chat: Conversation) -> None:
    """/policy with a day: what was known then, and where it stood."""
    for note in (
        "Sample: Congo bans cobalt\n2026-02-20 15:00\nThe Democratic Republic of Congo will ban "
        "cobalt exports from March 1, 2026, the government said on February 19, 2026.",
        "Sample: Ban ends\n2026-03-02 15:00\nThe DRC lifted its cobalt export ban on March 2, "
        "2026.",
    ):
        await store_flash(chat, note)

    assert "stood on 22 Feb" in (then := (await chat.say("/policy cobalt on 22 February 2026"))[0])
    assert "announced" in then
    assert "ended" not in then
    assert "ended" in (await chat.say("/policy cobalt"))[0]
