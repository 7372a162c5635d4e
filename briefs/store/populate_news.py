"""Very many flashes with their facts, stored by the hundred: to measure with.

Each is an event of its own, told once; nobody is told of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from briefs.marks import marks_of
from briefs.store.facts import fact_row
from briefs.store.search import index_flash
from briefs.store.tables import event, fact, fact_term, flash, raw
from briefs.types import Fact, Flash


@dataclass(frozen=True, slots=True)
class News:
    """A flash and what was read in it: its facts, the topics of each, every id its text names."""

    flash: Flash
    facts: tuple[Fact, ...]
    topics: tuple[frozenset[str], ...]
    named: frozenset[str]

    @property
    def at(self) -> datetime:
        assert self.flash.published_at is not None
        return self.flash.published_at


async def populate_news(
    conn: AsyncConnection, news: Sequence[News], *, first: int, first_fact: int
) -> int:
    """Store flashes. Their rows are numbered from `first` on, those of facts from `first_fact`;
    gives the number of the next fact."""
    numbered = list(enumerate(news, first))
    await conn.execute(insert(raw), [_raw(number, one) for number, one in numbered])
    await conn.execute(insert(event), [_event(number, one) for number, one in numbered])
    await conn.execute(insert(flash), [_flash(number, one) for number, one in numbered])
    for one in news:
        kinds = {its.fact for its in one.facts}
        await index_flash(conn, one.flash, terms=one.named, kinds=kinds, at=one.at)
    facts = [
        (one, position, its, topics)
        for one in news
        for position, (its, topics) in enumerate(zip(one.facts, one.topics, strict=True))
    ]
    rows = [
        {"id": id, **fact_row(one.flash, its, position, one.at)}
        for id, (one, position, its, _) in enumerate(facts, first_fact)
    ]
    pairs = [
        {"term_id": term, "fact_id": id}
        for id, (*_, topics) in enumerate(facts, first_fact)
        for term in sorted(topics)
    ]
    if rows:
        await conn.execute(insert(fact), rows)
    if pairs:
        await conn.execute(insert(fact_term), pairs)
    return first_fact + len(rows)


def _raw(number: int, news: News) -> dict[str, object]:
    return {
        "id": number,
        "digest": news.flash.id,
        "source": "bench",
        "origin": news.flash.id,
        "media": "text",
        "content": news.flash.title,
        "received_at": news.at,
    }


def _event(number: int, news: News) -> dict[str, object]:
    times = {"happened_at": news.at, "created_at": news.at}
    return {"id": number, "title": news.flash.title, "sources": 1, **times}


def _flash(number: int, news: News) -> dict[str, object]:
    told = news.flash
    marks = marks_of(told.title, told.body)
    return {
        "id": told.id,
        "raw_id": number,
        "event_id": number,
        "fingerprint": marks.fingerprint,
        "skeleton": marks.skeleton,
        "title": told.title,
        "body": told.body,
        "published_at": told.published_at,
        "happened_at": news.at,
        "language": told.language,
        "publisher": told.publisher,
        "unread": [],
        "stored_at": news.at,
    }
