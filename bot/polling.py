"""Every source is looked at when it is due: several at a time, no more than can be read."""

from __future__ import annotations

import asyncio
import logging

from bot.context import Services
from bot.trouble import log_trouble
from briefs.sources.client import Web
from briefs.sources.poll import Polled, poll
from briefs.sources.polled import PolledSource
from briefs.sources.rhythm import Draw
from briefs.store import sources, spool

log = logging.getLogger(__name__)

AT_ONCE = 8  # sources looked at together; at one host one at a time, see briefs/sources/turns.py
FULL = 1_000  # raws in the spool; while so many wait to be read nothing more is fetched


class Polling:
    """When a source is due stands in the database, so a restart neither skips nor repeats one."""

    def __init__(self, services: Services, web: Web, *, draw: Draw) -> None:
        self._sources = {source.spec.id: source for source in services.book.polled()}
        self._services = services
        self._web = web
        self._draw = draw
        self._looking: set[str] = set()
        self._room = asyncio.Semaphore(AT_ONCE)

    async def run(self, look_seconds: float) -> None:
        """For ever; `look_seconds` lie between two looks at what is due."""
        async with asyncio.TaskGroup() as looks:
            while True:
                try:
                    for source in await self._due():
                        self._looking.add(source.spec.id)
                        looks.create_task(self._look(source), name=f"source {source.spec.id}")
                except Exception as error:
                    log_trouble("sources could not be looked up", error)
                await asyncio.sleep(look_seconds)

    async def _due(self) -> list[PolledSource]:
        """Those to look at now, the longest due first; none while the spool is full."""
        now = self._services.clock()
        async with self._services.store.read() as conn:
            if await spool.count(conn) >= FULL:
                return []
            states = await sources.load_states(conn)
        due = {id: state.due_at for id, state in states.items() if state.due_at is not None}
        ours = [id for id in self._sources if id not in self._looking and due.get(id, now) <= now]
        return [self._sources[id] for id in sorted(ours, key=lambda id: due.get(id, now))]

    async def _look(self, source: PolledSource) -> None:
        try:
            async with self._room:
                _log(await self._poll(source))
        except Exception as error:
            log_trouble(f"source {source.spec.id} could not be looked at", error)
        finally:
            self._looking.discard(source.spec.id)

    async def _poll(self, source: PolledSource) -> Polled:
        polled = await poll(
            source,
            store=self._services.store,
            web=self._web,
            now=self._services.clock(),
            draw=self._draw,
        )
        if polled.new:
            self._services.wake_reading()
        return polled


def _log(polled: Polled) -> None:
    state = polled.state
    if state.reason is not None:
        log.warning("source %s: %s (%s)", state.id, state.reason, state.detail)
    elif polled.new:
        log.info("source %s: %d new", state.id, polled.new)
