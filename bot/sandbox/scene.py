"""What a sandbox begins with: a person, their private chat, a group with topics, a channel."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

HUMAN = 1001
GROUP = -1001000000001
CHANNEL = -1001000000002

Message = dict[str, Any]


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
    members: dict[int, str] = field(default_factory=dict)  # people's statuses, but the maker's
    bot_status: str = "administrator"  # of every bot
    lacking: list[str] = field(default_factory=list)  # rights the bots were not given
    keyboard: list[list[dict[str, Any]]] | None = None  # the reply keyboard shown

    @property
    def id(self) -> int:
        return int(self.about["id"])

    @property
    def type(self) -> str:
        return str(self.about["type"])


def people() -> dict[int, dict[str, Any]]:
    return {
        HUMAN: {
            "id": HUMAN,
            "is_bot": False,
            "first_name": "You",
            "username": "you",
            "language_code": "en",
        }
    }


def chats() -> dict[int, Chat]:
    """The bot is administrator of the group and the channel."""
    private = {"id": HUMAN, "type": "private", "first_name": "You", "username": "you"}
    group = {"id": GROUP, "type": "supergroup", "title": "Desk", "is_forum": True}
    channel = {"id": CHANNEL, "type": "channel", "title": "Metals channel", "username": "metals"}
    return {
        HUMAN: Chat(private, opened=False),
        GROUP: Chat(group, topics={2: "Copper", 3: "Rare earths"}, next_message=4),
        CHANNEL: Chat(channel),
    }
