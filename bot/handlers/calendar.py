"""/calendar [topic] [60d]: days to come of rules and exchanges."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta

from telegram import Update

from bot.context import BotContext
from bot.handlers.names import find_term
from bot.handlers.reader import Reader, reader_of
from bot.spans import read_days, take_days
from briefs.coming.calendar import load_calendar
from briefs.coming.page import calendar_page
from briefs.times import CHINA
from briefs.trading import TradingCalendars

USUAL = 60  # days ahead


async def command(update: Update, context: BotContext) -> None:
    reader = await reader_of(update, context)
    words = context.args or []
    name, days = take_days(words, USUAL)
    if not name:
        await calendar_of(reader, context, (), days)
        return
    typed = words[-1] if read_days(words[-1]) else ""
    term = await find_term(reader, context.lexicon, name, topic="calendar", extra=typed)
    if term is not None:
        await calendar_of(reader, context, (term.id,), days)


async def calendar_on(reader: Reader, context: BotContext, term_id: str, typed: str) -> None:
    """Go on with a chosen term and the span typed with the command."""
    await calendar_of(reader, context, (term_id,), read_days(typed) or USUAL)


async def calendar_of(
    reader: Reader, context: BotContext, terms: Collection[str], days: int
) -> None:
    """What comes in so many days; without a term of everything, exchanges included."""
    today = context.now().astimezone(CHINA).date()
    async with context.store.read() as conn:
        coming = await load_calendar(
            conn,
            context.lexicon,
            TradingCalendars(),
            today=today,
            until=today + timedelta(days=days),
            terms=terms,
        )
    if not coming:
        await reader.say(reader.words("calendar-none", days=days))
        return
    await reader.say(calendar_page(context.renderer, coming, days, reader.language, today))
