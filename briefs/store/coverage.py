"""What came of all that was taken in during a period: told as news, told again, or dropped."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import ColumnElement, case, distinct, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from briefs.freshness import NotNews
from briefs.store.tables import event, flash, quarantine, raw, telling


@dataclass(frozen=True, slots=True)
class Coverage:
    """In flashes. `joined`: another source told the same event; `repeated`: the same text.

    `not_news` counts what was stored and not told, by the reason; `unreadable` waits in quarantine.
    An archive that was read in is no part of it.
    """

    news: int = 0
    joined: int = 0
    repeated: int = 0
    not_news: Mapping[NotNews, int] = field(default_factory=dict)
    unreadable: int = 0

    @property
    def received(self) -> int:
        return self.news + self.joined + self.repeated + self.dropped

    @property
    def dropped(self) -> int:
        return sum(self.not_news.values()) + self.unreadable


async def coverage_since(conn: AsyncConnection, since: datetime) -> Coverage:
    """What came of the raws received since then."""
    rows = await conn.execute(
        select(flash.c.not_news, func.count(), func.count(distinct(_new_event(since))))
        .join(event, event.c.id == flash.c.event_id)
        .where(_later(flash.c.raw_id, since), flash.c.stored_at > since)
        .group_by(flash.c.not_news)
    )
    told = {reason: (count, events) for reason, count, events in rows}
    fresh, news = told.pop(None, (0, 0))
    told.pop(NotNews.ARCHIVE, None)
    again = select(func.count()).select_from(telling)
    kept = select(func.count()).select_from(quarantine)
    return Coverage(
        news=news,
        joined=fresh - news,
        repeated=(await conn.execute(again.where(telling.c.told_at > since))).scalar_one(),
        not_news={NotNews(reason): count for reason, (count, _) in told.items()},
        unreadable=(
            await conn.execute(
                kept.where(quarantine.c.created_at > since, quarantine.c.replayed_at.is_(None))
            )
        ).scalar_one(),
    )


def _new_event(since: datetime) -> ColumnElement[int]:
    return case((event.c.created_at > since, event.c.id))


def _later(raw_id: ColumnElement[int], since: datetime) -> ColumnElement[bool]:
    """Rows of raws that came after the last one received before: found from the newest backwards,
    so that it costs what the period is long and not what the database is large."""
    before = select(raw.c.id).where(raw.c.received_at <= since).order_by(raw.c.id.desc()).limit(1)
    return raw_id > func.coalesce(before.scalar_subquery(), 0)
