"""What became of the rows that were sent, written to the outbox a group at a time.

A commit costs a disk's flush; a few milliseconds of waiting let many rows share one.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import groupby
from typing import TypeAlias

from sqlalchemy.ext.asyncio import AsyncConnection

from briefs.store import Store, channels, chats, outbox
from briefs.store.outbox import Sent
from briefs.store.settings import get_setting, set_setting

GROUP_SECONDS = 0.1
GROUP = 64  # marks that are not made to wait for more
PAUSES = "delivery.pauses"  # the setting that holds what Telegram told us to wait for


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a long message is with Telegram; `done` of them are."""

    id: int
    done: int


@dataclass(frozen=True, slots=True)
class Back:
    """Not sent: again at `not_before`, or never if that is None."""

    ids: tuple[int, ...]
    reason: str
    not_before: datetime | None
    counted: bool = True

    @property
    def alike(self) -> tuple[object, ...]:
        """What rows that go back together have in common."""
        return self.reason, self.not_before, self.counted


@dataclass(frozen=True, slots=True)
class Hold:
    """What waits for the chat in the database waits until then."""

    chat_id: int
    until: datetime


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


@dataclass(frozen=True, slots=True)
class Pinned:
    """A digest is pinned in its chat; the next one takes its place."""

    chat_id: int
    message_id: int


@dataclass(frozen=True, slots=True)
class Pauses:
    """What is left of each pause, in seconds, by chat."""

    left: Mapping[int, float]


Mark: TypeAlias = Sent | Part | Back | Hold | Off | Moved | Pinned | Pauses


class Marks:
    """Marks wait here until `flush` or the `run` loop commits them, in the order they came.

    `kept` is told the rows whose marks are committed.
    """

    def __init__(
        self,
        store: Store,
        owner: str,
        clock: Callable[[], datetime],
        kept: Callable[[Sequence[int]], None],
    ) -> None:
        self._store, self._owner, self._clock, self._kept = store, owner, clock, kept
        self._waiting: list[Mark] = []
        self._some, self._many = asyncio.Event(), asyncio.Event()
        self._turn = asyncio.Lock()

    def add(self, *marks: Mark) -> None:
        self._waiting += marks
        self._some.set()
        if len(self._waiting) >= GROUP:
            self._many.set()

    def hurry(self) -> None:
        """Somebody waits for what is marked to be committed: do not wait for more."""
        self._many.set()

    async def run(self) -> None:
        """Commit what has come, until cancelled."""
        while True:
            await self._some.wait()
            with suppress(TimeoutError):
                async with asyncio.timeout(GROUP_SECONDS):
                    await self._many.wait()
            await self.flush()

    async def flush(self) -> None:
        """Commit all that waits, in one transaction; after an error it waits on."""
        async with self._turn:
            marks, self._waiting = self._waiting, []
            self._some.clear()
            self._many.clear()
            try:
                if marks:
                    async with self._store.begin() as conn:
                        await self._write(conn, marks)
            except BaseException:
                self._waiting = marks + self._waiting
                self._some.set()
                raise
            self._kept([row for mark in marks for row in _rows(mark)])

    async def _write(self, conn: AsyncConnection, marks: list[Mark]) -> None:
        sent = [mark for mark in marks if isinstance(mark, Sent)]
        await outbox.mark_sent(conn, sent, owner=self._owner, now=self._clock())
        for mark in _grouped(marks):
            match mark:
                case Part():
                    await outbox.mark_part(conn, mark.id, owner=self._owner, parts_done=mark.done)
                case Back():
                    await self._put_back(conn, mark)
                case Hold():
                    await outbox.hold_chat(conn, mark.chat_id, mark.until)
                case Off():
                    await chats.switch_off(conn, mark.chat_id, mark.reason)
                    await outbox.cancel_chat(conn, mark.chat_id, mark.reason)
                case Moved():
                    await chats.move_chat(conn, mark.chat_id, mark.to)
                case Pinned():
                    await channels.set_board(conn, mark.chat_id, mark.message_id)
                case Pauses():
                    await _keep_pauses(conn, mark.left, self._clock())

    async def _put_back(self, conn: AsyncConnection, mark: Back) -> None:
        await outbox.mark_failed(
            conn,
            mark.ids,
            owner=self._owner,
            reason=mark.reason,
            not_before=mark.not_before,
            counted=mark.counted,
        )


def _rows(mark: Mark) -> tuple[int, ...]:
    """The messages whose fate the mark is."""
    if isinstance(mark, Back):
        return mark.ids
    return (mark.id,) if isinstance(mark, Sent | Part) else ()


def _grouped(marks: Iterable[Mark]) -> Iterator[Mark]:
    """The marks in their order, those one after another that go back alike as one."""
    for kind, some in groupby(marks, key=type):
        if kind is not Back:
            yield from some
            continue
        alike: dict[object, Back] = {}
        for mark in some:
            assert isinstance(mark, Back)
            known = alike.get(mark.alike)
            alike[mark.alike] = replace(mark, ids=(known.ids if known else ()) + mark.ids)
        yield from alike.values()


async def _keep_pauses(conn: AsyncConnection, left: Mapping[int, float], now: datetime) -> None:
    until = {str(chat): (now + timedelta(seconds=rest)).isoformat() for chat, rest in left.items()}
    await set_setting(conn, PAUSES, until)


async def kept_pauses(conn: AsyncConnection, now: datetime) -> Mapping[int, float]:
    """The seconds that are left of the pauses an earlier run was told, by chat."""
    kept: Mapping[str, str] = await get_setting(conn, PAUSES, {})
    left = {
        int(chat): (datetime.fromisoformat(until) - now).total_seconds()
        for chat, until in kept.items()
    }
    return {chat: seconds for chat, seconds in left.items() if seconds > 0}
