"""Other senders on the same server in the same run: nothing kept, nothing paced, only sent."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from importlib import import_module
from time import perf_counter, process_time
from typing import Any

from telegram import Bot
from telegram.constants import ParseMode

from bot.bench.loopback import loopback

TOKEN = "7000000001:bench"
TEXT = "<b>A flash</b>\n".ljust(1_000, ".")
MESSAGES, IN_FLIGHT = 1_000, 64
SLOW_SECONDS, SLOW_RATE, LATENCY = 5.0, 30.0, 0.06

Send = Callable[[int], Awaitable[Any]]


async def measure() -> dict[str, float]:
    """Messages a second, and the share of a core at 30 a second; aiogram where it is installed."""
    with loopback() as fast, loopback(LATENCY) as slow:
        figures = {}
        for name, peer in (("python_telegram_bot", _python_telegram_bot), ("aiogram", _aiogram)):
            rate = await peer(fast, _rate)
            if rate is not None:
                figures[f"{name}_sends_per_second"] = rate
                figures[f"{name}_30_per_second_core"] = await peer(slow, _core) or 0.0
        return figures


async def _python_telegram_bot(url: str, figure: Callable[[Send], Awaitable[float]]) -> float:
    async with Bot(TOKEN, f"{url}/bot") as bot:
        return await figure(lambda chat: bot.send_message(chat, TEXT, parse_mode=ParseMode.HTML))


async def _aiogram(url: str, figure: Callable[[Send], Awaitable[float]]) -> float | None:
    try:
        aiogram = import_module("aiogram")
        session_module = import_module("aiogram.client.session.aiohttp")
        server = import_module("aiogram.client.telegram").TelegramAPIServer.from_base(url)
    except ImportError:
        return None
    session = session_module.AiohttpSession(api=server)
    bot = aiogram.Bot(TOKEN, session=session)
    try:
        return await figure(lambda chat: bot.send_message(chat, TEXT, parse_mode="HTML"))
    finally:
        await session.close()


async def _rate(send: Send) -> float:
    numbers = iter(range(1, MESSAGES + 1))

    async def sender() -> None:
        for chat in numbers:
            await send(chat)

    await send(1)
    began = perf_counter()
    await asyncio.gather(*(sender() for _ in range(IN_FLIGHT)), return_exceptions=True)
    return MESSAGES / (perf_counter() - began)


async def _core(send: Send) -> float:
    """The processor's share at an even rate, once connections are open."""
    await asyncio.gather(*(send(chat) for chat in range(1, 5)))
    began, used = perf_counter(), process_time()
    going = []
    for number in range(round(SLOW_SECONDS * SLOW_RATE)):
        going.append(asyncio.create_task(_quietly(send, number + 1)))
        await asyncio.sleep(max(0.0, began + (number + 1) / SLOW_RATE - perf_counter()))
    await asyncio.gather(*going)
    return (process_time() - used) / (perf_counter() - began)


async def _quietly(send: Send, chat: int) -> None:
    await send(chat)
