"""Every test of the store runs on SQLite, and on PostgreSQL where a server answers."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import create_async_engine

from briefs.store import Store, migrate, open_store

SERVER = "postgresql+asyncpg://root@127.0.0.1/test"


@pytest.fixture(params=["sqlite", "postgresql"])
async def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[str]:
    """The address of a database of this test alone, not made yet."""
    if request.param == "sqlite":
        yield f"sqlite+aiosqlite:///{tmp_path / 'flashbrief.db'}"
        return
    name = f"flashbrief_{uuid4().hex}"
    server = create_async_engine(SERVER, isolation_level="AUTOCOMMIT", connect_args={"timeout": 3})
    try:
        async with server.connect() as conn:
            await conn.execute(text(f"CREATE DATABASE {name}"))
    except (OSError, DBAPIError) as error:
        await server.dispose()
        pytest.skip(f"no PostgreSQL server answers at {SERVER}: {error}")
    yield f"postgresql+asyncpg://root@127.0.0.1/{name}"
    async with server.connect() as conn:
        await conn.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    await server.dispose()


@pytest.fixture
async def store(database_url: str) -> AsyncIterator[Store]:
    """A migrated database, open."""
    await migrate(database_url)
    opened = await open_store(database_url)
    yield opened
    await opened.close()
