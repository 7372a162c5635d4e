"""A chat's own clock: its zone, and the hours in which it wants quiet."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from briefs.quiet import Mode, Quiet, period, read_quiet
from briefs.store.columns import Instant
from briefs.store.tables import chat, subscription

_ANY_OVER = select(
    select(chat.c.chat_id).where(chat.c.quiet_until <= bindparam("now", type_=Instant)).exists()
)


async def set_zone(
    conn: AsyncConnection, chat_id: int, thread_id: int, zone: str, now: datetime
) -> None:
    """Take an IANA name as the chat's own choice; digests and quiet hours move along."""
    own = (chat.c.chat_id == chat_id) & (chat.c.thread_id == thread_id)
    await conn.execute(update(chat).where(own).values(zone=zone, zone_known=True))
    digests = (subscription.c.chat_id == chat_id) & (subscription.c.thread_id == thread_id)
    await conn.execute(update(subscription).where(digests).values(next_at=None))
    await _set_periods(conn, own, now)


async def note_zone_asked(conn: AsyncConnection, chat_id: int, thread_id: int) -> bool:
    """Whether the zone is still to be asked for; it is not, from now on."""
    own = (chat.c.chat_id == chat_id) & (chat.c.thread_id == thread_id)
    ask = update(chat).where(own, chat.c.zone_known.is_(False)).values(zone_known=True)
    return bool((await conn.execute(ask)).rowcount)


async def set_quiet(
    conn: AsyncConnection,
    chat_id: int,
    thread_id: int,
    quiet: Quiet | None,
    mode: Mode,
    now: datetime,
) -> None:
    """Give a chat quiet hours, or none; those going on begin and end at once."""
    own = (chat.c.chat_id == chat_id) & (chat.c.thread_id == thread_id)
    values: dict[str, Any] = {
        "quiet": None if quiet is None else str(quiet),
        "quiet_holds": mode is not Mode.SILENCE,
        "quiet_lets_urgent": mode is Mode.URGENT,
    }
    await conn.execute(update(chat).where(own).values(values))
    await _set_periods(conn, own, now)


async def roll(conn: AsyncConnection, now: datetime, *, everybody: bool = False) -> None:
    """Where quiet hours are over, note that, and the next ones. `everybody`: whatever stands there,
    as after a stop in which the clock may have been changed."""
    if not everybody and not await conn.scalar(_ANY_OVER, {"now": now}):
        return  # as mostly: it is asked with every event
    over = chat.c.quiet.is_not(None) if everybody else chat.c.quiet_until <= now
    await _set_periods(conn, over, now)


async def _set_periods(conn: AsyncConnection, which: ColumnElement[bool], now: datetime) -> None:
    """All chats of the same wish and zone at once, however many; what theirs held is looked for."""
    pairs = await conn.execute(select(chat.c.zone, chat.c.quiet).where(which).distinct())
    for zone, printed in pairs.all():
        quiet = read_quiet(printed) if printed else None
        hours = period(quiet, ZoneInfo(zone), now) if quiet else None
        same = (chat.c.zone == zone) & chat.c.quiet.is_not_distinct_from(printed)
        await conn.execute(
            update(chat)
            .where(which, same)
            .values(
                quiet_from=hours.start if hours else None,
                quiet_until=hours.end if hours else None,
                waking=True,
            )
        )
