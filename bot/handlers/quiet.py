"""/quiet: hours of the night in which nothing is pushed, and what becomes of what came in them."""

from __future__ import annotations

from telegram import InlineKeyboardMarkup, Update

from bot.context import BotContext
from bot.handlers.reader import Reader, reader_of
from bot.handlers.timezone import ask_once
from bot.keyboards import rows
from bot.presses import QUIETS, Press, Still
from briefs.filters import say_days, say_zone
from briefs.quiet import MODES, OFF, Mode, Quiet, read_quiet
from briefs.store import chats, clocks
from briefs.store.chats import Chat


async def command(update: Update, context: BotContext) -> None:
    """`/quiet`, `/quiet 22:00-07:00`, `/quiet 22-7 mon-fri urgent`, `/quiet off`."""
    reader = await reader_of(update, context)
    words = [word.casefold() for word in context.args or ()]
    if not words:
        await show(reader, context)
        return
    if await reader.refuses():
        return
    if words[0] in OFF:
        await set_quiet(reader, context, None, Mode.HOLD)
        return
    modes = [MODES[word] for word in words if word in MODES]
    quiet = read_quiet(" ".join(word for word in words if word not in MODES))
    if quiet is None or len(modes) > 1:
        await reader.say(reader.words("quiet-how"), _hours_keyboard(reader))
    else:
        await set_quiet(reader, context, quiet, modes[0] if modes else Mode.HOLD)


async def pressed(reader: Reader, context: BotContext, press: Still) -> None:
    """Hours chosen, then what becomes of the news in them."""
    if press.hours == "off":
        await set_quiet(reader, context, None, Mode.HOLD)
    elif not press.mode:
        hours = str(QUIETS[press.hours].window)
        await reader.put(reader.words("quiet-mode", hours=hours), _modes(press.hours, reader))
    else:
        quiet = QUIETS.get(press.hours) or await _kept(reader, context)
        await set_quiet(reader, context, quiet, Mode(press.mode))


async def set_quiet(reader: Reader, context: BotContext, quiet: Quiet | None, mode: Mode) -> None:
    async with context.store.begin() as conn:
        at = (reader.chat_id, reader.thread_id)
        await clocks.set_quiet(conn, *at, quiet, mode, context.now())
    if quiet is None:
        await reader.put(reader.words("quiet-off"))
        return
    await reader.put(say_quiet(quiet, mode, reader), _kept_keyboard(mode, reader))
    await ask_once(reader, context)


def say_quiet(quiet: Quiet, mode: Mode, reader: Reader) -> str:
    """Which hours, whose, and what becomes of the news in them."""
    days = say_days(quiet.days, reader.language) if quiet.days else ""
    return reader.words(
        "quiet-now",
        hours=str(quiet.window),
        zone=say_zone(reader.zone, reader.language),
        days=reader.words("quiet-days", days=days) if days else "",
        then=reader.words(f"quiet-then-{mode}"),
    )


def mode_of(chat: Chat) -> Mode:
    if chat.quiet_lets_urgent:
        return Mode.URGENT
    return Mode.HOLD if chat.quiet_holds else Mode.SILENCE


async def show(reader: Reader, context: BotContext) -> None:
    """The quiet hours there are, with the buttons that change them."""
    chat = await _chat(reader, context)
    quiet = read_quiet(chat.quiet) if chat is not None and chat.quiet else None
    if chat is None or quiet is None:
        await reader.say(reader.words("quiet-none"), _hours_keyboard(reader))
    else:
        mode = mode_of(chat)
        await reader.say(say_quiet(quiet, mode, reader), _kept_keyboard(mode, reader))


async def _kept(reader: Reader, context: BotContext) -> Quiet | None:
    chat = await _chat(reader, context)
    return read_quiet(chat.quiet) if chat is not None and chat.quiet else None


async def _chat(reader: Reader, context: BotContext) -> Chat | None:
    async with context.store.read() as conn:
        return await chats.get_chat(conn, reader.chat_id, reader.thread_id)


def _hours_keyboard(reader: Reader) -> InlineKeyboardMarkup:
    choices: list[tuple[str, Press]] = [
        (str(quiet.window), Still(name)) for name, quiet in QUIETS.items()
    ]
    return rows([*choices, (reader.words("button-quiet-off"), Still("off"))], wide=2)


def _modes(hours: str, reader: Reader, *, but: Mode | None = None) -> InlineKeyboardMarkup:
    modes = (mode for mode in Mode if mode is not but)
    choices = [(reader.words(f"button-quiet-{mode}"), Still(hours, mode.value)) for mode in modes]
    return rows(choices, wide=1)


def _kept_keyboard(mode: Mode, reader: Reader) -> InlineKeyboardMarkup:
    """The other modes for the hours there are, other hours, and none."""
    others = _modes("kept", reader, but=mode)
    return InlineKeyboardMarkup([*others.inline_keyboard, *_hours_keyboard(reader).inline_keyboard])
