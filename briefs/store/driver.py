"""The SQLite driver, without a change of thread for every statement of a writing transaction.

A statement takes microseconds and a change of thread there and back a hundred of them, several
times a statement. What may really wait goes to the connection's thread: another writer (BEGIN
IMMEDIATE), the disk (COMMIT), and what is asked in a transaction that only reads.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable
from typing import Any, Final

import aiosqlite

BEGIN_WRITING: Final = "BEGIN IMMEDIATE"
BEGIN_READING: Final = "BEGIN"
_ROWS_AT_A_TIME: Final = 64
_STATEMENTS_KEPT: Final = 512  # prepared; to prepare a large one anew takes longer than its work


class Connection(aiosqlite.Connection):
    """An aiosqlite connection that runs the statements of a writing transaction itself."""

    def __init__(self, path: str) -> None:
        # Serialised by SQLite and by us: never two statements at once, whichever thread runs them.
        super().__init__(
            lambda: sqlite3.connect(
                path, check_same_thread=False, cached_statements=_STATEMENTS_KEPT
            ),
            _ROWS_AT_A_TIME,
        )
        self._thread.daemon = True
        self._writing = False
        self._disturbed = False

    async def _execute(self, fn: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        if fn.__name__ in ("commit", "rollback"):
            self._writing = False
        here = self._writing or (_never_waits(fn, args) and not self._disturbed)
        if here and self._connection is not None:
            return fn(*args, **kwargs)
        try:
            result = await super()._execute(fn, *args, **kwargs)  # type: ignore[no-untyped-call]
        except asyncio.CancelledError:
            self._disturbed = True  # its thread may still be at work: queue behind it from now on
            raise
        self._writing = not self._disturbed and args[:1] == (BEGIN_WRITING,)
        return result


def _never_waits(fn: Callable[..., Any], args: tuple[Any, ...]) -> bool:
    """A cursor made or closed, or a transaction begun that takes no lock."""
    if fn.__name__ == "close":
        return isinstance(getattr(fn, "__self__", None), sqlite3.Cursor)
    return fn.__name__ == "cursor" or args[:1] == (BEGIN_READING,)
