"""/risks [topic]: risks as they were stated, and by whom."""

from __future__ import annotations

from telegram import Update

from bot.context import BotContext
from bot.handlers.answers import answer_query, topic_query
from bot.handlers.names import find_term
from bot.handlers.reader import Reader, reader_of


async def risks(update: Update, context: BotContext) -> None:
    reader = await reader_of(update, context)
    name = " ".join(context.args or ())
    if not name:
        await risks_of(reader, context, None)
        return
    term = await find_term(reader, context.lexicon, name, topic="risks")
    if term is not None:
        await risks_of(reader, context, term.id)


async def risks_of(reader: Reader, context: BotContext, term_id: str | None) -> None:
    query = topic_query(reader, kinds=("risks",), term_id=term_id, question="/risks")
    await answer_query(reader, context, query)
