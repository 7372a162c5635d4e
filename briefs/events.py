"""The same event told by another source, a correction of it, or news."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from operator import itemgetter

from sqlalchemy.ext.asyncio import AsyncConnection

from briefs.marks import Marks, says_it_corrects
from briefs.same_event import (
    Keys,
    are_apart,
    contradict,
    figures,
    in_dispute,
    slots,
    tell_the_same,
    told_anew,
)
from briefs.seen import earlier_version
from briefs.store import events
from briefs.store.events import Told
from briefs.store.flashes import Known
from briefs.types import Flash

ONE_EVENT = timedelta(days=3)  # a retelling later than this is a look back


@dataclass(frozen=True, slots=True)
class Place:
    """The event a flash belongs to. `new`: nobody told it before; `corrects`: another event's
    numbers, which this one replaces; `disputed`: tellings that agree with it in part."""

    event_id: int
    new: bool
    corrects: int | None = None
    disputed: tuple[Told, ...] = ()


async def join_event(
    conn: AsyncConnection,
    flash: Flash,
    keys: Keys,
    marks: Marks,
    alike: Sequence[Known],
    *,
    now: datetime,
) -> Place:
    """Find the event a flash tells of, or make it. Numbers that differ are kept apart."""
    happened_at = flash.published_at or now
    edited = earlier_version(flash, alike)
    if edited is not None:
        return await _place_edit(conn, flash, keys, edited.event_id, now=now)
    corrects = await _corrected(conn, keys, marks, alike)
    declared = says_it_corrects(flash.title, flash.body)
    if corrects is None and declared:
        corrects = await _declared(conn, keys, happened_at)
    disputed: tuple[Told, ...] = ()
    if corrects is None:
        sharing = await events.sharing(
            conn, figures(keys), since=happened_at - ONE_EVENT, until=happened_at + ONE_EVENT
        )
        disputed = tuple(told for told in sharing if in_dispute(keys, told.keys))
        told_by = next((told for told in sharing if tell_the_same(keys, told.keys)), None)
        if told_by is not None and declared:
            corrects = told_by.event_id  # in what we do not read, a year or a name
        elif told_by is not None:
            await events.add_source(conn, told_by.event_id)
            return Place(told_by.event_id, new=False, disputed=disputed)
    event_id = await events.create_event(
        conn, title=flash.title, happened_at=happened_at, corrects=corrects, now=now
    )
    return Place(event_id, new=True, corrects=corrects, disputed=disputed)


async def _place_edit(
    conn: AsyncConnection, flash: Flash, keys: Keys, event_id: int, *, now: datetime
) -> Place:
    """An edited text corrects what it said before, if it tells a figure otherwise; else it tells of
    the same event."""
    event_id = await events.newest_version(conn, event_id)
    before = await events.keys_of_event(conn, event_id)
    if not (contradict(keys, before) or told_anew(keys, before)):
        return Place(event_id, new=False)
    corrected = await events.create_event(
        conn,
        title=flash.title,
        happened_at=flash.published_at or now,
        corrects=event_id,
        now=now,
    )
    return Place(corrected, new=True, corrects=event_id)


async def _corrected(
    conn: AsyncConnection, keys: Keys, marks: Marks, alike: Iterable[Known]
) -> int | None:
    """The event that these words told a little earlier with another number."""
    for known in alike:
        if known.skeleton != marks.skeleton or known.fingerprint == marks.fingerprint:
            continue
        before = await events.keys_of(conn, known.flash_id)
        # Where nothing was read, the words alone must do: they differ in numbers only.
        if not are_apart(keys, before):
            return known.event_id
    return None


async def _declared(conn: AsyncConnection, keys: Keys, happened_at: datetime) -> int | None:
    """The event that a text which says it corrects one tells otherwise, whatever its words: of
    those of late, the one that it has most figures against."""
    earlier = await events.filling(
        conn, slots(figures(keys)), since=happened_at - ONE_EVENT, until=happened_at
    )
    against = [(len(told_anew(keys, told.keys)), told.event_id) for told in earlier]
    most, event_id = max(against, key=itemgetter(0), default=(0, None))
    return event_id if most else None
