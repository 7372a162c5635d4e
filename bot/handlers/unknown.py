"""What no other handler took, in a private chat: said, with the nearest thing there is."""

from __future__ import annotations

from rapidfuzz import process
from telegram import Update

from bot.context import BotContext
from bot.handlers.menu import COMMANDS
from bot.handlers.reader import reader_of

NEAR = 60.0  # of 100
LONGEST_SHOWN = 32


async def command(update: Update, context: BotContext) -> None:
    reader = await reader_of(update, context)
    message = update.effective_message
    text = (message.text if message and message.text else "/").split()[0]
    name = text.lstrip("/").partition("@")[0][:LONGEST_SHOWN]
    near = process.extractOne(name.lower(), COMMANDS, score_cutoff=NEAR)
    if near is None:
        await reader.say(reader.words("unknown-command-help", command=name))
    else:
        await reader.say(reader.words("unknown-command", command=name, nearest=near[0]))


async def no_text(update: Update, context: BotContext) -> None:
    reader = await reader_of(update, context)
    await reader.say(reader.words("nothing-to-read"))
