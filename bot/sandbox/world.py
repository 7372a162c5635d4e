"""What the sandbox's Telegram knows: people, bots, chats, messages, files, pending updates."""

from __future__ import annotations

import asyncio
import re
import secrets
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.errors import Refusal, bad
from bot.sandbox.events import Events
from bot.sandbox.faults import Faults
from bot.sandbox.limits import Limits
from bot.sandbox.log import Log

HUMAN = 1001
GROUP = -1001000000001
CHANNEL = -1001000000002
TOKEN = re.compile(r"(?P<id>\d{1,16}):[A-Za-z0-9_-]{1,100}")

Message = dict[str, Any]


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


@dataclass(slots=True)
class Chat:
    """`about` is the Bot API's Chat object. A private chat is open once the person has written."""

    about: dict[str, Any]
    messages: dict[int, Message] = field(default_factory=dict)
    next_message: int = 1
    topics: dict[int, str] = field(default_factory=dict)
    opened: bool = True
    refusal: str | None = None  # "bot was blocked by the user"
    moved_to: int | None = None
    pinned: list[int] = field(default_factory=list)

    @property
    def id(self) -> int:
        return int(self.about["id"])

    @property
    def type(self) -> str:
        return str(self.about["type"])


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
        self.chats: dict[int, Chat] = {}
        self.users: dict[int, dict[str, Any]] = {}
        self.files: dict[str, File] = {}
        self.queries: dict[str, dict[str, Any]] = {}  # callback and inline queries not yet answered
        self.events = Events()
        self.log = Log()
        self.limits = Limits()
        self.faults = Faults()
        self.hooked = asyncio.Event()  # somebody set a web hook
        _furnish(self)

    def bot(self, token: str) -> Bot:
        """The bot of a token. Raises Refusal for what is none, as Telegram does: 404 and 401."""
        match = TOKEN.fullmatch(token)
        if match is None:
            raise Refusal(404, "Not Found")
        if token not in self.bots:
            number = int(match["id"])
            if any(bot.id == number for bot in self.bots.values()):
                raise Refusal(401, "Unauthorized")
            self.bots[token] = Bot(number, token, _bot_user(number, self.bots))
        return self.bots[token]

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

    def queue(self, kind: str, value: Any, *, only: Bot | None = None) -> int:
        """An update for one bot, or for all; gives its number for the last of them."""
        number = 0
        for bot in [only] if only is not None else list(self.bots.values()):
            if not _wants(bot, kind):
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


UNASKED = frozenset({"chat_member", "message_reaction", "message_reaction_count"})


def _wants(bot: Bot, kind: str) -> bool:
    return kind not in UNASKED if not bot.allowed else kind in bot.allowed


def _bot_user(number: int, others: Mapping[str, Bot]) -> dict[str, Any]:
    name = "flashbrief_bot" if not others else f"sandbox_{number}_bot"
    return {
        "id": number,
        "is_bot": True,
        "first_name": "Flashbrief" if not others else f"Bot {number}",
        "username": name,
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": True,
    }


def _furnish(world: World) -> None:
    """A person, their private chat, a group with topics and a channel where the bot is admin."""
    world.users[HUMAN] = {
        "id": HUMAN,
        "is_bot": False,
        "first_name": "You",
        "username": "you",
        "language_code": "en",
    }
    private = {"id": HUMAN, "type": "private", "first_name": "You", "username": "you"}
    group = {"id": GROUP, "type": "supergroup", "title": "Desk", "is_forum": True}
    channel = {"id": CHANNEL, "type": "channel", "title": "Metals channel", "username": "metals"}
    world.chats = {
        HUMAN: Chat(private, opened=False),
        GROUP: Chat(group, topics={2: "Copper", 3: "Rare earths"}, next_message=4),
        CHANNEL: Chat(channel),
    }
