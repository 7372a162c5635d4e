"""One request at a time to a host, and a pause after each."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager


class Turns:
    """Whose turn it is at each host."""

    def __init__(self) -> None:
        self._locks: dict[str, asyncio.Lock] = {}

    @asynccontextmanager
    async def at(self, host: str, *, pause: float) -> AsyncIterator[None]:
        """Wait for our turn; the next one's begins `pause` seconds after ours ends."""
        lock = self._locks.setdefault(host, asyncio.Lock())
        await lock.acquire()
        try:
            yield
        finally:
            asyncio.get_running_loop().call_later(pause, lock.release)
