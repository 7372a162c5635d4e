"""The loops that run as long as the bot does. Only here and in the commands is the clock read."""

from __future__ import annotations

from collections.abc import Coroutine
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from bot.delivery.deliver import Deliverer
from bot.inbox import Inbox


def utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Job:
    """A loop by name. It ends only by being cancelled; anything else ends the bot."""

    name: str
    loop: Coroutine[Any, Any, None]


def all_jobs(inbox: Inbox, deliverer: Deliverer) -> list[Job]:
    return [Job("poll", inbox.poll()), Job("deliver", deliverer.run())]
