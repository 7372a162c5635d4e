"""/price <name> [unit]: the newest price stored, its change, the check, and the sentence.

In another unit: with everything it was made from.
"""

from __future__ import annotations

from dataclasses import replace

from telegram import Update

from bot.context import BotContext
from bot.handlers.answers import answer_query, say_answer, topic_query
from bot.handlers.names import LONGEST_NAME, PRICED, find_term, is_known
from bot.handlers.reader import Reader, reader_of
from briefs.answer import manner_of
from briefs.answer.manner import Manner
from briefs.asked import Answer, Wanted
from briefs.lexicon import TermKind
from briefs.store.facts import find_facts
from briefs.types import Citation, Fact, Found, Move, Price

PRICE_KINDS = ("prices",)
MOVED_KINDS = ("moves", "prices")  # of companies and sectors mostly the move is told
MOST_LOOKED_AT, MOST_TOLD = 50, 3
MOVED = (TermKind.COMPANY, TermKind.SECTOR)


async def price(update: Update, context: BotContext) -> None:
    reader = await reader_of(update, context)
    asked = " ".join(context.args or ())
    manner = manner_of(asked)
    name = manner.bare(asked) if manner.wanted is Wanted.CONVERSION else asked
    if not name:
        await reader.say(reader.words("name-needed", command="price", example="copper"))
        return
    if manner.wanted is Wanted.CONVERSION:
        await _in_unit(reader, context, name, manner)
        return
    if not is_known(context.lexicon, name, PRICED) and await _told_of(reader, context, name):
        return
    term = await find_term(reader, context.lexicon, name, topic="price", kinds=PRICED)
    if term is not None:
        await price_of(reader, context, term.id)


async def _in_unit(reader: Reader, context: BotContext, name: str, manner: Manner) -> None:
    term = await find_term(reader, context.lexicon, name, topic="price", kinds=PRICED)
    if term is None:
        return
    asked = f"/price {term.name}"
    query = topic_query(reader, kinds=PRICE_KINDS, term_id=term.id, question=asked)
    query = replace(query, wanted=manner.wanted, unit=manner.unit, vat=manner.vat)
    await answer_query(reader, context, query)


async def _told_of(reader: Reader, context: BotContext, name: str) -> bool:
    """Answer with what a flash told of a name that is not in the lexicon; False if none did."""
    name = name[:LONGEST_NAME]
    async with context.store.read() as conn:
        found = await find_facts(conn, kinds=MOVED_KINDS, words=(name,), limit=MOST_LOOKED_AT)
    # A sentence may name several; only what is said of this one answers.
    own = tuple(one for one in found if name.casefold() in _named(one.fact).casefold())[:MOST_TOLD]
    if own:
        query = topic_query(reader, kinds=MOVED_KINDS, term_id=None, question=f"/price {name}")
        cited = tuple(dict.fromkeys(map(_citation, own)))
        await say_answer(reader, context, Answer(query, True, found=own, citations=cited))
    return bool(own)


def _citation(found: Found) -> Citation:
    return Citation(
        found.flash_id, found.fact.quote, found.url, found.publisher, found.published_at
    )


def _named(fact: Fact) -> str:
    return fact.mention if isinstance(fact, Price | Move) else ""


async def price_of(reader: Reader, context: BotContext, term_id: str) -> None:
    term = context.lexicon.get(term_id)
    kinds = MOVED_KINDS if term.kind in MOVED else PRICE_KINDS
    query = topic_query(reader, kinds=kinds, term_id=term_id, question=f"/price {term.name}")
    await answer_query(reader, context, query)
