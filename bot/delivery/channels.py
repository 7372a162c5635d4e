"""What only channels get: a post mended in place, and a digest pinned as the board."""

from __future__ import annotations

import json
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from telegram.constants import ParseMode
from telegram.error import TelegramError

from bot.delivery.failures import Failure, read_failure
from bot.delivery.send import NO_PREVIEW, Outgoing, plain_text

log = logging.getLogger(__name__)

#: Calls a method of the Bot API by its name; status and body. Raises TimedOut and NetworkError.
Call: TypeAlias = Callable[[str, Mapping[str, Any]], Awaitable[tuple[int, bytes]]]


@dataclass(frozen=True, slots=True)
class Channels:
    """`username`: our own, known once the bot has started, for the link under a post."""

    call: Call
    username: Callable[[], str]


async def edit_post(call: Call, outgoing: Outgoing) -> Failure | None:
    """Put a text in the place of one that stands in the channel. Raises what `call` raises."""
    assert outgoing.edits is not None
    outgoing.message_id = outgoing.edits
    (text,) = outgoing.parts
    asked: dict[str, Any] = {
        "chat_id": outgoing.delivery.chat_id,
        "message_id": outgoing.edits,
        "text": plain_text(text) if outgoing.plain else text,
        "link_preview_options": NO_PREVIEW.to_dict(),
    }
    if not outgoing.plain:
        asked["parse_mode"] = ParseMode.HTML
    if outgoing.keyboard is not None:
        asked["reply_markup"] = json.loads(outgoing.keyboard)
    status, answer = await call("editMessageText", asked)
    if status != 200:
        return read_failure(status, answer)
    outgoing.done = 1
    return None


async def pin_board(call: Call, outgoing: Outgoing) -> bool:
    """Pin a digest that was sent, in place of the one before; False if it could not be pinned.

    A digest that is not pinned is still a digest: what goes wrong is logged, and nothing repeated.
    """
    chat_id, before = outgoing.delivery.chat_id, outgoing.delivery.board
    where = {"chat_id": chat_id, "message_id": outgoing.message_id}
    if not await _done(call, "pinChatMessage", {**where, "disable_notification": True}):
        return False
    if before is not None:
        await _done(call, "unpinChatMessage", {"chat_id": chat_id, "message_id": before})
    return True


async def _done(call: Call, method: str, asked: Mapping[str, Any]) -> bool:
    try:
        status, answer = await call(method, asked)
    except TelegramError as error:
        log.warning("%s in chat %s: %s", method, asked["chat_id"], error)
        return False
    if status != 200:
        detail = read_failure(status, answer).detail
        log.warning("%s in chat %s: %s", method, asked["chat_id"], detail)
    return status == 200
