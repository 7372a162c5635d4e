"""What an answer's figure corrects is shown under it, marked as corrected since."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncConnection

from briefs.store.facts import event_facts
from briefs.superseded import slot_of
from briefs.types import Found


async def with_corrected(conn: AsyncConnection, found: Sequence[Found]) -> list[Found]:
    """Each of these, and behind it the figure that it corrects."""
    shown: list[Found] = []
    for one in found:
        shown.append(one)
        if one.corrects is not None:
            slot = slot_of(one.fact)
            earlier = await event_facts(conn, one.corrects)
            shown += [old for old in earlier if slot is not None and slot_of(old.fact) == slot]
    return shown
