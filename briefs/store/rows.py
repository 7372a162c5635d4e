"""What statements share: a row inserted only if it is new, lists of few lengths."""

from __future__ import annotations

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

Insert = sqlite.Insert | postgresql.Insert


def insert_into(conn: AsyncConnection, table: Table) -> Insert:
    """An INSERT that knows `on_conflict_do_nothing` and `on_conflict_do_update`."""
    return insert_for(conn.dialect.name, table)


def insert_for(dialect: str, table: Table) -> Insert:
    """The same by the dialect's name, for statements that are made once and kept."""
    return postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)


def padded(values: list[str], *, step: int = 8) -> list[str]:
    """The values of an IN, its last one again up to a round number of them.

    To prepare a large statement costs several times its work. Each length of a list makes another
    statement: with few lengths they are prepared once.
    """
    return [*values, *values[-1:] * (-len(values) % step)]
