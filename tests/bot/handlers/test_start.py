"""The first screen, following, help, language, and what we do not know."""

from __future__ import annotations

from briefs.store import chats, subscriptions
from tests.bot.handlers.conftest import GROUP, STRANGER, Conversation


async def followed(chat: Conversation) -> tuple[str, ...]:
    async with chat.store.read() as conn:
        return await subscriptions.topics(conn, chat.chat_id)


async def test_start_is_one_screen_with_three_choices(chat: Conversation) -> None:
    """One message, three buttons, nothing else."""
    replies = await chat.say("/start")

    assert len(replies) == 1
    assert chat.buttons() == ["🔔 Follow everything", "🔎 Pick a topic", "💬 Ask a question"]


async def test_following_everything_takes_one_tap(chat: Conversation) -> None:
    """The first button subscribes the chat to all there is."""
    await chat.say("/start")
    await chat.press("🔔 Follow everything")

    assert await followed(chat) == ("everything",)


async def test_following_a_topic_takes_two_taps(chat: Conversation) -> None:
    """Pick a topic, tap it: followed, and shown on the next first screen."""
    await chat.say("/start")
    await chat.press("🔎 Pick a topic")
    replies = await chat.press("copper")

    assert "copper" in replies[0]
    assert len(await followed(chat)) == 1
    assert "Followed here: copper" in (await chat.say("/start"))[0]


async def test_following_can_be_ended(chat: Conversation) -> None:
    """Who follows something is offered the way out."""
    await chat.say("/start")
    await chat.press("🔔 Follow everything")
    await chat.say("/start")
    await chat.press("🔕 Follow nothing")

    assert await followed(chat) == ()


async def test_following_twice_is_told(chat: Conversation) -> None:
    """The same wish again adds nothing."""
    await chat.say("/start copper")
    replies = await chat.say("/start copper")

    assert replies == ["You follow that already."]
    assert len(await followed(chat)) == 1


async def test_a_question_is_invited(chat: Conversation) -> None:
    """The third button says how to ask."""
    await chat.say("/start")

    assert "Just write" in (await chat.press("💬 Ask a question"))[0]


async def test_help_tells_feeding_only_to_those_who_may(chat: Conversation) -> None:
    """Everybody sees the commands; editors see how to feed a flash."""
    owner = (await chat.say("/help"))[0]
    chat.chat_id = chat.user_id = STRANGER
    stranger = (await chat.say("/help"))[0]

    assert "/price" in owner
    assert "Feed a flash" in owner
    assert "Feed a flash" not in stranger


async def test_the_readers_language_is_spoken(chat: Conversation) -> None:
    """A Chinese Telegram is greeted in Chinese."""
    chat.code = "zh-hans"

    assert "金属快讯" in (await chat.say("/start"))[0]


async def test_the_language_can_be_set(chat: Conversation) -> None:
    """By command or button, and back to what Telegram says."""
    assert (await chat.say("/language zh"))[0] == "从现在起用中文。"
    assert "提问" in (await chat.say("/help"))[0]
    await chat.say("/language")
    assert (await chat.press("English"))[0] == "From now on in English."
    chat.code = "zh"
    assert "中文" in (await chat.say("/language auto"))[0]


async def test_an_unknown_language_is_explained(chat: Conversation) -> None:
    """What we speak is said."""
    assert "/language zh" in (await chat.say("/language tlh"))[0]


async def test_an_unknown_command_gets_the_nearest(chat: Conversation) -> None:
    """A slip is mended, anything else is pointed to the help."""
    assert "/price" in (await chat.say("/prise copper"))[0]
    assert "/help" in (await chat.say("/qwxyz"))[0]


async def test_unknown_commands_in_groups_stay_silent(chat: Conversation) -> None:
    """Other bots live there too."""
    chat.chat_id = GROUP

    assert await chat.say("/prise copper") == []
    assert await chat.say("anybody for lunch?") == []


async def test_only_admins_change_a_group(chat: Conversation) -> None:
    """A member cannot make a group follow or speak something else; an admin can."""
    chat.chat_id, chat.user_id = GROUP, STRANGER

    assert "admins" in (await chat.say("/start copper"))[0]
    assert "admins" in (await chat.say("/language zh"))[0]
    assert await followed(chat) == ()

    chat.telegram.status = "administrator"
    await chat.say("/start copper")
    assert len(await followed(chat)) == 1


async def test_an_anonymous_admin_is_an_admin(chat: Conversation) -> None:
    """Who speaks as the group itself may set it up."""
    chat.chat_id, chat.user_id = GROUP, STRANGER
    await chat.say("/start copper", sender_chat={"id": GROUP, "type": "supergroup"})

    assert len(await followed(chat)) == 1


async def test_a_forum_topic_follows_on_its_own(chat: Conversation) -> None:
    """What is said in a topic binds that topic, and the answer stays there."""
    chat.chat_id = GROUP
    chat.telegram.status = "creator"
    await chat.say("/start copper", message_thread_id=9, is_topic_message=True)

    assert chat.telegram.sent[-1]["message_thread_id"] == 9
    async with chat.store.read() as conn:
        assert len(await subscriptions.topics(conn, GROUP, 9)) == 1
        assert await subscriptions.topics(conn, GROUP, 0) == ()


async def test_blocking_switches_a_chat_off_and_coming_back_on(chat: Conversation) -> None:
    """Who blocks us is left alone, who returns has the subscriptions still."""
    await chat.say("/start copper")
    assert await chat.membership("kicked") == []

    async with chat.store.read() as conn:
        blocked = await chats.get_chat(conn, chat.chat_id)
    assert blocked is not None
    assert (blocked.active, blocked.reason) == (False, "blocked")

    await chat.membership("member")
    async with chat.store.read() as conn:
        back = await chats.get_chat(conn, chat.chat_id)
    assert back is not None
    assert back.active
    assert len(await followed(chat)) == 1


async def test_what_is_no_text_is_answered(chat: Conversation) -> None:
    """A sticker or photo gets a word, not silence."""
    assert await chat.roll_dice() == ["I can read text, not this."]
