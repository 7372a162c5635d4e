"""/timezone: whose clock digests and quiet hours go by; asked for once, changed at any time."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from telegram import InlineKeyboardMarkup, Update

from bot.context import BotContext
from bot.handlers.reader import Reader, reader_of
from bot.i18n import Words
from bot.keyboards import rows
from bot.presses import Zone
from bot.zones import COMMON, find_zone, near_zones
from briefs.filters import say_zone
from briefs.store import chats, clocks
from briefs.types import Language

LONGEST = 60  # characters of a name


async def command(update: Update, context: BotContext) -> None:
    """`/timezone` shows it with buttons; `/timezone berlin`, `/timezone UTC+8` set it."""
    reader = await reader_of(update, context)
    typed = " ".join(context.args or ())[:LONGEST]
    if not typed:
        await show(reader, context)
        return
    if await reader.refuses():
        return
    zone = find_zone(typed)
    if zone is not None:
        await set_zone(reader, context, zone)
        return
    near = near_zones(typed)
    key = "zone-nearest" if near else "zone-unknown"
    await reader.say(reader.words(key, name=typed), zones_keyboard(near or COMMON, reader.language))


async def show(reader: Reader, context: BotContext) -> None:
    """The zone and what its clock shows, with the buttons of others."""
    await reader.say(_now("zone-now", reader.zone, reader, context), _common(reader))


async def set_zone(reader: Reader, context: BotContext, zone: str) -> None:
    """Take a zone; the digests and quiet hours of the chat move along."""
    async with context.store.begin() as conn:
        await clocks.set_zone(conn, reader.chat_id, reader.thread_id, zone, context.now())
    await reader.put(_now("zone-set", zone, reader, context))


async def ask_once(reader: Reader, context: BotContext) -> None:
    """Ask whether the guessed zone is right, the first time that it matters and never again."""
    async with context.store.begin() as conn:
        if not await clocks.note_zone_asked(conn, reader.chat_id, reader.thread_id):
            return
        chat = await chats.get_chat(conn, reader.chat_id, reader.thread_id)
    zone = chat.zone if chat is not None else reader.zone
    await reader.say(_now("zone-ask", zone, reader, context), _ask_keyboard(zone, reader))


def zones_keyboard(zones: tuple[str, ...], language: Language) -> InlineKeyboardMarkup:
    return rows([(say_zone(zone, language), Zone(zone)) for zone in zones])


def _common(reader: Reader) -> InlineKeyboardMarkup:
    return zones_keyboard(COMMON, reader.language)


def _ask_keyboard(zone: str, reader: Reader) -> InlineKeyboardMarkup:
    """Yes, that zone; or one of the others."""
    words: Words = reader.words
    name = say_zone(zone, reader.language)
    right = rows([(words("button-zone-right", zone=name), Zone(zone))]).inline_keyboard
    others = tuple(other for other in COMMON if other != zone)
    return InlineKeyboardMarkup([*right, *zones_keyboard(others, reader.language).inline_keyboard])


def _now(key: str, zone: str, reader: Reader, context: BotContext) -> str:
    """What the chat's clock shows, by which people see whether it is right."""
    clock = context.now().astimezone(ZoneInfo(zone))
    return reader.words(key, zone=zone, clock=f"{clock:%H:%M}")
