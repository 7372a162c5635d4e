"""Who is in a chat, what bots may do there, keyboards under the input, chats picked from them."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from bot.sandbox import (
    CHANNEL,
    GROUP,
    HUMAN,
    Refusal,
    Sandbox,
    block,
    demote,
    join,
    promote,
    set_status,
    share_chat,
    write,
)
from tests.bot.sandbox.conftest import TOKEN, Api

BEN = 2002
PICK = {"request_id": 7, "chat_is_channel": True, "request_title": True}


async def status(api: Api, chat_id: int, user_id: int) -> str:
    answer = await api("getChatMember", chat_id=chat_id, user_id=user_id)
    return str(answer["result"]["status"])


async def offer(api: Api, **request: Any) -> dict[str, Any]:
    """A message with a button that asks for a chat."""
    keyboard = [[{"text": "Pick", "request_chat": PICK | request}]]
    return await api("sendMessage", chat_id=HUMAN, text="x", reply_markup={"keyboard": keyboard})


async def test_people_have_the_status_they_were_given(api: Api, sandbox: Sandbox) -> None:
    """The maker of a chat is its creator; others are what they were made, or have left."""
    join(sandbox.world, BEN, "Ben", {GROUP: "member"})

    assert await status(api, GROUP, HUMAN) == "creator"
    assert await status(api, GROUP, BEN) == "member"
    assert await status(api, CHANNEL, BEN) == "left"
    set_status(sandbox.world, CHANNEL, BEN, "administrator")
    assert await status(api, CHANNEL, BEN) == "administrator"
    set_status(sandbox.world, CHANNEL, BEN, "kicked")
    assert await status(api, CHANNEL, BEN) == "kicked"
    assert (await api("getChatMemberCount", chat_id=GROUP))["result"] == 3
    assert (await api("getChatMember", chat_id=GROUP, user_id=5))["error_code"] == 400


async def test_administrators_are_listed(api: Api, sandbox: Sandbox) -> None:
    """Creator, administrators and the bot; not plain members, and not in a private chat."""
    join(sandbox.world, BEN, "Ben", {GROUP: "member"})

    async def names() -> list[int]:
        listed = (await api("getChatAdministrators", chat_id=GROUP))["result"]
        return [member["user"]["id"] for member in listed]

    assert await names() == [HUMAN, 123456]
    set_status(sandbox.world, GROUP, BEN, "administrator")
    assert await names() == [HUMAN, BEN, 123456]
    assert not (await api("getChatAdministrators", chat_id=HUMAN))["ok"]


async def test_a_bot_is_told_of_its_promotion(api: Api, sandbox: Sandbox) -> None:
    """Who did it, and what it may do now and might do before."""
    demote(sandbox.world, CHANNEL)
    promote(sandbox.world, CHANNEL, lacking=("can_edit_messages",))
    updates = (await api("getUpdates"))["result"][1:]
    change = updates[-1]["my_chat_member"]

    assert [update["my_chat_member"]["new_chat_member"]["status"] for update in updates] == [
        "member",
        "administrator",
    ]
    assert change["from"]["id"] == HUMAN
    assert change["chat"]["id"] == CHANNEL
    assert change["new_chat_member"]["can_post_messages"]
    assert not change["new_chat_member"]["can_edit_messages"]


async def test_in_a_channel_only_an_administrator_posts(api: Api, sandbox: Sandbox) -> None:
    """Without the right a bot can neither write nor look who is there."""
    demote(sandbox.world, CHANNEL)
    refused = await api("sendMessage", chat_id=CHANNEL, text="x")
    hidden = await api("getChatMember", chat_id=CHANNEL, user_id=HUMAN)
    promote(sandbox.world, CHANNEL, lacking=("can_post_messages",))
    mute = await api("sendMessage", chat_id=CHANNEL, text="x")
    promote(sandbox.world, CHANNEL)

    wanted = "Bad Request: need administrator rights in the channel chat"
    assert refused["description"] == mute["description"] == wanted
    assert hidden["description"] == "Bad Request: member list is inaccessible"
    assert (await api("sendMessage", chat_id=CHANNEL, text="x"))["ok"]


async def test_who_was_thrown_out_sees_nobody(api: Api, sandbox: Sandbox) -> None:
    """A bot that is not in a chat cannot ask who is."""
    block(sandbox.world, CHANNEL, "bot was kicked from the channel chat")
    answer = await api("getChatMember", chat_id=CHANNEL, user_id=HUMAN)

    assert answer["description"] == "Forbidden: bot was kicked from the channel chat"


@pytest.mark.parametrize(
    ("chat_id", "right"), [(GROUP, "can_pin_messages"), (CHANNEL, "can_edit_messages")]
)
async def test_pinning_takes_a_right(api: Api, sandbox: Sandbox, chat_id: int, right: str) -> None:
    """In groups that of pinning, in channels that of editing."""
    promote(sandbox.world, chat_id, lacking=(right,))
    number = (await api("sendMessage", chat_id=chat_id, text="x"))["result"]["message_id"]
    where = {"chat_id": chat_id, "message_id": number}
    refused = await api("pinChatMessage", **where)
    promote(sandbox.world, chat_id)

    assert "not enough rights" in refused["description"]
    assert (await api("pinChatMessage", **where))["ok"]


async def test_a_channel_post_is_edited_in_place(api: Api, sandbox: Sandbox) -> None:
    """The same message, with its new text and the mark that it was edited."""
    number = (await api("sendMessage", chat_id=CHANNEL, text="one"))["result"]["message_id"]
    edited = await api("editMessageText", chat_id=CHANNEL, message_id=number, text="two")

    assert edited["result"]["message_id"] == number
    (post,) = sandbox.world.chat(CHANNEL).messages.values()
    assert post["text"] == "two"
    assert post["edit_date"]


async def test_a_chat_is_picked_from_a_button(
    api: Api, sandbox: Sandbox, http: httpx.AsyncClient
) -> None:
    """The keyboard is shown, the pick reaches the bot, and what was asked for with it."""
    await offer(api)
    state = (await http.get("/sandbox/state")).json()
    shown = {chat["id"]: chat["keyboard"] for chat in state["chats"]}
    where = {"chat_id": HUMAN, "request_id": 7, "shared_id": CHANNEL}
    assert (await http.post("/sandbox/share", json=where)).is_success
    got = (await api("getUpdates"))["result"][-1]["message"]
    gone = {"remove_keyboard": True}
    await api("sendMessage", chat_id=HUMAN, text="thanks", reply_markup=gone)

    assert shown[HUMAN][0][0]["text"] == "Pick"
    assert got["chat_shared"] == {"request_id": 7, "chat_id": CHANNEL, "title": "Metals channel"}
    assert sandbox.world.chat(HUMAN).keyboard is None


@pytest.mark.parametrize(
    ("request_id", "shared_id"), [(8, CHANNEL), (7, GROUP), (7, HUMAN)], ids=["id", "kind", "self"]
)
async def test_only_what_was_asked_for_can_be_picked(
    api: Api, sandbox: Sandbox, request_id: int, shared_id: int
) -> None:
    """Another request, a group for a channel, a private chat: all refused."""
    await offer(api)

    with pytest.raises(Refusal):
        share_chat(sandbox.world, HUMAN, request_id, shared_id)


async def test_a_pick_may_ask_for_administrators(api: Api, sandbox: Sandbox) -> None:
    """Who is none there cannot pick the chat."""
    await offer(api, user_administrator_rights={"can_post_messages": True})
    set_status(sandbox.world, CHANNEL, HUMAN, "member")

    with pytest.raises(Refusal, match="none of those"):
        share_chat(sandbox.world, HUMAN, 7, CHANNEL)


async def test_a_pick_can_make_the_bot_an_administrator(api: Api, sandbox: Sandbox) -> None:
    """A button that asks for a chat with rights for the bot gives them on the way."""
    demote(sandbox.world, CHANNEL)
    rights = {"can_post_messages": True}
    await offer(api, user_administrator_rights=rights, bot_administrator_rights=rights)
    share_chat(sandbox.world, HUMAN, 7, CHANNEL)

    assert await status(api, CHANNEL, 123456) == "administrator"
    kinds = [set(update) - {"update_id"} for update in (await api("getUpdates"))["result"]]
    assert kinds[-2:] == [{"my_chat_member"}, {"message"}]


@pytest.mark.parametrize(
    "keyboard",
    [5, [5], [[5]], [[{}]], [[{"text": "x", "request_chat": {}}]],
     [[{"text": "x", "request_chat": {"request_id": 1}}]]],
)  # fmt: skip
async def test_a_wrong_keyboard_is_refused(api: Api, keyboard: Any) -> None:
    """Rows of buttons with a text, requests with their number and kind."""
    markup = {"keyboard": keyboard}
    answer = await api("sendMessage", chat_id=HUMAN, text="x", reply_markup=markup)

    assert answer["error_code"] == 400


async def test_other_peoples_chats_are_not_shown(
    api: Api, sandbox: Sandbox, http: httpx.AsyncClient
) -> None:
    """The page is one person's; another's private chat works but is not on it."""
    join(sandbox.world, BEN, "Ben", {})
    write(sandbox.world, BEN, "secret", sender=BEN)
    state = (await http.get("/sandbox/state")).json()

    assert str(BEN) not in state["messages"]
    assert (await api("sendMessage", chat_id=BEN, text="hello Ben"))["ok"]


async def test_the_page_can_make_the_bot_an_administrator(
    api: Api, sandbox: Sandbox, http: httpx.AsyncClient
) -> None:
    """As the link to add a bot to a channel does in Telegram."""
    demote(sandbox.world, CHANNEL)

    assert (await http.post("/sandbox/promote", json={"chat_id": CHANNEL})).is_success
    assert await status(api, CHANNEL, 123456) == "administrator"
    assert sandbox.world.bots[TOKEN].updates[-1]["my_chat_member"]["chat"]["id"] == CHANNEL
