"""/policy [topic] [day]: rules, and where in their life they stand, or stood on that day."""

from __future__ import annotations

from datetime import date

from telegram import Update

from bot.context import BotContext
from bot.handlers.answers import answer_query, topic_query
from bot.handlers.names import find_term
from bot.handlers.reader import Reader, reader_of
from briefs.answer import take_day
from briefs.coming.calendar import coming_of
from briefs.life_cycle import policies_as_of
from briefs.times import CHINA


async def policy(update: Update, context: BotContext) -> None:
    reader = await reader_of(update, context)
    today = context.now().astimezone(CHINA).date()
    name, day = take_day(" ".join(context.args or ()), today)
    if not name:
        await policies_on(reader, context, None, day=day)
        return
    term = await find_term(reader, context.lexicon, name, topic="policy")
    if term is not None:
        await policies_on(reader, context, term.id, day=day)


async def policies_on(
    reader: Reader, context: BotContext, term_id: str | None, *, day: date | None = None
) -> None:
    """The lives of a topic's policies up to a day, or an honest nothing."""
    terms = () if term_id is None else (term_id,)
    today = context.now().astimezone(CHINA).date()
    async with context.store.read() as conn:
        lines = await policies_as_of(conn, day or today, lexicon=context.lexicon, terms=terms)
        coming = await coming_of(conn, lines, day or today)
    if lines:
        shown = context.renderer.timelines(lines, reader.language, day or today, coming, then=day)
        await reader.say(shown)
        return
    query = topic_query(reader, kinds=("policies",), term_id=term_id, question="/policy")
    await answer_query(reader, context, query)
