"""`flashbrief migrate`: create the database, or bring it up to date."""

from __future__ import annotations

import asyncio

import click

from bot.config import load_settings
from bot.desk import open_or_create
from briefs.store import migrate


@click.command("migrate")
def command() -> None:
    """Create the database or bring it up to date."""
    asyncio.run(_migrate())


async def _migrate() -> None:
    settings = load_settings()
    if settings.embedded:
        settings.data_dir.mkdir(parents=True, exist_ok=True)
    await migrate(settings.store_url)
    store = await open_or_create(settings)
    await store.close()
    click.echo("The database is up to date.")
