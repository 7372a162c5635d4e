"""Who is in a chat, and what a bot may do there."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from bot.sandbox.bots import Bot
from bot.sandbox.errors import Refusal, bad
from bot.sandbox.scene import HUMAN, Chat

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
ADMINISTRATORS = ("creator", "administrator")


def status_of(chat: Chat, user_id: int) -> str:
    """The word of Telegram for what a person is there; the sandbox's own person made the chats."""
    default = "creator" if user_id == HUMAN else "left"
    return "member" if chat.type == "private" else chat.members.get(user_id, default)


def as_member(chat: Chat, user: Mapping[str, Any]) -> dict[str, Any]:
    """A person as a ChatMember object."""
    about: dict[str, Any] = {"status": status_of(chat, int(user["id"])), "user": user}
    if about["status"] == "creator":
        return about | {"is_anonymous": False}
    if about["status"] == "administrator":
        return about | _rights(()) | {"can_be_edited": False, "is_anonymous": False}
    return about | ({"until_date": 0} if about["status"] == "kicked" else {})


def bot_as_member(chat: Chat, bot: Bot) -> dict[str, Any]:
    """A bot as a ChatMember object; every bot has the same rights in a chat."""
    if chat.bot_status != "administrator":
        return {"status": chat.bot_status, "user": bot.user}
    about = {"status": "administrator", "user": bot.user, "can_be_edited": False}
    return about | {"is_anonymous": False} | _rights(chat.lacking)


def may_post(chat: Chat) -> bool:
    """Whether bots may write: in a channel only as its administrators."""
    return chat.type != "channel" or _has(chat, "can_post_messages")


def need_pin_right(chat: Chat) -> None:
    """Raises Refusal where bots may not pin: in a channel that goes with editing."""
    right = "can_edit_messages" if chat.type == "channel" else "can_pin_messages"
    if chat.type != "private" and not _has(chat, right):
        raise bad("not enough rights to manage pinned messages in the chat")


def need_member_list(chat: Chat) -> None:
    """Raises Refusal for a bot that is not in the chat, or is no administrator of the channel."""
    if chat.refusal is not None:
        raise Refusal(403, f"Forbidden: {chat.refusal}")
    if chat.type == "channel" and chat.bot_status != "administrator":
        raise bad("member list is inaccessible")


def _has(chat: Chat, right: str) -> bool:
    return chat.bot_status == "administrator" and right not in chat.lacking


def _rights(lacking: Collection[str]) -> dict[str, bool]:
    return {right: right not in lacking for right in RIGHTS}
