"""A new event → a briefing in every language spoken among those who want it → the outbox."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy.ext.asyncio import AsyncConnection

from briefs.condense import condense
from briefs.store import events, facts, flashes, outbox, subscriptions
from briefs.types import Briefing

if TYPE_CHECKING:
    from briefs.render import Renderer


async def publish(
    conn: AsyncConnection, event_id: int, *, renderer: Renderer, now: datetime
) -> int:
    """Queue an event for every chat whose subscription takes one of its terms; gives how many.

    In the caller's transaction: either the flash is stored and its messages are queued, or neither.
    """
    terms = await facts.event_terms(conn, event_id)
    languages = await subscriptions.languages(conn, terms)
    if not languages:
        return 0
    briefing = await brief_event(conn, event_id)
    for language in languages:
        text = renderer.briefing(briefing, language)
        await outbox.save_payload(conn, event_id=event_id, version=1, language=language, text=text)
    return await outbox.fan_out(
        conn, event_id=event_id, terms=terms, lane=outbox.Lane.FLASH, now=now
    )


async def brief_event(conn: AsyncConnection, event_id: int) -> Briefing:
    """The briefing of a stored event: all that its tellings state, with who told it.

    Raises LookupError for an event that is not there.
    """
    event = await events.get_event(conn, event_id)
    if event is None:
        raise LookupError(f"there is no event {event_id}")
    briefing = condense(
        await facts.event_facts(conn, event_id),
        headline=event.title,
        unread=await flashes.unread_of(conn, event_id),
    )
    # Told by somebody even where no fact was read from it.
    told_by = await events.tellings(conn, event_id)
    return replace(briefing, event_id=event_id, sources=told_by)
