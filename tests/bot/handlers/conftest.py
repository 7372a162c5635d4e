"""A chat with the bot: every handler registered, real database, scripted Bot API."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, cast

import pytest
from telegram import Update
from telegram.ext import Application, ContextTypes

from bot.context import SERVICES, BotApplication, BotContext, Services
from bot.handlers import register
from bot.i18n import load_translations
from briefs.ingest import ingest
from briefs.lexicon import Lexicon, load_lexicon
from briefs.render import Renderer, load_renderer
from briefs.sources.book import Book
from briefs.store import Store
from briefs.types import RawFlash
from tests.support.telegram import TOKEN, Params, ScriptedTelegram

OWNER, STRANGER, GROUP = 1, 2, -100
SAMPLE_DAY = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
SAMPLE = """Sample: Pr-Nd Oxide Climbs as Buyers Return
2026-03-02 15:00
The average price of SMM Pr-Nd oxide on March 2 was reported at 512,000 yuan/mt, up 12,000 yuan/mt \
from the previous trading day, an increase of 2.4%.
Risk warning: demand may fall short of expectations.
"""


@dataclass
class Conversation:
    """Says things to the bot as a person does, and keeps what came back to each."""

    application: BotApplication
    telegram: ScriptedTelegram
    store: Store
    chat_id: int = OWNER
    user_id: int = OWNER
    code: str = "en"
    now: datetime = SAMPLE_DAY
    woken: list[bool] = field(default_factory=list)
    _updates: int = 0

    async def say(self, text: str, **more: Any) -> list[str]:
        """Send a text; gives the texts of the replies."""
        entities = []
        if text.startswith("/"):
            entities = [{"type": "bot_command", "offset": 0, "length": len(text.split()[0])}]
        message = {**self._message(), "text": text, "entities": entities, **more}
        return await self._update(message=message)

    async def roll_dice(self) -> list[str]:
        return await self._update(message={**self._message(), "dice": {"emoji": "🎲", "value": 3}})

    async def send_file(
        self, name: str, data: bytes, size: int | None = None, **more: Any
    ) -> list[str]:
        self.telegram.files["f1"] = data
        document = {"file_id": "f1", "file_unique_id": "f1", "file_name": name}
        document_size = {"file_size": len(data) if size is None else size}
        message = {**self._message(), "document": {**document, **document_size}, **more}
        return await self._update(message=message)

    async def press(self, label: str) -> list[str]:
        """Press the button of that label under the newest message that has one."""
        for sent in reversed(self.telegram.sent):
            for button in buttons_of(sent):
                if button["text"] == label:
                    return await self.press_data(button["callback_data"])
        raise AssertionError(f"no button {label!r}")

    async def press_data(self, data: str, **more: Any) -> list[str]:
        query = {
            "id": "1",
            "chat_instance": "1",
            "data": data,
            "from": self._user(),
            "message": {**self._message(), "text": "with buttons", **more},
        }
        return await self._update(callback_query=query)

    async def membership(self, status: str) -> list[str]:
        bot = {"id": 7, "is_bot": True, "first_name": "Desk", "username": "desk_bot"}
        change = {
            "chat": self._chat(),
            "from": self._user(),
            "date": 1772000000,
            "old_chat_member": {"user": bot, "status": "member"},
            "new_chat_member": {"user": bot, "status": status, "until_date": 0},
        }
        return await self._update(my_chat_member=change)

    async def ask_inline(self, text: str) -> list[dict[str, Any]]:
        """Type `@bot text` in some chat; gives the articles offered."""
        query = {"id": "1", "from": self._user(), "query": text, "offset": ""}
        await self._update(inline_query=query)
        answered = [call for call in self.telegram.calls if call.method == "answerInlineQuery"]
        found: list[dict[str, Any]] = answered[-1].params["results"]
        return found

    def alerts(self) -> list[str]:
        """What presses were answered with, besides messages."""
        answers = [call for call in self.telegram.calls if call.method == "answerCallbackQuery"]
        return [call.params["text"] for call in answers if "text" in call.params]

    def buttons(self) -> list[str]:
        """The labels under the newest message."""
        return [button["text"] for button in buttons_of(self.telegram.sent[-1])]

    async def _update(self, **content: Any) -> list[str]:
        self._updates += 1
        before = len(self.telegram.sent)
        update = Update.de_json({"update_id": self._updates, **content}, bot=self.application.bot)
        await self.application.process_update(update)
        failed = self.application.bot_data[SERVICES].failed.pop(self._updates, None)
        if failed is not None:
            raise failed
        return [sent.get("text") or sent["caption"] for sent in self.telegram.sent[before:]]

    def _message(self) -> dict[str, Any]:
        return {
            "message_id": self._updates + 1,
            "date": int(self.now.timestamp()),
            "chat": self._chat(),
            "from": self._user(),
        }

    def _chat(self) -> dict[str, Any]:
        kind = "private" if self.chat_id > 0 else "supergroup"
        return {"id": self.chat_id, "type": kind, "title": "Desk", "first_name": "Ana"}

    def _user(self) -> dict[str, Any]:
        return {
            "id": self.user_id,
            "is_bot": False,
            "first_name": "Ana",
            "language_code": self.code,
        }


def buttons_of(sent: Params) -> list[dict[str, str]]:
    rows = sent.get("reply_markup", {}).get("inline_keyboard", [])
    return [button for row in rows for button in row]


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    return load_lexicon()


@pytest.fixture(scope="session")
def renderer() -> Renderer:
    return load_renderer()


@pytest.fixture
async def chat(store: Store, lexicon: Lexicon, renderer: Renderer) -> AsyncIterator[Conversation]:
    """A private chat of somebody who may feed flashes."""
    telegram = ScriptedTelegram()
    built = (
        Application.builder()
        .token(TOKEN)
        .request(telegram)
        .get_updates_request(telegram)
        .context_types(ContextTypes(context=BotContext))
        .updater(None)
        .job_queue(None)
        .build()
    )
    application = cast(BotApplication, built)
    conversation = Conversation(application, telegram, store)
    application.bot_data[SERVICES] = Services(
        store=store,
        lexicon=lexicon,
        renderer=renderer,
        translations=load_translations(),
        owners=frozenset({OWNER}),
        book=Book(),
        clock=lambda: conversation.now,
        wake_delivery=lambda: conversation.woken.append(True),
        wake_reading=lambda: None,
        drop_delivery=lambda _: None,
    )
    register(application)
    async with application:
        yield conversation


async def store_flash(chat: Conversation, text: str) -> None:
    """A flash comes in, by its own way."""
    services = chat.application.bot_data[SERVICES]
    raw = RawFlash("test", text[:40], text, "text", chat.now)
    outcomes = await ingest(
        raw,
        store=chat.store,
        lexicon=services.lexicon,
        renderer=services.renderer,
        now=chat.now,
    )
    assert [outcome.result for outcome in outcomes] == ["stored"]


@pytest.fixture
async def informed(chat: Conversation) -> Conversation:
    """The same chat, with the sample flash stored."""
    await store_flash(chat, SAMPLE)
    return chat
