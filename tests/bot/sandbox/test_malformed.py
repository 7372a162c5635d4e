"""Calls that make no sense are refused with 400, as JSON, and break nothing."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.sandbox import CHANNEL, HUMAN, Refusal, Sandbox, write
from bot.sandbox.methods import METHODS
from bot.sandbox.methods.call import Call
from bot.sandbox.params import Params
from bot.sandbox.world import World
from tests.bot.sandbox.conftest import TOKEN, Api

TEXT: dict[str, Any] = {"chat_id": HUMAN, "text": "x"}
MEDIA = {"type": "document", "media": "x"}


def button(**what: Any) -> dict[str, Any]:
    return TEXT | {"reply_markup": {"inline_keyboard": [[{"text": "x", **what}]]}}


MALFORMED: list[tuple[str, dict[str, Any], str]] = [
    ("sendMessage", TEXT | {"entities": 5},
     "can't parse entities: expected an Array of MessageEntity"),
    ("sendMessage", TEXT | {"entities": [5]}, "can't parse MessageEntity: expected an Object"),
    ("sendMessage", TEXT | {"entities": [{"type": "bold"}]},
     'can\'t parse MessageEntity: Field "offset" must be of type Number'),
    ("sendMessage", TEXT | {"entities": [{"offset": 0, "length": 1}]},
     'can\'t parse MessageEntity: Field "type" must be of type String'),
    ("sendMessage", TEXT | {"entities": "[{"}, "can't parse entities JSON object"),
    ("sendMessage", TEXT | {"reply_parameters": [1]}, "object expected as reply parameters"),
    ("sendMessage", TEXT | {"reply_parameters": "abc"}, "can't parse reply parameters JSON object"),
    ("sendMessage", TEXT | {"reply_parameters": {"message_id": "x"}},
     'field "message_id" must be a Number'),
    ("sendMessage", TEXT | {"reply_parameters": {"message_id": True}},
     'field "message_id" must be a Number'),
    ("sendMessage", TEXT | {"reply_markup": 5}, "object expected as reply markup"),
    ("sendMessage", button(callback_data=5), 'field "callback_data" must be of type String'),
    ("sendMessage", button(url=[]), 'field "url" must be of type String'),
    ("sendMessage", button(copy_text={}), 'field "text" must be of type String'),
    ("sendMessage", button(), "can't parse inline keyboard button: Text buttons are unallowed in "
     "the inline keyboard"),
    ("sendMessage", TEXT | {"message_thread_id": []}, "invalid message_thread_id specified"),
    ("sendMediaGroup", {"chat_id": HUMAN, "media": 5}, "expected an Array of InputMedia"),
    ("sendMediaGroup", {"chat_id": HUMAN, "media": [MEDIA]},
     "there must be from 2 to 10 media in an album"),
    ("sendMediaGroup", {"chat_id": HUMAN, "media": [MEDIA | {"caption": 5}] * 2},
     'can\'t parse InputMedia: Field "caption" must be of type String'),
    ("sendMediaGroup", {"chat_id": HUMAN, "media": [MEDIA | {"media": 5}] * 2},
     'can\'t parse InputMedia: Field "media" must be of type String'),
    ("editMessageMedia", {"chat_id": HUMAN, "message_id": 1, "media": [5]},
     "can't parse InputMedia: expected an Object"),
    ("deleteMessages", {"chat_id": HUMAN}, "message identifiers are not specified"),
    ("deleteMessages", {"chat_id": HUMAN, "message_ids": 5},
     "expected an Array of message identifiers"),
    ("deleteMessages", {"chat_id": HUMAN, "message_ids": ["a"]},
     "can't parse message identifier as a Number"),
    ("deleteMessages", {"chat_id": HUMAN, "message_ids": list(range(1, 102))},
     "too many message identifiers specified"),
    ("setMessageReaction", {"chat_id": HUMAN, "message_id": 1, "reaction": 5},
     "expected an Array of ReactionType"),
    ("getUpdates", {"allowed_updates": 5},
     "can't parse allowed_updates: expected an Array of String"),
    ("getUpdates", {"allowed_updates": [[]]},
     "can't parse allowed_updates: expected an Array of String"),
    ("answerInlineQuery", {"inline_query_id": "1", "results": 5},
     "expected an Array of inline query results"),
    ("answerInlineQuery", {"inline_query_id": "1", "results": [5]},
     "can't parse inline query result: expected an Object"),
    ("setMyCommands", {"commands": 5}, "can't parse commands: expected an Array of BotCommand"),
    ("setMyCommands", {"commands": [5]}, "can't parse commands: expected an Array of BotCommand"),
    ("setMyCommands", {"commands": [], "scope": 5},
     "can't parse BotCommandScope: BotCommandScope must be an Object"),
    ("setMyCommands", {"commands": [], "scope": {"chat_id": 1}},
     "can't parse BotCommandScope: Unsupported type specified"),
    ("setMyCommands", {"commands": [], "scope": {"type": "chat"}},
     "can't parse BotCommandScope: Empty chat_id specified"),
    ("setWebhook", {"url": "https://["}, "bad webhook: Invalid URL"),
    ("setWebhook", {"url": "https://a:bad/x"}, "bad webhook: Invalid URL"),
    ("setWebhook", {"url": "https://"}, "bad webhook: Invalid URL"),
    ("setWebhook", {"url": "http://127.0.0.1.elsewhere.example/x"},
     "bad webhook: An HTTPS URL must be provided for webhook"),
]  # fmt: skip


@pytest.mark.parametrize(("method", "params", "said"), MALFORMED)
async def test_a_value_of_the_wrong_shape_is_refused(
    api: Api, sandbox: Sandbox, method: str, params: dict[str, Any], said: str
) -> None:
    """Nested JSON of the wrong shape is answered in Telegram's manner, and nothing is sent."""
    answer = await api(method, **params)

    assert (answer["error_code"], answer["description"]) == (400, f"Bad Request: {said}")
    assert sandbox.world.log.sends() == []


@pytest.mark.parametrize(
    "body",
    [b"{", b"\xff", b'{"text": "\\ud800"}', b'{"text": NaN}', b'{"text": 1e999}', b"[" * 100_000],
    ids=["cut", "bytes", "half a character", "nan", "infinity", "deep"],
)
async def test_a_body_that_is_no_json_is_refused(http: httpx.AsyncClient, body: bytes) -> None:
    """What could not be written again as JSON is refused when it is read."""
    headers = {"Content-Type": "application/json"}
    for path in (f"/bot{TOKEN}/sendMessage", "/sandbox/messages", "/sandbox/faults"):
        reply = await http.post(path, content=body, headers=headers)
        assert (reply.status_code, reply.json() != {}) == (400, True)


SHAPES = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5000) | st.sampled_from(["", "x", "{}", "[1]"]),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(
        st.sampled_from(["type", "text", "id", "message_id", "media", "inline_keyboard", "offset",
                         "length", "caption", "url", "callback_data", "chat_id", "command"]),
        inner, max_size=4),
    max_leaves=6,
)  # fmt: skip
NAMES = ["text", "entities", "reply_markup", "reply_parameters", "media", "message_ids", "results",
         "scope", "commands", "allowed_updates", "caption", "caption_entities", "parse_mode",
         "message_thread_id", "photo", "document", "reaction", "url", "offset", "limit", "name",
         "callback_query_id", "inline_query_id", "user_id", "file_id", "action"]  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(sorted(METHODS)), st.dictionaries(st.sampled_from(NAMES), SHAPES))
async def test_any_method_takes_or_refuses_any_values(method: str, values: dict[str, Any]) -> None:
    """Whatever the values, a call is done or refused; what it answers is JSON."""
    world = World()
    bot = world.bot(TOKEN)
    write(world, HUMAN, "hello")
    call = Call(
        world, bot, Params({"chat_id": HUMAN, "message_id": 1, "from_chat_id": HUMAN} | values)
    )
    try:
        answer = await METHODS[method](call)
    except Refusal as refusal:
        answer = refusal.body()
    assert json.loads(json.dumps(answer, allow_nan=False)) == answer


async def test_a_hook_that_cannot_be_reached_stops_no_other_bot(
    http: httpx.AsyncClient, sandbox: Sandbox
) -> None:
    """A name that is none is reported by getWebhookInfo; another bot is pushed to none the less."""
    wrong = f"https://{'a' * 70}.example/x"
    await http.post("/bot1:first/setWebhook", json={"url": wrong})
    write(sandbox.world, HUMAN, "hello")
    async with asyncio.timeout(10):
        while True:
            info = (await http.get("/bot1:first/getWebhookInfo")).json()["result"]
            if "last_error_message" in info:
                break
            await asyncio.sleep(0.02)
    sent = await http.post(f"/bot{TOKEN}/sendMessage", json={"chat_id": CHANNEL, "text": "x"})

    assert info["last_error_message"].startswith("Connection failed")
    assert sent.status_code == 200
