"""A mute, and what waits for the chat already: nothing more on that is told from now on."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from briefs.lexicon import Lexicon
from briefs.news import news_of_events, subjects_of
from briefs.store import backlog, gathering, mutes
from briefs.store.matching import EVERY_SUBJECT


async def mute(
    conn: AsyncConnection,
    chat_id: int,
    thread_id: int,
    subject: str,
    until: datetime | None,
    lexicon: Lexicon,
) -> int:
    """Mute a subject for a chat until then, or for good; gives how many messages will not come.

    `subject` is as in the table of mutes. Briefings that wait are dropped, and on one subject what
    is gathered for digests too. A mute of everything leaves that: digests wait until it is over,
    and so does one that is queued. What the sender has in hand, two seconds of work, still goes.
    """
    await mutes.add(conn, chat_id, thread_id, subject, until)
    queued = await backlog.events_waiting(conn, chat_id, thread_id)
    if subject == EVERY_SUBJECT:
        if until is not None:
            await backlog.hold_digests(conn, chat_id, thread_id, until)
        return await backlog.drop_events(conn, chat_id, thread_id, queued)
    kept = await gathering.events_of(conn, chat_id, thread_id)
    muted = await _about(conn, queued | kept, subject, lexicon)
    await gathering.drop_events(conn, chat_id, thread_id, muted & kept)
    return await backlog.drop_events(conn, chat_id, thread_id, muted & queued)


async def _about(
    conn: AsyncConnection, events: Collection[int], subject: str, lexicon: Lexicon
) -> frozenset[int]:
    """Those of the events that a mute of this subject is meant for."""
    if not events:
        return frozenset()
    told = await news_of_events(conn, events, lexicon)
    return frozenset(
        event_id
        for event_id, news in told.items()
        if subject in subjects_of([one.fact for one in news.facts], lexicon)
    )
