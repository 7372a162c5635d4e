"""Chats: what they are, who is in them, what is pinned, their topics."""

from __future__ import annotations

from typing import Any

from bot.sandbox.errors import Refusal, bad
from bot.sandbox.methods.call import Call
from bot.sandbox.scene import HUMAN

LONGEST_TOPIC = 128
RIGHTS = (
    "can_manage_chat",
    "can_delete_messages",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_pin_messages",
    "can_manage_topics",
    "can_post_messages",
    "can_edit_messages",
    "can_manage_video_chats",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
)


async def get_chat(call: Call) -> Any:
    chat = call.chat()
    about = {**chat.about, "accent_color_id": 0, "max_reaction_count": 11}
    about["accepted_gift_types"] = dict.fromkeys(
        ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription"), False
    )
    if chat.pinned:
        about["pinned_message"] = chat.messages.get(chat.pinned[-1])
    return about


async def get_member(call: Call) -> Any:
    chat, number = call.chat(), call.params.number("user_id")
    if number == HUMAN:
        user = call.world.users[HUMAN]
        if chat.type == "private":
            return {"status": "member", "user": user}
        return {"status": "creator", "user": user, "is_anonymous": False}
    if number == call.bot.id:
        return _administrator(call)
    if number in call.world.users:
        return {"status": "left", "user": call.world.users[number]}
    raise bad("PARTICIPANT_ID_INVALID")


async def get_member_count(call: Call) -> Any:
    call.chat()
    return 2


async def get_administrators(call: Call) -> Any:
    if call.chat().type == "private":
        raise bad("there are no administrators in the private chat")
    owner = {"status": "creator", "user": call.world.users[HUMAN], "is_anonymous": False}
    return [owner, _administrator(call)]


def _administrator(call: Call) -> dict[str, Any]:
    rights = dict.fromkeys(RIGHTS, True)
    about = {"status": "administrator", "user": call.bot.user, "can_be_edited": False}
    return {**about, "is_anonymous": False, **rights}


async def leave(call: Call) -> Any:
    chat = call.chat()
    if chat.type == "private":
        raise bad("chat member status can't be changed in private chats")
    chat.refusal = f"bot is not a member of the {chat.type} chat"
    return True


async def pin(call: Call) -> Any:
    chat = call.writable()
    number = call.world.message(chat, call.params.number("message_id"), "pin")["message_id"]
    chat.pinned = [*(each for each in chat.pinned if each != number), number]
    call.world.events.add("pin", chat_id=chat.id, message_ids=chat.pinned)
    return True


async def unpin(call: Call) -> Any:
    chat = call.writable()
    number = call.params.number("message_id") or (chat.pinned[-1] if chat.pinned else 0)
    chat.pinned = [each for each in chat.pinned if each != number]
    call.world.events.add("pin", chat_id=chat.id, message_ids=chat.pinned)
    return True


async def unpin_all(call: Call) -> Any:
    chat = call.writable()
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
