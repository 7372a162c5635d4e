"""/sources: how the sources are, those to look after first, and what came of them. Owners only."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from telegram import Update

from bot.context import BotContext
from bot.handlers.reader import reader_of
from bot.handlers.source_words import list_lines
from briefs.sources.standing import standings
from briefs.store import sources, spool

TOLD: Final = timedelta(hours=24)


async def command(update: Update, context: BotContext) -> None:
    reader = await reader_of(update, context)
    if reader.user_id not in context.services.owners:
        await reader.say(reader.words("sources-not-allowed"))
        return
    now = context.now()
    async with context.store.read() as conn:
        states = await sources.load_states(conn)
        unread = await spool.count(conn)
    standing = standings(context.services.book, states, now)
    if not standing:
        await reader.say(reader.words("sources-none"))
        return
    lines = [reader.words("sources-headline"), *list_lines(reader.words, standing, now)]
    if unread:
        lines.append(reader.words("sources-unread", count=unread))
    await reader.say("\n".join(lines))
