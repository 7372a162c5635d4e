"""Delivery measured: how fast, at what cost, how late. Peers beside it in the same run.

Everything is sent over HTTP to a server in another process; the sender keeps to one core where the
system can do that. Seconds are wall time; a share of a core is processor time.
"""

from __future__ import annotations

import asyncio
from pathlib import Path

from bot.bench import coalescing, fan_out, other_senders, sandboxed
from bot.bench.cores import peak_megabytes, pin
from bot.bench.desk import readers, tell_all, unlimited
from bot.bench.loopback import loopback
from bot.bench.sending import Run, deliver_all, posting
from bot.delivery.pace import Pace

FAST, PAID, FREE = 20_000, 10_000, 300  # messages
PAID_RATE, PAID_LATENCY = 1_000.0, 0.1
FREE_LATENCY = 0.06


def measure(_path: Path | None, database: str | None = None) -> dict[str, float]:
    """Figures by name, on SQLite or in a database made on the PostgreSQL server of `database`."""
    pin(0)
    return asyncio.run(_measure(database))


def lines(figures: dict[str, float]) -> list[str]:
    """The figures, one a line: whole numbers where they are large, three places where small."""
    width = max(map(len, figures))
    return [
        f"{name:<{width}}  {value:>12,.1f}" if value >= 10 else f"{name:<{width}}  {value:>12,.3f}"
        for name, value in figures.items()
    ]


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
    figures |= await other_senders.measure()
    rates = {name: rate for name, rate in figures.items() if name.endswith("_sends_per_second")}
    for name, rate in rates.items():
        if name != "durable_sends_per_second":
            figures[f"times_{name.removesuffix('_sends_per_second')}"] = fast.rate / rate
    return figures


async def _run(database: str | None, messages: int, pace: Pace, latency: float) -> Run:
    """Deliver one flash to so many readers."""
    async with readers(database, messages) as store:
        await tell_all(store, "A flash")
        with loopback(latency) as url:
            async with posting(url) as post:
                return await deliver_all(store, post, pace, messages)
