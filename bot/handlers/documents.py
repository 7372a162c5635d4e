"""A file sent in a private chat: a list of subscriptions, or flashes."""

from __future__ import annotations

from telegram import Update

from bot.context import BotContext
from bot.handlers import flash
from bot.handlers.reader import reader_of
from bot.handlers.transfer import LARGEST_FILE, take_in
from briefs.sources.content import decode
from briefs.wish_list import is_wish_list

ENDING = ".json"


async def file(update: Update, context: BotContext) -> None:
    text = await _small_json(update)
    if is_wish_list(text):
        await take_in(await reader_of(update, context), context, text)
    else:
        await flash.file(update, context)


async def _small_json(update: Update) -> str:
    """The text of a file that may be a list of subscriptions; of any other, nothing."""
    message = update.effective_message
    document = message.document if message is not None else None
    if document is None or not (document.file_name or "").lower().endswith(ENDING):
        return ""
    if (document.file_size or 0) > LARGEST_FILE:
        return ""
    return decode(bytes(await (await document.get_file()).download_as_bytearray()))
