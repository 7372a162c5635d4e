"""/watches: what the chat is subscribed to, a page at a time; `/watches 2 LINE` rewrites one."""

from __future__ import annotations

from telegram import Update

from bot.context import BotContext
from bot.handlers.filter_errors import explain
from bot.handlers.reader import Reader, reader_of
from bot.handlers.rewrite import rewrite
from bot.handlers.timezone import ask_once
from bot.handlers.watch import pick, typed_line
from bot.handlers.wishes import said, show_wish
from bot.watch_keyboards import A_PAGE, list_keyboard
from briefs.filters import FilterError, parse
from briefs.store import subscriptions
from briefs.store.subscriptions import Subscription

LONGEST_SHOWN = 300  # characters of a subscription in the list


async def command(update: Update, context: BotContext) -> None:
    reader = await reader_of(update, context)
    number, _, line = typed_line(update).partition(" ")
    wishes = await wishes_of(reader, context)
    if not number:
        await show_page(reader, context, 0)
    elif not number.isdecimal() or not 1 <= int(number) <= len(wishes):
        await reader.say(reader.words("watches-number", count=len(wishes)))
    elif not line:
        await show_wish(reader, context, wishes[int(number) - 1].id)
    elif not await reader.refuses():
        await _rewrite(reader, context, wishes[int(number) - 1], number, line)


async def show_page(reader: Reader, context: BotContext, page: int) -> None:
    """A page of the list; where there is none, the walk to a first subscription."""
    wishes = await wishes_of(reader, context)
    if not wishes:
        await pick(reader, context, "", "")
        return
    pages = -(-len(wishes) // A_PAGE)
    page = min(page, pages - 1)
    shown = wishes[page * A_PAGE : (page + 1) * A_PAGE]
    numbered = enumerate(shown, start=page * A_PAGE + 1)
    lines = [f"<b>{n}.</b> {_short(wish, reader, context)}" for n, wish in numbered]
    how = reader.words("watches-edit" if reader.home is None else "watches-tap")
    text = "\n\n".join([reader.words("watches-headline"), *lines, how])
    await reader.put(text, list_keyboard(shown, page, pages, reader.words))


async def wishes_of(reader: Reader, context: BotContext) -> tuple[Subscription, ...]:
    async with context.store.read() as conn:
        return await subscriptions.of_chat(conn, reader.chat_id, reader.thread_id)


async def _rewrite(
    reader: Reader, context: BotContext, wish: Subscription, number: str, line: str
) -> None:
    try:
        filter = parse(line, context.lexicon)
    except FilterError as error:
        await reader.say(explain(error, line, f"watches {number}", reader))
        return
    kept = await rewrite(reader, context, wish.id, filter)
    await show_wish(reader, context, kept, reader.words("watch-changed"))
    if not filter.rhythm.instant:
        await ask_once(reader, context)


def _short(wish: Subscription, reader: Reader, context: BotContext) -> str:
    signs = ("⏸ " if wish.paused else "") + ("🔕 " if wish.loudness == "silent" else "")
    return signs + said(wish, reader, context, LONGEST_SHOWN)
