"""/brief [topic] [period]: what was told in a period, ranked."""

from __future__ import annotations

from telegram import Update

from bot.context import BotContext
from bot.handlers.briefings import brief_period
from bot.handlers.moments import USUAL_PERIOD, read_period, take_period
from bot.handlers.names import find_term
from bot.handlers.reader import Reader, reader_of


async def brief(update: Update, context: BotContext) -> None:
    reader = await reader_of(update, context)
    words = context.args or []
    name, period = take_period(words)
    if not name:
        await brief_period(reader, context, context.now() - period, None)
        return
    typed = words[-1] if read_period(words[-1]) else ""
    term = await find_term(reader, context.lexicon, name, topic="brief", extra=typed)
    if term is not None:
        await brief_period(reader, context, context.now() - period, term.id)


async def brief_on(reader: Reader, context: BotContext, term_id: str, typed: str) -> None:
    """Go on with a chosen term and the period typed with the command."""
    period = read_period(typed) or USUAL_PERIOD
    await brief_period(reader, context, context.now() - period, term_id)
