"""The database: SQLite embedded by default, PostgreSQL by address.

    await migrate(url)              make it, or bring it up to date
    store = await open_store(url)
    async with store.begin() as conn:     one transaction that writes
    async with store.read() as conn:      one that only reads
    await store.close()

What is kept where stands in `tables`; the functions of the other modules take the connection first.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy import Connection, inspect, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from briefs.errors import StoreError, StoreMissing, StoreOutdated
from briefs.store.engine import database_file, make_engine
from briefs.store.migrate import migrate
from briefs.store.trouble import cause_of, plainly

__all__ = ["SCHEMA", "Store", "migrate", "open_store"]

SCHEMA = "0014"  # the newest revision in migrations/versions, as this program expects it


class Store:
    """An open database. Close it before the event loop ends."""

    def __init__(self, engine: AsyncEngine) -> None:
        self.engine = engine
        # SQLite has one writer at a time; waiting here is fair, its own waiting is a lottery.
        self._turn = asyncio.Lock() if engine.dialect.name == "sqlite" else None
        self._writer: AsyncConnection | None = None

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[AsyncConnection]:
        """One transaction: all of it is kept, or after an error none. Not to be nested.

        Raises StoreError where the disk or the server fails.
        """
        with plainly():
            if self._turn is None:
                async with self.engine.begin() as conn:
                    yield conn
                return
            async with self._turn, self._kept_writer() as conn, conn.begin():
                yield conn

    @asynccontextmanager
    async def _kept_writer(self) -> AsyncIterator[AsyncConnection]:
        """The one connection that writes; taken out anew it would cost as much as its work."""
        writer, self._writer = self._writer or await self.engine.connect(), None
        try:
            yield writer
        except BaseException:
            await writer.close()  # nobody knows what state it is in
            raise
        self._writer = writer

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncConnection]:
        """One view of the database as it stood at the first query. Raises as `begin` does."""
        with plainly():
            async with self.engine.connect() as conn:
                await conn.execution_options(read_only=True)
                async with conn.begin():
                    yield conn

    async def close(self) -> None:
        if self._writer is not None:
            await self._writer.close()
        await self.engine.dispose()


async def open_store(url: str) -> Store:
    """Raises StoreMissing, StoreOutdated, or StoreError when the database does not answer."""
    path = database_file(url)
    if path is not None and not path.exists():
        raise StoreMissing(f"There is no database at {path}. Run: flashbrief migrate")
    store = Store(make_engine(url))
    try:
        async with store.engine.connect() as conn:
            found = await conn.run_sync(_revision)
        _check(found)
    except (OSError, DBAPIError) as error:
        await store.close()
        raise StoreError(f"The database does not answer: {cause_of(error)}") from error
    except StoreError:
        await store.close()
        raise
    return store


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    version = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return None if version is None else str(version)


def _check(found: str | None) -> None:
    if found is None:
        raise StoreMissing("The database is empty. Run: flashbrief migrate")
    if found < SCHEMA:
        raise StoreOutdated(
            f"The database is at version {found}, this program needs {SCHEMA}. "
            "Run: flashbrief migrate"
        )
    if found > SCHEMA:
        raise StoreOutdated(
            f"The database is at version {found}, made by a newer Flashbrief (this one knows "
            f"{SCHEMA}). Upgrade the program."
        )
