"""What people do with chats: somebody joins, a bot is promoted, a chat is picked from a button."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.sandbox.errors import bad
from bot.sandbox.human import say
from bot.sandbox.members import ADMINISTRATORS, bot_as_member, status_of
from bot.sandbox.scene import HUMAN, Chat, Message
from bot.sandbox.world import World


def join(world: World, user_id: int, name: str, statuses: Mapping[int, str]) -> None:
    """A further person with a private chat; `statuses` are those in other chats, by their ids."""
    user = {"id": user_id, "is_bot": False, "first_name": name, "language_code": "en"}
    world.users[user_id] = user
    world.chats[user_id] = Chat(
        {"id": user_id, "type": "private", "first_name": name}, opened=False
    )
    for chat_id, status in statuses.items():
        set_status(world, chat_id, user_id, status)


def set_status(world: World, chat_id: int, user_id: int, status: str) -> None:
    """Make a person creator, administrator, member, left or kicked; no bot is told."""
    world.chat(chat_id).members[user_id] = status


def promote(world: World, chat_id: int, *, by: int = HUMAN, lacking: tuple[str, ...] = ()) -> None:
    """A person makes the bots administrators, with every right but those `lacking`."""
    _change_bots(world, chat_id, by, "administrator", lacking)


def demote(world: World, chat_id: int, *, by: int = HUMAN) -> None:
    """The bots are members as everybody else."""
    _change_bots(world, chat_id, by, "member", ())


def share_chat(
    world: World, chat_id: int, request_id: int, shared_id: int, *, sender: int = HUMAN
) -> Message:
    """A person presses a button that asks for a chat, and picks one. Raises Refusal."""
    chat, shared = world.chat(chat_id), world.chat(shared_id)
    wanted = _request(chat, request_id)
    if shared_id not in fitting(world, wanted, sender):
        raise bad("the chat is none of those asked for")
    if wanted.get("bot_administrator_rights") and shared.bot_status != "administrator":
        promote(world, shared_id, by=sender)
    about = {"request_id": request_id, "chat_id": shared.id}
    for asked, name in (("request_title", "title"), ("request_username", "username")):
        if wanted.get(asked) and name in shared.about:
            about[name] = shared.about[name]
    return say(world, chat, sender, {"chat_shared": about})


def fitting(world: World, wanted: dict[str, Any], sender: int = HUMAN) -> list[int]:
    """Chats a person may pick for a KeyboardButtonRequestChat."""
    return [chat.id for chat in world.chats.values() if _fits(chat, wanted, sender)]


def _fits(chat: Chat, wanted: dict[str, Any], sender: int) -> bool:
    status = status_of(chat, sender)
    return (
        chat.type != "private"
        and (chat.type == "channel") == bool(wanted["chat_is_channel"])
        and (not wanted.get("user_administrator_rights") or status in ADMINISTRATORS)
        and (not wanted.get("bot_is_member") or chat.refusal is None)
        and status not in ("left", "kicked")
    )


def _request(chat: Chat, request_id: int) -> dict[str, Any]:
    for row in chat.keyboard or ():
        for button in row:
            request: dict[str, Any] = button.get("request_chat") or {}
            if request.get("request_id") == request_id:
                return request
    raise bad("there is no such button in the keyboard of the chat")


def _change_bots(
    world: World, chat_id: int, by: int, status: str, lacking: tuple[str, ...]
) -> None:
    chat = world.chat(chat_id)
    before = {bot.id: bot_as_member(chat, bot) for bot in world.bots.values()}
    chat.refusal, chat.bot_status, chat.lacking = None, status, list(lacking)
    for bot in world.bots.values():
        update = {
            "chat": chat.about,
            "from": world.users[by],
            "date": int(world.clock()),
            "old_chat_member": before[bot.id],
            "new_chat_member": bot_as_member(chat, bot),
        }
        world.queue("my_chat_member", update, only=bot)
