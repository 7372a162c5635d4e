"""The web chat's endpoints: its state, its stream, and what the person does there."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from bot.sandbox import CHANNEL, GROUP, HUMAN, Sandbox, World, ask_inline, write
from tests.bot.sandbox.conftest import TOKEN, Api

SECOND = "77:another-bot"
PNG = bytes.fromhex("89504e470d0a1a0a0000000d4948445200000001000000020806000000")


async def state(http: httpx.AsyncClient) -> dict[str, Any]:
    answer: dict[str, Any] = (await http.get("/sandbox/state")).json()
    return answer


async def events(http: httpx.AsyncClient, since: int = 0) -> AsyncIterator[dict[str, Any]]:
    """The stream, event by event."""
    async with http.stream("GET", "/sandbox/events", params={"since": since}) as reply:
        assert reply.headers["content-type"].startswith("text/event-stream")
        async for line in reply.aiter_lines():
            if line.startswith("data: "):
                yield json.loads(line.removeprefix("data: "))


async def take(http: httpx.AsyncClient, count: int, since: int = 0) -> list[dict[str, Any]]:
    taken: list[dict[str, Any]] = []
    async with asyncio.timeout(5):
        async for event in events(http, since):
            taken.append(event)
            if len(taken) == count:
                break
    return taken


async def test_the_page_and_its_parts_are_served(http: httpx.AsyncClient) -> None:
    """The page is at the root, its scripts under /chat."""
    page = await http.get("/")
    script = await http.get("/chat/main.js")

    assert page.headers["content-type"].startswith("text/html")
    assert "javascript" in script.headers["content-type"]


async def test_the_state_shows_chats_and_messages(http: httpx.AsyncClient, api: Api) -> None:
    """The state has the bot, the person, every chat with its topics, and what was said."""
    await api("setMyCommands", commands=[{"command": "help", "description": "Help"}])
    seen = await state(http)

    chats = {chat["id"]: chat for chat in seen["chats"]}
    assert seen["me"]["id"] == 123456
    assert [message["text"] for message in seen["messages"][str(HUMAN)]] == ["hello"]
    assert [topic["name"] for topic in chats[GROUP]["topics"]] == [
        "General",
        "Copper",
        "Rare earths",
    ]
    assert not chats[CHANNEL]["can_write"]
    assert seen["commands"] == [{"command": "help", "description": "Help"}]


async def test_the_first_bot_made_is_the_one_shown(http: httpx.AsyncClient, api: Api) -> None:
    """A second bot changes neither the name nor the menu the person sees."""
    menu = {"commands": [{"command": "other", "description": "Other"}]}
    await http.post(f"/bot{SECOND}/setMyCommands", json=menu)
    seen = await state(http)

    assert seen["me"]["id"] == 123456
    assert seen["commands"] == []


async def test_the_stream_tells_what_happened_and_goes_on(
    http: httpx.AsyncClient, api: Api, sandbox: Sandbox
) -> None:
    """Events since a number come at once, later ones as they happen, each once and in order."""
    seq = sandbox.world.events.seq
    await api("sendMessage", chat_id=HUMAN, text="one")
    watching = asyncio.create_task(take(http, 4, seq))
    await asyncio.sleep(0.05)
    await api("editMessageText", chat_id=HUMAN, message_id=2, text="two")
    await api("sendChatAction", chat_id=HUMAN, action="typing")
    await api("deleteMessage", chat_id=HUMAN, message_id=2)
    seen = await watching

    assert [event["type"] for event in seen] == ["message", "edit", "chat_action", "delete"]
    assert [event["seq"] for event in seen] == list(range(seq + 1, seq + 5))
    assert seen[1]["message"]["text"] == "two"


async def test_a_stream_that_broke_goes_on_where_it_was(
    http: httpx.AsyncClient, sandbox: Sandbox
) -> None:
    """Last-Event-ID, which the browser sends by itself, goes before the address."""
    for text in ("one", "two"):
        write(sandbox.world, HUMAN, text)
    headers = {"Last-Event-ID": "1"}
    async with http.stream("GET", "/sandbox/events?since=0", headers=headers) as reply:
        lines = [line async for line in _until_data(reply)]

    assert "id: 2" in lines


async def _until_data(reply: httpx.Response) -> AsyncIterator[str]:
    async for line in reply.aiter_lines():
        yield line
        if line.startswith("data: "):
            return


async def test_a_refused_call_is_shown_to_the_person(http: httpx.AsyncClient, api: Api) -> None:
    """What the bot did wrong appears in the chat as a notice."""
    await api("sendMessage", chat_id=HUMAN, text="<p>", parse_mode="HTML")
    seen = await take(http, 3)

    assert seen[-1]["type"] == "notice"
    assert "Unsupported start tag" in seen[-1]["error"]


async def test_the_person_writes_in_a_topic_and_replies(http: httpx.AsyncClient, api: Api) -> None:
    """What is typed reaches the bot as an update, with its topic and what it answers."""
    sent = (await api("sendMessage", chat_id=GROUP, text="ask me", message_thread_id=2))["result"]
    said = {"chat_id": GROUP, "text": "copper?", "thread_id": 2}
    await http.post("/sandbox/messages", json=said | {"reply_to_message_id": sent["message_id"]})
    got = (await api("getUpdates"))["result"][-1]["message"]

    assert (got["text"], got["message_thread_id"]) == ("copper?", 2)
    assert got["reply_to_message"]["text"] == "ask me"


@pytest.mark.parametrize(
    "said",
    [5, {}, {"chat_id": HUMAN}, {"chat_id": HUMAN, "text": " "}, {"chat_id": 5, "text": "x"},
     {"chat_id": HUMAN, "text": "x" * 4097}, {"chat_id": [], "text": "x"}],
)  # fmt: skip
async def test_what_cannot_be_said_is_refused(http: httpx.AsyncClient, said: Any) -> None:
    """A message without chat or text, or too long, is answered with 400."""
    reply = await http.post("/sandbox/messages", json=said)

    assert reply.status_code == 400


async def test_the_person_drops_a_file(http: httpx.AsyncClient, api: Api) -> None:
    """A page goes as a document, a picture as a photo; both can be looked at again."""
    page = {"file": ("page.html", b"<script>1</script>", "text/html")}
    picture = {"file": ("p.png", PNG, "image/png")}
    form = {"chat_id": str(HUMAN), "caption": "look"}
    await http.post("/sandbox/documents", data=form, files=page)
    await http.post("/sandbox/documents", data=form, files=picture)
    document, photo = [u["message"] for u in (await api("getUpdates"))["result"][-2:]]
    shown = await http.get(f"/sandbox/files/{document['document']['file_id']}")

    assert (document["caption"], document["document"]["file_name"]) == ("look", "page.html")
    assert photo["photo"][0]["width"] == 1
    assert shown.content == b"<script>1</script>"
    assert shown.headers["content-disposition"] == "attachment"
    assert "sandbox" in shown.headers["content-security-policy"]
    assert (await http.get("/sandbox/files/none")).status_code == 404
    no_file = await http.post("/sandbox/documents", data=form)
    assert no_file.status_code == 400


async def test_the_person_presses_a_button(http: httpx.AsyncClient, api: Api) -> None:
    """The press is a query the bot answers once; a button that is not there is refused."""
    markup = {"inline_keyboard": [[{"text": "Yes", "callback_data": "yes"}]]}
    await api("sendMessage", chat_id=HUMAN, text="Sure?", reply_markup=markup)
    where = {"chat_id": HUMAN, "message_id": 2}
    pressed = (await http.post("/sandbox/callback", json=where | {"data": "yes"})).json()
    wrong = await http.post("/sandbox/callback", json=where | {"data": "no"})
    query = (await api("getUpdates"))["result"][-1]["callback_query"]
    first = await api("answerCallbackQuery", callback_query_id=query["id"], text="Thanks")
    again = await api("answerCallbackQuery", callback_query_id=query["id"])

    assert query["data"] == "yes"
    assert query["id"] == pressed["callback_query_id"]
    assert wrong.status_code == 400
    assert (first["ok"], again["error_code"]) == (True, 400)


async def test_the_person_asks_inline(http: httpx.AsyncClient, api: Api) -> None:
    """`@bot text` waits for the bot's results, which are answered to the page."""
    asking = asyncio.create_task(http.post("/sandbox/inline", json={"query": "tin"}))
    taken = (await api("getUpdates"))["result"][-1]["update_id"]
    query = (await api("getUpdates", offset=taken + 1, timeout=5))["result"][0]["inline_query"]
    content = {"message_text": "Tin"}
    article = {"type": "article", "id": "1", "title": "Tin", "input_message_content": content}
    await api("answerInlineQuery", inline_query_id=query["id"], results=[article])
    reply = await asking

    assert query["query"] == "tin"
    assert reply.json() == {"results": [article]}


RESULTS = [
    ([{"id": "1"}, {"id": "1"}], "RESULT_ID_DUPLICATE"),
    ([{"id": "x" * 65}], "RESULT_ID_INVALID"),
    ([{"id": str(n)} for n in range(51)], "RESULTS_TOO_MUCH"),
    ([], "query is too old and response timeout expired or query ID is invalid"),
]


@pytest.mark.parametrize(("results", "said"), RESULTS, ids=[said[:20] for _, said in RESULTS])
async def test_wrong_inline_answers_are_refused(
    api: Api, results: list[dict[str, str]], said: str
) -> None:
    """Too many results, doubled or long ids, and queries that are gone."""
    answer = await api("answerInlineQuery", inline_query_id="1", results=results)

    assert answer["description"] == f"Bad Request: {said}"


async def test_a_bot_that_does_not_answer_inline_is_told_of(
    http: httpx.AsyncClient, api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page is told that nothing came, and the query is closed."""
    monkeypatch.setattr("bot.sandbox.human.INLINE_SECONDS", 0.05)

    reply = await http.post("/sandbox/inline", json={"query": "tin"})

    assert reply.status_code == 504


async def test_a_query_is_closed_once_nobody_waits() -> None:
    """An inline query whose asker has gone is no longer known."""
    world = World()
    world.bot(TOKEN)
    asking = asyncio.create_task(ask_inline(world, "x"))
    await asyncio.sleep(0)
    asking.cancel()
    await asyncio.wait([asking])

    assert world.queries == {}


async def test_what_was_typed_before_the_bot_came_reaches_it(http: httpx.AsyncClient) -> None:
    """Messages wait for the first bot, once each; privacy in groups holds for them too."""
    for chat, text in ((HUMAN, "/start"), (GROUP, "talk"), (HUMAN, "copper")):
        await http.post("/sandbox/messages", json={"chat_id": chat, "text": text})

    async def heard(token: str) -> list[str]:
        updates = (await http.get(f"/bot{token}/getUpdates")).json()["result"]
        return [update["message"]["text"] for update in updates]

    assert await heard(TOKEN) == ["/start", "copper"]
    assert await heard(SECOND) == []
