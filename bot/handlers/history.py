"""/history <name> [30d]: a price day by day, as a table, and as a file with every sentence."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from telegram import Update

from bot.context import BotContext
from bot.handlers.names import find_term, name_of_id
from bot.handlers.reader import Reader, reader_of
from bot.keyboards import history_keyboard
from bot.several import CHARTED
from bot.spans import read_days, take_days
from briefs.history import Series, main_series
from briefs.history.load import load_series
from briefs.history.pages import history_page
from briefs.history.sheets import to_csv, to_xlsx
from briefs.times import CHINA

USUAL = 30  # days
EVER = date(1990, 1, 1)
LAST_FACTS = 12  # of each name, looked at for the last word on it
WRITERS = {"csv": to_csv, "xlsx": to_xlsx}


async def command(update: Update, context: BotContext) -> None:
    reader = await reader_of(update, context)
    words = context.args or []
    name, days = take_days(words, USUAL)
    if not name:
        await reader.say(reader.words("name-needed", command="history", example="ndpr 30d"))
        return
    typed = words[-1] if read_days(words[-1]) else ""
    term = await find_term(
        reader, context.lexicon, name, topic="history", kinds=CHARTED, extra=typed
    )
    if term is not None:
        await history_of(reader, context, term.id, days)


async def history_on(reader: Reader, context: BotContext, term_id: str, typed: str) -> None:
    """Go on with a chosen term and the span typed with the command."""
    await history_of(reader, context, term_id, read_days(typed) or USUAL)


async def history_of(reader: Reader, context: BotContext, term_id: str, days: int) -> None:
    """A material's main series as a table, newest day first."""
    every = await series_back(context, term_id, days)
    series = main_series(every)
    if series is None:
        await say_nothing(reader, context, term_id, days)
        return
    today = context.now().astimezone(CHINA).date()
    text = history_page(context.renderer, series, every, reader.language, today)
    await reader.say(text, history_keyboard(term_id, days, reader.words))


async def send_file(
    reader: Reader, context: BotContext, term_id: str, days: int, kind: str
) -> None:
    """The same as a file, "csv" or "xlsx"."""
    series = main_series(await series_back(context, term_id, days))
    if series is None:
        await say_nothing(reader, context, term_id, days)
        return
    name = f"{term_id}-{series.points[0].day}-{series.last.day}.{kind}"
    caption = reader.words("history-sent", count=len(series.points))
    await reader.hand_over(WRITERS[kind](series), name, caption)


async def series_back(context: BotContext, term_id: str, days: int) -> Sequence[Series]:
    """Every series of a material over so many days up to today."""
    today = context.now().astimezone(CHINA).date()
    first = today - timedelta(days=days)
    async with context.store.read() as conn:
        return await load_series(conn, term_id, context.lexicon, first=first, last=today)


async def say_nothing(reader: Reader, context: BotContext, term_id: str, days: int) -> None:
    """That there is no price in these days, and of which day the last one is."""
    today = context.now().astimezone(CHINA).date()
    async with context.store.read() as conn:
        ever = await load_series(
            conn, term_id, context.lexicon, first=EVER, last=today, each=LAST_FACTS
        )
    series = main_series(ever)
    name = name_of_id(context.lexicon, term_id, reader.language)
    if series is None:
        await reader.say(reader.words("history-never", name=name))
    else:
        day = series.last.day.isoformat()
        await reader.say(reader.words("history-none", name=name, days=days, day=day))
