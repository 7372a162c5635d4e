"""The bot with nothing but this machine: the sandbox, its web chat, and sample flashes."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterator
from contextlib import suppress

import click

from bot.app import App, build
from bot.config import Settings
from bot.desk import Desk, open_desk
from bot.jobs import utc_now
from bot.language_model import open_model
from bot.samples import sample_flashes
from bot.sandbox import CHANNEL, HUMAN, Sandbox, serve
from briefs.ingest import ingest
from briefs.sources.book import load_sources
from briefs.sources.client import Web
from briefs.store.channels import note_admin
from briefs.store.chats import get_chat, save_chat
from briefs.store.settings import get_setting, set_setting
from briefs.store.subscriptions import EVERYTHING, subscribe
from briefs.types import RawFlash

log = logging.getLogger(__name__)

TOKEN = "7000000001:flashbrief-sandbox-opens-no-other-door"
KEEP = "sandbox.json"  # beside the database: the chats as they were when it stopped
PLAYED = "samples.played"
AT_ONCE = 9  # of the samples; a newcomer finds something stored, and sees the others arrive
SECONDS_BETWEEN = 20.0


async def run_in_sandbox(settings: Settings) -> None:
    """Serve the sandbox, run the bot on it, and play the samples to it."""
    async with (
        open_desk(settings) as desk,
        open_model(settings, utc_now) as complete,
        serve(settings.host, settings.port, keep=settings.data_dir / KEEP) as sandbox,
    ):
        app = build(
            token=TOKEN,
            api_url=sandbox.url,
            store=desk.store,
            lexicon=desk.lexicon,
            renderer=desk.renderer,
            book=load_sources(settings.sources_file, settings.freshness),
            web=Web(allowed=settings.allowed),
            web_address=settings.web_address,
            complete=complete,
            owners=[HUMAN],
        )
        await _subscribe_channel(desk)
        playing = asyncio.create_task(_play_samples(desk, app))
        try:
            await app.start()
            _greet(sandbox)
            await app.run_until_stopped()
        finally:
            playing.cancel()
            with suppress(asyncio.CancelledError):
                await playing
            await app.stop()


def _greet(sandbox: Sandbox) -> None:
    click.secho(f"\n  Chat with the bot:  {sandbox.url}/\n", bold=True)
    click.echo("  No token is set, so this is a sandbox: nothing leaves this machine.")
    click.echo(
        "  Sample flashes arrive by themselves; drop a saved page into the chat. Ctrl-C stops.\n"
    )


async def _subscribe_channel(desk: Desk) -> None:
    """Once: what the person sets for it later is theirs."""
    now = utc_now()
    async with desk.store.begin() as conn:
        if await get_chat(conn, CHANNEL) is not None:
            return
        await save_chat(
            conn, CHANNEL, type="channel", title="Metals channel", language="en", now=now
        )
        await subscribe(conn, CHANNEL, 0, EVERYTHING, now)
        await note_admin(conn, HUMAN, CHANNEL, now)


async def _play_samples(desk: Desk, app: App) -> None:
    """Once in the life of a database: some samples at once, the others as they would arrive."""
    for number, raw in enumerate(await _not_played(desk), 1):
        if number > AT_ONCE:
            await asyncio.sleep(SECONDS_BETWEEN)
        await ingest(
            raw,
            store=desk.store,
            lexicon=desk.lexicon,
            renderer=desk.renderer,
            now=utc_now(),
        )
        async with desk.store.begin() as conn:
            await set_setting(conn, PLAYED, raw.origin)
        app.wake_delivery()


async def _not_played(desk: Desk) -> Iterator[RawFlash]:
    async with desk.store.read() as conn:
        last = await get_setting(conn, PLAYED)
    samples = list(sample_flashes(utc_now()))
    done = next((at for at, raw in enumerate(samples, 1) if raw.origin == last), 0)
    return iter(samples[done:])
