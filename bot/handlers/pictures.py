"""A picture in a chat: drawn once, then sent by the id that Telegram has it under."""

from __future__ import annotations

import asyncio

from telegram import InlineKeyboardMarkup
from telegram.error import BadRequest

from bot.context import BotContext
from bot.handlers.reader import NOT_MODIFIED, Reader
from briefs.charts import draw
from briefs.history.chart_words import CAPTION
from briefs.history.picture import Picture
from briefs.store import boards
from briefs.wording import width


async def show_picture(
    reader: Reader,
    context: BotContext,
    picture: Picture,
    caption: str,
    keyboard: InlineKeyboardMarkup,
) -> None:
    """Send it with its caption; one that is too long for a caption follows as a message."""
    short = width(context.renderer.plain(caption)) <= CAPTION
    under = caption if short else ""
    try:
        if not await _sent_again(reader, context, picture, under, keyboard):
            # Drawing takes a tenth of a second and more: meanwhile others are answered.
            drawn = await asyncio.to_thread(draw, picture)
            await _keep(context, picture, await reader.show(drawn, under, keyboard))
    except BadRequest as error:
        if NOT_MODIFIED not in str(error).lower():
            raise
    if not short:
        await reader.say(caption)


async def _sent_again(
    reader: Reader,
    context: BotContext,
    picture: Picture,
    caption: str,
    keyboard: InlineKeyboardMarkup,
) -> bool:
    """Whether Telegram had it and it is shown."""
    async with context.store.read() as conn:
        file_id = await boards.file_of(conn, context.bot.id, picture.digest)
    if file_id is None:
        return False
    try:
        await reader.show(file_id, caption, keyboard)
    except BadRequest as error:
        if NOT_MODIFIED in str(error).lower():
            raise
        return False  # Telegram has it no more
    return True


async def _keep(context: BotContext, picture: Picture, file_id: str | None) -> None:
    if file_id is not None:
        async with context.store.begin() as conn:
            await boards.keep_file(conn, context.bot.id, picture.digest, file_id, context.now())
