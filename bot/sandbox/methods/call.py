"""One call of a method: who calls, with what, in which world."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bot.sandbox.bots import Bot
from bot.sandbox.errors import bad
from bot.sandbox.params import Params
from bot.sandbox.scene import Chat, Message
from bot.sandbox.shapes import a_text, an_object, entities_of
from bot.sandbox.text import LONGEST_CAPTION, format_text, message_text
from bot.sandbox.world import World


@dataclass(frozen=True, slots=True)
class Call:
    world: World
    bot: Bot
    params: Params
    base_url: str = ""

    def chat(self) -> Chat:
        """The chat named, whatever its state."""
        return self.world.chat(self.params.text("chat_id"))

    def writable(self) -> Chat:
        return self.world.writable(self.params.text("chat_id"))

    def own_message(self, what: str = "edit") -> tuple[Chat, Message]:
        """The bot's own message that is named. Raises Refusal."""
        if self.params.text("inline_message_id"):
            raise bad("MESSAGE_ID_INVALID")
        chat = self.writable()
        message = self.world.message(chat, self.params.number("message_id"), what)
        if not self.is_own(message):
            raise bad(f"message can't be {'edited' if what == 'edit' else what + 'd'}")
        return chat, message

    def is_own(self, message: Message) -> bool:
        sender = message.get("from") or {}
        return sender.get("id") == self.bot.id or "sender_chat" in message

    def text(self) -> dict[str, Any]:
        """`text` and `entities` of the message to be."""
        given = entities_of(self.params.object("entities"))
        text, entities = message_text(
            self.params.text("text"), self.params.text("parse_mode"), given
        )
        return {"text": text, **({"entities": entities} if entities else {})}

    def caption(self) -> dict[str, Any]:
        return caption_of(
            self.params.text("caption"),
            self.params.text("parse_mode"),
            entities_of(self.params.object("caption_entities")),
        )


def medium_of(value: Any) -> tuple[str, str, dict[str, Any]]:
    """An InputMedia: its type, where its file is, and the caption as the message will have it."""
    complaint = "can't parse InputMedia: "
    item = an_object(value, complaint + "expected an Object")
    if item.get("type") not in ("photo", "document"):
        raise bad(complaint + "the sandbox keeps photos and documents")
    source = a_text(item.get("media"), complaint + 'Field "media" must be of type String')
    texts = [
        None
        if item.get(name) is None
        else a_text(item[name], f'{complaint}Field "{name}" must be of type String')
        for name in ("caption", "parse_mode")
    ]
    caption = caption_of(texts[0], texts[1], entities_of(item.get("caption_entities")))
    return item["type"], source.removeprefix("attach://"), caption


def caption_of(source: str | None, mode: str | None, given: list[dict[str, Any]]) -> dict[str, Any]:
    text, entities = format_text(source or "", mode, given, LONGEST_CAPTION)
    if not text:
        return {}
    return {"caption": text, **({"caption_entities": entities} if entities else {})}
