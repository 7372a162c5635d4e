"""What was told of an event before it was corrected.

The old value is never overwritten: it stays stored, and stays visible beside the new one.
"""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncConnection

from briefs.store import events, facts
from briefs.store.events import Event
from briefs.types import Found

MOST_STEPS = 5  # corrections of corrections looked back through


async def told_before(conn: AsyncConnection, event: Event) -> tuple[Found, ...]:
    """The facts of the events it corrects, the latest telling first."""
    before: list[Found] = []
    corrected = event.corrects
    for _ in range(MOST_STEPS):
        earlier = None if corrected is None else await events.get_event(conn, corrected)
        if earlier is None:
            break
        before += await facts.event_facts(conn, earlier.id)
        corrected = earlier.corrects
    return tuple(before)
