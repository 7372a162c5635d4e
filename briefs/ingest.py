"""The main line: what a source handed over becomes stored facts and queued messages.

    normalize → keep_raw → find_repeat → read_flash (extract, check) → join_event → check_slips →
    store → publish

One transaction a raw flash: all of it is done, or nothing. What cannot be read goes to the
quarantine with its reason, from where `replay` takes it up again.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy.exc import DataError, IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from briefs.check_slips import find_conflicts, find_slips
from briefs.errors import Unreadable
from briefs.events import Place, join_event
from briefs.fresh import Fresh, fresh_of
from briefs.freshness import ANY_AGE, TOLD, Freshness, NotNews, believed
from briefs.lexicon import Lexicon
from briefs.marks import marks_of
from briefs.normalize import normalize
from briefs.policy_changes import find_changes
from briefs.publish import name_all_sources, publish
from briefs.read import Read, read_flash
from briefs.seen import count_telling, find_repeat, with_free_id
from briefs.store import Store, events, flashes, quarantine
from briefs.store.facts import save_facts
from briefs.store.raws import keep_raw
from briefs.store.search import index_flash
from briefs.store.series import levels_before
from briefs.topics import named, with_groups
from briefs.types import Finding, Flash, RawFlash

if TYPE_CHECKING:
    from briefs.render import Renderer


class Result(StrEnum):
    STORED = "stored"
    REPEATED = "repeated"  # the same text again
    JOINED = "joined"  # the same event, in another source's words
    QUARANTINED = "quarantined"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one flash; of something unreadable `flash_id` and `event_id` are None.

    `not_news`: why it was stored and pushed to nobody.
    """

    flash_id: str | None
    title: str
    result: Result
    event_id: int | None
    detail: str = ""
    not_news: NotNews | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """What the main line works with, the same for all that comes in together."""

    lexicon: Lexicon
    renderer: Renderer
    now: datetime
    freshness: Freshness = ANY_AGE


@dataclass(frozen=True, slots=True)
class Brought:
    """What a raw flash brings: events that are news (None: it tells them several times), and
    events told before that it tells too."""

    news: dict[int, Fresh | None] = field(default_factory=dict)
    told_too: set[int] = field(default_factory=set)


async def ingest(
    raw: RawFlash,
    *,
    store: Store,
    lexicon: Lexicon,
    renderer: Renderer,
    now: datetime,
    freshness: Freshness = ANY_AGE,
) -> tuple[Outcome, ...]:
    """Take in what a source handed over; one outcome for each flash in it, in their order."""
    return await ingest_alone(raw, Line(lexicon, renderer, now, freshness), store)


async def ingest_alone(raw: RawFlash, line: Line, store: Store) -> tuple[Outcome, ...]:
    """The same, in a transaction of its own."""
    try:
        async with store.begin() as conn:
            return await take_in(conn, raw, line)
    except (Unreadable, DataError, IntegrityError, UnicodeError) as problem:
        async with store.begin() as conn:
            return await set_aside(conn, raw, _reason(problem), line.now)


async def take_in(conn: AsyncConnection, raw: RawFlash, line: Line) -> tuple[Outcome, ...]:
    """The same in a transaction of the caller's, which several raw flashes may share.

    Raises Unreadable if a rule fails half-way: the transaction must not be kept then.
    """
    try:
        drafted = normalize(raw)
    except Unreadable as problem:
        return await set_aside(conn, raw, str(problem), line.now)
    raw_id, brought = await keep_raw(conn, raw), Brought()
    outcomes = [await _take(conn, flash, raw_id, brought, line) for flash in drafted]
    # Last, so that what a page tells twice goes out once, with both its sources.
    for event_id, fresh in brought.news.items():
        await publish(
            conn,
            event_id,
            fresh=fresh,
            lexicon=line.lexicon,
            renderer=line.renderer,
            now=line.now,
        )
    for event_id in brought.told_too - brought.news.keys():
        await name_all_sources(conn, event_id, line.renderer)
    return tuple(outcomes)


async def set_aside(
    conn: AsyncConnection, raw: RawFlash, reason: str, now: datetime
) -> tuple[Outcome, ...]:
    """Put in quarantine what cannot be read."""
    await quarantine.add(conn, await keep_raw(conn, raw), reason, now)
    return (Outcome(None, raw.origin, Result.QUARANTINED, None, reason),)


async def replay(
    *,
    store: Store,
    lexicon: Lexicon,
    renderer: Renderer,
    now: datetime,
    raw_id: int | None = None,
    freshness: Freshness = ANY_AGE,
) -> tuple[Outcome, ...]:
    """Try the quarantine again, or one row of it; what is read now leaves it."""
    async with store.read() as conn:
        waiting = await quarantine.waiting(conn, raw_id=raw_id)
    outcomes: list[Outcome] = []
    for item in waiting:
        again = await ingest(
            item.raw,
            store=store,
            lexicon=lexicon,
            renderer=renderer,
            now=now,
            freshness=freshness,
        )
        if all(outcome.result is not Result.QUARANTINED for outcome in again):
            async with store.begin() as conn:
                await quarantine.mark_replayed(conn, item.raw_id, now)
        outcomes.extend(again)
    return tuple(outcomes)


async def _take(
    conn: AsyncConnection, flash: Flash, raw_id: int, brought: Brought, line: Line
) -> Outcome:
    not_news = line.freshness.judge(flash, line.now)
    flash = believed(flash, line.now)
    marks = marks_of(flash.title, flash.body)
    alike = await flashes.alike(conn, flash, marks, now=line.now)
    known = find_repeat(flash, marks, alike)
    if known is not None:
        new, detail = await count_telling(conn, flash, known, raw_id=raw_id, now=line.now)
        if new:
            _note_further(brought, known.event_id)
        return Outcome(known.flash_id, flash.title, Result.REPEATED, known.event_id, detail)
    flash = with_free_id(flash, marks, alike)
    read = read_flash(flash, line.lexicon)
    place = await join_event(conn, flash, read.keys, marks, alike, now=line.now)
    is_news = not_news is None and await _is_untold(conn, place, brought)
    await flashes.save_flash(
        conn,
        flash,
        raw_id=raw_id,
        event_id=place.event_id,
        marks=marks,
        unread=read.unread,
        not_news=not_news,
        now=line.now,
    )
    findings = await _save_read(conn, flash, read, place, line)
    if is_news:
        alone = fresh_of(flash, read, findings, place, line.now) if place.new else None
        brought.news[place.event_id] = alone
    elif not place.new:
        _note_further(brought, place.event_id)
    result = Result.STORED if place.new else Result.JOINED
    detail = _detail(place, read, not_news)
    return Outcome(flash.id, flash.title, result, place.event_id, detail, not_news)


async def _is_untold(conn: AsyncConnection, place: Place, brought: Brought) -> bool:
    """Whether an event was not told before this raw flash: then its first fresh telling is news."""
    if place.new or place.event_id in brought.news:
        return True
    return not await events.is_told(conn, place.event_id)


def _note_further(brought: Brought, event_id: int) -> None:
    brought.told_too.add(event_id)
    if event_id in brought.news:
        brought.news[event_id] = None


async def _save_read(
    conn: AsyncConnection, flash: Flash, read: Read, place: Place, line: Line
) -> tuple[Finding, ...]:
    """Keep what was read of a saved flash; gives all that is said of it, the store's word too."""
    await index_flash(
        conn,
        flash,
        terms=with_groups(named(flash.text, line.lexicon), line.lexicon),
        kinds={fact.fact for fact in read.facts},
        at=flash.published_at or line.now,
    )
    before = await levels_before(conn, read.facts, flash, now=line.now)
    findings = (
        *read.findings,
        *find_slips(read.facts, before),
        *find_conflicts(read.facts, read.fact_keys, place.disputed),
        *await find_changes(conn, flash, read.facts, line.lexicon, line.now),
    )
    await save_facts(conn, flash, read.facts, terms=read.topics, findings=findings, now=line.now)
    await events.save_keys(conn, read.keys, flash_id=flash.id, event_id=place.event_id)
    return findings


def _reason(problem: Exception) -> str:
    if isinstance(problem, Unreadable):
        return str(problem)
    # Only the driver's own words: SQLAlchemy's add the statement with all its values.
    cause = getattr(problem, "orig", problem)
    return f"The database does not take it ({type(cause).__name__}: {cause})."


def _detail(place: Place, read: Read, not_news: NotNews | None) -> str:
    said = [f"{len(read.facts)} facts"]
    if place.corrects is not None:
        said.append(f"corrects event {place.corrects}")
    elif not place.new:
        said.append("same event as told before")
    if not_news is not None:
        said.append(TOLD[not_news])
    return "; ".join(said)
