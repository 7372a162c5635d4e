"""Connections that die without a word, and a process that stands still for a while."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

import pytest

from bot.delivery.flights import LEAST
from bot.sandbox import Fault, FaultKind, Sandbox
from briefs.store import Store
from tests.faults.test_kills import deliverer, everybody, settled
from tests.faults.test_kills import queue as queue_for_all
from tests.support.delivery import (
    ANY_DATABASE,
    Time,
    all_sent,
    delivering,
    queue,
    repeats_and_losses,
    until,
)

EACH = 12
TEN_MINUTES = 600.0


@dataclass
class Line:
    """Connections to a server, through us. Those that are `dead` carry nothing any more, and
    neither end is told: as when a router forgets them."""

    to: tuple[str, int]
    answers_only: bool = False  # what is asked still arrives, the answer does not
    dead: set[int] = field(default_factory=set)
    opened: int = 0
    address: str = ""
    carrying: set[asyncio.Task[None]] = field(default_factory=set)

    def die(self, *, answers_only: bool = False) -> None:
        """All that are open now; new ones work."""
        self.answers_only = answers_only
        self.dead |= set(range(1, self.opened + 1))

    def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.opened += 1
        self.carrying.add(asyncio.create_task(self._both_ways(self.opened, reader, writer)))

    async def _both_ways(
        self, number: int, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        there, back = await asyncio.open_connection(*self.to)
        both = (self._carry(number, reader, back, False), self._carry(number, there, writer, True))
        try:
            await asyncio.gather(*both)
        finally:
            for each in (back, writer):
                each.close()
                with suppress(OSError):
                    await each.wait_closed()

    async def _carry(
        self,
        number: int,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        answers: bool,
    ) -> None:
        while data := await reader.read(65_536):
            if number in self.dead and (answers or not self.answers_only):
                continue
            writer.write(data)
            await writer.drain()
        if number not in self.dead:
            writer.close()


@asynccontextmanager
async def line_to(sandbox: Sandbox) -> AsyncIterator[Line]:
    host, _, port = sandbox.url.removeprefix("http://").partition(":")
    line = Line((host, int(port)))
    server = await asyncio.start_server(line.serve, "127.0.0.1")
    line.address = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    try:
        yield line
    finally:
        server.close()
        for task in line.carrying:
            task.cancel()
        await asyncio.gather(*line.carrying, return_exceptions=True)


@ANY_DATABASE
@pytest.mark.parametrize(
    ("name", "answers_only"),
    [
        ("connections that carry nothing any more", False),
        ("connections that carry no answer any more", True),
    ],
)
async def test_half_open_connections_are_left_for_new_ones(
    sandbox: Sandbox,
    store: Store,
    name: str,
    answers_only: bool,
    figure: Callable[[str], None],
) -> None:
    """Nobody says that they are dead: after the time-out each message goes over another. Those
    that had arrived, unknown to us, arrive again: as many as were in flight."""
    await queue(sandbox, store, EACH)
    sandbox.world.faults.add(Fault(FaultKind.SLOW, "sendMessage", count=1_000, seconds=0.02))
    async with (
        line_to(sandbox) as line,
        delivering(sandbox, store, Time(), read_seconds=0.5, url=line.address),
    ):
        await until(lambda: len(sandbox.world.log.sends()) >= EACH)
        line.die(answers_only=answers_only)
        await all_sent(store)

    repeats, lost = repeats_and_losses(sandbox, EACH)
    figure(f"{store.engine.dialect.name}: {name}: {lost} lost, {repeats} repeated")
    assert lost == 0
    assert repeats <= LEAST
    assert line.opened > len(line.dead), "new ones were opened"


async def test_a_machine_that_slept_goes_on(
    sandbox: Sandbox, store: Store, figure: Callable[[str], None]
) -> None:
    """Ten minutes are gone for both clocks while messages are on their way: every lease has run
    out, and still nothing is sent twice; a window that Telegram named is over."""
    await queue(sandbox, store, EACH)
    sandbox.world.faults.add(
        Fault(FaultKind.FLOOD, "sendMessage", 3, retry_after=500),
        Fault(FaultKind.SLOW, "sendMessage", count=1_000, seconds=0.02),
    )
    time = Time()
    async with delivering(sandbox, store, time):
        await until(lambda: len(sandbox.world.log.sends()) >= EACH)
        time.ahead += TEN_MINUTES
        await all_sent(store)

    repeats, lost = repeats_and_losses(sandbox, EACH)
    dialect = store.engine.dialect.name
    figure(f"{dialect}: asleep for ten minutes: {lost} lost, {repeats} repeated")
    assert (lost, repeats) == (0, 0)


async def test_a_process_that_stands_still_is_not_taken_for_dead(
    sandbox: Sandbox, store: Store, database_url: str, figure: Callable[[str], None]
) -> None:
    """Stopped by a signal with messages in flight, while another process stands by: that one does
    not send, and the first goes on where it stood."""
    await everybody(sandbox, store)
    wanted, log = 300, sandbox.world.log
    await queue_for_all(store, wanted)
    async with deliverer(sandbox, database_url) as sending:
        await until(lambda: len(log.sends()) >= 20)
        async with deliverer(sandbox, database_url) as other:
            assert other.stderr is not None
            while b"stands by" not in await other.stderr.readline():
                assert other.returncode is None
            sending.send_signal(signal.SIGSTOP)
            at_rest = await still(sandbox)
            await asyncio.sleep(2.5)
            assert len(log.sends()) == at_rest, "nobody sent meanwhile"
            sending.send_signal(signal.SIGCONT)
            await until(lambda: len({(c.chat_id, c.text) for c in log.sends()}) == wanted)
            await settled(store)

    repeats = len(log.sends()) - wanted
    figure(
        f"{store.engine.dialect.name}: stopped for a while after {at_rest}, another standing by: "
        f"0 lost, {repeats} repeated"
    )
    assert repeats == 0


async def still(sandbox: Sandbox) -> int:
    """What was on its way has arrived; gives how many have."""
    before = -1
    while before != len(sandbox.world.log.sends()):
        before = len(sandbox.world.log.sends())
        await asyncio.sleep(0.3)
    return before
