"""kill -9 at a bad moment: every command is answered, every message arrives."""

from __future__ import annotations

import asyncio
import sys
from asyncio.subprocess import Process
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.delivery.flights import LEAST as IN_FLIGHT
from bot.inbox import IN_FLIGHT as HANDLED_AT_ONCE
from bot.jobs import utc_now
from bot.sandbox import GROUP, HUMAN, Sandbox, serve, write
from briefs.store import Store, outbox
from briefs.store.outbox import Lane

ROOT = Path(__file__).parents[2]
COMMANDS = 20
SECONDS = 30


@asynccontextmanager
async def bot_process(sandbox: Sandbox, database_url: str) -> AsyncIterator[Process]:
    """A running bot; on leaving it is dead, whatever it was doing."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "tests.support.bot_process",
        sandbox.url,
        database_url,
        str(HUMAN),
        cwd=ROOT,
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


async def until(condition: Callable[[], bool], process: Process) -> None:
    """Wait for something the process does."""
    for _ in range(SECONDS * 100):
        if condition():
            return
        assert process.returncode is None, "the bot ended by itself"
        await asyncio.sleep(0.01)
    raise AssertionError(f"not within {SECONDS} seconds")


async def accepted(sandbox: Sandbox, number: int, process: Process) -> None:
    await until(lambda: len(sandbox.world.log.sends()) >= number, process)


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    async with serve() as served:
        yield served


async def test_a_kill_loses_no_command(sandbox: Sandbox, database_url: str) -> None:
    """Twenty commands, killed after seven answers: the next start answers all the others."""
    async with bot_process(sandbox, database_url) as process:
        # The sandbox makes a bot when it first hears of it; only then can it be written to.
        await until(lambda: bool(sandbox.world.bots), process)
        for n in range(COMMANDS):
            write(sandbox.world, HUMAN, f"/prise{n}")
        await accepted(sandbox, 7, process)
    async with bot_process(sandbox, database_url) as process:
        await accepted(sandbox, COMMANDS, process)
        await asyncio.sleep(0.5)

    answers = Counter(call.text for call in sandbox.world.log.sends())
    assert len(answers) == COMMANDS
    assert answers.total() <= COMMANDS + HANDLED_AT_ONCE


async def test_kills_lose_no_message_and_repeat_only_what_was_in_flight(
    sandbox: Sandbox, database_url: str, store: Store
) -> None:
    """Sixty messages, three kills on the way: all arrive, few of them twice."""
    async with store.begin() as conn:
        for n in range(60):
            await outbox.enqueue(
                conn, key=str(n), chat_id=GROUP if n % 2 else HUMAN, text=f"message {n}",
                lane=Lane.FLASH, now=utc_now(),
            )  # fmt: skip
    sandbox.world.chat(HUMAN).opened = True
    kills = 3
    for kill in range(1, kills + 1):
        async with bot_process(sandbox, database_url) as process:
            await accepted(sandbox, 12 * kill, process)
    async with bot_process(sandbox, database_url) as process:
        await accepted(sandbox, 60, process)
        for _ in range(SECONDS * 20):
            async with store.read() as conn:
                if await outbox.counts(conn) == {"sent": 60}:
                    break
            await asyncio.sleep(0.05)

    came = Counter(call.text for call in sandbox.world.log.sends())
    assert set(came) == {f"message {n}" for n in range(60)}
    assert came.total() <= 60 + kills * IN_FLIGHT
