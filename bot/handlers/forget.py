"""/forget: everything known of a chat deleted, once it was asked for twice."""

from __future__ import annotations

from telegram import Update

from bot.context import BotContext
from bot.handlers.reader import Reader, reader_of
from bot.keyboards import rows
from bot.presses import Forget
from briefs.store import chats


async def command(update: Update, context: BotContext) -> None:
    reader = await reader_of(update, context)
    if await reader.refuses():
        return
    choices = [
        (reader.words(f"button-forget-{answer}"), Forget(answer)) for answer in ("yes", "no")
    ]
    await reader.say(reader.words("forget-sure"), rows(choices, wide=1))


async def answered(reader: Reader, context: BotContext, answer: str) -> None:
    """Nothing is written for this chat after it is gone but the answer to the press."""
    if answer == "no":
        await reader.put(reader.words("forget-kept"))
        return
    async with context.store.begin() as conn:
        await chats.forget_chat(conn, reader.chat_id)
    context.services.drop_delivery(reader.chat_id)  # what the sender has in hand already
    await reader.put(reader.words("forget-done"))
