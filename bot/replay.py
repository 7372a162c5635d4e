"""A stored day played again: its flashes arrive in a sandbox of their own, as fast as one likes.

The bot's clock runs with it, so that digests and quiet hours come as they would have. Nothing of
the operator's database is changed, and nothing leaves this machine.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import click

from bot.app import App, build
from bot.config import Settings
from bot.desk import Desk
from bot.local import TOKEN
from bot.sandbox import HUMAN, serve, write
from briefs.ingest import ingest
from briefs.store import open_store
from briefs.store.chats import save_chat
from briefs.store.raws import Told
from briefs.store.scratch import scratch_database
from briefs.store.subscriptions import EVERYTHING, subscribe


@dataclass(frozen=True, slots=True)
class Clock:
    """A clock that began at `start` and runs `speed` times as fast as the wall's."""

    start: datetime
    speed: float
    ticks: Callable[[], float] = time.monotonic
    began: float = field(default_factory=time.monotonic)

    def now(self) -> datetime:
        return self.start + timedelta(seconds=(self.ticks() - self.began) * self.speed)

    def seconds_to(self, moment: datetime) -> float:
        """Of the wall's clock; 0 for what is past."""
        return max(0.0, (moment - self.now()).total_seconds() / self.speed)


async def replay_day(
    settings: Settings, desk: Desk, told: Sequence[Told], start: datetime, speed: float
) -> None:
    """Play raw flashes of `desk`, each at the time it was told, from `start` on, until stopped."""
    async with scratch_database(None) as url, serve(settings.host, settings.port) as sandbox:
        store = await open_store(url)
        scratch, clock = Desk(store, desk.lexicon, desk.renderer), Clock(start, speed)
        app = build(
            token=TOKEN,
            api_url=sandbox.url,
            store=store,
            lexicon=desk.lexicon,
            renderer=desk.renderer,
            owners=[HUMAN],
            clock=clock.now,
        )
        try:
            await _follow_everything(scratch, start)
            await app.start()
            write(sandbox.world, HUMAN, "/start")  # a bot may write to nobody who did not
            click.secho(f"\n  Watch it:  {sandbox.url}/\n", bold=True)
            playing = asyncio.create_task(play(told, scratch, app, clock, settings))
            try:
                await app.run_until_stopped()
            finally:
                playing.cancel()
                with suppress(asyncio.CancelledError):
                    await playing
        finally:
            await app.stop()
            await store.close()


async def play(
    told: Sequence[Told], desk: Desk, app: App, clock: Clock, settings: Settings
) -> None:
    """Take each in when its time has come, and say so."""
    for one in told:
        await asyncio.sleep(clock.seconds_to(one.at))
        outcomes = await ingest(
            one.raw,
            store=desk.store,
            lexicon=desk.lexicon,
            renderer=desk.renderer,
            now=clock.now(),
        )
        app.wake_delivery()
        for outcome in outcomes:
            at = one.at.astimezone(settings.zone)
            click.echo(f"{at:%H:%M}  {outcome.result:<12} {outcome.title}")
    click.echo(f"That was all: {len(told)} came in. Ctrl-C ends it.")


async def _follow_everything(desk: Desk, now: datetime) -> None:
    async with desk.store.begin() as conn:
        await save_chat(conn, HUMAN, type="private", title="", language="en", now=now)
        await subscribe(conn, HUMAN, 0, EVERYTHING, now)
