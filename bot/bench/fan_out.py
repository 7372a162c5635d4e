"""One flash to 100,000 readers: queued how fast, the first message how soon, and people answered
how soon meanwhile."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
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
from briefs.store.fan_out import unfinished
from briefs.store.outbox import Lane

READERS = 100_000
REPLIES, A_SECOND = 100, 20.0
#: Each flash in a lane before the last one's, which is still being sent.
LANES = (Lane.BACKFILL, Lane.DIGEST, Lane.FLASH)


@dataclass(slots=True)
class Seen:
    """When the first message of a flash went out, and how long each reply took, in seconds."""

    title: str = ""
    first: asyncio.Event = field(default_factory=asyncio.Event)
    replies: list[float] = field(default_factory=list)


async def measure(database: str | None) -> dict[str, float]:
    """Seconds until it is queued for all; milliseconds to accept it, from then to the first
    message, and to answer a person."""
    accepting: list[float] = []
    queued: list[float] = []
    firsts: list[float] = []
    seen = Seen()
    async with readers(database, READERS) as store:
        with loopback() as url:
            wire, pace = Wire(), Pace()
            request = PacedRequest(wire, pace)
            bot = Bot("1:bench", f"{url}/bot", request=request, get_updates_request=request)
            await wire.open()
            post = wire.poster(f"{url}/bot1:bench/sendMessage")

            async def noted(body: bytes) -> tuple[int, bytes]:
                if seen.title and seen.title.encode() in body:
                    seen.first.set()
                return await post(body)

            async with delivering(store, noted, pace) as deliverer:
                for number, lane in enumerate(LANES):
                    seen.title = f"Flash {number}"
                    seen.first.clear()
                    answering = asyncio.create_task(_answer(store, bot, number, seen))
                    await asyncio.sleep(1 / A_SECOND)
                    began = perf_counter()
                    await tell(store, seen.title, lane)
                    accepted = perf_counter()
                    deliverer.wake()
                    await seen.first.wait()
                    accepting.append(accepted - began)
                    firsts.append(perf_counter() - accepted)
                    await _queued_for_all(store)
                    queued.append(perf_counter() - began)
                    await answering
            await wire.close()
    return {
        "fan_out_100000_seconds": median(queued),
        "accepted_ms": median(accepting) * 1_000,
        "first_message_ms": median(firsts) * 1_000,
        "reply_p50_ms": median(seen.replies) * 1_000,
        "reply_p95_ms": quantiles(seen.replies, n=20)[-1] * 1_000,
        "reply_worst_ms": max(seen.replies) * 1_000,
    }


async def _queued_for_all(store: Store) -> None:
    while True:
        async with store.read() as conn:
            if not await unfinished(conn):
                return
        await asyncio.sleep(0.02)


async def _answer(store: Store, bot: Bot, number: int, seen: Seen) -> None:
    """People write at an even rate, whatever becomes of them; timed from when each wrote."""
    began = perf_counter()
    going = []
    for one in range(REPLIES):
        due = began + one / A_SECOND
        await asyncio.sleep(max(0.0, due - perf_counter()))
        going.append(asyncio.create_task(_reply(store, bot, number * REPLIES + one + 1, due, seen)))
    await asyncio.gather(*going)


async def _reply(store: Store, bot: Bot, update: int, due: float, seen: Seen) -> None:
    """What a command costs: kept in the inbox, answered, marked."""
    async with store.begin() as conn:
        await inbox.remember(conn, update, {"update_id": update}, now())
    await bot.send_message(1_000_000 + update, "An answer")
    seen.replies.append(perf_counter() - due)
    async with store.begin() as conn:
        await inbox.mark_handled(conn, [update], now())
