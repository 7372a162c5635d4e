"""Rows taken from the outbox to be sent; where a chat would wait too long, its briefings in one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.delivery.coalesce import compose
from bot.delivery.pace import Pace
from bot.delivery.paid import Paid
from bot.delivery.queue import CHAT_SHARE
from bot.i18n import Translations
from briefs.store import Store, backlog, outbox
from briefs.store.outbox import Delivery, Lane

LEASE = timedelta(seconds=60)
COALESCE_AFTER = 60.0  # seconds a chat may be behind before its briefings go as one
LOOK_SECONDS = 5.0  # how often the whole backlog is counted
MOST_COUNTED = 100_000  # rows; who sends so fast that these are no wait never coalesces for them


@dataclass(slots=True)
class Claims:
    """Claims for one sender. `per_second` is the rate at which a backlog goes down."""

    store: Store
    owner: str
    translations: Translations
    pace: Pace
    paid: Paid
    coalesce_after: float = COALESCE_AFTER
    _behind: bool = False
    _counted_at: float = field(default=float("-inf"))

    async def take(
        self, limit: int, now: datetime, ticks: float
    ) -> tuple[Sequence[Delivery], bool]:
        """Up to `limit` rows that are due, in order; and whether there may be more at once."""
        async with self.store.begin() as conn:
            claimed = await outbox.claim(conn, limit=limit, owner=self.owner, now=now, lease=LEASE)
            if not claimed:
                return (), False
            await self.paid.set_aside(conn, now)
            await self._count(conn, now, ticks)
            return await self._coalesced(conn, claimed, now), len(claimed) == limit

    async def _count(self, conn: AsyncConnection, now: datetime, ticks: float) -> None:
        if ticks - self._counted_at < LOOK_SECONDS:
            return
        self._counted_at = ticks
        limit = round(self.pace.per_second * self.coalesce_after)
        self._behind = limit <= MOST_COUNTED and limit <= await backlog.depth(conn, now, limit)

    async def _coalesced(
        self, conn: AsyncConnection, claimed: Sequence[Delivery], now: datetime
    ) -> Sequence[Delivery]:
        rows = {one.id: one for one in claimed}
        for first in await self._to_coalesce(conn, claimed, now):
            if first.id not in rows:
                continue  # taken up by a digest already
            mine = [one for one in rows.values() if _together(first, one) and _fits(one, now)]
            waiting = await backlog.waiting_briefings(conn, first, now)
            briefings = sorted((*mine, *waiting), key=lambda one: one.id)
            if not self._worth(briefings, now):
                continue
            digest = await backlog.merge(
                conn,
                briefings,
                lambda some: compose(some, self.translations),
                owner=self.owner,
                now=now,
                lease=LEASE,
            )
            rows = _replaced(rows, mine, digest)
        return tuple(rows.values())

    async def _to_coalesce(
        self, conn: AsyncConnection, claimed: Sequence[Delivery], now: datetime
    ) -> Iterable[Delivery]:
        """Rows whose chats have, or may have, more than one message to make one of."""
        fitting = [one for one in claimed if _fits(one, now)]
        shares = Counter(one.chat_id for one in claimed)
        crowd = {chat_id for chat_id, share in shares.items() if share > CHAT_SHARE}
        if self._behind:
            crowd |= await backlog.chats_with_briefings(conn, [one.chat_id for one in fitting], now)
            crowd |= {chat_id for chat_id, share in shares.items() if share > 1}
        return [one for one in fitting if one.chat_id in crowd or _late(one, now)]

    def _worth(self, briefings: Sequence[Delivery], now: datetime) -> bool:
        if any(_late(one, now) for one in briefings):
            return True
        wait = len(briefings) * self.pace.interval(briefings[0].chat_id)
        return len(briefings) > 1 and (self._behind or wait > self.coalesce_after)


def _fits(delivery: Delivery, now: datetime) -> bool:
    """A briefing of an event, not begun; an urgent one goes alone while it is fresh."""
    news = delivery.payload_id is not None or delivery.use_by is not None
    if not news or delivery.parts_done:
        return False
    return delivery.lane >= Lane.FLASH or _late(delivery, now)


def _late(delivery: Delivery, now: datetime) -> bool:
    return delivery.use_by is not None and delivery.use_by <= now


def _together(one: Delivery, other: Delivery) -> bool:
    return (one.chat_id, one.thread_id) == (other.chat_id, other.thread_id)


def _replaced(
    rows: dict[int, Delivery], gone: Sequence[Delivery], digest: Delivery
) -> dict[int, Delivery]:
    """The digest in the place of the first row it took up."""
    numbers = {one.id for one in gone}
    place = gone[0].id
    left = {
        id: digest if id == place else one
        for id, one in rows.items()
        if id == place or id not in numbers
    }
    return {one.id: one for one in left.values()}
