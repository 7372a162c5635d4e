"""One flash to 100,000 readers: queued how fast, the first message how soon, and people answered
how soon meanwhile."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from statistics import median, quantiles
from time import perf_counter

from telegram import Bot

from bot.bench.desk import now, readers, tell
from bot.bench.loopback import loopback
from bot.bench.sending import delivering
from bot.delivery.pace import Pace
from bot.delivery.request import PacedRequest
from bot.delivery.wire import Wire
from briefs.store import Store, inbox

READERS = 100_000
REPLIES = 100
PAUSE = 0.05  # seconds from one reply to the next
ROUNDS = 3


async def measure(database: str | None) -> dict[str, float]:
    """Seconds to queue, milliseconds from that to the first message, and to answer a person."""
    times: list[float] = []
    firsts: list[float] = []
    replies: list[float] = []
    async with readers(database, READERS) as store:
        with loopback() as url:
            wire, pace = Wire(), Pace()
            await wire.open()
            request = PacedRequest(wire, pace)
            bot = Bot("1:bench", f"{url}/bot", request=request, get_updates_request=request)
            post = wire.poster(f"{url}/bot1:bench/sendMessage")
            for number in range(ROUNDS):
                first = asyncio.Event()

                async def noted(body: bytes, seen: asyncio.Event = first) -> tuple[int, bytes]:
                    seen.set()
                    return await post(body)

                async with delivering(store, noted, pace) as deliverer:
                    await asyncio.sleep(0.2)
                    first.clear()
                    answering = asyncio.create_task(_answer(store, bot, number, replies))
                    await asyncio.sleep(PAUSE)
                    began = perf_counter()
                    await tell(store, f"Flash {number}")
                    times.append(perf_counter() - began)
                    deliverer.wake()
                    began = perf_counter()
                    await first.wait()
                    firsts.append((perf_counter() - began) * 1_000)
                    await answering
            await wire.close()
    return {
        "fan_out_100000_seconds": median(times),
        "first_message_ms": median(firsts),
        "reply_p50_ms": median(replies),
        "reply_p95_ms": quantiles(replies, n=20)[-1],
    }


async def _answer(store: Store, bot: Bot, round_: int, took: list[float]) -> None:
    """What a command costs: kept in the inbox, answered, marked; timed from its arrival."""
    for number in range(REPLIES):
        began, update = perf_counter(), round_ * REPLIES + number + 1
        await _handled(store, update, lambda n=update: bot.send_message(1_000_000 + n, "An answer"))
        took.append((perf_counter() - began) * 1_000)
        await asyncio.sleep(PAUSE)


async def _handled(store: Store, update: int, reply: Callable[[], Awaitable[object]]) -> None:
    async with store.begin() as conn:
        await inbox.remember(conn, update, {"update_id": update}, now())
    await reply()
    async with store.begin() as conn:
        await inbox.mark_handled(conn, [update], now())
