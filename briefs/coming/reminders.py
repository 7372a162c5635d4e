"""The day before a rule takes effect, in the morning: a reminder for who follows such rules.

    rules due → zones in which it is the morning before → claim the zone → queue, in one transaction

A zone is claimed once, so that nobody is told twice; what a stop let pass is made up for while it
is still the day before. Quiet hours are waited for.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any, Final
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncConnection

from briefs.coming.calendar import Coming, ComingKind, effect_of
from briefs.filters import News, has_levels, has_statuses, matches, news_terms
from briefs.lexicon import Lexicon
from briefs.life_cycle import policy_timeline
from briefs.news import event_news, subjects_of, with_known_statuses
from briefs.store import Store, matching, outbox, reminders
from briefs.types import Language, Policy

if TYPE_CHECKING:
    from briefs.render import Renderer

MORNING: Final = time(8, 30)
DAY: Final = timedelta(days=1)


async def make_reminders(
    store: Store, *, lexicon: Lexicon, renderer: Renderer, now: datetime
) -> int:
    """Queue every reminder that is due; gives how many."""
    async with store.read() as conn:
        due = await _due(conn, lexicon, now)
        zones = await reminders.zones(conn) if due else ()
    made = 0
    for coming in due:
        for zone in zones:
            if _is_morning_before(coming.day, zone, now):
                async with store.begin() as conn:
                    made += await _remind(conn, coming, zone, lexicon, renderer, now)
    return made


async def _due(conn: AsyncConnection, lexicon: Lexicon, now: datetime) -> Sequence[Coming]:
    """Rules whose day is tomorrow somewhere on earth, as they stand now."""
    first, last = now.date(), now.date() + 2 * DAY
    terms = await reminders.terms_taking_effect(conn, first, last)
    if not terms:
        return ()
    lines = await policy_timeline(conn, lexicon=lexicon, terms=terms)
    found = (effect_of(line, first - DAY) for line in lines)
    decided = (one for one in found if one is not None and one.kind is ComingKind.EFFECTIVE)
    return [one for one in decided if first <= one.day <= last]


def _is_morning_before(day: date, zone: str, now: datetime) -> bool:
    local = now.astimezone(ZoneInfo(zone))
    return local.date() + DAY == day and local.time() >= MORNING


async def _remind(
    conn: AsyncConnection,
    coming: Coming,
    zone: str,
    lexicon: Lexicon,
    renderer: Renderer,
    now: datetime,
) -> int:
    assert coming.line is not None
    event_id = coming.line.stages[-1].news.event_id
    if event_id is None or not await reminders.claim(conn, event_id, coming.day, zone, now):
        return 0
    wanted = await _wanted(conn, event_id, lexicon, now)
    texts: dict[Language, str] = {}
    queued = 0
    for one in await reminders.listeners(conn, wanted, zone):
        if one.language not in texts:
            texts[one.language] = renderer.page(
                "reminder", one.language, near=coming.day, one=coming
            )
        queued += await outbox.enqueue(
            conn,
            key=f"reminder:{event_id}:{coming.day}:{one.chat_id}:{one.thread_id}",
            chat_id=one.chat_id,
            thread_id=one.thread_id,
            text=texts[one.language],
            lane=outbox.Lane.DIGEST,
            now=now,
            event_id=event_id,
            not_before=one.free_at(now),
            silent=one.silent,
        )
    return queued


async def _wanted(
    conn: AsyncConnection, event_id: int, lexicon: Lexicon, now: datetime
) -> Mapping[str, Any]:
    """Whom to ask the index for: those whose filter takes what the event tells of rules.

    A filter with price levels takes no rule, and must not count the level as seen again.
    """
    news = _of_rules(await event_news(conn, event_id, lexicon))
    terms = news_terms(news)
    filters = await matching.to_check(conn, terms)
    if any(map(has_statuses, filters.values())):
        news = await with_known_statuses(conn, event_id, news)
    taking = [
        text for text, expr in filters.items() if not has_levels(expr) and matches(expr, news)
    ]
    subjects = subjects_of([told.fact for told in news.facts], lexicon)
    return matching.asking(terms, filters=taking, subjects=subjects, now=now)


def _of_rules(news: News) -> News:
    rules = tuple(told for told in news.facts if isinstance(told.fact, Policy))
    return News(rules, news.texts, news.sources, news.languages)
