"""Topics, pins, forwards and deletions in chats, menus by scope, privacy in groups."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from bot.sandbox import CHANNEL, GROUP, HUMAN, Sandbox, write
from tests.bot.sandbox.conftest import TOKEN, Api

MENU = [{"command": "help", "description": "Help"}]


async def sent(api: Api, chat_id: int, text: str, **more: Any) -> int:
    """A message of the bot; gives its number."""
    answer = await api("sendMessage", chat_id=chat_id, text=text, **more)
    number: int = answer["result"]["message_id"]
    return number


async def test_a_topic_lives_and_ends(api: Api, sandbox: Sandbox) -> None:
    """Made, renamed, closed, opened, deleted; then it is a thread that is not found."""
    made = (await api("createForumTopic", chat_id=GROUP, name="Tin"))["result"]
    where = {"chat_id": GROUP, "message_thread_id": made["message_thread_id"]}

    assert (await api("editForumTopic", name="Tin and tungsten", **where))["ok"]
    assert sandbox.world.chat(GROUP).topics[made["message_thread_id"]] == "Tin and tungsten"
    for method in ("closeForumTopic", "reopenForumTopic", "deleteForumTopic"):
        assert (await api(method, **where))["ok"]
    gone = await api("editForumTopic", name="x", **where)

    assert gone["description"] == "Bad Request: message thread not found"


@pytest.mark.parametrize(
    ("params", "said"),
    [
        ({"chat_id": HUMAN, "name": "x"}, "the chat is not a forum"),
        ({"chat_id": GROUP}, "TOPIC_TITLE_EMPTY"),
        ({"chat_id": GROUP, "name": "x" * 129}, "TOPIC_TITLE_TOO_LONG"),
    ],
)
async def test_topics_that_cannot_be_made(api: Api, params: dict[str, Any], said: str) -> None:
    """Only forums have topics, and each has a name."""
    answer = await api("createForumTopic", **params)

    assert answer["description"] == f"Bad Request: {said}"


async def test_the_general_topic_is_the_chat_itself(api: Api) -> None:
    """Thread 1 is taken, and the message stands in no topic."""
    answer = await api("sendMessage", chat_id=GROUP, text="x", message_thread_id=1)

    assert "message_thread_id" not in answer["result"]


async def test_a_forward_says_where_it_comes_from(api: Api) -> None:
    """From a person the person, from a channel the channel; text and entities go along."""
    post = await sent(api, CHANNEL, "<b>Tin</b>", parse_mode="HTML")
    where = {"chat_id": HUMAN, "from_chat_id": CHANNEL, "message_id": post}
    of_channel = (await api("forwardMessage", **where))["result"]
    back = {"chat_id": GROUP, "from_chat_id": HUMAN, "message_id": 1}
    of_person = (await api("forwardMessage", **back))["result"]

    assert of_channel["forward_origin"]["type"] == "chat"
    assert of_channel["entities"] == [{"type": "bold", "offset": 0, "length": 3}]
    assert of_person["forward_origin"]["sender_user"]["id"] == HUMAN
    assert of_person["text"] == "hello"


async def test_a_copy_says_nothing_of_its_source(api: Api, sandbox: Sandbox) -> None:
    """copyMessage answers with a number only; what is not there cannot be copied."""
    where = {"chat_id": CHANNEL, "from_chat_id": HUMAN}
    copied = (await api("copyMessage", message_id=1, **where))["result"]
    missing = await api("copyMessage", message_id=99, **where)
    message = sandbox.world.chat(CHANNEL).messages[copied["message_id"]]

    assert list(copied) == ["message_id"]
    assert message["text"] == "hello"
    assert "forward_origin" not in message
    assert missing["error_code"] == 400


async def test_pins_are_a_pile(api: Api) -> None:
    """The newest pin shows; unpinned, the one below; all at once, none."""
    first, second = [await sent(api, HUMAN, text) for text in ("one", "two")]

    async def shown() -> int | None:
        chat = (await api("getChat", chat_id=HUMAN))["result"]
        number: int | None = chat.get("pinned_message", {}).get("message_id")
        return number

    seen = []
    for number in (first, second):
        await api("pinChatMessage", chat_id=HUMAN, message_id=number)
        seen.append(await shown())
    await api("unpinChatMessage", chat_id=HUMAN)
    seen.append(await shown())
    await api("pinChatMessage", chat_id=HUMAN, message_id=second)
    await api("unpinAllChatMessages", chat_id=HUMAN)
    seen.append(await shown())

    assert seen == [first, second, first, None]


async def test_a_pinned_message_that_is_deleted_is_no_pin(api: Api) -> None:
    """getChat shows no message that is gone, nor can it be pinned."""
    number = await sent(api, HUMAN, "one")
    await api("pinChatMessage", chat_id=HUMAN, message_id=number)
    await api("deleteMessage", chat_id=HUMAN, message_id=number)
    chat = (await api("getChat", chat_id=HUMAN))["result"]
    again = await api("pinChatMessage", chat_id=HUMAN, message_id=number)

    assert "pinned_message" not in chat
    assert again["description"] == "Bad Request: message to pin not found"


async def test_messages_are_deleted_one_by_one_or_many_at_once(api: Api, sandbox: Sandbox) -> None:
    """deleteMessages skips those that are not there; deleteMessage refuses them."""
    numbers = [await sent(api, HUMAN, text) for text in ("one", "two", "three")]
    many = await api("deleteMessages", chat_id=HUMAN, message_ids=[*numbers[:2], 999])
    none = await api("deleteMessages", chat_id=HUMAN, message_ids=[])
    one = await api("deleteMessage", chat_id=HUMAN, message_id=numbers[2])
    gone = await api("deleteMessage", chat_id=HUMAN, message_id=numbers[2])

    assert [answer["ok"] for answer in (many, none, one, gone)] == [True, True, True, False]
    assert gone["description"] == "Bad Request: message to delete not found"
    assert list(sandbox.world.chat(HUMAN).messages) == [1]


async def test_the_persons_old_messages_stay(api: Api, sandbox: Sandbox) -> None:
    """After 48 hours a bot deletes its own messages only."""
    number = await sent(api, HUMAN, "mine")
    for message in sandbox.world.chat(HUMAN).messages.values():
        message["date"] -= 49 * 3600

    own = await api("deleteMessage", chat_id=HUMAN, message_id=number)
    other = await api("deleteMessage", chat_id=HUMAN, message_id=1)

    assert own["ok"]
    assert other["description"] == "Bad Request: message can't be deleted for everyone"


async def test_menus_are_kept_by_scope_and_language(api: Api) -> None:
    """Each scope and language has its own menu; deleting one leaves the others."""
    group = {"type": "all_group_chats"}
    chat = {"type": "chat", "chat_id": GROUP}
    await api("setMyCommands", commands=MENU)
    await api("setMyCommands", commands=MENU[:0], scope=group)
    other = [{"command": "price", "description": "价格"}]
    await api("setMyCommands", commands=other, scope=chat, language_code="zh")
    await api("deleteMyCommands")

    async def menu(**where: Any) -> Any:
        return (await api("getMyCommands", **where))["result"]

    assert await menu() == []
    assert await menu(scope=group) == []
    assert await menu(scope=chat, language_code="zh") == other
    assert await menu(scope=chat) == []


@pytest.mark.parametrize(
    ("commands", "said"),
    [
        ([{"command": "A"}], "BOT_COMMAND_INVALID"),
        ([{"command": "x" * 33, "description": "x"}], "BOT_COMMAND_INVALID"),
        ([{"command": "x", "description": ""}], "BOT_COMMAND_DESCRIPTION_INVALID"),
        ([{"command": f"c{n}", "description": "x"} for n in range(101)], "BOT_COMMANDS_TOO_MUCH"),
    ],
    ids=["capital", "long", "bare", "many"],
)
async def test_wrong_menus_are_refused(api: Api, commands: list[Any], said: str) -> None:
    """Names of 1-32 small letters, digits and underscores, with a description; 100 at most."""
    answer = await api("setMyCommands", commands=commands)

    assert answer["description"] == f"Bad Request: {said}"


async def test_in_a_group_the_bot_hears_replies_to_itself(api: Api, sandbox: Sandbox) -> None:
    """Talk and replies to others are hidden; a reply to the bot and a command are heard."""
    mine = await sent(api, GROUP, "ask me")
    talk = write(sandbox.world, GROUP, "just talk")
    write(sandbox.world, GROUP, "to a person", reply_to=talk["message_id"])
    write(sandbox.world, GROUP, "to the bot", reply_to=mine)
    write(sandbox.world, GROUP, "/price@flashbrief_bot cu")
    heard = [update["message"]["text"] for update in (await api("getUpdates"))["result"]]

    assert heard == ["hello", "to the bot", "/price@flashbrief_bot cu"]


async def test_a_bot_that_left_cannot_write(api: Api) -> None:
    """After leaveChat the group is closed; a private chat cannot be left."""
    left = await api("leaveChat", chat_id=GROUP)
    refused = await api("sendMessage", chat_id=GROUP, text="x")
    private = await api("leaveChat", chat_id=HUMAN)

    assert left["ok"]
    assert refused["description"] == "Forbidden: bot is not a member of the supergroup chat"
    assert private["error_code"] == 400


async def test_a_hook_ends_a_poll_that_waits(api: Api) -> None:
    """setWebhook answers a waiting getUpdates at once, with the reason."""
    taken = (await api("getUpdates"))["result"][-1]["update_id"]
    poll = asyncio.create_task(api("getUpdates", offset=taken + 1, timeout=30))
    await asyncio.sleep(0.05)
    await api("setWebhook", url="https://example.org/hook")
    ended = await asyncio.wait_for(poll, 5)

    assert ended["error_code"] == 409
    assert ended["description"] == "Conflict: terminated by setWebhook request"
    assert TOKEN not in str(ended)
