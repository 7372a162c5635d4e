"""Presses of the buttons under boards, tables and pictures."""

from __future__ import annotations

from bot.context import BotContext
from bot.handlers.history import history_of, send_file
from bot.handlers.reader import Reader
from bot.keyboards import FILES
from bot.presses import Draw


async def draw(reader: Reader, context: BotContext, pressed: Draw) -> None:
    """Show what was pressed for, in the way of the button."""
    terms, days = pressed.terms.split(","), int(pressed.days)
    if pressed.do in FILES:
        await send_file(reader, context, terms[0], days, pressed.do)
    elif pressed.do == "history":
        await history_of(reader, context, terms[0], days)
