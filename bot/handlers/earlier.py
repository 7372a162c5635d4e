"""What a question may go on from: the briefing it replies to, else the last question there."""

from __future__ import annotations

from telegram import InlineKeyboardButton, Message

from bot.context import BotContext
from bot.handlers.briefings import subject_of
from bot.handlers.reader import Reader
from bot.presses import Hush, Show, address_of, decode
from briefs.answer import Asked
from briefs.store import events
from briefs.store.asked import ANYBODY, Place, last_question, remember_question
from briefs.times import CHINA


async def earlier_question(
    reader: Reader, context: BotContext, message: Message | None
) -> Asked | None:
    """None where there is nothing to go on from."""
    replied = message.reply_to_message if message is not None else None
    event_id = _event_under(replied) if replied is not None else None
    if event_id is not None:
        return await _about(event_id, context)
    async with context.store.read() as conn:
        last = await last_question(conn, _place(reader), context.now())
    return None if last is None else Asked(*last)


async def keep_question(reader: Reader, context: BotContext, asked: Asked) -> None:
    """For the next one, which may come after a restart."""
    async with context.store.begin() as conn:
        await remember_question(
            conn, _place(reader), asked.question, asked.terms, asked.told_on, context.now()
        )


def _place(reader: Reader) -> Place:
    person = ANYBODY if reader.private else reader.user_id or ANYBODY
    return Place(reader.chat_id, reader.thread_id, person)


def _event_under(message: Message) -> int | None:
    """The event that a briefing tells of: its buttons carry it."""
    markup = message.reply_markup
    rows = markup.inline_keyboard if markup is not None else ()
    return next((id for row in rows for key in row if (id := _event_of(key)) is not None), None)


def _event_of(key: InlineKeyboardButton) -> int | None:
    data = key.callback_data
    press = decode(address_of(data)[1]) if isinstance(data, str) else None
    return int(press.event_id) if isinstance(press, Show | Hush) else None


async def _about(event_id: int, context: BotContext) -> Asked | None:
    term_id = await subject_of(context, event_id)
    async with context.store.read() as conn:
        event = await events.get_event(conn, event_id)
    if term_id is None or event is None:
        return None
    day = event.happened_at.astimezone(CHINA).date()
    return Asked(context.lexicon.terms[term_id].name, (term_id,), day)
