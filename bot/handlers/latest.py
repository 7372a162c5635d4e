"""/latest [n]: the newest flashes by headline, each to be opened with its number."""

from __future__ import annotations

from html import escape

from telegram import Update

from bot.context import BotContext
from bot.handlers.briefings import open_event
from bot.handlers.moments import local_time
from bot.handlers.reader import reader_of
from bot.keyboards import open_keyboard
from briefs.store import events

USUAL, MOST = 5, 20


async def latest(update: Update, context: BotContext) -> None:
    reader = await reader_of(update, context)
    wanted = (context.args or [""])[0]
    number = min(max(int(wanted), 1), MOST) if wanted[:3].isdecimal() else USUAL
    async with context.store.read() as conn:
        newest = await events.latest(conn, limit=number)
    if not newest:
        await reader.say(reader.words("nothing-at-all"))
    elif number == 1:
        await open_event(reader, context, newest[0].id)
    else:
        lines = [
            f"{n}. {escape(event.title, quote=False)} · {local_time(event.happened_at)}"
            for n, event in enumerate(newest, start=1)
        ]
        keyboard = open_keyboard([event.id for event in newest])
        await reader.say("\n".join((reader.words("latest-headline"), *lines)), keyboard)
