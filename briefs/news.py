"""Stored events as the news that filters take: agencies named, new statuses known as new."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from briefs.filters import Expr, News, Told, matches
from briefs.filters.words import fold
from briefs.lexicon import Lexicon
from briefs.policy_names import same_policy
from briefs.store.facts import find_facts
from briefs.store.stories import Story, events_since, stories
from briefs.topics import own_terms, with_groups
from briefs.types import Fact, Policy

MOST_EARLIER = 200  # policies looked at for an earlier telling of a status
MOST_EVENTS = 500
AT_ONCE = 100  # events read together


async def event_news(conn: AsyncConnection, event_id: int, lexicon: Lexicon) -> News:
    """What filters see of one event; every status counts as new, see `with_known_statuses`."""
    (story,) = await stories(conn, [event_id])
    return _news(story, lexicon)


async def with_known_statuses(conn: AsyncConnection, event_id: int, news: News) -> News:
    """The same news, its policies marked where an earlier event told of the same status."""
    facts = [
        Told(told.fact, told.topics, await _newly(conn, event_id, told)) for told in news.facts
    ]
    return News(tuple(facts), news.texts, news.sources, news.languages)


async def would_have_taken(
    conn: AsyncConnection, expr: Expr, since: datetime, lexicon: Lexicon
) -> tuple[int, ...]:
    """The events since then that a filter takes, oldest first. A price level counts as crossed by
    every price beyond it."""
    ids = await events_since(conn, since, MOST_EVENTS)
    taken: list[int] = []
    for start in range(0, len(ids), AT_ONCE):
        for story in await stories(conn, ids[start : start + AT_ONCE]):
            news = await with_known_statuses(conn, story.event_id, _news(story, lexicon))
            if matches(expr, news):
                taken.append(story.event_id)
    return tuple(taken)


def subject_of(facts: Iterable[Fact]) -> str | None:
    """The term that most facts are about, the first of equals."""
    terms = [term for fact in facts for term in own_terms(fact)]
    return max(terms, key=terms.count, default=None)


def kind_of(facts: Collection[Fact]) -> str | None:
    """The kind that most facts are of, the first of equals."""
    kinds = [fact.fact for fact in facts]
    return max(kinds, key=kinds.count, default=None)


def subjects_of(facts: Collection[Fact]) -> frozenset[str]:
    """What a chat may have muted of an event: its subject, and its kind of news on that."""
    subject = subject_of(facts)
    return frozenset() if subject is None else frozenset({subject, f"{subject}/{kind_of(facts)}"})


def _news(story: Story, lexicon: Lexicon) -> News:
    facts = tuple(Told(fact, topics | _agency(fact, lexicon)) for fact, topics in story.facts)
    return News(
        facts,
        tuple(map(fold, story.texts)),
        frozenset(map(fold, story.tellers)),
        frozenset(story.languages),
    )


def _agency(fact: Fact, lexicon: Lexicon) -> frozenset[str]:
    if not isinstance(fact, Policy) or not fact.agency:
        return frozenset()
    hits = lexicon.find(fact.agency, limit=2)
    return with_groups((hit.term.id for hit in hits if hit.how == "exact"), lexicon)


async def _newly(conn: AsyncConnection, event_id: int, told: Told) -> bool:
    policy = told.fact
    if not isinstance(policy, Policy):
        return True
    earlier = await find_facts(conn, kinds=("policies",), terms=policy.terms, limit=MOST_EARLIER)
    return not any(
        isinstance(one.fact, Policy)
        and (one.event_id or event_id) < event_id
        and one.fact.status is policy.status
        and same_policy(one.fact, policy)
        for one in earlier
    )
