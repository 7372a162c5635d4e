"""One subscription on a card: said in plain words, with all that can be done with it."""

from __future__ import annotations

from datetime import timedelta
from html import escape
from typing import cast

from telegram import InlineKeyboardMarkup

from bot.context import BotContext
from bot.handlers.moments import local_time
from bot.handlers.reader import Reader
from bot.handlers.rewrite import of_its_topics, rewrite
from bot.handlers.timezone import ask_once
from bot.presses import RHYTHMS, Wish
from bot.watch_keyboards import (
    back_keyboard,
    drop_keyboard,
    other_what_keyboard,
    when_keyboard,
    wish_keyboard,
)
from briefs.filters import Filter, print_filter, read_rhythm, reading
from briefs.filters.rhythm import INSTANT
from briefs.news import Trial, would_have_taken
from briefs.store import subscriptions
from briefs.store.subscriptions import Loudness, Subscription

TRIED = timedelta(days=7)
MOST_TITLES = 5
LONGEST_TITLE = 120


async def show_wish(reader: Reader, context: BotContext, id: int, headline: str = "") -> None:
    """The card of a subscription, with what was just done above it."""
    wish = await find_wish(reader, context, id)
    if wish is None:
        await reader.put(reader.words("wish-gone", list=reader.listing))
        return
    lines = [headline, said(wish, reader, context), *states(wish, reader), as_typed(wish, reader)]
    text = "\n\n".join(line for line in lines if line)
    await reader.put(text, wish_keyboard(wish, reader.words))


async def carry_out(reader: Reader, context: BotContext, wish: Wish) -> None:
    """A press on a card."""
    id, words = int(wish.id), reader.words
    if wish.do == "test":
        await _try_out(reader, context, id)
    elif wish.do == "when" and not wish.value:
        await _ask(reader, context, id, "wish-when", when_keyboard(id, words))
    elif wish.do == "what" and not wish.value:
        await _ask(reader, context, id, "wish-what", other_what_keyboard(id, words))
    elif wish.do == "what":
        await _other_what(reader, context, id, wish.value)
    elif wish.do == "drop" and not wish.value:
        await _ask(reader, context, id, "wish-drop", drop_keyboard(id, words))
    elif wish.do == "drop":
        await _drop(reader, context, id)
    else:
        await _change(reader, context, wish)
        await show_wish(reader, context, id)
        if wish.do == "when" and wish.value != INSTANT:
            await ask_once(reader, context)


async def find_wish(reader: Reader, context: BotContext, id: int) -> Subscription | None:
    async with context.store.read() as conn:
        return await subscriptions.find(conn, reader.chat_id, id)


def said(wish: Subscription, reader: Reader, context: BotContext, longest: int = 2000) -> str:
    """The subscription in the reader's words, as Telegram HTML of so many characters at most."""
    plain = reading(filter_of(wish), context.lexicon, reader.language, reader.zone)
    return escape(plain if len(plain) <= longest else plain[: longest - 1] + "…", quote=False)


def filter_of(wish: Subscription) -> Filter:
    return Filter(wish.expr, read_rhythm(wish.rhythm))


def states(wish: Subscription, reader: Reader) -> list[str]:
    """What is out of the ordinary: paused, without a sound."""
    found = ["wish-paused"] if wish.paused else []
    found += ["wish-silent"] if wish.loudness == "silent" else []
    return [reader.words(key) for key in found]


def as_typed(wish: Subscription, reader: Reader) -> str:
    """The line that makes it, to be copied by a tap."""
    return f"<code>/{reader.command} {escape(print_filter(filter_of(wish)), quote=False)}</code>"


async def _change(reader: Reader, context: BotContext, wish: Wish) -> None:
    chat_id, id = reader.chat_id, int(wish.id)
    async with context.store.begin() as conn:
        if wish.do == "when":
            await subscriptions.set_rhythm(conn, chat_id, id, RHYTHMS[wish.value])
        elif wish.do == "sound":
            await subscriptions.set_loudness(conn, chat_id, id, cast(Loudness, wish.value))
        elif wish.do == "pause":
            await subscriptions.pause(conn, chat_id, id, wish.value == "yes")


async def _other_what(reader: Reader, context: BotContext, id: int, what: str) -> None:
    wish = await find_wish(reader, context, id)
    if wish is not None:
        expr = of_its_topics(wish, what, context.lexicon)
        id = await rewrite(reader, context, id, Filter(expr, read_rhythm(wish.rhythm)))
    await show_wish(reader, context, id)


async def _drop(reader: Reader, context: BotContext, id: int) -> None:
    async with context.store.begin() as conn:
        await subscriptions.drop(conn, reader.chat_id, id)
    await reader.put(reader.words("wish-dropped", list=reader.listing))


async def _ask(
    reader: Reader, context: BotContext, id: int, key: str, keyboard: InlineKeyboardMarkup
) -> None:
    wish = await find_wish(reader, context, id)
    if wish is None:
        await reader.put(reader.words("wish-gone", list=reader.listing))
        return
    await reader.put(f"{said(wish, reader, context)}\n\n{reader.words(key)}", keyboard)


async def _try_out(reader: Reader, context: BotContext, id: int) -> None:
    wish = await find_wish(reader, context, id)
    if wish is None:
        await reader.put(reader.words("wish-gone", list=reader.listing))
        return
    since = context.now() - TRIED
    async with context.store.read() as conn:
        trial = await would_have_taken(conn, wish.expr, since, context.lexicon)
    text = f"{said(wish, reader, context)}\n\n{_tried(trial, reader)}"
    await reader.put(text, back_keyboard(id, reader.words))


def _tried(trial: Trial, reader: Reader) -> str:
    """How many it would have been, and the newest of them."""
    key = "wish-tried" if trial.taken else "wish-tried-none"
    lines = [reader.words(key, count=len(trial.taken), looked=trial.looked_at)]
    for event in trial.taken[: -MOST_TITLES - 1 : -1]:
        title = escape(event.title[:LONGEST_TITLE], quote=False)
        lines.append(f"• {local_time(event.happened_at)} · {title}")
    return "\n".join(lines)
