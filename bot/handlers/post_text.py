"""What a post says, as a raw flash: its text or captions, whose it is, when and where it stood."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from telegram import Message, MessageOriginChannel, MessageOriginChat, Update

from bot.context import BotContext
from briefs.store import inbox
from briefs.types import RawFlash


@dataclass(frozen=True, slots=True)
class Post:
    """`link` is the address of the post, and what it is known by; None where nobody can link it."""

    text: str
    publisher: str | None
    posted_at: datetime
    link: str | None

    def raw(self, source: str, origin: str, now: datetime) -> RawFlash:
        told = {
            "id": self.link,
            "body": self.text,
            "published_at": self.posted_at.isoformat(),
            "publisher": self.publisher,
            "url": self.link,
        }
        content = {name: value for name, value in told.items() if value is not None}
        return RawFlash(source, origin, json.dumps(content, ensure_ascii=False), "json", now)


def text_of(message: Message) -> str:
    return (message.text or message.caption or "").strip()


def post_in_channel(messages: Iterable[Message], publisher: str | None) -> Post:
    """A post of a channel, of an album all of its messages."""
    ordered = sorted(messages, key=lambda message: message.message_id)
    first = ordered[0]
    return Post(_joined(ordered), publisher or first.chat.title, first.date, first.link)


def forwarded(messages: Iterable[Message]) -> Post:
    """What was forwarded to us, as its first sender sent it."""
    ordered = sorted(messages, key=lambda message: message.message_id)
    origin = ordered[0].forward_origin
    assert origin is not None
    publisher = link = None
    match origin:
        case MessageOriginChannel():
            publisher, name = origin.chat.title, origin.chat.username
            link = f"https://t.me/{name}/{origin.message_id}" if name else None
        case MessageOriginChat():
            publisher = origin.sender_chat.title
    return Post(_joined(ordered), publisher, origin.date, link)


async def album_of(update: Update, context: BotContext, message: Message) -> list[Message]:
    """The message with the others of its album.

    Telegram hands them over together, and the inbox keeps all of a batch before any is handled.
    """
    if message.media_group_id is None:
        return [message]
    async with context.store.read() as conn:
        near = await inbox.around(conn, update.update_id)
    found = (Update.de_json(dict(payload), context.bot).effective_message for payload in near)
    others = (
        one
        for one in found
        if isinstance(one, Message)
        and one.media_group_id == message.media_group_id
        and one.chat.id == message.chat.id
    )
    return list({one.message_id: one for one in (*others, message)}.values())


def _joined(messages: Iterable[Message]) -> str:
    return "\n".join(dict.fromkeys(text for one in messages if (text := text_of(one))))
