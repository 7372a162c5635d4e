"""/policy [topic]: rules, and where in their life they stand."""

from __future__ import annotations

from telegram import Update

from bot.context import BotContext
from bot.handlers.answers import answer_query, topic_query
from bot.handlers.names import find_term
from bot.handlers.reader import Reader, reader_of
from briefs.coming.calendar import coming_of
from briefs.life_cycle import policy_timeline
from briefs.times import CHINA


async def policy(update: Update, context: BotContext) -> None:
    reader = await reader_of(update, context)
    name = " ".join(context.args or ())
    if not name:
        await policies_on(reader, context, None)
        return
    term = await find_term(reader, context.lexicon, name, topic="policy")
    if term is not None:
        await policies_on(reader, context, term.id)


async def policies_on(reader: Reader, context: BotContext, term_id: str | None) -> None:
    """The lives of a topic's policies, or an honest nothing."""
    terms = () if term_id is None else (term_id,)
    today = context.now().astimezone(CHINA).date()
    async with context.store.read() as conn:
        lines = await policy_timeline(conn, lexicon=context.lexicon, terms=terms)
        coming = await coming_of(conn, lines, today)
    if lines:
        await reader.say(context.renderer.timelines(lines, reader.language, today, coming))
        return
    query = topic_query(reader, kinds=("policies",), term_id=term_id, question="/policy")
    await answer_query(reader, context, query)
