"""The main line: what a source handed over becomes stored facts and queued messages.

    keep_raw → normalize → find_repeat → read_flash (extract, check) → join_event → check_slips →
    store → publish

One transaction a raw flash: all of it is done, or nothing. What cannot be read goes to the
quarantine with its reason, from where `replay` takes it up again.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy.ext.asyncio import AsyncConnection

from briefs.check_slips import find_conflicts, find_slips
from briefs.errors import Unreadable
from briefs.events import Place, join_event
from briefs.lexicon import Lexicon
from briefs.marks import marks_of
from briefs.normalize import normalize
from briefs.policy_changes import find_changes
from briefs.publish import publish
from briefs.read import Read, read_flash
from briefs.seen import count_telling, find_repeat, with_free_id
from briefs.store import Store, flashes, quarantine
from briefs.store.events import save_keys
from briefs.store.facts import save_facts
from briefs.store.raws import keep_raw
from briefs.store.search import index_flash
from briefs.store.series import levels_before
from briefs.topics import named, with_groups
from briefs.types import Flash, RawFlash

if TYPE_CHECKING:
    from briefs.render import Renderer


class Result(StrEnum):
    STORED = "stored"
    REPEATED = "repeated"  # the same text again
    JOINED = "joined"  # the same event, in another source's words
    QUARANTINED = "quarantined"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one flash; of something unreadable `flash_id` and `event_id` are None."""

    flash_id: str | None
    title: str
    result: Result
    event_id: int | None
    detail: str = ""


async def ingest(
    raw: RawFlash, *, store: Store, lexicon: Lexicon, renderer: Renderer, now: datetime
) -> tuple[Outcome, ...]:
    """Take in what a source handed over; one outcome for each flash in it, in their order."""
    try:
        async with store.begin() as conn:
            raw_id = await keep_raw(conn, raw)
            told = normalize(raw)
            outcomes = [await _take(conn, flash, raw_id, lexicon, now) for flash in told]
            # Last, so that what a page tells twice goes out once, with both its sources.
            for flash, outcome in zip(told, outcomes, strict=True):
                is_new = outcome.result is Result.STORED and flash.news
                if is_new and outcome.event_id is not None:
                    await publish(
                        conn, outcome.event_id, lexicon=lexicon, renderer=renderer, now=now
                    )
            return tuple(outcomes)
    except Unreadable as problem:
        return (await _set_aside(store, raw, str(problem), now),)


async def replay(
    *,
    store: Store,
    lexicon: Lexicon,
    renderer: Renderer,
    now: datetime,
    raw_id: int | None = None,
) -> tuple[Outcome, ...]:
    """Try the quarantine again, or one row of it; what is read now leaves it."""
    async with store.read() as conn:
        waiting = await quarantine.waiting(conn, raw_id=raw_id)
    outcomes: list[Outcome] = []
    for item in waiting:
        again = await ingest(item.raw, store=store, lexicon=lexicon, renderer=renderer, now=now)
        if all(outcome.result is not Result.QUARANTINED for outcome in again):
            async with store.begin() as conn:
                await quarantine.mark_replayed(conn, item.raw_id, now)
        outcomes.extend(again)
    return tuple(outcomes)


async def _take(
    conn: AsyncConnection, flash: Flash, raw_id: int, lexicon: Lexicon, now: datetime
) -> Outcome:
    marks = marks_of(flash.title, flash.body)
    alike = await flashes.alike(conn, flash, marks, now=now)
    known = find_repeat(flash, marks, alike)
    if known is not None:
        detail = await count_telling(conn, flash, known, raw_id=raw_id, now=now)
        return Outcome(known.flash_id, flash.title, Result.REPEATED, known.event_id, detail)
    flash = with_free_id(flash, marks, alike)
    read = read_flash(flash, lexicon)
    before = await levels_before(conn, read.facts, flash, now=now)
    place = await join_event(conn, flash, read.keys, marks, alike, now=now)
    await flashes.save_flash(
        conn,
        flash,
        raw_id=raw_id,
        event_id=place.event_id,
        marks=marks,
        unread=read.unread,
        now=now,
    )
    await index_flash(conn, flash, with_groups(named(flash.text, lexicon), lexicon))
    findings = (
        *read.findings,
        *find_slips(read.facts, before),
        *find_conflicts(read.facts, read.fact_keys, place.disputed),
        *await find_changes(conn, flash, read.facts, lexicon, now),
    )
    await save_facts(conn, flash, read.facts, terms=read.topics, findings=findings, now=now)
    await save_keys(conn, read.keys, flash_id=flash.id, event_id=place.event_id)
    result = Result.STORED if place.new else Result.JOINED
    return Outcome(flash.id, flash.title, result, place.event_id, _detail(place, read))


async def _set_aside(store: Store, raw: RawFlash, reason: str, now: datetime) -> Outcome:
    async with store.begin() as conn:
        await quarantine.add(conn, await keep_raw(conn, raw), reason, now)
    return Outcome(None, raw.origin, Result.QUARANTINED, None, reason)


def _detail(place: Place, read: Read) -> str:
    facts = f"{len(read.facts)} facts"
    if place.corrects is not None:
        return f"{facts}; corrects event {place.corrects}"
    return facts if place.new else f"{facts}; same event as told before"
