"""The bot about itself: its name, its texts, its command menu."""

from __future__ import annotations

import json
import re
from collections.abc import Awaitable, Callable
from typing import Any

from bot.sandbox.errors import bad
from bot.sandbox.methods.call import Call
from bot.sandbox.shapes import an_object, every

COMMAND = re.compile(r"[a-z0-9_]{1,32}")
SCOPES_OF_A_CHAT = ("chat", "chat_administrators", "chat_member")
SCOPES = ("default", "all_private_chats", "all_group_chats", "all_chat_administrators",
          *SCOPES_OF_A_CHAT)  # fmt: skip
LONGEST = {"name": 64, "description": 512, "short_description": 120}
LONGEST_ABOUT_COMMAND = 256
MOST_COMMANDS = 100


async def get_me(call: Call) -> Any:
    return call.bot.user


async def log_out(call: Call) -> Any:
    return True


async def get_menu_button(call: Call) -> Any:
    return {"type": "commands"}


async def set_my_commands(call: Call) -> Any:
    complaint = "can't parse commands: expected an Array of BotCommand"
    commands = every(an_object, call.params.object("commands"), complaint, complaint)
    if len(commands) > MOST_COMMANDS:
        raise bad("BOT_COMMANDS_TOO_MUCH")
    for item in commands:
        if not COMMAND.fullmatch(str(item.get("command", ""))):
            raise bad("BOT_COMMAND_INVALID")
        if not 1 <= len(str(item.get("description", ""))) <= LONGEST_ABOUT_COMMAND:
            raise bad("BOT_COMMAND_DESCRIPTION_INVALID")
    call.bot.commands[_scope(call)] = [
        {"command": item["command"], "description": str(item["description"])} for item in commands
    ]
    _show(call)
    return True


async def get_my_commands(call: Call) -> Any:
    return call.bot.commands.get(_scope(call), [])


async def delete_my_commands(call: Call) -> Any:
    call.bot.commands.pop(_scope(call), None)
    _show(call)
    return True


def _show(call: Call) -> None:
    """The web chat shows the first bot made, and its menu."""
    if call.bot is call.world.first_bot():
        call.world.events.add("commands", commands=shown_commands(call.bot.commands))


def shown_commands(kept: dict[str, list[dict[str, str]]]) -> list[dict[str, str]]:
    """The menu a person sees who has no language of their own set."""
    return kept.get(_key("default", ""), next(iter(kept.values()), []))


def _scope(call: Call) -> str:
    complaint = "can't parse BotCommandScope: "
    scope = call.params.mapping("scope", complaint + "BotCommandScope must be an Object")
    scope = scope or {"type": "default"}
    if scope.get("type") not in SCOPES:
        raise bad(complaint + "Unsupported type specified")
    if scope["type"] in SCOPES_OF_A_CHAT and scope.get("chat_id") in (None, ""):
        raise bad(complaint + "Empty chat_id specified")
    name = json.dumps(scope, sort_keys=True) if len(scope) > 1 else scope["type"]
    return _key(name, call.params.text("language_code") or "")


def _key(scope: str, language: str) -> str:
    return f"{scope}|{language}"


def set_text(field: str) -> Callable[[Call], Awaitable[Any]]:
    async def setter(call: Call) -> Any:
        text = call.params.text(field) or ""
        if len(text) > LONGEST[field]:
            raise bad(f"{field.replace('_', ' ')} is too long")
        call.bot.texts[f"{field}|{call.params.text('language_code') or ''}"] = text
        return True

    return setter


def get_text(field: str) -> Callable[[Call], Awaitable[Any]]:
    async def getter(call: Call) -> Any:
        fallback = call.bot.user["first_name"] if field == "name" else ""
        language = call.params.text("language_code") or ""
        return {field: call.bot.texts.get(f"{field}|{language}", fallback)}

    return getter
