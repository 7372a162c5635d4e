"""The Bot API's methods, called by hand: what they answer and what they refuse."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import httpx
import pytest

from bot.sandbox import CHANNEL, GROUP, HUMAN, Sandbox, block, unblock, write
from tests.bot.sandbox.conftest import TOKEN, Api

PNG = bytes.fromhex("89504e470d0a1a0a0000000d4948445200000001000000020806000000")


def keyboard(**button: str) -> dict[str, Any]:
    return {"inline_keyboard": [[{"text": "Press", **button}]]}


REFUSED = [
    ("sendMessage", {"chat_id": 5, "text": "x"}, 400, "Bad Request: chat not found"),
    ("sendMessage", {"text": "x"}, 400, "Bad Request: chat_id is empty"),
    ("sendMessage", {"chat_id": HUMAN, "text": " \n "}, 400, "Bad Request: message text is empty"),
    ("sendMessage", {"chat_id": HUMAN}, 400, "Bad Request: message text is empty"),
    (
        "sendMessage",
        {"chat_id": HUMAN, "text": "x" * 4097},
        400,
        "Bad Request: message is too long",
    ),
    (
        "sendMessage",
        {"chat_id": HUMAN, "text": "x", "parse_mode": "Html5"},
        400,
        "Bad Request: unsupported parse_mode",
    ),
    (
        "sendMessage",
        {"chat_id": HUMAN, "text": "x", "reply_markup": keyboard(callback_data="d" * 65)},
        400,
        "Bad Request: BUTTON_DATA_INVALID",
    ),
    (
        "sendMessage",
        {"chat_id": HUMAN, "text": "x", "reply_parameters": {"message_id": 999}},
        400,
        "Bad Request: message to be replied not found",
    ),
    (
        "sendMessage",
        {"chat_id": GROUP, "text": "x", "message_thread_id": 77},
        400,
        "Bad Request: message thread not found",
    ),
    (
        "editMessageText",
        {"chat_id": HUMAN, "message_id": 999, "text": "x"},
        400,
        "Bad Request: message to edit not found",
    ),
    (
        "editMessageText",
        {"chat_id": HUMAN, "message_id": 1, "text": "x"},
        400,
        "Bad Request: message can't be edited",
    ),
    (
        "answerCallbackQuery",
        {"callback_query_id": "1"},
        400,
        "Bad Request: query is too old and response timeout expired or query ID is invalid",
    ),
    ("sendSomething", {}, 404, "Not Found: method not found"),
    (
        "sendChatAction",
        {"chat_id": HUMAN, "action": "dance"},
        400,
        "Bad Request: wrong parameter action in request",
    ),
    (
        "setMyCommands",
        {"commands": [{"command": "Price!", "description": "x"}]},
        400,
        "Bad Request: BOT_COMMAND_INVALID",
    ),
    (
        "setWebhook",
        {"url": "http://example.org/hook"},
        400,
        "Bad Request: bad webhook: An HTTPS URL must be provided for webhook",
    ),
]


@pytest.mark.parametrize(("method", "params", "code", "description"), REFUSED)
async def test_wrong_calls_are_refused_in_telegrams_words(
    api: Api, method: str, params: dict[str, Any], code: int, description: str
) -> None:
    """Each kind of wrong call gets Telegram's code and text."""
    answer = await api(method, **params)

    assert (answer["error_code"], answer["description"]) == (code, description)


@pytest.mark.parametrize(("token", "code"), [("nonsense", 404), ("123456:other-one", 401)])
async def test_a_wrong_token_is_refused(
    http: httpx.AsyncClient, api: Api, token: str, code: int
) -> None:
    """What is no token is not found; another token of a known bot is unauthorized."""
    reply = await http.get(f"/bot{token}/getMe")

    assert reply.json()["error_code"] == code


async def test_a_bot_cannot_write_first(http: httpx.AsyncClient) -> None:
    """A private chat is closed until the person has written."""
    reply = await http.get(f"/bot{TOKEN}/sendMessage", params={"chat_id": HUMAN, "text": "hi"})

    assert reply.status_code == 403
    assert reply.json()["description"].endswith("bot can't initiate conversation with a user")


async def test_length_is_counted_after_entities_are_parsed(api: Api) -> None:
    """4,096 characters of text fit, however long their markup is."""
    answer = await api(
        "sendMessage", chat_id=HUMAN, text=f"<b>{'&lt;' * 4096}</b>", parse_mode="HTML"
    )

    assert answer["result"]["text"] == "<" * 4096


async def test_an_edit_that_changes_nothing_is_refused(api: Api) -> None:
    """The same text and keyboard again is "not modified"; another text is an edit with its date."""
    sent = (await api("sendMessage", chat_id=HUMAN, text="one"))["result"]
    where = {"chat_id": HUMAN, "message_id": sent["message_id"]}

    same = await api("editMessageText", text="one", **where)
    other = await api("editMessageText", text="two", **where)

    assert same["description"].startswith("Bad Request: message is not modified")
    assert other["result"]["text"] == "two"
    assert "edit_date" in other["result"]


async def test_updates_are_confirmed_by_the_offset(api: Api, sandbox: Sandbox) -> None:
    """Updates come again until a higher offset confirms them; a negative one takes the last."""
    write(sandbox.world, HUMAN, "second")
    write(sandbox.world, HUMAN, "third")

    first = (await api("getUpdates"))["result"]
    again = (await api("getUpdates", limit=2))["result"]
    rest = (await api("getUpdates", offset=first[1]["update_id"]))["result"]
    last = (await api("getUpdates", offset=-1))["result"]

    assert [update["message"]["text"] for update in first] == ["hello", "second", "third"]
    assert again == first[:2]
    assert rest == first[1:]
    assert last == first[2:]


async def test_a_long_poll_waits_for_news(api: Api, sandbox: Sandbox) -> None:
    """getUpdates with a timeout returns as soon as something is there."""
    taken = (await api("getUpdates"))["result"][-1]["update_id"]
    poll = asyncio.create_task(api("getUpdates", offset=taken + 1, timeout=10))
    await asyncio.sleep(0.05)
    write(sandbox.world, HUMAN, "news")

    updates = (await asyncio.wait_for(poll, 5))["result"]

    assert [update["message"]["text"] for update in updates] == ["news"]


async def test_a_second_poll_ends_the_first(api: Api) -> None:
    """Two instances on one token: the older poll is told 409."""
    taken = (await api("getUpdates"))["result"][-1]["update_id"]
    first = asyncio.create_task(api("getUpdates", offset=taken + 1, timeout=10))
    await asyncio.sleep(0.05)
    await api("getUpdates", offset=taken + 1)

    assert (await asyncio.wait_for(first, 5))["error_code"] == 409


async def test_a_webhook_excludes_polling(api: Api) -> None:
    """While a hook is set getUpdates is a conflict; deleting the hook ends it."""
    await api("setWebhook", url="https://example.org/hook")
    refused = await api("getUpdates")
    await api("deleteWebhook")

    assert refused["error_code"] == 409
    assert (await api("getUpdates"))["ok"]


async def test_allowed_updates_are_remembered(api: Api, sandbox: Sandbox) -> None:
    """Kinds not asked for do not come, until others are asked for."""
    taken = (await api("getUpdates"))["result"][-1]["update_id"]
    await api("getUpdates", offset=taken + 1, allowed_updates=["callback_query"])
    write(sandbox.world, HUMAN, "unheard")

    assert (await api("getUpdates"))["result"] == []


async def test_a_document_can_be_sent_and_fetched(http: httpx.AsyncClient, api: Api) -> None:
    """An upload is fetched by its file path, and sent again by its id."""
    data = {"chat_id": str(HUMAN), "caption": "a <b>page</b>", "parse_mode": "HTML"}
    files = {"document": ("page.txt", b"copper", "text/plain")}
    sent = (await http.post(f"/bot{TOKEN}/sendDocument", data=data, files=files)).json()["result"]
    number = sent["document"]["file_id"]

    path = (await api("getFile", file_id=number))["result"]["file_path"]
    fetched = await http.get(f"/file/bot{TOKEN}/{path}")
    again = await api("sendDocument", chat_id=HUMAN, document=number)

    assert fetched.content == b"copper"
    assert sent["caption_entities"] == [{"type": "bold", "offset": 2, "length": 4}]
    assert again["result"]["document"]["file_name"] == "page.txt"


async def test_an_album_is_several_messages(http: httpx.AsyncClient, api: Api) -> None:
    """sendMediaGroup answers with a message for each photo, all of one group."""
    media = [{"type": "photo", "media": f"attach://p{n}", "caption": f"{n}"} for n in (1, 2)]
    files = {f"p{n}": (f"{n}.png", PNG, "image/png") for n in (1, 2)}
    data = {"chat_id": str(HUMAN), "media": json.dumps(media)}
    sent = (await http.post(f"/bot{TOKEN}/sendMediaGroup", data=data, files=files)).json()["result"]

    assert [message["caption"] for message in sent] == ["1", "2"]
    assert len({message["media_group_id"] for message in sent}) == 1
    assert sent[0]["photo"][0]["height"] == 2


async def test_a_text_is_no_photo(http: httpx.AsyncClient, api: Api) -> None:
    """What cannot be an image is refused as Telegram refuses it."""
    files = {"photo": ("x.png", b"no image", "image/png")}
    reply = await http.post(f"/bot{TOKEN}/sendPhoto", data={"chat_id": HUMAN}, files=files)

    assert reply.json()["description"] == "Bad Request: IMAGE_PROCESS_FAILED"


async def test_a_blocked_bot_is_forbidden_and_told(api: Api, sandbox: Sandbox) -> None:
    """Blocking gives 403 and a my_chat_member update; unblocking opens the chat again."""
    block(sandbox.world, HUMAN)
    refused = await api("sendMessage", chat_id=HUMAN, text="x")
    unblock(sandbox.world, HUMAN)
    accepted = await api("sendMessage", chat_id=HUMAN, text="x")
    updates = (await api("getUpdates"))["result"]

    assert refused["description"] == "Forbidden: bot was blocked by the user"
    assert accepted["ok"]
    changes = [u["my_chat_member"]["new_chat_member"]["status"] for u in updates[1:]]
    assert changes == ["kicked", "member"]


async def test_chats_and_their_members(api: Api) -> None:
    """The furnished chats: a person, a forum and a channel, the bot administrator of both."""
    chat = (await api("getChat", chat_id="@metals"))["result"]
    member = (await api("getChatMember", chat_id=GROUP, user_id=123456))["result"]
    admins = (await api("getChatAdministrators", chat_id=CHANNEL))["result"]

    assert (chat["id"], chat["type"]) == (CHANNEL, "channel")
    assert member["status"] == "administrator"
    assert [admin["status"] for admin in admins] == ["creator", "administrator"]


async def test_topics_and_pins(api: Api) -> None:
    """A topic made can be written to; a message pinned is the chat's pinned one."""
    topic = (await api("createForumTopic", chat_id=GROUP, name="Tin"))["result"]
    thread = topic["message_thread_id"]
    sent = (await api("sendMessage", chat_id=GROUP, text="x", message_thread_id=thread))["result"]
    await api("pinChatMessage", chat_id=GROUP, message_id=sent["message_id"])
    pinned = (await api("getChat", chat_id=GROUP))["result"]["pinned_message"]
    await api("deleteForumTopic", chat_id=GROUP, message_thread_id=thread)
    refused = await api("sendMessage", chat_id=GROUP, text="x", message_thread_id=thread)

    assert sent["is_topic_message"]
    assert pinned["message_id"] == sent["message_id"]
    assert refused["description"] == "Bad Request: message thread not found"


async def test_in_a_group_privacy_mode_hides_talk(api: Api, sandbox: Sandbox) -> None:
    """In groups a bot sees commands and its mention, and nothing else."""
    for text in ("just talk", "/price cu", "@flashbrief_bot copper?"):
        write(sandbox.world, GROUP, text)
    seen = [update["message"]["text"] for update in (await api("getUpdates"))["result"]]

    assert seen == ["hello", "/price cu", "@flashbrief_bot copper?"]


async def test_texts_about_the_bot_are_kept_by_language(api: Api) -> None:
    """Descriptions and command menus are kept for each language and scope."""
    await api("setMyDescription", description="Reads flashes")
    await api("setMyDescription", description="读快讯", language_code="zh")
    menu = [{"command": "price", "description": "Latest price"}]
    await api("setMyCommands", commands=menu)

    chinese = (await api("getMyDescription", language_code="zh"))["result"]
    assert chinese == {"description": "读快讯"}
    assert (await api("getMyCommands"))["result"] == menu
    assert (await api("getMyCommands", language_code="zh"))["result"] == []
