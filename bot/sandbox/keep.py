"""The sandbox's state in a file, so that a second start finds the chats as they were."""

from __future__ import annotations

import asyncio
import base64
import json
from pathlib import Path
from typing import Any

from bot.sandbox.bots import Bot
from bot.sandbox.scene import Chat
from bot.sandbox.world import File, World

VERSION = 1
SAVE_SECONDS = 1.0


async def keep_saving(world: World, path: Path) -> None:
    """Save whenever something happened, until cancelled; then once more."""
    saved = -1
    try:
        while True:
            if saved != world.events.seq:
                saved = world.events.seq
                save(world, path)
            await asyncio.sleep(SAVE_SECONDS)
    finally:
        save(world, path)


def save(world: World, path: Path) -> None:
    """Write everything or nothing: the old file stays until the new one is whole."""
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_suffix(".new")
    new.write_text(json.dumps(_state(world), ensure_ascii=False), encoding="utf-8")
    new.replace(path)


def load(world: World, path: Path) -> bool:
    """Take up a kept state; False where there is none that can be read, which starts afresh."""
    try:
        state = json.loads(path.read_text(encoding="utf-8"))
        if state["version"] != VERSION:
            return False
        _restore(world, state)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return False
    return True


def _state(world: World) -> dict[str, Any]:
    return {
        "version": VERSION,
        "seq": world.events.seq,
        "chats": [_chat_state(chat) for chat in world.chats.values()],
        "bots": [_bot_state(bot) for bot in world.bots.values()],
        "users": list(world.users.values()),
        "unheard": world.unheard,
        "files": {
            number: [file.name, file.media_type, base64.b64encode(file.data).decode()]
            for number, file in world.files.items()
        },
    }


def _chat_state(chat: Chat) -> dict[str, Any]:
    return {
        "about": chat.about,
        "messages": list(chat.messages.values()),
        "next_message": chat.next_message,
        "topics": list(chat.topics.items()),
        "opened": chat.opened,
        "refusal": chat.refusal,
        "moved_to": chat.moved_to,
        "pinned": chat.pinned,
        "members": list(chat.members.items()),
        "bot_status": chat.bot_status,
        "lacking": chat.lacking,
        "keyboard": chat.keyboard,
    }


def _bot_state(bot: Bot) -> dict[str, Any]:
    return {
        "id": bot.id,
        "token": bot.token,
        "user": bot.user,
        "updates": bot.updates,
        "next_update": bot.next_update,
        "commands": bot.commands,
        "texts": bot.texts,
    }


def _restore(world: World, state: dict[str, Any]) -> None:
    chats = {}
    for row in state["chats"]:
        messages = {message["message_id"]: message for message in row.pop("messages")}
        topics = dict(row.pop("topics"))
        members = dict(row.pop("members", ()))
        chat = Chat(**row, messages=messages, topics=topics, members=members)
        chats[chat.id] = chat
    bots = {row["token"]: Bot(**row) for row in state["bots"]}
    files = {
        number: File(name, media_type, base64.b64decode(data))
        for number, (name, media_type, data) in state["files"].items()
    }
    world.chats, world.bots, world.files = chats, bots, files
    world.users |= {user["id"]: user for user in state.get("users", ())}
    world.unheard = list(state.get("unheard", ()))
    world.events.seq = state["seq"]
