"""What happened, in order, for whoever watches: the web chat, a test."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from typing import Any

KEPT = 5000


class Events:
    """A short memory of events, and a way to wait for more."""

    def __init__(self) -> None:
        self.seq = 0
        self._kept: deque[dict[str, Any]] = deque(maxlen=KEPT)
        self._more = asyncio.Event()

    def add(self, kind: str, **what: Any) -> None:
        self.seq += 1
        self._kept.append({"seq": self.seq, "type": kind, **what})
        self._more.set()
        self._more = asyncio.Event()

    def since(self, seq: int) -> list[dict[str, Any]]:
        return [event for event in self._kept if event["seq"] > seq]

    async def follow(self, seq: int, pause: float) -> AsyncIterator[dict[str, Any] | None]:
        """Every event after `seq`, as it comes; None when nothing came for `pause` seconds."""
        while True:
            more = self._more
            for event in self.since(seq):
                seq = event["seq"]
                yield event
            if self.seq > seq:
                continue
            try:
                await asyncio.wait_for(more.wait(), pause)
            except TimeoutError:
                yield None
