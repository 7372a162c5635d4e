"""kill -9 at random moments of fan-out, claim, send and mark; the sandbox's log is the oracle."""

from __future__ import annotations

import asyncio
import random
import signal
import sys
from asyncio.subprocess import Process
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic

import pytest
from sqlalchemy import insert

from bot.delivery.flights import LEAST
from bot.sandbox import Sandbox
from bot.sandbox.scene import Chat
from briefs.store import Store, chats, outbox
from briefs.store.outbox import Lane
from briefs.store.subscriptions import EVERYTHING, subscribe
from briefs.store.tables import outbox as table
from tests.support.delivery import KILLS

ROOT = Path(__file__).parents[2]
READERS = 40
START = datetime(2026, 3, 2, tzinfo=UTC)
MOST_BETWEEN = 24  # messages between one kill and the next


@asynccontextmanager
async def deliverer(sandbox: Sandbox, url: str, events: int = 0) -> AsyncIterator[Process]:
    """Delivery in a process of its own; killed on leaving."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.support.delivery_process", sandbox.url, url, str(events),
        cwd=ROOT, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.communicate()


async def until(
    condition: Callable[[], bool], seconds: float = 60.0, look_every: float = 0.002
) -> None:
    for _ in range(int(seconds / look_every)):
        if condition():
            return
        await asyncio.sleep(look_every)
    raise AssertionError(f"not within {seconds:g} seconds")


async def queue(store: Store, number: int) -> None:
    """So many messages, to one reader after the other."""
    rows = [
        {"key": str(n), "chat_id": 1 + n % READERS, "text": f"message {n}", "lane": Lane.FLASH}
        | {"not_before": START, "created_at": START}
        for n in range(number)
    ]
    async with store.begin() as conn:
        await conn.execute(insert(table), rows)


async def sent(sandbox: Sandbox, number: int, process: Process | None = None) -> None:
    """Wait for so many messages; the process that sends them may not end by itself."""

    def enough() -> bool:
        assert process is None or process.returncode is None, "the process ended by itself"
        return len(sandbox.world.log.sends()) >= number

    await until(enough)


async def settled(store: Store) -> None:
    """Wait until nothing is on its way any more."""
    for _ in range(1_500):
        async with store.read() as conn:
            counts = await outbox.counts(conn)
        if counts.keys() == {"sent"}:
            return
        await asyncio.sleep(0.02)
    raise AssertionError(f"not settled: {counts}")


async def everybody(sandbox: Sandbox, store: Store) -> None:
    """Readers who follow everything, known to the sandbox too."""
    async with store.begin() as conn:
        for chat_id in range(1, READERS + 1):
            about = {"id": chat_id, "type": "private", "first_name": str(chat_id)}
            sandbox.world.chats[chat_id] = Chat(about)
            await chats.save_chat(conn, chat_id, type="private", title="", language="en", now=START)
            await subscribe(conn, chat_id, 0, EVERYTHING, START)


@pytest.mark.timeout(3_600)
async def test_random_kills_lose_nothing(
    sandbox: Sandbox,
    store: Store,
    database_url: str,
    figure: Callable[[str], None],
) -> None:
    """However often the process dies, every message arrives, and few arrive twice."""
    kills = KILLS if "sqlite" in database_url else KILLS // 5
    chance = random.Random(kills)
    await everybody(sandbox, store)
    events = 2 + kills * MOST_BETWEEN // 3 // READERS
    log, longest = sandbox.world.log, 0.0
    for _ in range(kills):
        async with deliverer(sandbox, database_url, events) as process:
            began, before = monotonic(), len(log.sends())
            # Some die before they have sent anything, in the recovery or a fan-out.
            wanted = before + chance.choice((0, 1, chance.randrange(2, MOST_BETWEEN)))
            left = READERS * events - before
            await sent(sandbox, min(wanted, before + left), process)
            longest = max(longest, monotonic() - began)
            await asyncio.sleep(chance.uniform(0, 0.03) + (0.4 if wanted == before else 0))
    async with deliverer(sandbox, database_url, events):
        everything = READERS * events
        await until(
            lambda: len({(c.chat_id, c.text) for c in log.sends()}) == everything, 900, 0.05
        )
        await settled(store)

    came = Counter((call.chat_id, call.text) for call in log.sends())
    wanted_all = {(chat, f"event {n}") for chat in range(1, READERS + 1) for n in range(events)}
    repeats = came.total() - len(came)
    figure(
        f"{database_url.split('+')[0]}: {kills} kills, {len(wanted_all)} messages: "
        f"{len(wanted_all - set(came))} lost, {repeats} repeated (at most {kills * LEAST}); "
        f"longest from start of process to sending {longest:.2f} s"
    )
    assert set(came) == wanted_all
    assert repeats <= kills * LEAST


async def test_sigterm_drains(
    sandbox: Sandbox, store: Store, database_url: str, figure: Callable[[str], None]
) -> None:
    """Ten thousand queued: the process ends soon; what it has not sent is ready for the next."""
    await everybody(sandbox, store)
    await queue(store, 10_000)
    async with deliverer(sandbox, database_url) as process:
        await until(lambda: len(sandbox.world.log.sends()) >= 50)
        began = monotonic()
        process.send_signal(signal.SIGTERM)
        await asyncio.wait_for(process.wait(), 20)
        took = monotonic() - began

    async with store.read() as conn:
        counts = await outbox.counts(conn)
    came = Counter(call.text for call in sandbox.world.log.sends())
    figure(
        f"{database_url.split('+')[0]}: SIGTERM with 10,000 queued: ended in {took:.2f} s, "
        f"{counts['sent']} sent, {counts['ready']} ready, {came.total() - len(came)} repeated"
    )
    assert counts == {"sent": len(came), "ready": 10_000 - len(came)}
    assert came.total() == len(came)


async def test_a_second_process_stands_by(
    sandbox: Sandbox, store: Store, database_url: str, figure: Callable[[str], None]
) -> None:
    """Two senders on one database: one sends; when it is killed the other takes over."""
    await everybody(sandbox, store)
    wanted, log = 300, sandbox.world.log
    await queue(store, wanted)
    async with (
        deliverer(sandbox, database_url) as one,
        deliverer(sandbox, database_url) as other,
    ):
        standing_by = await first_to_say(b"stands by", one, other)
        sending = other if standing_by is one else one
        await sent(sandbox, 20)
        sending.kill()
        began = monotonic()
        await sending.wait()
        at_the_kill = len(log.sends())
        await sent(sandbox, at_the_kill + LEAST)
        took = monotonic() - began
        await until(lambda: len({(call.chat_id, call.text) for call in log.sends()}) == wanted)
        await settled(store)

    repeats = len(log.sends()) - wanted
    figure(
        f"{database_url.split('+')[0]}: two processes on one database, the one that sends killed "
        f"after {at_the_kill}: the other took over in {took:.2f} s, {repeats} repeated"
    )
    assert at_the_kill < wanted
    assert repeats <= LEAST


async def first_to_say(words: bytes, *processes: Process) -> Process:
    """The process that says so on standard error."""

    async def says(process: Process) -> Process:
        assert process.stderr is not None
        while words not in await process.stderr.readline():
            assert process.returncode is None, "the process ended by itself"
        return process

    told = [asyncio.create_task(says(process)) for process in processes]
    done, rest = await asyncio.wait(told, timeout=60, return_when=asyncio.FIRST_COMPLETED)
    for task in rest:
        task.cancel()
    await asyncio.gather(*rest, return_exceptions=True)
    return done.pop().result()
