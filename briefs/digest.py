"""Events → the text of a digest: of each event only what the filters took it for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy.ext.asyncio import AsyncConnection

from briefs.condense import condense
from briefs.coverage import coverage_lines
from briefs.filters import Expr, News, matches, say_filter
from briefs.filters.rhythm import Venue
from briefs.hashtags import hashtags
from briefs.jurisdiction import jurisdiction_by
from briefs.lexicon import Lexicon
from briefs.news import news_of_events
from briefs.sources.book import Book
from briefs.store.facts import facts_of_events
from briefs.types import Found, Language, Layout

if TYPE_CHECKING:
    from briefs.render import Renderer

MOST_EVENTS = 500  # the newest; of earlier ones the number is told
MOST_SAID = 3  # filters in the heading


@dataclass(frozen=True, slots=True)
class Content:
    """All that a digest's text depends on: chats of the same content get the same text."""

    events: tuple[tuple[int, tuple[Expr, ...]], ...]  # by number, with the filters that took each
    exprs: tuple[Expr, ...]  # whose digest it is
    language: Language
    since: datetime
    guessed: tuple[tuple[Venue, int], ...] = ()  # trading calendars that are not known
    coverage: bool = False  # whether it ends with what came of all that was taken in
    layout: Layout | None = None  # of a channel, where it has hashtags too; None: any other chat


async def compose(
    conn: AsyncConnection,
    content: Content,
    *,
    lexicon: Lexicon,
    renderer: Renderer,
    book: Book,
    now: datetime,
) -> str:
    """The digest as Telegram HTML."""
    shown = content.events[-MOST_EVENTS:]
    found = await _facts(conn, shown, lexicon)
    briefing = condense(
        found,
        headline=_heading(content, lexicon, renderer),
        since=content.since,
        until=now,
        jurisdiction=jurisdiction_by(lexicon),
    )
    tags = hashtags([one.fact for one in found], lexicon, content.language)
    text = (
        renderer.briefing(briefing, content.language)
        if content.layout is None
        else renderer.post(briefing, content.language, content.layout, tags)
    )
    notes = _notes(content, renderer)
    if content.coverage:
        say = renderer.speaker(content.language)
        notes += await coverage_lines(conn, book, say, since=content.since, now=now)
    return "\n".join((text, *notes))


async def _facts(
    conn: AsyncConnection, events: Sequence[tuple[int, tuple[Expr, ...]]], lexicon: Lexicon
) -> list[Found]:
    ids = [id for id, _ in events]
    news = await news_of_events(conn, ids, lexicon)
    found = await facts_of_events(conn, ids)
    taken = (_taken(news[id], found.get(id, ()), exprs) for id, exprs in events)
    return sorted((one for some in taken for one in some), key=_told_at, reverse=True)


def _taken(news: News, found: Sequence[Found], exprs: Sequence[Expr]) -> Sequence[Found]:
    """The facts that a filter takes by themselves; all where it is the whole that it took."""
    alone = (replace(news, facts=(told,)) for told in news.facts)
    kept = [
        one
        for one, telling in zip(found, alone, strict=True)
        if any(matches(expr, telling) for expr in exprs)
    ]
    return kept or found


def _told_at(one: Found) -> float:
    return one.published_at.timestamp() if one.published_at else 0.0


def _heading(content: Content, lexicon: Lexicon, renderer: Renderer) -> str:
    """The filters in plain words; what quiet hours held is of all of them."""
    said = [say_filter(expr, lexicon, content.language) for expr in content.exprs]
    if not 0 < len(said) <= MOST_SAID:
        return renderer.word(content.language, "digest-heading")
    return ("；" if content.language == "zh" else "; ").join(said)


def _notes(content: Content, renderer: Renderer) -> list[str]:
    say, language = renderer.word, content.language
    notes = [
        say(language, "digest-calendar-unknown", venue=venue.upper(), year=str(year))
        for venue, year in content.guessed
    ]
    left = len(content.events) - MOST_EVENTS
    if left > 0:
        notes.append(say(language, "digest-earlier", count=left))
    return notes
