"""`flashbrief run`: the bot, on Telegram with a token, in the local sandbox without."""

from __future__ import annotations

import asyncio

import click

from bot.app import build
from bot.config import Settings, load_settings
from bot.desk import open_desk
from bot.jobs import utc_now
from bot.language_model import open_model
from bot.local import run_in_sandbox
from bot.log import set_up_logging
from briefs.sources.book import load_sources
from briefs.sources.client import Web


@click.command("run")
def command() -> None:
    """Run the bot until Ctrl-C or SIGTERM.

    With FLASHBRIEF_BOT_TOKEN it talks to Telegram by long polling. Without, it starts a local
    sandbox with a web chat, fed with sample flashes.
    """
    settings = load_settings()
    set_up_logging(settings.log_level)
    asyncio.run(run_on_telegram(settings) if settings.bot_token else run_in_sandbox(settings))


async def run_on_telegram(settings: Settings) -> None:
    """Long polling with the operator's token."""
    assert settings.bot_token is not None
    async with open_desk(settings) as desk, open_model(settings, utc_now) as complete:
        app = build(
            token=settings.bot_token.get_secret_value(),
            api_url=settings.bot_api_url,
            store=desk.store,
            lexicon=desk.lexicon,
            renderer=desk.renderer,
            book=load_sources(settings.sources_file, settings.freshness),
            web=Web(allowed=settings.allowed),
            web_address=settings.web_address,
            complete=complete,
            owners=settings.owners,
            paid_stars_a_day=settings.paid_stars_per_day,
        )
        try:
            await app.start()
            click.echo(f"@{app.username} is on Telegram. Ctrl-C stops it.")
            await app.run_until_stopped()
        finally:
            await app.stop()
