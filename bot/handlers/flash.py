"""Flashes handed in by message: a file, a forwarded message, a pasted text. Editors only."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import PurePath

from telegram import Message, Update
from telegram.constants import FileSizeLimit, MessageLimit
from telegram.ext import filters

from bot.context import BotContext
from bot.handlers.ask import free_text
from bot.handlers.briefings import briefing_of
from bot.handlers.reader import Reader, reader_of
from bot.keyboards import briefing_keyboard
from briefs.ingest import Outcome, Result, ingest
from briefs.sources.content import decode, read_content
from briefs.sources.folder import MEDIA
from briefs.store import outbox
from briefs.store.outbox import Lane
from briefs.types import Media

SOURCE = "chat"
MEGABYTE = 1_000_000
LARGEST_FILE = min(5 * MEGABYTE, int(FileSizeLimit.FILESIZE_DOWNLOAD))
PASTED_LENGTH = 280  # characters: longer than questions are
PASTED_LINES = 4
# Telegram's apps cut a longer text; its parts arrive together and are no flashes of their own.
CUT_LENGTH = MessageLimit.MAX_TEXT_LENGTH - 200
TOGETHER_SECONDS = 3
CUT_AT = "cut_at"
LONG_AGO = datetime.min.replace(tzinfo=UTC)
MOST_TOLD = 10  # outcomes in one reply
MOST_BRIEFED = 5  # briefings that follow it


class _Pasted(filters.MessageFilter):
    """A text that was written elsewhere: forwarded, or too long for a question."""

    def filter(self, message: Message) -> bool:
        text = message.text or ""
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
    media = MEDIA.get(PurePath(name).suffix.lower())
    refusal = _refusal(reader, context, name, media, document.file_size or 0)
    if refusal is not None:
        await reader.say(refusal)
        return
    loaded = await (await document.get_file()).download_as_bytearray()
    await _take_in(reader, context, message, decode(bytes(loaded)), media)


async def pasted(update: Update, context: BotContext) -> None:
    message = update.effective_message
    assert message is not None
    user = update.effective_user
    if user is None or user.id not in context.services.owners:
        await _not_theirs(update, context, message)
        return
    reader = await reader_of(update, context)
    cut = context.chat_data if context.chat_data is not None else {}
    follows = (message.date - cut.get(CUT_AT, LONG_AGO)).total_seconds() < TOGETHER_SECONDS
    if len(message.text or "") >= CUT_LENGTH:
        cut[CUT_AT] = message.date
        if not follows:
            await reader.say(reader.words("flash-cut"))
    elif not follows:
        await _take_in(reader, context, message, message.text or "", None)


async def _not_theirs(update: Update, context: BotContext, message: Message) -> None:
    if message.forward_origin is None:
        await free_text(update, context)
        return
    reader = await reader_of(update, context)
    await reader.say(reader.words("flash-not-allowed"))


def _refusal(
    reader: Reader, context: BotContext, name: str, media: Media | None, size: int
) -> str | None:
    if reader.user_id not in context.services.owners:
        return reader.words("flash-not-allowed")
    if media is None:
        return reader.words("flash-wrong-kind", name=name)
    if size > LARGEST_FILE:
        limit = LARGEST_FILE // MEGABYTE
        return reader.words("flash-too-big", size=-(-size // MEGABYTE), limit=limit)
    return None


async def _take_in(
    reader: Reader, context: BotContext, message: Message, content: str, media: Media | None
) -> None:
    now = context.now()
    origin = f"chat {reader.chat_id}, message {message.message_id}"
    outcomes: list[Outcome] = []
    for raw in read_content(content, source=SOURCE, origin=origin, now=now, media=media):
        outcomes += await ingest(
            raw,
            store=context.store,
            lexicon=context.lexicon,
            renderer=context.renderer,
            now=now,
        )
    await reader.say(_told(reader, outcomes))
    await _brief(reader, context, outcomes)


def _told(reader: Reader, outcomes: Sequence[Outcome]) -> str:
    if not outcomes:
        return reader.words("flash-empty")
    lines = [
        reader.words(f"flash-{outcome.result}", title=outcome.title, detail=outcome.detail)
        for outcome in outcomes[:MOST_TOLD]
    ]
    left = len(outcomes) - MOST_TOLD
    return "\n".join([*lines, reader.words("flash-more", count=left)] if left > 0 else lines)


async def _brief(reader: Reader, context: BotContext, outcomes: Sequence[Outcome]) -> None:
    """Queue the briefing of each new event for this chat.

    Under the key its subscription would have: a chat that follows it gets it once, not twice.
    """
    stored = [one.event_id for one in outcomes if one.result is Result.STORED]
    for event_id in [one for one in stored if one is not None][:MOST_BRIEFED]:
        briefing = await briefing_of(context, event_id)
        assert briefing is not None
        async with context.store.begin() as conn:
            await outbox.enqueue(
                conn,
                key=outbox.key_of(event_id, reader.chat_id, reader.thread_id),
                chat_id=reader.chat_id,
                thread_id=reader.thread_id,
                text=context.renderer.briefing(briefing, reader.language),
                event_id=event_id,
                markup=briefing_keyboard(event_id, reader.words).to_dict(),
                lane=Lane.ANSWER,
                now=context.now(),
            )
    context.services.wake_delivery()
