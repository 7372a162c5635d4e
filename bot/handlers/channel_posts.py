"""Posts of the channels that sources.toml names, and what they are edited to: they are flashes."""

from __future__ import annotations

from telegram import Message, Update

from bot.context import BotContext
from bot.handlers.attached import LARGEST_FILE, raws_of
from bot.handlers.post_text import album_of, post_in_channel
from briefs.sources.files import is_readable
from briefs.sources.telegram import TelegramSpec, take_in
from briefs.store import outbox
from briefs.types import RawFlash


async def post(update: Update, context: BotContext) -> None:
    """Kept to be read; other channels' posts, and our own, are passed over in silence."""
    message = update.channel_post or update.edited_channel_post
    assert message is not None
    spec = _source(context, message)
    if spec is None:
        return
    raws = await _raws(update, context, message, spec)
    if not raws:  # a picture, a poll, a new title: nothing to read
        return
    async with context.store.begin() as conn:
        if await outbox.is_ours(conn, message.chat.id, message.message_id):
            return
        await take_in(conn, spec, raws, posted_at=message.date, now=context.now())
    context.services.wake_reading()


def _source(context: BotContext, message: Message) -> TelegramSpec | None:
    channels = (one for one in context.services.book.specs if isinstance(one, TelegramSpec))
    chat = message.chat
    ours = (one for one in channels if not one.off and one.is_of(chat.id, chat.username))
    return next(ours, None)


async def _raws(
    update: Update, context: BotContext, message: Message, spec: TelegramSpec
) -> tuple[RawFlash, ...]:
    now = context.now()
    origin = f"{message.chat.title}, post {message.message_id}"
    told = post_in_channel(await album_of(update, context, message), spec.name)
    raws = (told.raw(spec.id, origin, now),) if told.text else ()
    document = message.document
    if document is None or not is_readable(document.file_name or ""):
        return raws
    if (document.file_size or 0) > LARGEST_FILE:
        return raws
    return (*raws, *await raws_of(document, source=spec.id, origin=origin, now=now))
