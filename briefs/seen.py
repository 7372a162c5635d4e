"""Has this text been here before? Told by what it says, not by who sent it or how it is set."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from briefs.marks import Marks
from briefs.store import events, flashes
from briefs.store.flashes import Known
from briefs.types import Flash

# The same words come again in a daily note ("prices were unchanged today"); past this they are new.
SAME_NEWS = timedelta(hours=36)
VERSION = "~"  # in an id: behind what the source calls it


def find_repeat(flash: Flash, marks: Marks, alike: Iterable[Known]) -> Known | None:
    """The stored flash of the same text, if it is the same news and not the next day's."""
    for known in alike:
        if known.fingerprint != marks.fingerprint:
            continue
        if flash.published_at is None or not known.dated:
            return known
        if abs(flash.published_at - known.happened_at) <= SAME_NEWS:
            return known
    return None


async def count_telling(
    conn: AsyncConnection, flash: Flash, known: Known, *, raw_id: int, now: datetime
) -> tuple[bool, str]:
    """Count who printed the text again; whether it is somebody new, and in words what was done."""
    teller = flash.publisher
    if teller is None or teller == known.publisher:
        return False, "stored before"
    if await flashes.add_telling(conn, known.flash_id, teller=teller, raw_id=raw_id, now=now):
        await events.add_source(conn, known.event_id)
        return True, f"stored before; {teller} counted as a further source"
    return False, f"stored before; {teller} was counted"


def earlier_version(flash: Flash, alike: Iterable[Known]) -> Known | None:
    """The stored flash that this one is another version of: its id is an address, which names one
    thing for good, and came with another text. `flash` has a free id."""
    first = flash.id.partition(VERSION)[0]
    if flash.id == first or "://" not in first:
        return None
    return next((known for known in alike if known.flash_id == first), None)


def with_free_id(flash: Flash, marks: Marks, alike: Iterable[Known]) -> Flash:
    """The flash, under an id of its own: a source may print another text under an id it used."""
    if all(known.flash_id != flash.id for known in alike):
        return flash
    return replace(flash, id=f"{flash.id}{VERSION}{marks.fingerprint[:6]}")
