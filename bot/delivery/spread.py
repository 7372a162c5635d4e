"""Events with very many readers, brought into the outbox a part at a time.

Between two parts others have their turn: marks, claims, answers to people.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime

from bot.trouble import log_trouble
from briefs.store import Store, clocks, fan_out
from briefs.store.fan_out import FanOut

# How soon an event that another process stored is seen: its first rows keep us busy for longer.
LOOK_SECONDS = 5.0
TROUBLE_SECONDS = 2.0  # before a database that failed is asked again


class Spread:
    """`run` until cancelled. `added` is told that there are more rows."""

    def __init__(
        self, store: Store, clock: Callable[[], datetime], added: Callable[[], None]
    ) -> None:
        self._store, self._clock, self._added = store, clock, added
        self._some = asyncio.Event()
        self._some.set()  # by an earlier run

    def wake(self) -> None:
        """An event was stored; it may have come to a part of its readers only."""
        self._some.set()

    async def run(self) -> None:
        """Go on with what is there, and look for more. What fails is logged and tried again."""
        while True:
            with suppress(TimeoutError):
                async with asyncio.timeout(LOOK_SECONDS):
                    await self._some.wait()
            self._some.clear()
            try:
                await self.finish()
            except Exception as error:
                log_trouble("an event cannot be queued for all of its readers", error)
                await asyncio.sleep(TROUBLE_SECONDS)

    async def finish(self) -> None:
        """Bring all events to all of their readers."""
        while True:
            async with self._store.read() as conn:
                events = await fan_out.unfinished(conn)
                if not events:
                    return
                ends = await fan_out.ranges(conn, events[0])
            await self._go_on(events[0], ends)

    async def _go_on(self, event: FanOut, ends: tuple[int, ...]) -> None:
        left: FanOut | None = event
        for upto in ends:
            if left is None:
                return
            async with self._store.begin() as conn:
                now = self._clock()
                await clocks.roll(conn, now)
                left = await fan_out.go_on(conn, left, upto, now)
            self._added()
