"""Events as filters see them: their facts with topics, and all who told them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import BindParameter, bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from briefs.store.tables import fact as table
from briefs.store.tables import fact_term, flash, telling
from briefs.types import Fact, Flash
from briefs.wire import fact_from_json

_EVENTS: BindParameter[list[int]] = bindparam("events", expanding=True)
_FACTS = (
    select(flash.c.event_id, table.c.id, table.c.kind, table.c.data)
    .join(flash, flash.c.id == table.c.flash_id)
    .where(flash.c.event_id.in_(_EVENTS))
    .order_by(flash.c.happened_at, table.c.flash_id, table.c.position)
)
_TOPICS = (
    select(fact_term.c.fact_id, fact_term.c.term_id)
    .join(table, table.c.id == fact_term.c.fact_id)
    .join(flash, flash.c.id == table.c.flash_id)
    .where(flash.c.event_id.in_(_EVENTS))
)
_FLASHES = select(
    flash.c.event_id, flash.c.title, flash.c.body, flash.c.publisher, flash.c.language
).where(flash.c.event_id.in_(_EVENTS))
_TELLERS = (
    select(flash.c.event_id, telling.c.teller)
    .join(flash, flash.c.id == telling.c.flash_id)
    .where(flash.c.event_id.in_(_EVENTS))
)


@dataclass(slots=True)
class Story:
    """An event with its facts, each with its topics, and the texts that told it."""

    event_id: int
    facts: list[tuple[Fact, frozenset[str]]] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    tellers: set[str] = field(default_factory=set)
    languages: set[str] = field(default_factory=set)


def story_of(
    event_id: int, flash: Flash, facts: Sequence[Fact], topics: Sequence[frozenset[str]]
) -> Story:
    """The story of an event that one flash alone tells."""
    story = Story(event_id, list(zip(facts, topics, strict=True)))
    _add_text(story, flash)
    return story


async def stories(conn: AsyncConnection, event_ids: Collection[int]) -> tuple[Story, ...]:
    """These events, in their order."""
    asked = {"events": list(event_ids)}
    found = {id: Story(id) for id in event_ids}
    topics: dict[int, set[str]] = defaultdict(set)
    for row in await conn.execute(_TOPICS, asked):
        topics[row.fact_id].add(row.term_id)
    for event_id, id, kind, data in await conn.execute(_FACTS, asked):
        fact = fact_from_json(kind, data)
        found[event_id].facts.append((fact, frozenset(topics[id])))
    for told in await conn.execute(_FLASHES, asked):
        _add_text(found[told.event_id], told)
    for event_id, teller in await conn.execute(_TELLERS, asked):
        found[event_id].tellers.add(teller)
    return tuple(found.values())


def _add_text(story: Story, told: Any) -> None:
    story.texts.append(f"{told.title}\n{told.body}")
    story.languages.add(told.language)
    if told.publisher:
        story.tellers.add(told.publisher)
