"""What sites ask of robots, read from their robots.txt and remembered for a while (RFC 9309)."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from protego import Protego

from briefs.sources.failures import FetchError, Reason

KEPT: Final = timedelta(hours=24)
KEPT_UNSEEN: Final = timedelta(minutes=15)  # so long a site whose robots.txt fails is left alone
LONGEST_PAUSE: Final = 30.0  # seconds; some sites ask for hours
NOTHING_SAID: Final = frozenset(
    {Reason.NOT_FOUND, Reason.GONE, Reason.LOGIN_NEEDED, Reason.REFUSED, Reason.TOO_LARGE}
)


@dataclass(frozen=True, slots=True)
class Rules:
    """One site's word. `failure`: it could not be asked, and so nothing is fetched."""

    until: datetime
    parsed: Protego | None = None
    failure: FetchError | None = None


class Robots:
    """The rules of each site, by its origin ("https://wire.example:443")."""

    def __init__(self, read: Callable[[str, datetime], Awaitable[str]], agent: str) -> None:
        self._read = read
        self._agent = agent
        self._rules: dict[str, Rules] = {}
        self._asking: dict[str, asyncio.Lock] = {}

    async def check(self, origin: str, url: str, now: datetime) -> float:
        """The seconds the site asks us to leave between requests. Raises FetchError if not let."""
        async with self._asking.setdefault(origin, asyncio.Lock()):
            rules = self._rules.get(origin)
            if rules is None or rules.until <= now:
                rules = self._rules[origin] = await self._ask(origin, now)
        if rules.failure is not None:
            raise rules.failure
        if rules.parsed is None:
            return 0.0
        if not rules.parsed.can_fetch(url, self._agent):
            raise FetchError(Reason.ROBOTS, f"{origin}/robots.txt asks us not to")
        return min(rules.parsed.crawl_delay(self._agent) or 0.0, LONGEST_PAUSE)

    async def _ask(self, origin: str, now: datetime) -> Rules:
        try:
            text = await self._read(f"{origin}/robots.txt", now)
        except FetchError as failure:
            if failure.reason in NOTHING_SAID:
                return Rules(now + KEPT)
            return Rules(now + KEPT_UNSEEN, failure=failure)
        return Rules(now + KEPT, Protego.parse(text))
