"""The loops that run as long as the bot does. Only here and in the commands is the clock read."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

from bot.config import WebAddress
from bot.context import Services
from bot.delivery.deliver import Deliverer
from bot.inbox import Inbox
from bot.polling import Polling
from bot.source_alerts import tell_turns
from bot.trouble import log_trouble
from bot.web.app import make_web, serve_web
from bot.web.door import Door
from bot.web.status import Watch
from briefs.coming.reminders import make_reminders
from briefs.digests import make_digests
from briefs.intake import read_spool
from briefs.store import (
    Store,
    asked,
    backlog,
    boards,
    clocks,
    digests,
    inbox,
    receipts,
    reminders,
    sources,
)
from briefs.trading import TradingCalendars

TIDY_SECONDS = 3600
LOOK_SECONDS = 5  # a digest or a look at a source is late by no more
REMIND_SECONDS = 60
REST_SECONDS = 5  # what another process put into the spool waits no longer
KEPT = timedelta(hours=48)  # Telegram itself keeps updates for 24
ITEMS_KEPT = timedelta(days=60)  # after an item was last seen standing at its source
RECEIPTS_KEPT = timedelta(days=7)  # so long a sender may send the same request again
PICTURES_KEPT = timedelta(days=30)  # so long a chart is known to Telegram by its content
SENT_KEPT = timedelta(days=30)  # so long a message is known as sent, and not queued again


def utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Job:
    """A loop by name. It ends only by being cancelled; anything else ends the bot."""

    name: str
    loop: Coroutine[Any, Any, None]


def all_jobs(
    updates: Inbox,
    deliverer: Deliverer,
    polling: Polling,
    services: Services,
    *,
    spooled: asyncio.Event,
    web: WebAddress | None,
    look_seconds: float,
) -> list[Job]:
    """`web`: where the bot's own web server listens, if it is to."""
    remind, watch = partial(look_for_reminders, services), partial(watch_sources, services)
    forget = partial(tidy, services.store)
    jobs = [
        Job("poll", updates.poll()),
        Job("sources", polling.run(look_seconds)),
        Job("read", read_what_came(services, spooled)),
        Job("deliver", deliverer.run()),
        Job("digests", look_for_digests(services, look_seconds)),
        Job("reminders", repeat("reminders could not be made", remind, REMIND_SECONDS)),
        Job("health", repeat("sources could not be watched", watch, look_seconds)),
        Job("tidy", repeat("what is old could not be forgotten", forget, TIDY_SECONDS)),
    ]
    if web is not None:
        status = Watch(services.store, services.book, services.clock)
        door = Door(
            web.push_token, web.push_secret, services.store, services.clock, services.wake_reading
        )
        jobs.append(Job("web", serve_web(make_web(status, door), web)))
    return jobs


async def repeat(what: str, once: Callable[[], Awaitable[None]], seconds: float) -> None:
    """Do it, rest, for ever. A round that fails is logged as `what`, and tried again."""
    while True:
        try:
            await once()
        except Exception as error:
            log_trouble(what, error)
        await asyncio.sleep(seconds)


async def read_what_came(services: Services, spooled: asyncio.Event) -> None:
    """What sources put into the spool goes through the main line; `spooled` says that there is."""

    async def read() -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(REST_SECONDS):
                await spooled.wait()
        spooled.clear()
        while await read_spool(
            store=services.store,
            lexicon=services.lexicon,
            renderer=services.renderer,
            now=services.clock(),
            freshness_of=services.book.freshness_of,
        ):
            services.wake_delivery()

    spooled.set()  # an earlier run may have left something
    await repeat("what came could not be read", read, 0)


async def watch_sources(services: Services) -> None:
    """Tell the owners of sources that turned."""
    if await tell_turns(
        services.store,
        services.book,
        services.owners,
        services.translations,
        services.clock(),
    ):
        services.wake_delivery()


async def look_for_digests(services: Services, seconds: float) -> None:
    """Queue what is due by the clock. What a stop or a fault let pass is due all the same."""
    calendars, started = TradingCalendars(), False

    async def look() -> None:
        nonlocal started
        now = services.clock()
        if not started:
            async with services.store.begin() as conn:
                await clocks.roll(conn, now, everybody=True)
            started = True
        if await make_digests(
            services.store,
            lexicon=services.lexicon,
            renderer=services.renderer,
            calendars=calendars,
            now=now,
            book=services.book,
        ):
            services.wake_delivery()

    await repeat("digests could not be looked for", look, seconds)


async def look_for_reminders(services: Services) -> None:
    """Queue what readers are to be reminded of. A morning that a stop let pass is made up for as
    long as it is still the day before."""
    if await make_reminders(
        services.store,
        lexicon=services.lexicon,
        renderer=services.renderer,
        now=services.clock(),
    ):
        services.wake_delivery()


async def tidy(store: Store) -> None:
    """Forget updates long handled and messages long sent: nothing is kept longer than needed."""
    now = utc_now()
    async with store.begin() as conn:
        await inbox.prune(conn, now - KEPT)
        await backlog.prune(conn, now - SENT_KEPT)
        await digests.prune(conn, now.date())
        await reminders.prune(conn, now.date())
        await boards.prune(conn, now - PICTURES_KEPT)
        await asked.prune(conn, now)
        await sources.prune_items(conn, now - ITEMS_KEPT)
        await receipts.prune(conn, now - RECEIPTS_KEPT)
