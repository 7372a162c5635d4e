"""Delivery at work on a database, with what it took."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from time import perf_counter, process_time

from bot.bench.desk import now
from bot.delivery.deliver import Deliverer, Means
from bot.delivery.pace import Pace
from bot.delivery.send import Post
from bot.delivery.wire import Wire
from bot.i18n import load_translations
from briefs.store import Store


@dataclass(frozen=True, slots=True)
class Run:
    """So many messages took so many seconds, and so many of the processor's; the first is not
    counted: it waits for connections and for what is loaded once."""

    messages: int
    seconds: float
    processor: float

    @property
    def rate(self) -> float:
        return self.messages / self.seconds

    @property
    def core(self) -> float:
        return self.processor / self.seconds


@asynccontextmanager
async def posting(url: str) -> AsyncIterator[Post]:
    """Delivery's own way to the Bot API at that address."""
    wire = Wire()
    await wire.open()
    try:
        yield wire.poster(f"{url}/bot1:bench/sendMessage")
    finally:
        await wire.close()


async def deliver_all(store: Store, post: Post, pace: Pace, messages: int) -> Run:
    """Run delivery until so many messages are sent; all but those in flight are noted then."""
    sent, done = 0, asyncio.Event()
    began = used = 0.0

    async def counted(body: bytes) -> tuple[int, bytes]:
        nonlocal sent, began, used
        answer = await post(body)
        sent += answer[0] == 200
        if sent == 1:
            began, used = perf_counter(), process_time()
        if sent >= messages:
            done.set()
        return answer

    async with delivering(store, counted, pace):
        await done.wait()
        return Run(messages - 1, perf_counter() - began, process_time() - used)


@asynccontextmanager
async def delivering(store: Store, post: Post, pace: Pace) -> AsyncIterator[Deliverer]:
    """Delivery at work; on leaving, all that was sent is noted."""
    deliverer = Deliverer(
        Means(post=post, store=store, translations=load_translations(), clock=now, pace=pace)
    )
    running = asyncio.create_task(deliverer.run())
    try:
        yield deliverer
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        await deliverer.stop()
