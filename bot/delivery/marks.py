"""What became of the rows that were sent, written to the outbox a group at a time.

A commit costs a disk's flush; a few milliseconds of waiting let many rows share one.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from sqlalchemy.ext.asyncio import AsyncConnection

from briefs.store import Store, chats, outbox
from briefs.store.outbox import Sent

GROUP_SECONDS = 0.02


@dataclass(frozen=True, slots=True)
class Back:
    """Not sent: again at `not_before`, or never if that is None."""

    id: int
    reason: str
    not_before: datetime | None
    counted: bool = True


@dataclass(frozen=True, slots=True)
class Off:
    """The chat is not to be written to any more; what waits for it is dropped."""

    chat_id: int
    reason: str


@dataclass(frozen=True, slots=True)
class Moved:
    """The chat goes on under another id."""

    chat_id: int
    to: int


Mark: TypeAlias = Sent | Back | Off | Moved


class Marks:
    """Marks wait here until `flush` or the `run` loop commits them, in the order they came."""

    def __init__(self, store: Store, owner: str, clock: Callable[[], datetime]) -> None:
        self._store, self._owner, self._clock = store, owner, clock
        self._waiting: list[Mark] = []
        self._some = asyncio.Event()
        self._turn = asyncio.Lock()

    def add(self, *marks: Mark) -> None:
        self._waiting += marks
        self._some.set()

    async def run(self) -> None:
        """Commit what has come, until cancelled."""
        while True:
            await self._some.wait()
            await asyncio.sleep(GROUP_SECONDS)
            await self.flush()

    async def flush(self) -> None:
        """Commit all that waits, in one transaction; after an error it waits on."""
        async with self._turn:
            marks, self._waiting = self._waiting, []
            self._some.clear()
            try:
                if marks:
                    async with self._store.begin() as conn:
                        await self._write(conn, marks)
            except BaseException:
                self._waiting = marks + self._waiting
                self._some.set()
                raise

    async def _write(self, conn: AsyncConnection, marks: list[Mark]) -> None:
        sent = [mark for mark in marks if isinstance(mark, Sent)]
        await outbox.mark_sent(conn, sent, owner=self._owner, now=self._clock())
        for mark in marks:
            match mark:
                case Back():
                    await self._put_back(conn, mark)
                case Off():
                    await chats.switch_off(conn, mark.chat_id, mark.reason)
                    await outbox.cancel_chat(conn, mark.chat_id, mark.reason)
                case Moved():
                    await chats.move_chat(conn, mark.chat_id, mark.to)

    async def _put_back(self, conn: AsyncConnection, mark: Back) -> None:
        await outbox.mark_failed(
            conn,
            mark.id,
            owner=self._owner,
            reason=mark.reason,
            not_before=mark.not_before,
            counted=mark.counted,
        )
