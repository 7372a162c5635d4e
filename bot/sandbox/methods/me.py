"""The bot about itself: its name, its texts, its command menu."""

from __future__ import annotations

import json
import re
from collections.abc import Awaitable, Callable
from typing import Any

from bot.sandbox.errors import bad
from bot.sandbox.methods.call import Call

COMMAND = re.compile(r"[a-z0-9_]{1,32}")
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
    commands = call.params.object("commands")
    if not isinstance(commands, list):
        raise bad("can't parse commands: expected an Array of BotCommand")
    if len(commands) > MOST_COMMANDS:
        raise bad("BOT_COMMANDS_TOO_MUCH")
    for item in commands:
        if not isinstance(item, dict) or not COMMAND.fullmatch(str(item.get("command", ""))):
            raise bad("BOT_COMMAND_INVALID")
        if not 1 <= len(str(item.get("description", ""))) <= LONGEST_ABOUT_COMMAND:
            raise bad("BOT_COMMAND_DESCRIPTION_INVALID")
    call.bot.commands[_scope(call)] = commands
    call.world.events.add("commands", commands=shown_commands(call.bot.commands))
    return True


async def get_my_commands(call: Call) -> Any:
    return call.bot.commands.get(_scope(call), [])


async def delete_my_commands(call: Call) -> Any:
    call.bot.commands.pop(_scope(call), None)
    return True


def shown_commands(kept: dict[str, list[dict[str, str]]]) -> list[dict[str, str]]:
    """The menu a person sees who has no language of their own set."""
    return kept.get(_key("default", ""), next(iter(kept.values()), []))


def _scope(call: Call) -> str:
    scope = call.params.object("scope") or {"type": "default"}
    return _key(json.dumps(scope, sort_keys=True) if len(scope) > 1 else scope["type"],
                call.params.text("language_code") or "")  # fmt: skip


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
