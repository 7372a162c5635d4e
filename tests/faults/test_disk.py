"""A disk that is full and a database that may only be read: nothing is lost, and it is said."""

from __future__ import annotations

import asyncio
import logging
import shutil
import subprocess
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, text

from bot.delivery.flights import LEAST
from bot.jobs import utc_now
from bot.sandbox import HUMAN, Fault, FaultKind, Sandbox, write
from briefs.errors import StoreError
from briefs.ingest import ingest
from briefs.lexicon import load_lexicon
from briefs.render import load_renderer
from briefs.store import Store, migrate, open_store
from briefs.types import RawFlash
from tests.bot.test_kill import bot_process
from tests.faults.test_kills import deliverer
from tests.support.delivery import (
    Time,
    all_sent,
    delivering,
    queue,
    repeats_and_losses,
    until,
)

EACH = 12
DISK = "3m"


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A small disk of its own, where one may be mounted."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={DISK}", "tmpfs", str(place)]
    if shutil.which("mount") is None or subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("no file system can be mounted here: that takes the rights of root")
    yield place
    subprocess.run(["umount", "--lazy", str(place)], check=True)


@pytest.fixture
async def on_disk(disk: Path) -> AsyncIterator[Store]:
    url = f"sqlite+aiosqlite:///{disk / 'faults.db'}"
    await migrate(url)
    store = await open_store(url)
    yield store
    await store.close()


def fill(disk: Path) -> Path:
    """Leave not a byte; gives the file to delete."""
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as file:
        for size in (65_536, 512, 1):
            try:
                while True:
                    file.write(b"x" * size)
            except OSError:
                continue
    return filler


async def quiet(sandbox: Sandbox) -> int:
    """How many messages have been accepted once no more come."""
    before = -1
    while before != len(sandbox.world.log.sends()):
        before = len(sandbox.world.log.sends())
        await asyncio.sleep(0.7)
    return before


async def test_a_full_disk_delays_and_loses_nothing(
    sandbox: Sandbox,
    on_disk: Store,
    disk: Path,
    figure: Callable[[str], None],
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Nothing can be marked: sending stops by itself; with space again it goes on, no message
    twice."""
    await queue(sandbox, on_disk, EACH)
    sandbox.world.faults.add(Fault(FaultKind.SLOW, "sendMessage", count=1_000, seconds=0.02))
    async with delivering(sandbox, on_disk, Time()):
        await until(lambda: len(sandbox.world.log.sends()) >= EACH)
        before, filler = len(sandbox.world.log.sends()), fill(disk)
        stopped = await quiet(sandbox)
        filler.unlink()
        await all_sent(on_disk)

    repeats, lost = repeats_and_losses(sandbox, EACH)
    figure(
        f"sqlite: a full disk: {stopped - before} sent until it was noticed, "
        f"{lost} lost, {repeats} repeated"
    )
    assert stopped < EACH * 8, "it did stop"
    assert (lost, repeats) == (0, 0)
    assert "full" in caplog.text


async def test_killed_on_a_full_disk_it_starts_and_waits(
    sandbox: Sandbox, on_disk: Store, disk: Path, figure: Callable[[str], None]
) -> None:
    """A start that cannot write goes on trying; what was in flight at the kill may repeat."""
    await queue(sandbox, on_disk, EACH)
    url = on_disk.engine.url.render_as_string(hide_password=False)
    async with deliverer(sandbox, url):
        await until(lambda: len(sandbox.world.log.sends()) >= EACH)
        filler = fill(disk)
        before = await quiet(sandbox)
    async with deliverer(sandbox, url) as process:
        assert process.stderr is not None
        while b"full" not in await process.stderr.readline():
            assert process.returncode is None, "it ended"
        filler.unlink()
        await all_sent(on_disk, 60)

    repeats, lost = repeats_and_losses(sandbox, EACH)
    figure(
        f"sqlite: killed on a full disk after {before}, started before there was space: "
        f"{lost} lost, {repeats} repeated"
    )
    assert lost == 0
    assert repeats <= LEAST


async def test_a_flash_on_a_full_disk_is_all_there_or_not_at_all(
    on_disk: Store, disk: Path, figure: Callable[[str], None]
) -> None:
    """Half of a flash is never stored; the same file again, with space, is."""
    raw = RawFlash("test", "flash", "Tin up\n2026-03-02 15:00\n" + "Tin rose 2%.\n" * 400, "text",
                   utc_now())  # fmt: skip
    lexicon, renderer = load_lexicon(), load_renderer()

    async def take() -> list[str]:
        outcomes = await ingest(
            raw, store=on_disk, lexicon=lexicon, renderer=renderer, now=utc_now()
        )
        return [outcome.result for outcome in outcomes]

    filler = fill(disk)
    with pytest.raises(StoreError, match="Free some space"):
        await take()
    filler.unlink()
    async with on_disk.read() as conn:
        tables = ("raw", "flash", "fact", "event", "quarantine")
        kept = [await conn.scalar(text(f"SELECT count(*) FROM {name}")) for name in tables]
    again = await take()

    figure(f"sqlite: a flash on a full disk: {sum(kept)} rows of it kept; with space: {again}")
    assert sum(kept) == 0
    assert again == ["stored"]


async def test_commands_on_a_full_disk_are_answered_when_there_is_space(
    sandbox: Sandbox, on_disk: Store, disk: Path, figure: Callable[[str], None]
) -> None:
    """What cannot be kept stays with Telegram: the bot goes on asking, and then answers it."""
    url = on_disk.engine.url.render_as_string(hide_password=False)
    async with bot_process(sandbox, url) as process:
        await until(lambda: bool(sandbox.world.bots), 60)
        write(sandbox.world, HUMAN, "/prise0")
        await until(lambda: len(sandbox.world.log.sends()) == 1, 60)
        await asyncio.sleep(0.5)
        filler = fill(disk)
        for number in range(1, 6):
            write(sandbox.world, HUMAN, f"/prise{number}")
        await asyncio.sleep(2)
        meanwhile = len(sandbox.world.log.sends())
        filler.unlink()
        await until(lambda: len(sandbox.world.log.sends()) >= 6, 60)
        assert process.returncode is None

    answers = {call.text for call in sandbox.world.log.sends()}
    figure(
        f"sqlite: 5 commands on a full disk: {meanwhile - 1} answered at once, {6 - len(answers)} "
        f"lost, {len(sandbox.world.log.sends()) - len(answers)} answered twice"
    )
    assert len(answers) == len(sandbox.world.log.sends()) == 6


@pytest.mark.parametrize("database_url", ["sqlite", "postgresql"], indirect=True)
async def test_a_database_that_may_only_be_read_delays_and_loses_nothing(
    sandbox: Sandbox,
    store: Store,
    figure: Callable[[str], None],
    caplog: pytest.LogCaptureFixture,
) -> None:
    """As after a disk's error, or on a standby server: what cannot be marked does not go out."""
    await queue(sandbox, store, EACH)
    sandbox.world.faults.add(Fault(FaultKind.SLOW, "sendMessage", count=1_000, seconds=0.02))
    mode = ReadOnly(store)
    async with delivering(sandbox, store, Time()):
        await until(lambda: len(sandbox.world.log.sends()) >= EACH)
        before = len(sandbox.world.log.sends())
        mode.on = True
        stopped = await quiet(sandbox)
        mode.on = False
        await all_sent(store)

    repeats, lost = repeats_and_losses(sandbox, EACH)
    figure(
        f"{store.engine.dialect.name}: read-only for a while: {stopped - before} sent until it was "
        f"noticed, {lost} lost, {repeats} repeated"
    )
    assert stopped < EACH * 8, "it did stop"
    assert (lost, repeats) == (0, 0)
    assert logging.ERROR in {record.levelno for record in caplog.records}


class ReadOnly:
    """While `on`, every transaction is told that it may only read."""

    def __init__(self, store: Store) -> None:
        self.on = False
        self._told = {
            "sqlite": "PRAGMA query_only = {}",
            "postgresql": "SET TRANSACTION {}",
        }[store.engine.dialect.name]
        event.listen(store.engine.sync_engine, "begin", self._begun)

    def _begun(self, conn: Any) -> None:
        words = ("READ WRITE", "READ ONLY") if "SET" in self._told else ("OFF", "ON")
        conn.exec_driver_sql(self._told.format(words[self.on]))
