"""A database for a measurement alone, made and thrown away again."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

from sqlalchemy import make_url, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import create_async_engine

from briefs.errors import StoreError
from briefs.store.migrate import migrate
from briefs.store.trouble import cause_of


@asynccontextmanager
async def scratch_database(server: str | None) -> AsyncIterator[str]:
    """The address of a new, migrated database: a file, or one on a PostgreSQL server.

    What `server` holds already is not touched. Raises StoreError where none can be made.
    """
    if server is None:
        with TemporaryDirectory() as folder:
            url = f"sqlite+aiosqlite:///{Path(folder) / 'scratch.db'}"
            await migrate(url)
            yield url
        return
    name = f"flashbrief_scratch_{uuid4().hex}"
    await _run(server, f"CREATE DATABASE {name}")
    try:
        url = make_url(server).set(database=name).render_as_string(hide_password=False)
        await migrate(url)
        yield url
    finally:
        await _run(server, f"DROP DATABASE {name} WITH (FORCE)")


async def _run(server: str, statement: str) -> None:
    engine = create_async_engine(server, isolation_level="AUTOCOMMIT")
    try:
        async with engine.connect() as conn:
            await conn.execute(text(statement))
    except (OSError, DBAPIError) as error:
        raise StoreError(f"No database can be made at {server}: {cause_of(error)}") from error
    finally:
        await engine.dispose()
