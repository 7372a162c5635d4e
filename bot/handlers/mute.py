"""/mute: quiet for a while, a topic muted, heard again; and the same under a pushed briefing."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from telegram import InlineKeyboardMarkup, Update
from telegram.error import BadRequest

from bot.context import BotContext
from bot.handlers.moments import local_time, read_period
from bot.handlers.names import find_term, name_of_id
from bot.handlers.reader import Reader, reader_of
from bot.i18n import Html
from bot.keyboards import briefing_keyboard, hush_keyboard
from bot.presses import Hush, Mute
from bot.watch_keyboards import mute_keyboard, undo_keyboard
from briefs import muting
from briefs.filters.reading_words import TABLES
from briefs.news import kind_of, subject_of
from briefs.store import mutes
from briefs.store.facts import event_facts
from briefs.store.matching import EVERY_SUBJECT

OFF = frozenset({"off", "clear", "none", "关", "关闭", "取消"})
LESS = timedelta(days=30)  # how long "less like this" lasts
PERIODS = {"1h": timedelta(hours=1), "24h": timedelta(hours=24)}


@dataclass(frozen=True, slots=True)
class About:
    """What an event is about: its subject, and the kind of most that is told of it."""

    term: str
    kind: str | None


async def command(update: Update, context: BotContext) -> None:
    """`/mute`, `/mute 24h`, `/mute copper`, `/mute copper 7d`, `/mute off`."""
    reader = await reader_of(update, context)
    words = context.args or []
    if not words:
        await _show(reader, context)
        return
    if await reader.refuses():
        return
    period = read_period(words[-1])
    name = " ".join(words[:-1] if period else words)
    if name.casefold() in OFF:
        await mute_pressed(reader, context, Mute("clear"))
    elif not name:
        await mute(reader, context, EVERY_SUBJECT, period)
    else:
        typed = words[-1] if period else ""
        term = await find_term(reader, context.lexicon, name, topic="mute", extra=typed)
        if term is not None:
            await mute(reader, context, term.id, period)


async def mute_on(reader: Reader, context: BotContext, term_id: str, typed: str) -> None:
    """Go on with a chosen term and the period typed with the command."""
    if not await reader.refuses():
        await mute(reader, context, term_id, read_period(typed))


async def mute(reader: Reader, context: BotContext, subject: str, period: timedelta | None) -> None:
    """Hear nothing more of a subject, for a period or until it is taken back; and say so, and how
    much of what waited already does not come."""
    until = None if period is None else context.now() + period
    at = (reader.chat_id, reader.thread_id)
    async with context.store.begin() as conn:
        dropped = await muting.mute(conn, *at, subject, until, context.lexicon)
    said = _muted(subject, until, reader, context)
    if dropped:
        said += "\n" + reader.words("mute-dropped", count=dropped)
    await reader.say(said, undo_keyboard(subject, reader.words))


async def mute_pressed(reader: Reader, context: BotContext, pressed: Mute) -> None:
    """A press under what `/mute` showed, or under what was said of a mute."""
    if pressed.do in PERIODS:
        await mute(reader, context, EVERY_SUBJECT, PERIODS[pressed.do])
        return
    at = (reader.chat_id, reader.thread_id)
    async with context.store.begin() as conn:
        if pressed.do == "on":
            await mutes.remove(conn, *at, pressed.subject)
        else:
            await mutes.clear(conn, *at)
    await reader.put(reader.words("mute-undone"))


async def hush(reader: Reader, context: BotContext, pressed: Hush) -> None:
    """A press under a briefing."""
    event_id = int(pressed.event_id)
    about = await _about(context, event_id)
    if pressed.how == "mute":
        topic = name_of_id(context.lexicon, about.term, reader.language) if about else None
        await _rebutton(reader, hush_keyboard(event_id, topic, reader.words))
        return
    if pressed.how != "less":
        await _rebutton(reader, briefing_keyboard(event_id, reader.words))
    if pressed.how in PERIODS:
        await mute(reader, context, EVERY_SUBJECT, PERIODS[pressed.how])
    elif pressed.how == "back":
        return
    elif about is None:
        await reader.say(reader.words("mute-no-topic"))
    elif pressed.how == "topic":
        await mute(reader, context, about.term, None)
    else:
        await mute(reader, context, f"{about.term}/{about.kind}", LESS)


async def _about(context: BotContext, event_id: int) -> About | None:
    async with context.store.read() as conn:
        facts = [found.fact for found in await event_facts(conn, event_id)]
    term = subject_of(facts)
    return None if term is None else About(term, kind_of(facts))


async def _rebutton(reader: Reader, keyboard: InlineKeyboardMarkup) -> None:
    if reader.pressed is not None:
        # A second press of the same button finds it done.
        with suppress(BadRequest):
            await reader.pressed.edit_reply_markup(keyboard)


async def _show(reader: Reader, context: BotContext) -> None:
    async with context.store.read() as conn:
        muted = await mutes.of_chat(conn, reader.chat_id, reader.thread_id, context.now())
    lines: Sequence[str] = [
        _muted(subject, until, reader, context) for subject, until in muted.items()
    ]
    text = "\n".join(
        [*lines, "", reader.words("mute-how")] if lines else [reader.words("mute-how")]
    )
    await reader.say(text, mute_keyboard(reader.words, muted=bool(muted)))


def _muted(subject: str, until: datetime | None, reader: Reader, context: BotContext) -> str:
    """ "Nothing more on copper is pushed here until 8 Mar 12:00." """
    term, _, kind = subject.partition("/")
    name = name_of_id(context.lexicon, term, reader.language)
    what = TABLES[reader.language].kinds.get(kind, "")
    key = "mute-all" if subject == EVERY_SUBJECT else "mute-kind" if kind else "mute-topic"
    end = reader.words("mute-until", moment=Html(local_time(until))) if until else ""
    return reader.words(key, name=name, kind=what, until=Html(end))
