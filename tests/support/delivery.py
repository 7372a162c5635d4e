"""Delivery against the sandbox, with readers and clocks of a test."""

from __future__ import annotations

import asyncio
import os
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from bot.delivery.deliver import Deliverer, Means
from bot.delivery.flights import LEAST
from bot.delivery.pace import Pace
from bot.delivery.wire import Wire
from bot.i18n import load_translations
from bot.sandbox import Sandbox
from bot.sandbox.scene import Chat
from briefs.store import Store, outbox
from briefs.store.outbox import Lane

START = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
TOKEN = "7000000001:tests-only-this-token-opens-no-door-anywhere"
READERS = range(1, 9)


KILLS = int(os.environ.get("FLASHBRIEF_TEST_KILLS", "20"))

#: For faults of the network alone: the suite sees them on SQLite, `make faults` on both databases.
ANY_DATABASE = pytest.mark.parametrize(
    "database_url", ["sqlite"] if KILLS <= 20 else ["sqlite", "postgresql"], indirect=True
)


class Shortest(Random):
    """Draws a tenth of every pause."""

    def uniform(self, a: float, b: float) -> float:
        return b / 10


def unlimited() -> Pace:
    return Pace(bot_per_second=1e6, chat_interval=0, group_per_minute=1e9)


@dataclass
class Time:
    """A monotonic clock and a wall clock, which a test can push forward together, or the second."""

    ahead: float = 0.0
    wall_ahead: float = 0.0
    began: float = field(default_factory=lambda: asyncio.get_running_loop().time())

    def ticks(self) -> float:
        return asyncio.get_running_loop().time() + self.ahead

    def clock(self) -> datetime:
        return START + timedelta(seconds=self.ticks() - self.began + self.wall_ahead)


@asynccontextmanager
async def delivering(
    sandbox: Sandbox,
    store: Store,
    time: Time,
    pace: Pace | None = None,
    read_seconds: float = 10.0,
    url: str | None = None,
) -> AsyncIterator[Deliverer]:
    """Delivery at work; `url` where it is not to reach the sandbox directly."""
    wire = Wire(read_seconds)
    await wire.open()
    deliverer = Deliverer(
        Means(
            post=wire.poster(f"{url or sandbox.url}/bot{TOKEN}/sendMessage"),
            store=store,
            translations=load_translations(),
            clock=time.clock,
            ticks=time.ticks,
            pace=pace or unlimited(),
            most_in_flight=LEAST,
            chance=Shortest(),
        )
    )
    running = asyncio.create_task(deliverer.run())
    try:
        yield deliverer
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        await deliverer.stop()
        await wire.close()


async def queue(sandbox: Sandbox, store: Store, each: int) -> None:
    async with store.begin() as conn:
        for chat_id in READERS:
            about = {"id": chat_id, "type": "private", "first_name": str(chat_id)}
            sandbox.world.chats[chat_id] = Chat(about)
            for number in range(each):
                await outbox.enqueue(
                    conn, key=f"{chat_id}:{number}", chat_id=chat_id, text=f"m{number}",
                    lane=Lane.FLASH, now=START,
                )  # fmt: skip


async def until(condition: Callable[[], bool], seconds: float = 30.0) -> None:
    """Wait for something that happens by itself."""
    for _ in range(int(seconds / 0.01)):
        if condition():
            return
        await asyncio.sleep(0.01)
    raise AssertionError(f"not within {seconds:g} seconds")


async def all_sent(store: Store, seconds: float = 30) -> None:
    async with asyncio.timeout(seconds):
        while True:
            async with store.read() as conn:
                if (await outbox.counts(conn)).keys() == {"sent"}:
                    return
            await asyncio.sleep(0.05)


def repeats_and_losses(sandbox: Sandbox, each: int) -> tuple[int, int]:
    sends = [call for call in sandbox.world.log.sends() if call.chat_id in READERS]
    came = Counter((call.chat_id, call.text) for call in sends)
    wanted = {(chat_id, f"m{number}") for chat_id in READERS for number in range(each)}
    return came.total() - len(came), len(wanted - set(came))
