"""Has this text been here before? Told by what it says, not by who sent it or how it is set."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from briefs.marks import Marks
from briefs.store import flashes
from briefs.store.flashes import Known
from briefs.types import Flash

# The same words come again in a daily note ("prices were unchanged today"); past this they are new.
SAME_NEWS = timedelta(hours=36)


async def find_repeat(conn: AsyncConnection, flash: Flash, marks: Marks) -> Known | None:
    """The stored flash of the same text, if it is the same news and not the next day's."""
    for known in await flashes.same_text(conn, marks.fingerprint):
        if flash.published_at is None or not known.dated:
            return known
        if abs(flash.published_at - known.happened_at) <= SAME_NEWS:
            return known
    return None
