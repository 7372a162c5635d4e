"""Events and the facts they are recognised by."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import bindparam, func, insert, null, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from briefs.store.rows import padded
from briefs.store.tables import event, event_key, flash, telling
from briefs.types import PRICE_SHEET, SourceLine


@dataclass(frozen=True, slots=True)
class Event:
    """`sources` counts its tellings; `corrects` is the event whose numbers it replaces."""

    id: int
    title: str
    happened_at: datetime
    sources: int
    corrects: int | None


@dataclass(frozen=True, slots=True)
class Told:
    """A stored flash that may tell the same: its event and all it is recognised by."""

    flash_id: str
    event_id: int
    keys: frozenset[str]


_EVENTS = select(event.c.id, event.c.title, event.c.happened_at, event.c.sources, event.c.corrects)
_BY_ID = _EVENTS.where(event.c.id == bindparam("event_id"))
_CREATE = insert(event).returning(event.c.id)
_ADD_KEYS = insert(event_key)
_SHARED = (
    select(event_key.c.flash_id)
    .join(flash, flash.c.id == event_key.c.flash_id)
    .where(
        event_key.c.key.in_(bindparam("keys", expanding=True)),
        flash.c.happened_at.between(bindparam("since"), bindparam("until")),
    )
)
_SHARING = (
    select(event_key.c.flash_id, event_key.c.event_id, event_key.c.key)
    .where(event_key.c.flash_id.in_(_SHARED))
    .order_by(event_key.c.event_id, event_key.c.flash_id)
)


_IS_TOLD = select(
    select(flash.c.id)
    .where(flash.c.event_id == bindparam("event_id"), flash.c.not_news.is_(None))
    .exists()
)


_TELLINGS = (
    select(flash.c.id, flash.c.publisher, flash.c.published_at, flash.c.url)
    .where(flash.c.event_id == bindparam("event_id"))
    .order_by(flash.c.happened_at, flash.c.id)
)
_PRINTED_AGAIN = (
    select(telling.c.flash_id, telling.c.teller, telling.c.told_at, null())
    .join(flash, flash.c.id == telling.c.flash_id)
    .where(flash.c.event_id == bindparam("event_id"))
    .order_by(telling.c.told_at, telling.c.teller)
)


async def create_event(
    conn: AsyncConnection, *, title: str, happened_at: datetime, corrects: int | None, now: datetime
) -> int:
    row = {
        "title": title,
        "happened_at": happened_at,
        "corrects": corrects,
        "created_at": now,
    }
    created = await conn.execute(_CREATE, row)
    return cast(int, created.scalar_one())


async def add_source(conn: AsyncConnection, event_id: int) -> None:
    """One more telling of it."""
    more = update(event).where(event.c.id == event_id)
    await conn.execute(more.values(sources=event.c.sources + 1))


async def is_told(conn: AsyncConnection, event_id: int) -> bool:
    """Whether any of its stored tellings was news."""
    return bool(await conn.scalar(_IS_TOLD, {"event_id": event_id}))


async def save_keys(
    conn: AsyncConnection, keys: Collection[str], *, flash_id: str, event_id: int
) -> None:
    rows = [{"key": key, "flash_id": flash_id, "event_id": event_id} for key in sorted(keys)]
    if rows:
        await conn.execute(_ADD_KEYS, rows)


async def keys_of(conn: AsyncConnection, flash_id: str) -> frozenset[str]:
    """What a stored flash is recognised by."""
    keys = await conn.scalars(select(event_key.c.key).where(event_key.c.flash_id == flash_id))
    return frozenset(keys)


async def keys_of_event(conn: AsyncConnection, event_id: int) -> frozenset[str]:
    """What all tellings of an event are recognised by."""
    keys = await conn.scalars(select(event_key.c.key).where(event_key.c.event_id == event_id))
    return frozenset(keys)


async def newest_version(conn: AsyncConnection, event_id: int) -> int:
    """The event whose numbers count now: that which corrects it, and that which corrects that."""
    correcting = select(func.max(event.c.id)).where(event.c.corrects == bindparam("id"))
    while (newer := await conn.scalar(correcting, {"id": event_id})) is not None:
        event_id = newer
    return event_id


async def sharing(
    conn: AsyncConnection, keys: Collection[str], *, since: datetime, until: datetime
) -> tuple[Told, ...]:
    """Flashes of that time that share any of the keys, the earliest first."""
    if not keys:
        return ()
    asked = {"keys": padded(sorted(keys)), "since": since, "until": until}
    return _told(await conn.execute(_SHARING, asked))


def _told(rows: Iterable[Any]) -> tuple[Told, ...]:
    found: Mapping[tuple[str, int], set[str]] = defaultdict(set)
    for flash_id, event_id, key in rows:
        found[flash_id, event_id].add(key)
    return tuple(Told(*which, frozenset(keys)) for which, keys in found.items())


async def filling(
    conn: AsyncConnection, slots: Collection[str], *, since: datetime, until: datetime
) -> tuple[Told, ...]:
    """Flashes of that time that fill any of the slots, whatever with; the latest first."""
    if not slots:
        return ()
    filled = or_(*(event_key.c.key.startswith(f"{slot}=", autoescape=True) for slot in slots))
    lately = flash.c.happened_at.between(since, until)
    mine = select(flash.c.id).join(event_key, event_key.c.flash_id == flash.c.id)
    query = (
        select(event_key.c.flash_id, event_key.c.event_id, event_key.c.key)
        .join(flash, flash.c.id == event_key.c.flash_id)
        .where(event_key.c.flash_id.in_(mine.where(lately, filled)))
        .order_by(flash.c.happened_at.desc(), event_key.c.flash_id)
    )
    return _told(await conn.execute(query))


async def get_event(conn: AsyncConnection, event_id: int) -> Event | None:
    row = (await conn.execute(_BY_ID, {"event_id": event_id})).first()
    return None if row is None else Event(*row)


async def latest(
    conn: AsyncConnection, *, limit: int = 5, since: datetime | None = None
) -> tuple[Event, ...]:
    """The newest events, newest first; rows of price sheets are no news."""
    news = flash.c.section.is_distinct_from(PRICE_SHEET)
    told = select(flash.c.id).where(flash.c.event_id == event.c.id, news).exists()
    query = _EVENTS.where(told).order_by(event.c.happened_at.desc(), event.c.id.desc()).limit(limit)
    if since is not None:
        query = query.where(event.c.happened_at >= since)
    return tuple(Event(*row) for row in await conn.execute(query))


async def tellings(conn: AsyncConnection, event_id: int) -> tuple[SourceLine, ...]:
    """Who told it: in words of their own, first one first; then who printed those again."""
    own = await conn.execute(_TELLINGS, {"event_id": event_id})
    again = await conn.execute(_PRINTED_AGAIN, {"event_id": event_id})
    return tuple(SourceLine(*row) for row in (*own, *again))
