"""Digests from wish to message: the whole bot over real HTTP, the clock in the test's hand."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest

from bot.app import App, build
from bot.delivery.pace import Pace
from bot.presses import Pick, Press, Still, Wish, Zone, encode
from bot.sandbox import HUMAN, Sandbox, press, serve, write
from bot.sandbox.log import Call
from briefs.store import Store, subscriptions
from tests.support.digests import COPPER, MONDAY, TIN, Newsroom, at, lexicon, renderer

TOKEN = "7000000001:tests-only-this-token-opens-no-door-anywhere"
LOOK = 0.02  # seconds


@dataclass
class Talk:
    """A person in front of the sandbox's chat, and the clock that the bot reads."""

    sandbox: Sandbox
    store: Store
    now: datetime
    seen: int = 0

    async def say(self, text: str, *, answers: int = 1) -> list[str]:
        write(self.sandbox.world, HUMAN, text)
        return await self.hear(answers)

    async def press(self, what: Press, *, answers: int = 0, back: int = 1) -> list[str]:
        """Press a button under the newest message, or further back; gives what follows."""
        data, under = encode(what), self._sends()[-back].message_id
        assert data is not None
        assert under is not None
        await self._until(lambda: data in self._buttons(under))
        press(self.sandbox.world, HUMAN, under, data)
        await self._until(lambda: data not in self._buttons(under))
        return await self.hear(answers)

    async def hear(self, number: int) -> list[str]:
        """Wait for so many further messages, and that no more come after them."""
        await self._until(lambda: len(self._sends()) >= self.seen + number)
        await asyncio.sleep(5 * LOOK)
        new = [call.text or "" for call in self._sends()[self.seen :]]
        self.seen += len(new)
        assert len(new) == number, new
        return new

    async def at(self, day: int, hour: int, minute: int, *, messages: int) -> list[str]:
        """Let the clock be so late, in Shanghai; gives what came, which must be so many."""
        self.now = at(day, hour, minute)
        return await self.hear(messages)

    async def tell(self, *flashes: str) -> None:
        for flash in flashes:
            self.now += timedelta(seconds=1)
            await Newsroom(self.store).tell(flash, self.now)

    async def rhythms(self) -> list[str]:
        async with self.store.read() as conn:
            return [wish.rhythm for wish in await subscriptions.of_chat(conn, HUMAN)]

    def _buttons(self, message_id: int) -> set[str]:
        """The data of the buttons that stand under a message now."""
        world = self.sandbox.world
        message = world.message(world.chat(HUMAN), message_id, "press")
        rows = (message.get("reply_markup") or {}).get("inline_keyboard", [])
        return {button["callback_data"] for row in rows for button in row}

    async def _until(self, true: Callable[[], bool]) -> None:
        for _ in range(500):
            if true():
                return
            await asyncio.sleep(0.01)
        raise AssertionError([call.text for call in self._sends()[self.seen :]])

    def _sends(self) -> list[Call]:
        return self.sandbox.world.log.sends()


@asynccontextmanager
async def running(app: App) -> AsyncIterator[None]:
    await app.start()
    try:
        yield
    finally:
        await app.stop()


def built(sandbox: Sandbox, store: Store, clock: Callable[[], datetime]) -> App:
    return build(
        token=TOKEN,
        api_url=sandbox.url,
        store=store,
        lexicon=lexicon(),
        renderer=renderer(),
        owners=[],
        clock=clock,
        pace=Pace(),
        look_seconds=LOOK,
    )


@pytest.fixture
async def talk(store: Store) -> AsyncIterator[Talk]:
    """The bot is running; it is Monday, 2 March 2026, 16:00 in Shanghai."""
    async with serve() as sandbox:
        conversation = Talk(sandbox, store, MONDAY)
        async with running(built(sandbox, store, lambda: conversation.now)):
            yield conversation


async def test_a_daily_digest_set_up_by_typing(talk: Talk) -> None:
    """One line; the clock is asked for; at half past eight exactly one digest with copper in it."""
    card, clock = await talk.say("/watch copper every:08:30", answers=2)
    assert "as a digest at 08:30" in card
    assert "Right?" in clock
    await talk.press(Zone("Asia/Shanghai"))
    await talk.tell(COPPER, TIN)

    await talk.at(3, 8, 29, messages=0)
    (digest,) = await talk.at(3, 8, 30, messages=1)
    assert "512,000" in digest
    assert "398,000" not in digest
    await talk.at(3, 20, 0, messages=0)
    await talk.at(4, 8, 30, messages=0)


async def test_a_daily_digest_set_up_by_buttons(talk: Talk) -> None:
    """Topic, what of it, when: three taps; the clock is asked for once and no more."""
    await talk.say("/watch")
    copper = lexicon().find("copper", limit=1)[0].term.id
    await talk.press(Pick(copper))
    await talk.press(Pick(copper, "price"))
    async with talk.store.read() as conn:
        (wish,) = await subscriptions.of_chat(conn, HUMAN)
    await talk.press(Wish("when", str(wish.id)))
    (clock,) = await talk.press(Wish("when", str(wish.id), "morning"), answers=1)
    assert "Right?" in clock
    await talk.press(Zone("Asia/Shanghai"))
    await talk.press(Wish("when", str(wish.id)), back=2)
    await talk.press(Wish("when", str(wish.id), "morning-evening"), back=2)
    assert await talk.rhythms() == ["08:30,18:00"]
    await talk.tell(COPPER, TIN)

    (digest,) = await talk.at(2, 18, 0, messages=1)
    assert "512,000" in digest
    assert "398,000" not in digest
    await talk.at(3, 8, 30, messages=0)


async def test_a_day_down_is_one_digest_after_the_start(store: Store) -> None:
    """Stopped over two runs: the next start sends one message, of all that came."""
    async with serve() as sandbox:
        talk = Talk(sandbox, store, MONDAY)
        async with running(built(sandbox, store, lambda: talk.now)):
            await talk.say("/timezone shanghai")
            await talk.say("/watch everything every:08:30,18:00")
        await talk.tell(COPPER, TIN)
        talk.now = at(4, 9)
        async with running(built(sandbox, store, lambda: talk.now)):
            (digest,) = await talk.hear(1)
            assert "512,000" in digest
            assert "398,000" in digest
            await talk.at(4, 9, 5, messages=0)


async def test_quiet_hours_set_up_by_buttons(talk: Talk) -> None:
    """Two taps; what comes in the night is one message at seven."""
    await talk.say("/timezone shanghai")
    await talk.say("/watch everything")
    await talk.say("/quiet")
    await talk.press(Still("22-7"))
    await talk.press(Still("22-7", "hold"))
    await talk.at(2, 23, 0, messages=0)
    await talk.tell(COPPER, TIN)
    await talk.hear(0)

    await talk.at(3, 6, 59, messages=0)
    (digest,) = await talk.at(3, 7, 0, messages=1)
    assert "512,000" in digest
    assert "398,000" in digest
    await talk.at(3, 7, 5, messages=0)
