"""Bringing a database up to date, from nothing or from any earlier version."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from briefs.errors import StoreError
from briefs.store.engine import database_file, make_engine
from briefs.store.trouble import cause_of

if TYPE_CHECKING:
    from alembic.config import Config

MIGRATIONS = Path(__file__).parent / "migrations"


async def migrate(url: str) -> None:
    """Run every migration that is still missing; an embedded database is created first.

    Raises StoreError when the place cannot be written or the server does not answer.
    """
    path = database_file(url)
    try:
        if path is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
        engine = make_engine(url)
        try:
            async with engine.begin() as conn:
                await conn.run_sync(_upgrade)
        finally:
            await engine.dispose()
    except (OSError, DBAPIError) as error:
        raise StoreError(f"Could not migrate the database: {cause_of(error)}") from error


def alembic_config() -> Config:
    """Alembic's settings, without a file: `migrations/env.py` takes its connection from us."""
    # Imported here because only a migration should pay for it.
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    return config


def _upgrade(connection: Connection) -> None:
    from alembic import command

    config = alembic_config()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
