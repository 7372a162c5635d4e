"""Stored events as the news that filters take: agencies named, new statuses known as new."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from briefs.filters import Expr, News, Told, has_statuses
from briefs.filters.levels import State, match_levels
from briefs.filters.words import fold
from briefs.lexicon import Lexicon
from briefs.policy_names import same_policy
from briefs.store.events import Event, latest
from briefs.store.facts import find_facts
from briefs.store.stories import Story, stories
from briefs.topics import own_terms, with_groups
from briefs.types import Fact, Policy, PolicyStatus, Risk

MOST_EARLIER = 200  # policies looked at for an earlier telling of a status
MOST_EVENTS = 2000
AT_ONCE = 100  # events read together


@dataclass(frozen=True, slots=True)
class Trial:
    """What a filter takes of stored events, oldest first, and how many were looked at."""

    taken: tuple[Event, ...]
    looked_at: int


async def event_news(conn: AsyncConnection, event_id: int, lexicon: Lexicon) -> News:
    """What filters see of one event; every status counts as new, see `with_known_statuses`."""
    (story,) = await stories(conn, [event_id])
    return news_of(story, lexicon)


async def news_of_events(
    conn: AsyncConnection, event_ids: Collection[int], lexicon: Lexicon
) -> dict[int, News]:
    """What filters see of each of these events."""
    return {one.event_id: news_of(one, lexicon) for one in await stories(conn, event_ids)}


async def with_known_statuses(conn: AsyncConnection, event_id: int, news: News) -> News:
    """The same news, its policies marked where an earlier event told of the same status."""
    facts = [
        Told(told.fact, told.topics, await _newly(conn, event_id, told)) for told in news.facts
    ]
    return News(tuple(facts), news.texts, news.sources, news.languages)


async def would_have_taken(
    conn: AsyncConnection, expr: Expr, since: datetime, lexicon: Lexicon
) -> Trial:
    """What a filter would have taken of the newest events since then, price levels as if it had
    seen none before."""
    newest = await latest(conn, limit=MOST_EVENTS, since=since)
    taken: list[Event] = []
    state: State = {}
    for some in _parts(newest[::-1]):
        told = await stories(conn, [event.id for event in some])
        for event, story in zip(some, told, strict=True):
            news = news_of(story, lexicon)
            if has_statuses(expr):
                news = await with_known_statuses(conn, event.id, news)
            takes, state = match_levels(expr, news, state, event.happened_at)
            taken += [event] if takes else []
    return Trial(tuple(taken), looked_at=len(newest))


def _parts(events: Sequence[Event]) -> Iterator[Sequence[Event]]:
    return (events[start : start + AT_ONCE] for start in range(0, len(events), AT_ONCE))


def is_urgent(news: News) -> bool:
    """A risk, or a policy that newly takes effect: what may break quiet hours."""
    return any(
        isinstance(told.fact, Risk)
        or (
            isinstance(told.fact, Policy)
            and told.newly
            and told.fact.status is PolicyStatus.EFFECTIVE
        )
        for told in news.facts
    )


def subject_of(facts: Iterable[Fact]) -> str | None:
    """The term that most facts are about, the first of equals."""
    terms = [term for fact in facts for term in own_terms(fact)]
    return max(terms, key=terms.count, default=None)


def kind_of(facts: Collection[Fact]) -> str | None:
    """The kind that most facts are of, the first of equals."""
    kinds = [fact.fact for fact in facts]
    return max(kinds, key=kinds.count, default=None)


def subjects_of(facts: Collection[Fact], lexicon: Lexicon) -> frozenset[str]:
    """What a chat may have muted of an event: its subject and the groups of that, whole or only its
    kind of news on them."""
    subject = subject_of(facts)
    about = frozenset() if subject is None else with_groups((subject,), lexicon) | {subject}
    return about | {f"{one}/{kind_of(facts)}" for one in about}


def news_of(story: Story, lexicon: Lexicon) -> News:
    """What filters see of an event as it was told; every status counts as new."""
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
