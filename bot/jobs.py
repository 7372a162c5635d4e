"""The loops that run as long as the bot does. Only here and in the commands is the clock read."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Coroutine
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.config import WebAddress
from bot.context import Services
from bot.delivery.deliver import Deliverer
from bot.inbox import Inbox
from bot.polling import Polling
from bot.source_alerts import tell_turns
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

log = logging.getLogger(__name__)

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
    jobs = [
        Job("poll", updates.poll()),
        Job("sources", polling.run(look_seconds)),
        Job("read", read_what_came(services, spooled)),
        Job("deliver", deliverer.run()),
        Job("digests", look_for_digests(services, look_seconds)),
        Job("reminders", look_for_reminders(services)),
        Job("health", watch_sources(services, look_seconds)),
        Job("tidy", tidy(services.store)),
    ]
    if web is not None:
        watch = Watch(services.store, services.book, services.clock)
        door = Door(
            web.push_token, web.push_secret, services.store, services.clock, services.wake_reading
        )
        jobs.append(Job("web", serve_web(make_web(watch, door), web)))
    return jobs


async def read_what_came(services: Services, spooled: asyncio.Event) -> None:
    """What sources put into the spool goes through the main line; `spooled` says that there is."""
    while True:
        spooled.clear()
        try:
            outcomes = await read_spool(
                store=services.store,
                lexicon=services.lexicon,
                renderer=services.renderer,
                now=services.clock(),
                freshness_of=services.book.freshness_of,
            )
        except Exception:
            log.exception("what came could not be read; tried again in %d s", REST_SECONDS)
            outcomes = ()
        if outcomes:
            services.wake_delivery()
            continue
        with suppress(TimeoutError):
            async with asyncio.timeout(REST_SECONDS):
                await spooled.wait()


async def watch_sources(services: Services, seconds: float) -> None:
    """Tell the owners of sources that turned."""
    while True:
        await asyncio.sleep(seconds)
        try:
            told = await tell_turns(
                services.store,
                services.book,
                services.owners,
                services.translations,
                services.clock(),
            )
        except Exception:
            log.exception("sources could not be watched; tried again in %.0f s", seconds)
        else:
            if told:
                services.wake_delivery()


async def look_for_digests(services: Services, seconds: float) -> None:
    """Queue what is due by the clock. What a stop or a fault let pass is due all the same."""
    calendars, started = TradingCalendars(), False
    while True:
        try:
            now = services.clock()
            if not started:
                async with services.store.begin() as conn:
                    await clocks.roll(conn, now, everybody=True)
                started = True
            made = await make_digests(
                services.store,
                lexicon=services.lexicon,
                renderer=services.renderer,
                calendars=calendars,
                now=now,
                book=services.book,
            )
            if made:
                services.wake_delivery()
        except Exception:
            log.exception("digests could not be looked for; tried again in %.0f s", seconds)
        await asyncio.sleep(seconds)


async def look_for_reminders(services: Services) -> None:
    """Queue what readers are to be reminded of. A morning that a stop let pass is made up for as
    long as it is still the day before."""
    while True:
        try:
            made = await make_reminders(
                services.store,
                lexicon=services.lexicon,
                renderer=services.renderer,
                now=services.clock(),
            )
            if made:
                services.wake_delivery()
        except Exception:
            log.exception("reminders could not be made; tried again in %d s", REMIND_SECONDS)
        await asyncio.sleep(REMIND_SECONDS)


async def tidy(store: Store) -> None:
    """Forget updates long handled and messages long sent: nothing is kept longer than needed."""
    while True:
        try:
            async with store.begin() as conn:
                await inbox.prune(conn, utc_now() - KEPT)
                await backlog.prune(conn, utc_now() - SENT_KEPT)
                await digests.prune(conn, utc_now().date())
                await reminders.prune(conn, utc_now().date())
                await boards.prune(conn, utc_now() - PICTURES_KEPT)
                await asked.prune(conn, utc_now())
                await sources.prune_items(conn, utc_now() - ITEMS_KEPT)
                await receipts.prune(conn, utc_now() - RECEIPTS_KEPT)
        except Exception:
            log.exception("what is old could not be forgotten; tried again in an hour")
        await asyncio.sleep(TIDY_SECONDS)
