"""/board: the chat's materials at a glance; with names it picks them, and remembers."""

from __future__ import annotations

from collections.abc import Sequence

from telegram import Update

from bot.context import BotContext
from bot.handlers.names import name_of_id
from bot.handlers.reader import Reader, reader_of
from bot.keyboards import charts_keyboard
from bot.several import BOARDED, Named, read_names
from briefs.history.board import Board, load_board, topics_in, usual_materials
from briefs.history.pages import board_page
from briefs.store import boards, subscriptions
from briefs.times import CHINA

AUTO = ("auto", "reset", "默认", "自动")  # back to what the chat is subscribed to


async def command(update: Update, context: BotContext) -> None:
    reader = await reader_of(update, context)
    typed = " ".join(context.args or ())
    picked = await _pick(reader, context, typed) if typed else ()
    if picked is None:
        return
    terms, asked = (picked, True) if picked else await materials_of(reader, context)
    await show(reader, context, terms, asked)


async def show(reader: Reader, context: BotContext, terms: Sequence[str], asked: bool) -> None:
    """These materials. What nobody asked for is left out where it has no price."""
    board = await _load(context, terms)
    if not asked and not board.rows:
        await reader.say(reader.words("board-empty"))
        return
    silent = [name_of_id(context.lexicon, one, reader.language) for one in board.silent]
    today = context.now().astimezone(CHINA).date()
    text = board_page(context.renderer, board, silent if asked else (), reader.language, today)
    names = [(row.term, name_of_id(context.lexicon, row.term, reader.language))
             for row in board.rows]  # fmt: skip
    await reader.say(text, charts_keyboard(names))


async def materials_of(reader: Reader, context: BotContext) -> tuple[Sequence[str], bool]:
    """The lexicon ids of a chat's board: what it picked, else what it is subscribed to, else the
    usual ones; and whether the chat asked for them."""
    return await materials_for(context, reader.chat_id, reader.thread_id)


async def materials_for(
    context: BotContext, chat_id: int, thread_id: int
) -> tuple[Sequence[str], bool]:
    """The same of a chat that is not spoken to."""
    async with context.store.read() as conn:
        picked = await boards.materials_of(conn, chat_id, thread_id)
        wishes = await subscriptions.of_chat(conn, chat_id, thread_id)
    terms = picked or topics_in(wish.expr for wish in wishes if not wish.paused)
    known = [term for term in terms if term in context.lexicon.terms]
    return known or usual_materials(), bool(known)


async def _load(context: BotContext, terms: Sequence[str]) -> Board:
    today = context.now().astimezone(CHINA).date()
    async with context.store.read() as conn:
        return await load_board(conn, terms, context.lexicon, today=today)


async def _pick(reader: Reader, context: BotContext, typed: str) -> Sequence[str] | None:
    """The ids named, remembered where this person may set that; empty for what is subscribed to.

    None, and said, if nothing is named that could be shown.
    """
    auto = typed.casefold() in AUTO
    named = Named((), ()) if auto else read_names(context.lexicon, typed, BOARDED)
    if named.unknown:
        await reader.say(reader.words("names-unknown", names=", ".join(named.unknown)))
    if not auto and not named.terms:
        return None
    picked = tuple(term.id for term in named.terms)
    if await reader.may_set():
        async with context.store.begin() as conn:
            await boards.keep_materials(conn, reader.chat_id, reader.thread_id, picked)
    return picked
