"""Chats: what they are, who is in them, what is pinned, their topics."""

from __future__ import annotations

from typing import Any

from bot.sandbox.errors import Refusal, bad
from bot.sandbox.members import (
    ADMINISTRATORS,
    as_member,
    bot_as_member,
    need_member_list,
    need_pin_right,
    status_of,
)
from bot.sandbox.methods.call import Call

LONGEST_TOPIC = 128
OUT = ("left", "kicked")
GIFTS = (
    *("unlimited_gifts", "limited_gifts", "unique_gifts"),
    *("premium_subscription", "gifts_from_channels"),
)


async def get_chat(call: Call) -> Any:
    chat = call.chat()
    about = {**chat.about, "accent_color_id": 0, "max_reaction_count": 11}
    about["accepted_gift_types"] = dict.fromkeys(GIFTS, False)
    if chat.pinned:
        about["pinned_message"] = chat.messages.get(chat.pinned[-1])
    return about


async def get_member(call: Call) -> Any:
    chat, number = call.chat(), call.params.number("user_id")
    need_member_list(chat)
    if number == call.bot.id:
        return bot_as_member(chat, call.bot)
    if number in call.world.users:
        return as_member(chat, call.world.users[number])
    raise bad("PARTICIPANT_ID_INVALID")


async def get_member_count(call: Call) -> Any:
    chat = call.chat()
    if chat.type == "private":
        return 2
    return 1 + sum(status_of(chat, user) not in OUT for user in call.world.users)


async def get_administrators(call: Call) -> Any:
    chat = call.chat()
    if chat.type == "private":
        raise bad("there are no administrators in the private chat")
    need_member_list(chat)
    people = [as_member(chat, user) for user in call.world.users.values()]
    everybody = [*people, bot_as_member(chat, call.bot)]
    return [member for member in everybody if member["status"] in ADMINISTRATORS]


async def leave(call: Call) -> Any:
    chat = call.chat()
    if chat.type == "private":
        raise bad("chat member status can't be changed in private chats")
    chat.refusal = f"bot is not a member of the {chat.type} chat"
    return True


async def pin(call: Call) -> Any:
    chat = call.writable()
    need_pin_right(chat)
    number = call.world.message(chat, call.params.number("message_id"), "pin")["message_id"]
    chat.pinned = [*(each for each in chat.pinned if each != number), number]
    call.world.events.add("pin", chat_id=chat.id, message_ids=chat.pinned)
    return True


async def unpin(call: Call) -> Any:
    chat = call.writable()
    need_pin_right(chat)
    number = call.params.number("message_id") or (chat.pinned[-1] if chat.pinned else 0)
    chat.pinned = [each for each in chat.pinned if each != number]
    call.world.events.add("pin", chat_id=chat.id, message_ids=chat.pinned)
    return True


async def unpin_all(call: Call) -> Any:
    chat = call.writable()
    need_pin_right(chat)
    chat.pinned = []
    call.world.events.add("pin", chat_id=chat.id, message_ids=[])
    return True


async def create_topic(call: Call) -> Any:
    chat, name = call.writable(), call.params.text("name") or ""
    if not chat.about.get("is_forum"):
        raise bad("the chat is not a forum")
    if not 1 <= len(name) <= LONGEST_TOPIC:
        raise bad("TOPIC_TITLE_EMPTY" if not name else "TOPIC_TITLE_TOO_LONG")
    number = chat.next_message
    chat.next_message += 1
    chat.topics[number] = name
    call.world.events.add("topics", chat_id=chat.id)
    return {"message_thread_id": number, "name": name, "icon_color": 0x6FB9F0}


async def edit_topic(call: Call) -> Any:
    chat, number = call.writable(), _topic(call)
    chat.topics[number] = call.params.text("name") or chat.topics[number]
    call.world.events.add("topics", chat_id=chat.id)
    return True


async def delete_topic(call: Call) -> Any:
    del call.writable().topics[_topic(call)]
    return True


async def known_topic(call: Call) -> Any:
    """Closing and reopening a topic changes nothing a bot can see here, but it must exist."""
    _topic(call)
    return True


def _topic(call: Call) -> int:
    number = call.params.number("message_thread_id")
    if number is None or number not in call.writable().topics:
        raise Refusal(400, "Bad Request: message thread not found")
    return number
