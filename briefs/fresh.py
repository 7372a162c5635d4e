"""An event that one flash alone tells, made of what was just read: as the store would give it back.

Most events are published like this. To read them back costs more than to extract them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from briefs.events import Place
from briefs.read import Read
from briefs.store.events import Event
from briefs.store.stories import Story, story_of
from briefs.types import Finding, Flash, Found, SourceLine


@dataclass(frozen=True, slots=True)
class Fresh:
    """What publishing an event needs to know of it."""

    event: Event
    story: Story
    facts: tuple[Found, ...]
    told_by: tuple[SourceLine, ...]
    unread: int


def fresh_of(
    flash: Flash, read: Read, findings: Sequence[Finding], place: Place, now: datetime
) -> Fresh:
    """The event of `place`, which this flash told first."""
    at = None if flash.published_at is None else flash.published_at.astimezone(UTC)
    happened_at = at or now.astimezone(UTC)
    return Fresh(
        event=Event(place.event_id, flash.title, happened_at, sources=1, corrects=place.corrects),
        story=story_of(place.event_id, flash, read.facts, read.topics),
        facts=tuple(_found(flash, at, read, findings, place)),
        told_by=(SourceLine(flash.id, flash.publisher, at, flash.url),),
        unread=len(read.unread),
    )


def _found(
    flash: Flash, at: datetime | None, read: Read, findings: Sequence[Finding], place: Place
) -> list[Found]:
    return [
        Found(
            fact=fact,
            flash_id=flash.id,
            title=flash.title,
            publisher=flash.publisher,
            published_at=at,
            url=flash.url,
            event_id=place.event_id,
            findings=_said_of(position, findings),
            corrects=place.corrects,
        )
        for position, fact in enumerate(read.facts)
    ]


def _said_of(position: int, findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """What was said of the flash as a whole goes with the first of its facts."""
    own = [one for one in findings if one.fact == position]
    return (*own, *(one for one in findings if one.fact is None and position == 0))
