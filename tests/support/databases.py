"""Databases of one test alone, on the PostgreSQL server that the tests use."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import create_async_engine

HOST = "postgresql+asyncpg://root@127.0.0.1"
SERVER = f"{HOST}/test"


@asynccontextmanager
async def postgresql() -> AsyncIterator[str]:
    """The address of a new, empty database; the test is skipped where no server answers."""
    name = f"flashbrief_{uuid4().hex}"
    server = create_async_engine(SERVER, isolation_level="AUTOCOMMIT", connect_args={"timeout": 3})
    try:
        async with server.connect() as conn:
            await conn.execute(text(f"CREATE DATABASE {name}"))
    except (OSError, DBAPIError) as error:
        await server.dispose()
        pytest.skip(f"no PostgreSQL server answers at {SERVER}: {error}")
    try:
        yield f"{HOST}/{name}"
    finally:
        async with server.connect() as conn:
            await conn.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
        await server.dispose()
