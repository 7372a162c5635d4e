"""/price <name>: the newest price stored, its change, the check, and the sentence."""

from __future__ import annotations

from telegram import Update

from bot.context import BotContext
from bot.handlers.answers import answer_query, topic_query
from bot.handlers.names import PRICED, find_term
from bot.handlers.reader import Reader, reader_of
from briefs.lexicon import TermKind

PRICE_KINDS = ("prices",)
MOVED_KINDS = ("moves", "prices")  # of companies and sectors mostly the move is told
MOVED = (TermKind.COMPANY, TermKind.SECTOR)


async def price(update: Update, context: BotContext) -> None:
    reader = await reader_of(update, context)
    name = " ".join(context.args or ())
    if not name:
        await reader.say(reader.words("name-needed", command="price", example="copper"))
        return
    term = await find_term(reader, context.lexicon, name, topic="price", kinds=PRICED)
    if term is not None:
        await price_of(reader, context, term.id)


async def price_of(reader: Reader, context: BotContext, term_id: str) -> None:
    term = context.lexicon.get(term_id)
    kinds = MOVED_KINDS if term.kind in MOVED else PRICE_KINDS
    query = topic_query(reader, kinds=kinds, term_id=term_id, question=f"/price {term.name}")
    await answer_query(reader, context, query)
