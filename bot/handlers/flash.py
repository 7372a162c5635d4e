"""Flashes handed in by message: a file, a forwarded message, a pasted text. Editors only."""

from __future__ import annotations

from datetime import UTC, datetime

from telegram import Message, Update
from telegram.constants import MessageLimit
from telegram.ext import filters

from bot.context import BotContext
from bot.handlers.ask import free_text
from bot.handlers.attached import LARGEST_FILE, MEGABYTE, raws_of
from bot.handlers.post_text import album_of, forwarded, text_of
from bot.handlers.reader import Reader, reader_of
from bot.handlers.taking_in import take_in
from briefs.sources.content import read_content
from briefs.sources.files import is_readable
from briefs.types import RawFlash

SOURCE = "chat"
PASTED_LENGTH = 280  # characters: longer than questions are
PASTED_LINES = 4
# Telegram's apps cut a longer text; its parts arrive together and are no flashes of their own.
CUT_LENGTH = MessageLimit.MAX_TEXT_LENGTH - 200
TOGETHER_SECONDS = 3
CUT_AT, ALBUM = "cut_at", "album"  # the last cut text; the last album that was taken in
LONG_AGO = datetime.min.replace(tzinfo=UTC)


class _Pasted(filters.MessageFilter):
    """A text that was written elsewhere: forwarded, or too long for a question."""

    def filter(self, message: Message) -> bool:
        text = text_of(message)
        return (
            message.forward_origin is not None
            or len(text) >= PASTED_LENGTH
            or len(text.splitlines()) >= PASTED_LINES
        )


PASTED = _Pasted(name="Pasted")


async def file(update: Update, context: BotContext) -> None:
    reader = await reader_of(update, context)
    message = update.effective_message
    assert message is not None
    assert message.document is not None
    document = message.document
    name = document.file_name or "?"
    refusal = _refusal(reader, context, name, document.file_size or 0)
    if refusal is not None:
        await reader.say(refusal)
        return
    origin, now = _origin(reader, message), context.now()
    raws = await raws_of(document, source=SOURCE, origin=origin, now=now)
    await take_in(reader, context, raws)


async def pasted(update: Update, context: BotContext) -> None:
    message = update.effective_message
    assert message is not None
    user = update.effective_user
    if user is None or user.id not in context.services.owners:
        await _not_theirs(update, context, message)
        return
    reader = await reader_of(update, context)
    cut = context.chat_data if context.chat_data is not None else {}
    album = message.media_group_id
    follows = (message.date - cut.get(CUT_AT, LONG_AGO)).total_seconds() < TOGETHER_SECONDS
    if len(message.text or "") >= CUT_LENGTH:
        cut[CUT_AT] = message.date
        if not follows:
            await reader.say(reader.words("flash-cut"))
    elif not follows and (album is None or cut.get(ALBUM) != album):
        cut[ALBUM] = album
        await take_in(reader, context, await _raws(update, context, reader, message))


async def _raws(
    update: Update, context: BotContext, reader: Reader, message: Message
) -> tuple[RawFlash, ...]:
    """What was forwarded is its first sender's; a text tells itself what it is."""
    now, origin = context.now(), _origin(reader, message)
    if message.forward_origin is not None:
        told = forwarded(await album_of(update, context, message))
        return (told.raw(SOURCE, origin, now),)
    return tuple(read_content(text_of(message), source=SOURCE, origin=origin, now=now))


async def _not_theirs(update: Update, context: BotContext, message: Message) -> None:
    if message.forward_origin is None:
        await free_text(update, context)
        return
    reader = await reader_of(update, context)
    await reader.say(reader.words("flash-not-allowed"))


def _origin(reader: Reader, message: Message) -> str:
    return f"chat {reader.chat_id}, message {message.message_id}"


def _refusal(reader: Reader, context: BotContext, name: str, size: int) -> str | None:
    if reader.user_id not in context.services.owners:
        return reader.words("flash-not-allowed")
    if not is_readable(name):
        return reader.words("flash-wrong-kind", name=name)
    if size > LARGEST_FILE:
        limit = LARGEST_FILE // MEGABYTE
        return reader.words("flash-too-big", size=-(-size // MEGABYTE), limit=limit)
    return None
