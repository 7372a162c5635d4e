"""The commands we know, and the chat's menu of them in both languages."""

from __future__ import annotations

import logging

from telegram import Bot, BotCommand
from telegram.error import TelegramError

from bot.i18n import LANGUAGES, Translations

log = logging.getLogger(__name__)

# In the order of the menu; `command-…` in the catalogs says what each does.
COMMANDS = (
    *("price", "board", "chart", "history", "movers", "calendar"),
    *("brief", "latest", "policy", "risks", "ask"),
    *("watch", "watches", "mute", "quiet", "timezone", "channel", "start", "language"),
    *("export", "import", "forget", "help"),
)
DEFAULT = "en"  # for everybody whose Telegram speaks none of our languages


async def show_menu(bot: Bot, translations: Translations) -> None:
    """Tell Telegram the menu. A failure is logged: that of an earlier run stays."""
    for language in LANGUAGES:
        words = translations.words(language)
        menu = [BotCommand(name, words(f"command-{name}")) for name in COMMANDS]
        try:
            await bot.set_my_commands(menu, language_code=None if language == DEFAULT else language)
        except TelegramError as error:
            log.warning("the command menu could not be set: %s", error)
