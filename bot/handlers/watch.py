"""/watch: a subscription typed as one line, or walked to by buttons in two taps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from telegram import Update

from bot.context import BotContext
from bot.handlers.filter_errors import explain
from bot.handlers.names import name_of_id
from bot.handlers.reader import Reader, reader_of
from bot.handlers.start import first_topics
from bot.handlers.timezone import ask_once
from bot.handlers.wishes import show_wish
from bot.presses import WHATS
from bot.watch_keyboards import topics_keyboard, whats_keyboard
from briefs.filters import Filter, FilterError, parse, print_expr, print_rhythm
from briefs.store import subscriptions
from briefs.store.subscriptions import EVERYTHING
from briefs.wish_list import MOST

Kept: TypeAlias = Literal["new", "again", "changed"]


@dataclass(frozen=True, slots=True)
class Saved:
    """A subscription that stands now, and what became of the wish for it."""

    id: int
    kept: Kept


async def command(update: Update, context: BotContext) -> None:
    """`/watch LINE` subscribes at once; without a line the walk begins."""
    reader = await reader_of(update, context)
    line = typed_line(update)
    if await reader.refuses():
        return
    if not line:
        await pick(reader, context, "", "")
        return
    await watch_line(reader, context, line)


async def pick(reader: Reader, context: BotContext, term: str, what: str) -> None:
    """One step of the walk; each stands in place of the one before."""
    if not term:
        keyboard = topics_keyboard(first_topics(reader, context), reader.words)
        await reader.put(reader.words("watch-topic", command=reader.command), keyboard)
    elif not what:
        name = topic_name(term, reader, context)
        await reader.put(reader.words("watch-what", name=name), whats_keyboard(term, reader.words))
    else:
        await watch_line(reader, context, f"{term} {WHATS[what]}")


async def watch_line(reader: Reader, context: BotContext, line: str) -> None:
    """Subscribe to what a line asks for, and show it back in plain words."""
    try:
        filter = parse(line, context.lexicon)
    except FilterError as error:
        await reader.put(explain(error, line, reader.command, reader))
        return
    saved = await save(reader, context, filter)
    if saved is None:
        await reader.put(reader.words("watch-too-many", most=MOST, list=reader.listing))
    else:
        await show_wish(reader, context, saved.id, reader.words(f"watch-{saved.kept}"))
        if not filter.rhythm.instant:
            await ask_once(reader, context)


async def save(reader: Reader, context: BotContext, filter: Filter) -> Saved | None:
    """Keep a subscription; None if the chat has as many as one may. One that is there already
    takes the rhythm asked for, and is resumed."""
    at, rhythm = (reader.chat_id, reader.thread_id), print_rhythm(filter.rhythm)
    async with context.store.begin() as conn:
        same = await subscriptions.with_text(conn, *at, print_expr(filter.expr))
        if same is not None:
            changed = (same.rhythm, same.paused) != (rhythm, False)
            await subscriptions.set_rhythm(conn, reader.chat_id, same.id, rhythm)
            await subscriptions.pause(conn, reader.chat_id, same.id, False)
            return Saved(same.id, "changed" if changed else "again")
        if len(await subscriptions.of_chat(conn, *at)) >= MOST:
            return None
        id = await subscriptions.watch(conn, *at, filter.expr, context.now(), rhythm=rhythm)
    assert id is not None
    return Saved(id, "new")


def typed_line(update: Update) -> str:
    """What stands behind a command, as one line."""
    message = update.effective_message
    _, *rest = ((message and message.text) or "").split(maxsplit=1)
    return " ".join("".join(rest).split())


def topic_name(term: str, reader: Reader, context: BotContext) -> str:
    if term == EVERYTHING:
        return reader.words("topic-everything")
    return name_of_id(context.lexicon, term, reader.language)
