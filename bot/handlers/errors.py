"""An error in a handler: logged with the update's number, told once, and it costs nothing else."""

from __future__ import annotations

import logging
from contextlib import suppress

from telegram import Update
from telegram.error import TelegramError

from bot.context import BotContext
from bot.delivery.failures import Response, classify
from bot.handlers.reader import reader_of

log = logging.getLogger(__name__)


async def tell(update: object, context: BotContext) -> None:
    """The inbox hears of it too, and tries again where only Telegram could not be reached."""
    error = context.error
    if not isinstance(update, Update) or error is None:
        log.error("a handler failed outside of an update", exc_info=error)
        return
    context.services.failed[update.update_id] = error
    if isinstance(error, TelegramError):
        response = classify(error).response
        log.warning("update %d: %s: %s", update.update_id, type(error).__name__, error)
        if response in (Response.RETRY, Response.WAIT, Response.CHAT_OFF, Response.STOP):
            return
    else:
        log.error("update %d failed", update.update_id, exc_info=error)
    if update.effective_chat is None:  # typed behind our name: there is nowhere to say it
        return
    with suppress(TelegramError):
        reader = await reader_of(update, context)
        await reader.say(reader.words("trouble", update=str(update.update_id)))
