"""Bots: who they are, which updates wait for them, and what they may see."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.scene import Message

UNASKED = frozenset({"chat_member", "message_reaction", "message_reaction_count"})


@dataclass(slots=True)
class Hook:
    """Where updates are pushed instead of being polled."""

    url: str
    secret: str | None = None
    max_connections: int = 40
    last_error: tuple[int, str] | None = None


@dataclass(slots=True)
class Bot:
    """A bot, made the first time its token is used, and its updates not yet confirmed."""

    id: int
    token: str
    user: dict[str, Any]
    updates: list[dict[str, Any]] = field(default_factory=list)
    next_update: int = 1
    allowed: frozenset[str] | None = None
    hook: Hook | None = None
    commands: dict[str, list[dict[str, str]]] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)  # name, description, by language
    poll: int = 0  # the newest getUpdates; an older one that still waits is told 409
    news: asyncio.Event = field(default_factory=asyncio.Event)

    def wants(self, kind: str) -> bool:
        return kind not in UNASKED if not self.allowed else kind in self.allowed

    def sees(self, message: Message) -> bool:
        """Privacy mode: in groups a bot sees commands, its mention, and replies to it."""
        if message["chat"]["type"] in ("private", "channel"):
            return True
        text = str(message.get("text") or message.get("caption") or "")
        kinds = {entity["type"] for entity in message.get("entities", ())}
        author = (message.get("reply_to_message") or {}).get("from") or {}
        mentioned = f"@{self.user['username']}".lower() in text.lower()
        return "bot_command" in kinds or mentioned or author.get("id") == self.id


def make_bot(number: int, token: str, *, first: bool) -> Bot:
    """The first bot made has a name of its own; others are told apart by their number."""
    user = {
        "id": number,
        "is_bot": True,
        "first_name": "Flashbrief" if first else f"Bot {number}",
        "username": "flashbrief_bot" if first else f"sandbox_{number}_bot",
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": True,
    }
    return Bot(number, token, user)
