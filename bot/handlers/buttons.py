"""Presses of inline buttons, each answered, each carried on where it belongs."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

from telegram import CallbackQuery, Message, Update
from telegram.error import BadRequest

from bot.context import BotContext
from bot.handlers.ask import ask_with
from bot.handlers.brief import brief_on
from bot.handlers.briefings import offer_questions, open_event, show_policies, show_sources
from bot.handlers.calendar import calendar_on
from bot.handlers.channel_access import speak_for
from bot.handlers.channel_screens import look
from bot.handlers.chart import chart_on
from bot.handlers.drawing import draw
from bot.handlers.forget import answered
from bot.handlers.history import history_on
from bot.handlers.language import speak
from bot.handlers.mute import hush, mute_on, mute_pressed
from bot.handlers.policy import policies_on
from bot.handlers.price import price_of
from bot.handlers.quiet import pressed as quiet_pressed
from bot.handlers.reader import Reader, reader_of
from bot.handlers.risks import risks_of
from bot.handlers.start import chosen, follow
from bot.handlers.timezone import set_zone
from bot.handlers.watch import pick
from bot.handlers.watches import show_page
from bot.handlers.wishes import carry_out
from bot.presses import (
    SETTINGS,
    Begin,
    Choose,
    Draw,
    Forget,
    Hush,
    Look,
    Mute,
    Page,
    Pick,
    Press,
    Show,
    Speak,
    Still,
    Wish,
    Zone,
    address_of,
    decode,
)
from briefs.store.subscriptions import EVERYTHING


async def press(update: Update, context: BotContext) -> None:
    query = update.callback_query
    assert query is not None
    reader = await reader_of(update, context)
    meant_for, data = address_of(query.data)
    pressed = decode(data)
    if pressed is None or not _known(pressed, context):
        await _expired(query, reader)
        return
    if reader.channel:
        # Whoever reads a channel can press there; an answer would be a post for all.
        with suppress(BadRequest):
            await query.answer(reader.words("ask-in-private"), show_alert=True)
        return
    if meant_for is not None:
        speaker = await speak_for(reader, context, meant_for)
        if speaker is None:
            with suppress(BadRequest):
                await query.answer()
            return
        reader = speaker
    if isinstance(pressed, SETTINGS) and not await reader.may_set():
        with suppress(BadRequest):
            await query.answer(reader.words("admins-only"), show_alert=True)
        return
    # Telegram forgets presses after a while; one replayed after a crash is still carried out.
    with suppress(BadRequest):
        await query.answer()
    await _carry_out(pressed, query, reader, context)


async def _carry_out(
    pressed: Press, query: CallbackQuery, reader: Reader, context: BotContext
) -> None:
    match pressed:
        case Show(part, event_id):
            await _show(part, int(event_id), reader, context)
        case Choose(topic, term, extra):
            await _go_on(topic, term, extra, query, reader, context)
        case Begin(choice):
            await chosen(reader, context, choice)
        case Speak(language):
            await speak(reader, context, language)
        case Draw():
            await draw(reader, context, pressed)
        case _:
            await _set(pressed, reader, context)


async def _set(pressed: Press, reader: Reader, context: BotContext) -> None:
    match pressed:
        case Pick(term, what):
            await pick(reader, context, term, what)
        case Page(number):
            await show_page(reader, context, int(number))
        case Wish():
            await carry_out(reader, context, pressed)
        case Hush():
            await hush(reader, context, pressed)
        case Mute():
            await mute_pressed(reader, context, pressed)
        case Look():
            await look(reader, context, pressed)
        case Forget(answer):
            await answered(reader, context, answer)
        case Zone(name):
            await set_zone(reader, context, name)
        case Still():
            await quiet_pressed(reader, context, pressed)


async def _show(part: str, event_id: int, reader: Reader, context: BotContext) -> None:
    if part == "sources":
        await show_sources(reader, context, event_id)
    elif part == "policy":
        await show_policies(reader, context, event_id)
    elif part == "ask":
        await offer_questions(reader, context, event_id)
    else:
        await open_event(reader, context, event_id)


async def _go_on(
    topic: str, term: str, extra: str, query: CallbackQuery, reader: Reader, context: BotContext
) -> None:
    """The command again, now that it is clear which term was meant."""
    if topic == "price":
        await price_of(reader, context, term)
    elif topic == "brief":
        await brief_on(reader, context, term, extra)
    elif topic == "policy":
        await policies_on(reader, context, term)
    elif topic == "risks":
        await risks_of(reader, context, term)
    elif topic == "chart":
        await chart_on(reader, context, term, extra)
    elif topic == "calendar":
        await calendar_on(reader, context, term, extra)
    elif topic == "history":
        await history_on(reader, context, term, extra)
    elif topic == "watch":
        await pick(replace(reader, pressed=None), context, term, "")
    elif topic == "follow":
        await follow(reader, context, term)
    elif topic == "mute":
        await mute_on(reader, context, term, extra)
    else:
        await ask_with(reader, context, term, _question_of(query))


def _question_of(query: CallbackQuery) -> Message | None:
    """The message that our question which term was meant replies to."""
    return query.message.reply_to_message if isinstance(query.message, Message) else None


def _known(pressed: Press, context: BotContext) -> bool:
    """Whether the terms of a button are still in the lexicon."""
    terms = pressed.terms.split(",") if isinstance(pressed, Draw) else ()
    term = pressed.term if isinstance(pressed, Choose | Pick) else ""
    known = context.lexicon.terms
    return (term in ("", EVERYTHING) or term in known) and all(one in known for one in terms)


async def _expired(query: CallbackQuery, reader: Reader) -> None:
    with suppress(BadRequest):
        await query.answer(reader.words("expired"), show_alert=True)
    with suppress(BadRequest):
        await query.edit_message_reply_markup(None)
