"""One call of a method: who calls, with what, in which world."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bot.sandbox.errors import bad
from bot.sandbox.params import Params
from bot.sandbox.text import LONGEST_CAPTION, format_text, message_text
from bot.sandbox.world import Bot, Chat, Message, World


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
        text, entities = message_text(
            self.params.text("text"), self.params.text("parse_mode"), self.params.object("entities")
        )
        return {"text": text, **({"entities": entities} if entities else {})}

    def caption(self) -> dict[str, Any]:
        return caption_of(
            self.params.text("caption"),
            self.params.text("parse_mode"),
            self.params.object("caption_entities"),
        )


def caption_of(source: str | None, mode: str | None, given: Any) -> dict[str, Any]:
    text, entities = format_text(source or "", mode, given, LONGEST_CAPTION)
    if not text:
        return {}
    return {"caption": text, **({"caption_entities": entities} if entities else {})}
