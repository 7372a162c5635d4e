"""The whole bot over HTTP, against the sandbox: a person who sets a channel, and the channel."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.app import App, build
from bot.delivery.pace import Pace
from bot.sandbox import (
    CHANNEL,
    HUMAN,
    Sandbox,
    press,
    serve,
    write,
)
from briefs.ingest import ingest
from briefs.lexicon import Lexicon, load_lexicon
from briefs.render import Renderer, load_renderer
from briefs.store import Store, channels, inbox, subscriptions
from briefs.types import RawFlash

TOKEN = "7000000001:tests-only-this-token-opens-no-door-anywhere"
BEN = 2002
COPPER = "SMM: the average price of copper cathode was reported at {} yuan/mt, up 300 yuan/mt."
TIN = "SMM: the average price of tin ingot was reported at 253,000 yuan/mt, up 1,000 yuan/mt."
Message = dict[str, Any]


@dataclass
class Clock:
    """The real time, and what it is put forward by."""

    ahead: timedelta = timedelta()

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.ahead


@dataclass
class Desk:
    """The bot on its sandbox, and what a person does and sees there."""

    app: App
    sandbox: Sandbox
    store: Store
    lexicon: Lexicon
    renderer: Renderer
    now: Clock
    told: int = 0

    def messages(self, chat_id: int) -> list[Message]:
        return list(self.sandbox.world.chat(chat_id).messages.values())

    async def until(self, condition: Callable[[], bool], seconds: float = 5) -> None:
        for _ in range(int(seconds / 0.02)):
            if condition():
                return
            await asyncio.sleep(0.02)
        raise AssertionError([message.get("text") for message in self.messages(HUMAN)])

    async def say(self, text: str, answers: int = 1, sender: int = HUMAN) -> list[str]:
        """Write in private; the answers."""
        before = len(self.messages(sender))
        write(self.sandbox.world, sender, text, sender=sender)
        await self.handled()
        assert len(self.messages(sender)) == before + 1 + answers, self.messages(sender)
        return [message["text"] for message in self.messages(sender)[before + 1 :]]

    async def tap(self, label: str, sender: int = HUMAN) -> str:
        """Press a button in private; the text that stands there then."""
        message = next(m for m in reversed(self.messages(sender)) if label in labels(m))
        data = labels(message)[label]
        before = self.seen(sender)
        press(self.sandbox.world, sender, message["message_id"], data, sender=sender)
        await self.handled()
        changed = [m for m in self.messages(sender) if m not in before]
        return str(changed[0]["text"])

    async def handled(self) -> None:
        """Wait until the bot has taken every update and is done with it."""
        async with asyncio.timeout(10):
            while True:
                taken = not any(bot.updates for bot in self.sandbox.world.bots.values())
                async with self.store.read() as conn:
                    if taken and not await inbox.pending(conn, limit=1):
                        return
                await asyncio.sleep(0.02)

    def seen(self, chat_id: int) -> list[Message]:
        return [dict(message) for message in self.messages(chat_id)]

    async def tell(self, text: str, minutes: int = 0) -> None:
        """A flash comes in."""
        self.told += 1
        now = self.now() - timedelta(minutes=10 - minutes)
        raw = RawFlash("test", f"flash {self.told}", text, "text", now)
        outcomes = await ingest(
            raw, store=self.store, lexicon=self.lexicon, renderer=self.renderer, now=now
        )
        assert [outcome.result for outcome in outcomes] == ["stored"]
        self.app.wake_delivery()

    async def posts(self, count: int) -> list[str]:
        """The posts in the channel, once there are so many."""
        await self.until(lambda: len(self.messages(CHANNEL)) >= count)
        return [message["text"] for message in self.messages(CHANNEL)]

    async def noted_as_board(self, message_id: int) -> None:
        """Wait until the message is known as the one that is pinned in the channel."""
        for _ in range(200):
            async with self.store.read() as conn:
                found = await channels.find(conn, CHANNEL)
            if found is not None and found.board == message_id:
                return
            await asyncio.sleep(0.02)
        raise AssertionError(message_id)

    async def wishes(self, chat_id: int = CHANNEL, thread_id: int = 0) -> list[tuple[str, str]]:
        async with self.store.read() as conn:
            found = await subscriptions.of_chat(conn, chat_id, thread_id)
        return [(one.text, one.rhythm) for one in found]


def labels(message: Message) -> dict[str, str]:
    """Callback data by label."""
    rows = (message.get("reply_markup") or {}).get("inline_keyboard", [])
    return {button["text"]: button.get("callback_data", "") for row in rows for button in row}


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return load_lexicon()


@pytest.fixture(scope="module")
def renderer(lexicon: Lexicon) -> Renderer:
    return load_renderer(lexicon=lexicon)


@pytest.fixture
async def desk(store: Store, lexicon: Lexicon, renderer: Renderer) -> AsyncIterator[Desk]:
    async with serve() as sandbox:
        clock = Clock()
        app = build(
            token=TOKEN,
            api_url=sandbox.url,
            store=store,
            lexicon=lexicon,
            renderer=renderer,
            clock=clock,
            pace=Pace(chat_interval=0.01, group_per_minute=6000),
            look_seconds=0.05,
        )
        await app.start()
        try:
            yield Desk(app, sandbox, store, lexicon, renderer, clock)
        finally:
            await app.stop()
