"""The end of a digest that says how much it saw: of what came in, and of what should have."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from markupsafe import Markup
from sqlalchemy.ext.asyncio import AsyncConnection

from briefs.sources.book import Book
from briefs.sources.standing import Standing, standings
from briefs.speech import Speaker
from briefs.store import sources
from briefs.store.coverage import Coverage, coverage_since


async def coverage_lines(
    conn: AsyncConnection, book: Book, say: Speaker, *, since: datetime, now: datetime
) -> list[str]:
    """Lines of Telegram HTML: received and told; dropped, and why; sources that are not well."""
    coverage = await coverage_since(conn, since)
    standing = standings(book, await sources.load_states(conn), now)
    return [*_counted(coverage, say), *_unwell([one for one in standing if one.health.bad], say)]


def _counted(coverage: Coverage, say: Speaker) -> Iterator[str]:
    yield say(
        "digest-coverage",
        received=coverage.received,
        news=coverage.news,
        joined=coverage.joined,
        repeated=coverage.repeated,
    )
    counts = {str(reason): count for reason, count in coverage.not_news.items()}
    counts["unreadable"] = coverage.unreadable
    dropped = [say(f"dropped-{reason}", count=count) for reason, count in counts.items() if count]
    if dropped:
        yield say("digest-dropped", why=_listed(dropped, say))


def _unwell(standing: Sequence[Standing], say: Speaker) -> Iterator[str]:
    names = [say(f"unwell-{one.health}", name=one.spec.title) for one in standing]
    if names:
        yield say("digest-unwell", names=_listed(names, say))


def _listed(parts: Sequence[Markup], say: Speaker) -> Markup:
    return Markup("、" if say.language == "zh" else ", ").join(parts)
