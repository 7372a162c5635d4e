"""What the sandbox's Telegram knows: people, bots, chats, messages, files, pending updates."""

from __future__ import annotations

import asyncio
import re
import secrets
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.sandbox.bots import Bot, make_bot
from bot.sandbox.errors import Refusal, bad
from bot.sandbox.events import Events
from bot.sandbox.faults import Faults
from bot.sandbox.limits import Limits
from bot.sandbox.log import Log
from bot.sandbox.members import may_post
from bot.sandbox.scene import Chat, Message, chats, people

TOKEN = re.compile(r"(?P<id>\d{1,16}):[A-Za-z0-9_-]{1,100}")


@dataclass(frozen=True, slots=True)
class File:
    name: str
    media_type: str
    data: bytes


class World:
    """One sandbox's state. `clock` gives seconds since 1970, for message dates."""

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        self.clock = clock
        self.bots: dict[str, Bot] = {}
        self.chats = chats()
        self.users = people()
        self.files: dict[str, File] = {}
        self.queries: dict[str, dict[str, Any]] = {}  # callback and inline queries not yet answered
        self.unheard: list[Message] = []  # written before there was a bot
        self.events = Events()
        self.log = Log()
        self.limits = Limits()
        self.faults = Faults()
        self.hooked = asyncio.Event()  # somebody set a web hook

    def bot(self, token: str) -> Bot:
        """The bot of a token. Raises Refusal for what is none, as Telegram does: 404 and 401."""
        match = TOKEN.fullmatch(token)
        if match is None:
            raise Refusal(404, "Not Found")
        if token not in self.bots:
            number = int(match["id"])
            if any(bot.id == number for bot in self.bots.values()):
                raise Refusal(401, "Unauthorized")
            self._admit(make_bot(number, token, first=not self.bots))
        return self.bots[token]

    def first_bot(self) -> Bot | None:
        """The bot the web chat shows: the first one made."""
        return next(iter(self.bots.values()), None)

    def _admit(self, bot: Bot) -> None:
        """A first bot finds what people wrote before there was any."""
        self.bots[bot.token] = bot
        for message in self.unheard:
            self.hand(message, [bot])
        self.unheard.clear()
        self.events.add("bot", me=(self.first_bot() or bot).user)

    def chat(self, name: Any) -> Chat:
        """By id or @username. Raises Refusal."""
        if name in (None, ""):
            raise bad("chat_id is empty")
        for chat in self.chats.values():
            if str(chat.id) == str(name) or f"@{chat.about.get('username')}" == str(name):
                return chat
        raise bad("chat not found")

    def writable(self, name: Any) -> Chat:
        """A chat the bot may write to now. Raises Refusal with Telegram's reason."""
        chat = self.chat(name)
        if chat.moved_to is not None:
            raise bad(
                "group chat was upgraded to a supergroup chat", migrate_to_chat_id=chat.moved_to
            )
        if chat.refusal is not None:
            raise Refusal(403, f"Forbidden: {chat.refusal}")
        if not chat.opened:
            raise Refusal(403, "Forbidden: bot can't initiate conversation with a user")
        if not may_post(chat):
            raise bad("need administrator rights in the channel chat")
        return chat

    def message(self, chat: Chat, number: int | None, what: str = "edit") -> Message:
        if number is None or number not in chat.messages:
            raise bad(f"message to {what} not found")
        return chat.messages[number]

    def post(self, chat: Chat, sender: Mapping[str, Any], **content: Any) -> Message:
        """Add a message to a chat, and tell whoever looks at the web chat."""
        message: Message = {
            "message_id": chat.next_message,
            "date": int(self.clock()),
            "chat": chat.about,
        }
        # In a channel the channel itself speaks.
        message |= {"sender_chat": chat.about} if chat.type == "channel" else {"from": dict(sender)}
        message |= {name: value for name, value in content.items() if value is not None}
        chat.messages[chat.next_message] = message
        chat.next_message += 1
        self.events.add("message", chat_id=chat.id, message=message)
        return message

    def hand(
        self, message: Message, bots: Iterable[Bot] | None = None, *, edited: bool = False
    ) -> None:
        """What a person wrote, to every bot that may see it; kept while there is none."""
        kind = "channel_post" if message["chat"]["type"] == "channel" else "message"
        kind = f"edited_{kind}" if edited else kind
        if not self.bots:
            self.unheard.append(message)
        for bot in list(self.bots.values()) if bots is None else bots:
            if bot.sees(message):
                self.queue(kind, message, only=bot)

    def queue(self, kind: str, value: Any, *, only: Bot | None = None) -> int:
        """An update for one bot, or for all; gives its number for the last of them."""
        number = 0
        for bot in [only] if only is not None else list(self.bots.values()):
            if not bot.wants(kind):
                continue
            # Never a number of an earlier run, even one whose state was lost: bots know them by it.
            number = max(bot.next_update, int(self.clock()))
            bot.next_update = number + 1
            bot.updates.append({"update_id": number, kind: value})
            bot.news.set()
        return number

    def keep(self, file: File) -> str:
        """Keep a file; gives its id."""
        number = secrets.token_urlsafe(24)
        self.files[number] = file
        return number
