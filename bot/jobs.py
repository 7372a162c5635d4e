"""The loops that run as long as the bot does. Only here and in the commands is the clock read."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Coroutine
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.delivery.deliver import Deliverer
from bot.inbox import Inbox
from briefs.store import Store, backlog, inbox

log = logging.getLogger(__name__)

TIDY_SECONDS = 3600
KEPT = timedelta(hours=48)  # Telegram itself keeps updates for 24
SENT_KEPT = timedelta(days=30)  # so long a message is known as sent, and not queued again


def utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Job:
    """A loop by name. It ends only by being cancelled; anything else ends the bot."""

    name: str
    loop: Coroutine[Any, Any, None]


def all_jobs(updates: Inbox, deliverer: Deliverer, store: Store) -> list[Job]:
    return [
        Job("poll", updates.poll()),
        Job("deliver", deliverer.run()),
        Job("tidy", tidy(store)),
    ]


async def tidy(store: Store) -> None:
    """Forget updates long handled and messages long sent: nothing is kept longer than needed."""
    while True:
        try:
            async with store.begin() as conn:
                await inbox.prune(conn, utc_now() - KEPT)
                await backlog.prune(conn, utc_now() - SENT_KEPT)
        except Exception:
            log.exception("what is old could not be forgotten; tried again in an hour")
        await asyncio.sleep(TIDY_SECONDS)
