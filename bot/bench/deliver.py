"""Delivery measured: how fast, at what cost, how late. Peers beside it in the same run.

Everything is sent over HTTP to a server in another process; the sender keeps to one core where the
system can do that. Seconds are wall time; a share of a core is processor time.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter, process_time

from bot.bench import coalescing, fan_out, peers, sandboxed
from bot.bench.cores import peak_megabytes, pin
from bot.bench.desk import now, readers, tell, unlimited
from bot.bench.loopback import loopback
from bot.delivery.deliver import Deliverer, Means
from bot.delivery.pace import Pace
from bot.delivery.send import Post
from bot.delivery.wire import Wire
from bot.i18n import load_translations
from briefs.store import Store

FAST, PAID, FREE = 20_000, 10_000, 300  # messages
PAID_RATE, PAID_LATENCY = 1_000.0, 0.1
FREE_LATENCY = 0.06


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


def measure(_path: Path | None, database: str | None = None) -> dict[str, float]:
    """Figures by name, on SQLite or in a database made on the PostgreSQL server of `database`."""
    pin(0)
    return asyncio.run(_measure(database))


async def _measure(database: str | None) -> dict[str, float]:
    fast = await _run(database, FAST, unlimited(), 0.0)
    memory = peak_megabytes()
    paid = await _run(database, PAID, Pace(bot_per_second=PAID_RATE), PAID_LATENCY)
    free = await _run(database, FREE, Pace(), FREE_LATENCY)
    figures = {
        "durable_sends_per_second": fast.rate,
        "durable_sends_per_core_second": fast.messages / fast.processor,
        "paced_1000_per_second": paid.rate,
        "paced_1000_core": paid.core,
        "paced_30_per_second": free.rate,
        "paced_30_core": free.core,
        **await sandboxed.measure(database),
        **await fan_out.measure(database),
        **await coalescing.measure(database),
        "memory_mb_20000_readers": memory,
        "memory_mb_100000_readers": peak_megabytes(),
    }
    beside = await peers.measure()
    figures |= {f"{name}_sends_per_second": rate for name, rate in beside.items()}
    figures |= {f"times_{name}": fast.rate / rate for name, rate in beside.items()}
    return figures


async def _run(database: str | None, messages: int, pace: Pace, latency: float) -> Run:
    """Deliver one flash to so many readers."""
    async with readers(database, messages) as store:
        await tell(store, "A flash")
        with loopback(latency) as url:
            async with posting(url) as post:
                return await deliver_all(store, post, pace, messages)


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
