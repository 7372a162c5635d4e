"""One outbox row, as the messages Telegram is sent: parts in order, the buttons under the last.

What many chats get is cut and encoded once: a message is a chat's number before bytes made already.
"""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from typing import Any, TypeAlias

from telegram import LinkPreviewOptions
from telegram.constants import ParseMode

from bot.channel_keyboards import link_keyboard
from bot.delivery.failures import Failure, Reason, read_failure
from bot.delivery.split import PIECE, split
from bot.i18n import Translations
from bot.keyboards import briefing_keyboard
from briefs.store.outbox import Delivery

NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
REMEMBERED = 256  # texts; the same one goes to many chats, one after another

#: Posts the JSON of a sendMessage; gives status and body. Raises TimedOut and NetworkError.
Post: TypeAlias = Callable[[bytes], Awaitable[tuple[int, bytes]]]


@dataclass(slots=True)
class Outgoing:
    """A claimed row on its way: `done` of its `parts` are with Telegram already."""

    delivery: Delivery
    parts: Sequence[str]
    keyboard: str | None  # JSON
    done: int = 0
    plain: bool = False  # the markup was refused: words only
    paid: bool = False  # beyond the free rate
    dropped: bool = False  # its chat was forgotten while it was in flight
    message_id: int | None = None
    edits: int | None = None  # the message of a channel to put the text in

    @property
    def finished(self) -> bool:
        return self.done >= len(self.parts)


def prepare(delivery: Delivery, translations: Translations, username: str = "") -> Outgoing:
    """Cut a row's text, make its buttons. Its first parts may be out since an earlier try.

    In a channel there is a link to us (`username`) instead: what its buttons show, all would see.
    """
    keyboard = json.dumps(dict(delivery.markup)) if delivery.markup else None
    if keyboard is None and delivery.event_id is not None:
        words_of = delivery.language or "en"
        if delivery.channel:
            keyboard = _link(delivery.event_id, translations, words_of, username)
        else:
            keyboard = _buttons(delivery.event_id, translations, words_of)
    parts = _parts(delivery.text)
    edits = delivery.edits if len(parts) == 1 else None
    return Outgoing(delivery, parts, keyboard, delivery.parts_done, edits=edits)


async def send_part(post: Post, outgoing: Outgoing) -> Failure | None:
    """Send the next part; a refusal counts nothing as done. Raises what `post` raises."""
    last = outgoing.done + 1 == len(outgoing.parts)
    status, answer = await post(
        b'{"chat_id":%d,' % outgoing.delivery.chat_id
        + _body(
            outgoing.parts[outgoing.done],
            outgoing.delivery.thread_id,
            outgoing.keyboard if last else None,
            outgoing.plain,
            outgoing.paid,
            outgoing.delivery.silent,
        )
    )
    if status != 200:
        return read_failure(status, answer)
    try:
        message_id = int(json.loads(answer)["result"]["message_id"])
    except (ValueError, KeyError, TypeError):
        return Failure(Reason.NETWORK, "an answer that is no message")
    outgoing.done += 1
    outgoing.message_id = message_id
    return None


def plain_text(html: str) -> str:
    """The words of Telegram HTML without its tags."""
    return unescape(PIECE.sub(lambda match: "" if match["name"] else match.group(), html))


@lru_cache(REMEMBERED)
def _parts(text: str) -> tuple[str, ...]:
    return tuple(split(text))


@lru_cache(REMEMBERED)
def _buttons(event_id: int, translations: Translations, language: Any) -> str:
    return briefing_keyboard(event_id, translations.words(language)).to_json()


def _link(event_id: int, translations: Translations, language: Any, username: str) -> str | None:
    if not username:
        return None
    return link_keyboard(event_id, username, translations.words(language)).to_json()


@lru_cache(REMEMBERED)
def _body(
    part: str, thread_id: int, keyboard: str | None, plain: bool, paid: bool, silent: bool
) -> bytes:
    """The JSON of a message but for its chat and the brace before that."""
    values: dict[str, Any] = {
        "text": plain_text(part) if plain else part,
        "link_preview_options": NO_PREVIEW.to_dict(),
    }
    if not plain:
        values["parse_mode"] = ParseMode.HTML
    if thread_id:
        values["message_thread_id"] = thread_id
    if keyboard is not None:
        values["reply_markup"] = json.loads(keyboard)
    if silent:
        values["disable_notification"] = True
    if paid:
        values["allow_paid_broadcast"] = True
    return json.dumps(values).encode()[1:]
