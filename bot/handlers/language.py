"""/language en, zh or auto: which language we speak in this chat."""

from __future__ import annotations

from typing import cast, get_args

from telegram import Update

from bot.context import BotContext
from bot.handlers.reader import Reader, reader_of
from bot.i18n import language_of
from bot.keyboards import language_keyboard
from briefs.store import chats
from briefs.types import Language

AUTO = "auto"
SPELLINGS = {"english": "en", "英文": "en", "chinese": "zh", "中文": "zh", "汉语": "zh", "cn": "zh"}


async def command(update: Update, context: BotContext) -> None:
    reader = await reader_of(update, context)
    wanted = (context.args or [""])[0].lower()
    if not wanted:
        await reader.say(reader.words("language-now"), language_keyboard(reader.words))
        return
    await speak(reader, context, SPELLINGS.get(wanted, wanted))


async def speak(reader: Reader, context: BotContext, wanted: str) -> None:
    """Set the chat's language: "en", "zh", or "auto" for that of the person's Telegram."""
    if wanted not in (AUTO, *get_args(Language)):
        await reader.say(reader.words("language-unknown"))
        return
    if not await reader.may_set():
        await reader.say(reader.words("admins-only"))
        return
    language = language_of(reader.code) if wanted == AUTO else cast(Language, wanted)
    async with context.store.begin() as conn:
        await chats.set_language(conn, reader.chat_id, reader.thread_id, language)
    key = "language-auto" if wanted == AUTO else "language-set"
    await reader.say(context.services.translations.say(language, key))
