"""A corrected figure is shown under the one that corrects it, marked as corrected since."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncConnection

from briefs.answer.compose import cite
from briefs.store.facts import event_facts
from briefs.superseded import slot_of
from briefs.types import Citation, Found


async def with_corrected(conn: AsyncConnection, found: Sequence[Found]) -> list[Found]:
    """Each of these, and behind it the figure that it corrects."""
    shown: list[Found] = []
    for one in found:
        shown.append(one)
        if one.corrects is not None:
            shown += await _alike(conn, one, one.corrects)
    return shown


async def corrections_first(
    conn: AsyncConnection, found: Sequence[Found]
) -> tuple[list[Found], tuple[Citation, ...]]:
    """Before each that was corrected since, what corrects it; and the sentences of those."""
    shown: list[Found] = []
    newer: list[Found] = []
    for one in found:
        if one.superseded_by is not None:
            newer += (corrections := await _alike(conn, one, one.superseded_by))
            shown += [new for new in corrections if new not in shown]
        shown.append(one)
    return shown, cite(newer)


async def _alike(conn: AsyncConnection, one: Found, event_id: int) -> list[Found]:
    """The figures of an event that are of the same thing and day."""
    slot = slot_of(one.fact)
    if slot is None:
        return []
    return [other for other in await event_facts(conn, event_id) if slot_of(other.fact) == slot]
