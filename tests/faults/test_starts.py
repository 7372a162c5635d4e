"""Killed while it reads, and started again: how soon it goes on, and with what."""

from __future__ import annotations

import asyncio
import json
import os
import random
import sys
from asyncio.subprocess import Process
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from time import monotonic

from sqlalchemy import text

from bot.jobs import utc_now
from bot.sandbox import Sandbox
from briefs.store import Store, chats
from briefs.store.subscriptions import EVERYTHING, subscribe
from tests.faults.test_kills import everybody, queue
from tests.support.delivery import KILLS, TOKEN, until

ROOT = Path(__file__).parents[2]
FLASHES = 40
CHATS = 5
METALS = ("Tin", "Copper", "Zinc", "Nickel", "Lead", "Terbium oxide", "Pr-Nd oxide", "Gallium")


async def test_after_a_kill_it_sends_again_soon(
    sandbox: Sandbox,
    store: Store,
    database_url: str,
    tmp_path: Path,
    figure: Callable[[str], None],
) -> None:
    """`flashbrief run` killed with messages in hand: a new process takes them up at once, lock and
    leases included. How long that is depends on the machine; most of it is loading the program."""
    await everybody(sandbox, store)
    await queue(store, 400)
    log = sandbox.world.log
    async with running(sandbox, database_url, tmp_path):
        await until(lambda: len(log.sends()) >= 20, 60)
    before, began = len(log.sends()), monotonic()
    async with running(sandbox, database_url, tmp_path) as process:
        await until(lambda: len(log.sends()) > before, 60)
        took, used = monotonic() - began, processor_seconds(process.pid)

    figure(
        f"{store.engine.dialect.name}: the bot killed and started: sending again after {took:.1f} "
        f"s, {used:.1f} s of processor"
    )
    assert len(log.sends()) > before


@asynccontextmanager
async def running(sandbox: Sandbox, database_url: str, folder: Path) -> AsyncIterator[Process]:
    """The bot as its operator starts it; on leaving it is dead."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "run",
        cwd=ROOT, stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.DEVNULL,
        env=settings(database_url, folder)
        | {"FLASHBRIEF_BOT_TOKEN": TOKEN, "FLASHBRIEF_BOT_API_URL": sandbox.url},
    )  # fmt: skip
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


def settings(database_url: str, folder: Path) -> dict[str, str]:
    ours = {"FLASHBRIEF_DATABASE_URL": database_url, "FLASHBRIEF_DATA_DIR": str(folder)}
    return {**os.environ, **ours}


def processor_seconds(pid: int) -> float:
    """What a process has used so far, where /proc says so."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return float("nan")
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


async def test_kills_while_flashes_are_read_lose_and_repeat_none(
    store: Store, database_url: str, tmp_path: Path, figure: Callable[[str], None]
) -> None:
    """`flashbrief ingest` killed at any moment and begun again: each flash is stored once, and
    queued for every reader once."""
    kills = max(3, KILLS // 10)
    chance = random.Random(kills)
    async with store.begin() as conn:
        for chat_id in range(1, CHATS + 1):
            await chats.save_chat(
                conn, chat_id, type="private", title="", language="en", now=utc_now()
            )
            await subscribe(conn, chat_id, 0, EVERYTHING, utc_now())
    file = tmp_path / "flashes.jsonl"
    file.write_text("\n".join(map(flash, range(FLASHES))))
    for _ in range(kills):
        await ingesting(database_url, tmp_path, file, chance.randrange(FLASHES), chance)
    await ingesting(database_url, tmp_path, file, None, chance)

    async with store.read() as conn:
        kept = await conn.scalar(text("SELECT count(*) FROM flash"))
        rows = (await conn.execute(text("SELECT chat_id, event_id FROM outbox"))).all()
        events = await conn.scalar(text("SELECT count(*) FROM event"))
    repeated = len(rows) - len(set(rows))
    figure(
        f"{store.engine.dialect.name}: {kills} kills while {FLASHES} flashes are read: "
        f"{FLASHES - (kept or 0)} lost, {repeated} queued twice"
    )
    assert kept == FLASHES
    assert Counter(chat for chat, _ in rows) == dict.fromkeys(range(1, CHATS + 1), events)
    assert repeated == 0


def flash(number: int) -> str:
    """A line of JSON, each of another price."""
    metal, price = METALS[number % len(METALS)], 20_000 + 777 * number
    body = f"The average price of {metal} was reported at {price:,} yuan/mt, up 2%."
    return json.dumps(
        {
            "title": f"{metal} at {price:,}",
            "body": body,
            "published_at": (utc_now() - timedelta(minutes=FLASHES - number)).isoformat(),
        }
    )


async def ingesting(
    database_url: str, folder: Path, file: Path, until_read: int | None, chance: random.Random
) -> None:
    """Run it, and kill it soon after so many flashes; without a number let it finish."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-u", "-m", "bot", "ingest", str(file),
        cwd=ROOT, stdout=asyncio.subprocess.PIPE,
        env=settings(database_url, folder),
    )  # fmt: skip
    assert process.stdout is not None
    if until_read is None:
        said, _ = await process.communicate()
        assert process.returncode == 0, said.decode()
        return
    for _ in range(until_read):
        await process.stdout.readline()
    await asyncio.sleep(chance.uniform(0, 0.05))
    if process.returncode is None:
        process.kill()
    await process.communicate()
