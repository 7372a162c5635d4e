"""/movers [day|week]: what moved most, up and down, by sector."""

from __future__ import annotations

from telegram import Update

from bot.context import BotContext
from bot.handlers.names import name_of_id
from bot.handlers.reader import reader_of
from briefs.history.movers import Over, load_movers
from briefs.history.pages import movers_page
from briefs.times import CHINA

WEEK = ("week", "weekly", "7d", "w", "周", "本周", "一周")


async def command(update: Update, context: BotContext) -> None:
    reader = await reader_of(update, context)
    over: Over = "week" if "".join(context.args or ()).lower() in WEEK else "day"
    today = context.now().astimezone(CHINA).date()
    async with context.store.read() as conn:
        movers = await load_movers(conn, context.lexicon, over, today=today)
    if movers.day is None:
        await reader.say(reader.words(f"movers-none-{over}"))
        return
    names = {
        sector: name_of_id(context.lexicon, sector, reader.language) for sector in movers.sectors
    }
    await reader.say(movers_page(context.renderer, movers, names, reader.language, today))
