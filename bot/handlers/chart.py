"""/chart <name> [<name>] [90d]: prices as a picture, with what became of the rules on them."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import timedelta

from telegram import Update

from bot.context import BotContext
from bot.handlers.history import say_nothing
from bot.handlers.names import find_term
from bot.handlers.pictures import show_picture
from bot.handlers.reader import Reader, reader_of
from bot.keyboards import CHART_DAYS, chart_keyboard
from bot.several import CHARTED, read_names
from bot.spans import read_days, take_days
from briefs.charts import writes_chinese
from briefs.history.chart import load_chart
from briefs.history.chart_words import caption_of, picture_of
from briefs.store import boards
from briefs.times import CHINA
from briefs.types import Language

MOST = 2  # lines of a picture: more have no order on a phone


async def command(update: Update, context: BotContext) -> None:
    reader = await reader_of(update, context)
    words = context.args or []
    name, days = take_days(words, CHART_DAYS)
    if not name:
        await reader.say(reader.words("name-needed", command="chart", example="ndpr 90d"))
        return
    named = read_names(context.lexicon, name)
    if len(named.terms) > MOST:
        await reader.say(reader.words("chart-most", most=MOST))
    elif named.terms and not named.unknown:
        await chart_of(reader, context, [term.id for term in named.terms], days)
    else:
        typed = words[-1] if read_days(words[-1]) else ""
        term = await find_term(
            reader, context.lexicon, name, topic="chart", kinds=CHARTED, extra=typed
        )
        if term is not None:
            await chart_of(reader, context, [term.id], days)


async def chart_on(reader: Reader, context: BotContext, term_id: str, typed: str) -> None:
    """Go on with a chosen term and the span typed with the command."""
    await chart_of(reader, context, [term_id], read_days(typed) or CHART_DAYS)


async def chart_of(
    reader: Reader,
    context: BotContext,
    terms: Sequence[str],
    days: int,
    *,
    dark: bool | None = None,
) -> None:
    """Draw the main series of each; `dark` None: as the chat likes it."""
    last = context.now().astimezone(CHINA).date()
    first = last - timedelta(days=days)
    async with context.store.read() as conn:
        chart = await load_chart(conn, terms, context.lexicon, first=first, last=last)
        likes = await boards.likes_dark(conn, reader.chat_id, reader.thread_id)
    for term in chart.missing:
        await say_nothing(reader, context, term, days)
    if chart.shown:
        dark = likes if dark is None else dark
        await show_picture(
            reader,
            context,
            picture_of(chart, context.renderer, await _written(reader.language), dark=dark),
            caption_of(chart, context.renderer, reader.language),
            chart_keyboard(terms, days, reader.words, dark=dark),
        )


async def _written(language: Language) -> Language:
    """The language of the words in a picture: English where no font has Chinese."""
    # Fonts are looked for once, which takes a while.
    chinese = language == "zh" and await asyncio.to_thread(writes_chinese)
    return "zh" if chinese else "en"
