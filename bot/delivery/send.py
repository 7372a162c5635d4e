"""One outbox row, as the messages Telegram is sent: parts in order, the buttons under the last."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import unescape

from telegram import Bot, InlineKeyboardMarkup, LinkPreviewOptions
from telegram.constants import ParseMode

from bot.delivery.split import PIECE, split
from bot.i18n import Translations
from bot.keyboards import briefing_keyboard
from briefs.store.outbox import Delivery

NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


@dataclass(slots=True)
class Outgoing:
    """A claimed row on its way: `done` of its `parts` are with Telegram already."""

    delivery: Delivery
    parts: Sequence[str]
    keyboard: InlineKeyboardMarkup | None
    done: int = 0
    plain: bool = False  # the markup was refused: words only
    message_id: int | None = None

    @property
    def finished(self) -> bool:
        return self.done >= len(self.parts)


def prepare(delivery: Delivery, translations: Translations, bot: Bot, done: int = 0) -> Outgoing:
    """Cut a row's text and make its buttons. `done` parts went out in an earlier try."""
    keyboard = InlineKeyboardMarkup.de_json(dict(delivery.markup), bot) if delivery.markup else None
    if keyboard is None and delivery.event_id is not None:
        keyboard = briefing_keyboard(
            delivery.event_id, translations.words(delivery.language or "en")
        )
    return Outgoing(delivery, split(delivery.text), keyboard, done)


async def send_part(bot: Bot, outgoing: Outgoing) -> None:
    """Send the next part. Raises what the Bot API refuses with; then nothing counts as done."""
    part = outgoing.parts[outgoing.done]
    last = outgoing.done + 1 == len(outgoing.parts)
    message = await bot.send_message(
        outgoing.delivery.chat_id,
        plain_text(part) if outgoing.plain else part,
        parse_mode=None if outgoing.plain else ParseMode.HTML,
        message_thread_id=outgoing.delivery.thread_id or None,
        disable_notification=outgoing.delivery.silent or None,
        link_preview_options=NO_PREVIEW,
        reply_markup=outgoing.keyboard if last else None,
    )
    outgoing.done += 1
    outgoing.message_id = message.message_id


def plain_text(html: str) -> str:
    """The words of Telegram HTML without its tags."""
    return unescape(PIECE.sub(lambda match: "" if match["name"] else match.group(), html))
