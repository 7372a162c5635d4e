"""The async engine: SQLite set up so that a crash loses nothing and writers wait their turn."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import Connection, event, make_url
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from briefs.store.driver import BEGIN_READING, BEGIN_WRITING
from briefs.store.driver import Connection as Driver

BUSY_TIMEOUT_MS = 5_000
# PostgreSQL plans for turning disks unless told otherwise, and then reads whole tables of chats
# where their keys would do.
SERVER_SETTINGS = {"random_page_cost": "1.1", "jit": "off"}
PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",  # a committed update or message survives a power cut
    f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}",
    "PRAGMA foreign_keys = ON",
)


def make_engine(url: str) -> AsyncEngine:
    """An engine for `sqlite+aiosqlite:///path` or `postgresql+asyncpg://…`."""
    path = database_file(url)
    if path is None:
        engine = create_async_engine(url, connect_args=_connect_args(url))
    else:
        engine = create_async_engine(url, async_creator=lambda *_, **__: Driver(str(path)))
    if engine.dialect.name == "sqlite":
        event.listen(engine.sync_engine, "connect", _set_up)
        event.listen(engine.sync_engine, "begin", _begin)
    return engine


def _connect_args(url: str) -> dict[str, Any]:
    server = make_url(url).get_backend_name() == "postgresql"
    return {"server_settings": SERVER_SETTINGS} if server else {}


def database_file(url: str) -> Path | None:
    """The file of an embedded database; None for a server or one in memory."""
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite" or parsed.database in (None, "", ":memory:"):
        return None
    return Path(str(parsed.database))


def _set_up(connection: Any, _record: object) -> None:
    # The driver would open transactions by itself, always DEFERRED; `_begin` does it instead.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in PRAGMAS:
        cursor.execute(pragma)
    cursor.close()


def _begin(connection: Connection) -> None:
    # A deferred transaction that turns to writing fails at once when another one writes, whatever
    # the busy timeout; one that says so at the start waits.
    reads = connection.get_execution_options().get("read_only", False)
    connection.exec_driver_sql(BEGIN_READING if reads else BEGIN_WRITING)
