"""Presses of the buttons under boards, tables and pictures."""

from __future__ import annotations

from bot.context import BotContext
from bot.handlers.chart import chart_of
from bot.handlers.history import history_of, send_file
from bot.handlers.reader import Reader
from bot.keyboards import FILES
from bot.presses import Draw
from briefs.store import boards

LOOKS = ("dark", "light")


async def draw(reader: Reader, context: BotContext, pressed: Draw) -> None:
    """Show what was pressed for, in the way of the button."""
    terms, days = pressed.terms.split(","), int(pressed.days)
    if pressed.do in FILES:
        await send_file(reader, context, terms[0], days, pressed.do)
    elif pressed.do == "history":
        await history_of(reader, context, terms[0], days)
    else:
        await _look(reader, context, pressed.do)
        dark = pressed.do == "dark" if pressed.do in LOOKS else None
        await chart_of(reader, context, terms, days, dark=dark)


async def _look(reader: Reader, context: BotContext, do: str) -> None:
    """A look chosen is the chat's from now on, where this person may set that."""
    if do in LOOKS and await reader.may_set():
        async with context.store.begin() as conn:
            await boards.keep_dark(conn, reader.chat_id, reader.thread_id, do == "dark")
