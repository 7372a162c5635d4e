"""A new event → a briefing in every language spoken among those who want it → the outbox."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, get_args

from sqlalchemy.ext.asyncio import AsyncConnection

from briefs.condense import condense
from briefs.corrections import told_before
from briefs.filters import News, has_statuses, news_terms
from briefs.fresh import Fresh
from briefs.lexicon import Lexicon
from briefs.news import event_news, is_urgent, news_of, subjects_of, with_known_statuses
from briefs.posts import posts_of, queue_posts
from briefs.store import clocks, events, facts, fan_out, flashes, matching, outbox
from briefs.store.events import Event
from briefs.types import Briefing, Language, Policy, PolicyStatus, Risk

if TYPE_CHECKING:
    from briefs.render import Renderer

AT_ONCE = 8_000  # filters of one statement, named up to three times: it may hold 32,000 values
LANGUAGES: tuple[Language, ...] = get_args(Language)


async def publish(
    conn: AsyncConnection,
    event_id: int,
    *,
    lexicon: Lexicon,
    renderer: Renderer,
    now: datetime,
    fresh: Fresh | None = None,
) -> int:
    """Queue an event for every chat with a filter that takes it; gives how many have it now.

    What a chat wants by digest, or not in its quiet hours, is kept for the next digest. `fresh` is
    the event where the caller has it in hand, else it is looked up.
    In the caller's transaction: either the flash is stored and its messages are queued, or neither.
    Of very many chats only the first; delivery goes on with the others.
    """
    news = news_of(fresh.story, lexicon) if fresh else await event_news(conn, event_id, lexicon)
    event = fresh.event if fresh else await _event(conn, event_id)
    if event.corrects is None and not await matching.anybody(conn, news_terms(news)):
        return 0
    await clocks.roll(conn, now)
    asked = await wanted(conn, event_id, news, lexicon, now)
    posts = await posts_of(conn, event, asked)
    spoken = await fan_out.languages(conn, asked)
    languages = LANGUAGES if spoken is None else spoken
    queued, lane = 0, outbox.Lane.FLASH
    if posts or languages:
        briefing = await _brief(conn, event, fresh)
        lane = _lane(briefing)
        # First the channels: what is queued for a chat once is not queued for it again.
        queued = await queue_posts(
            conn, briefing, posts, lane=lane, lexicon=lexicon, renderer=renderer, now=now
        )
        await _save_texts(conn, briefing, languages, renderer)
    return queued + await fan_out.begin(conn, event_id=event_id, wanted=asked, lane=lane, now=now)


async def name_all_sources(conn: AsyncConnection, event_id: int, renderer: Renderer) -> None:
    """An event was told by one more: what of it still waits to be sent names them too."""
    unsent = await outbox.unsent_payloads(conn, event_id)
    if not unsent:
        return
    briefing = await brief_event(conn, event_id)
    for payload_id, language in unsent.items():
        await outbox.replace_payload(conn, payload_id, renderer.briefing(briefing, language))


async def _save_texts(
    conn: AsyncConnection, briefing: Briefing, languages: Iterable[Language], renderer: Renderer
) -> None:
    assert briefing.event_id is not None
    for language in languages:
        text = renderer.briefing(briefing, language)
        await outbox.save_payload(
            conn, event_id=briefing.event_id, version=1, language=language, text=text
        )


async def wanted(
    conn: AsyncConnection, event_id: int, news: News, lexicon: Lexicon, now: datetime
) -> list[Mapping[str, Any]]:
    """What to ask the index for: once, or more often where very many filters take the event."""
    terms = news_terms(news)
    filters = await matching.to_check(conn, terms)
    urgent = is_urgent(news)
    if urgent or any(map(has_statuses, filters.values())):
        news = await with_known_statuses(conn, event_id, news)
        urgent = is_urgent(news)
    taking = await matching.taking(conn, filters, news, now)
    subjects = subjects_of([told.fact for told in news.facts], lexicon)
    return [
        matching.asking(terms, filters=some, subjects=subjects, now=now, plain=first, urgent=urgent)
        for first, some in _parts(taking)
    ]


def _lane(briefing: Briefing) -> outbox.Lane:
    """Risks, and policies that take effect, go before the rest of the news."""
    facts = [item.fact for section in briefing.sections for item in section.items]
    urgent = any(
        isinstance(fact, Risk)
        or (isinstance(fact, Policy) and fact.status is PolicyStatus.EFFECTIVE)
        for fact in facts
    )
    return outbox.Lane.URGENT if urgent else outbox.Lane.FLASH


def _parts(filters: Sequence[str]) -> Iterator[tuple[bool, Sequence[str]]]:
    for start in range(0, max(1, len(filters)), AT_ONCE):
        yield start == 0, filters[start : start + AT_ONCE]


async def brief_event(conn: AsyncConnection, event_id: int) -> Briefing:
    """The briefing of a stored event: all that its tellings state, with who told it.

    Raises LookupError for an event that is not there.
    """
    return await _brief(conn, await _event(conn, event_id))


async def _brief(conn: AsyncConnection, event: Event, fresh: Fresh | None = None) -> Briefing:
    briefing = condense(
        fresh.facts if fresh else await facts.event_facts(conn, event.id),
        headline=event.title,
        unread=fresh.unread if fresh else await flashes.unread_of(conn, event.id),
        before=await told_before(conn, event),
    )
    # Told by somebody even where no fact was read from it.
    told_by = fresh.told_by if fresh else await events.tellings(conn, event.id)
    return replace(briefing, event_id=event.id, sources=told_by)


async def _event(conn: AsyncConnection, event_id: int) -> Event:
    event = await events.get_event(conn, event_id)
    if event is None:
        raise LookupError(f"there is no event {event_id}")
    return event
