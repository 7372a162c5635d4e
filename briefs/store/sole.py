"""One sender a database: a second process waits until the first is gone.

Telegram's limits are the bot's, not the process's, and what a dead sender held may only be taken
up when it is dead for sure. The operating system, or the server, lets the lock go with the process
that held it, however it ended.
"""

from __future__ import annotations

import fcntl
import os
from contextlib import suppress
from pathlib import Path
from typing import Protocol

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection

from briefs.store import Store
from briefs.store.engine import database_file

LOCK = 0x666C617368  # "flash", the number of the lock on a server


class SoleLock(Protocol):
    """`take` gives False while another process has it; `held` whether it is still ours."""

    async def take(self) -> bool: ...

    async def held(self) -> bool: ...

    async def release(self) -> None: ...


def sole_lock(store: Store) -> SoleLock:
    """The lock of a database: a file beside an embedded one, an advisory lock on a server."""
    path = database_file(store.engine.url.render_as_string(hide_password=False))
    return ServerLock(store) if path is None else FileLock(path.with_name(f"{path.name}.sender"))


class FileLock:
    """A lock on an empty file, which the kernel lets go when its process ends."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: int | None = None

    async def take(self) -> bool:
        if self._file is None:
            file = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                os.close(file)
                return False
            self._file = file
        return True

    async def held(self) -> bool:
        return self._file is not None

    async def release(self) -> None:
        if self._file is not None:
            os.close(self._file)
            self._file = None


class ServerLock:
    """PostgreSQL's advisory lock, held by a connection of its own."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._conn: AsyncConnection | None = None

    async def take(self) -> bool:
        if self._conn is None:
            self._conn = await self._store.engine.connect()
            await self._conn.execution_options(isolation_level="AUTOCOMMIT")
        query = text("SELECT pg_try_advisory_lock(:lock)")
        if await self._conn.scalar(query, {"lock": LOCK}):
            return True
        await self.release()
        return False

    async def held(self) -> bool:
        if self._conn is None:
            return False
        try:
            await self._conn.execute(text("SELECT 1"))
        except (OSError, DBAPIError):
            await self.release()
            return False
        return True

    async def release(self) -> None:
        conn, self._conn = self._conn, None
        if conn is None:
            return
        # Closed for good, not given back to the pool: with the connection goes the lock.
        with suppress(OSError, DBAPIError):
            await conn.invalidate()
            await conn.close()
