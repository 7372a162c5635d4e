"""What is due → one digest a chat → the outbox, in one transaction with the note that it was made.

A digest tells what its subscriptions took since their last one, and what quiet hours held. Several
that are due together are one message. Where there is nothing new, none is sent unless asked for.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncConnection

from briefs.digest import Content, compose
from briefs.filters import read_rhythm
from briefs.filters.rhythm import Rhythm, Venue
from briefs.lexicon import Lexicon
from briefs.schedule import Run, due, upcoming
from briefs.sources.book import Book
from briefs.store import Store, channels, chats, clocks, digests, outbox
from briefs.store.chats import Chat
from briefs.store.digests import Due
from briefs.trading import TradingCalendars
from briefs.types import Layout

if TYPE_CHECKING:
    from briefs.render import Renderer

log = logging.getLogger(__name__)

AT_ONCE = 1_000  # chats looked after in one round
TOGETHER = 10  # chats in one transaction: other writers wait no longer than for these
LOOK_AGAIN = timedelta(days=1)  # where a rhythm has no run in sight


@dataclass(frozen=True, slots=True)
class Round:
    """One look at what is due. `texts`: those made in it, for chats that get the same."""

    lexicon: Lexicon
    renderer: Renderer
    calendars: TradingCalendars
    now: datetime
    book: Book = field(default_factory=Book)  # the sources, for digests that say what came of them
    texts: dict[Content, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Claimed:
    """A subscription and the run of it that is being made."""

    wish: Due
    rhythm: Rhythm
    run: Run


async def make_digests(
    store: Store,
    *,
    lexicon: Lexicon,
    renderer: Renderer,
    calendars: TradingCalendars,
    now: datetime,
    book: Book | None = None,
) -> int:
    """Queue every digest that is due; gives how many. One that fails is tried in the next round."""
    this = Round(lexicon, renderer, calendars, now, book or Book())
    async with store.begin() as conn:
        await clocks.roll(conn, now)
        await digests.note_awoken(conn)
    async with store.read() as conn:
        waiting = await digests.waiting(conn, now, most=AT_ONCE)
    made = 0
    chats_due = sorted(waiting)  # in one order, so that two programs do not wait for one another
    for start in range(0, len(chats_due), TOGETHER):
        made += await _make(store, chats_due[start : start + TOGETHER], this)
    return made


async def _make(store: Store, waiting: Sequence[tuple[int, int]], this: Round) -> int:
    """Some chats in one transaction; where one of them fails, each in its own."""
    try:
        async with store.begin() as conn:
            return sum([await make_digest(conn, *which, this) for which in waiting])
    except Exception:
        if len(waiting) > 1:
            return sum([await _make(store, [which], this) for which in waiting])
        log.exception("the digest of chat %d could not be made; tried again soon", waiting[0][0])
        return 0


async def make_digest(conn: AsyncConnection, chat_id: int, thread_id: int, this: Round) -> bool:
    """Queue what is due for a chat as one message; False if nothing is to be told."""
    chat = await chats.get_chat(conn, chat_id, thread_id)
    if chat is None:
        return False
    wishes = await digests.due_of(conn, chat_id, thread_id, this.now)
    claimed = [one for wish in wishes if (one := await _claim(conn, wish, chat, this))]
    held = await digests.take_held(conn, chat_id, thread_id, this.now)
    gathered = await digests.take_gathered(conn, [one.wish.id for one in claimed])
    told = bool(held or gathered or any(one.rhythm.always for one in claimed))
    if told:
        await _queue(conn, chat, claimed, gathered, held, this)
    for one in claimed:
        await _go_on(conn, one, chat, this, told=told)
    return told


async def _claim(conn: AsyncConnection, wish: Due, chat: Chat, this: Round) -> _Claimed | None:
    """The run that is due, if nobody made it; a new subscription only gets its next moment."""
    rhythm, zone = read_rhythm(wish.rhythm), ZoneInfo(chat.zone)
    trades = this.calendars.may_trade
    run = None
    if wish.next_at is not None:
        run = due(rhythm, zone, after=wish.since, last=wish.last, now=this.now, trades=trades)
    if run is not None and await digests.claim(conn, wish.id, run.slot, this.now):
        return _Claimed(wish, rhythm, run)
    coming = upcoming(rhythm, zone, last=wish.last, now=this.now, trades=trades)
    await digests.go_on(conn, wish.id, coming.at if coming else this.now + LOOK_AGAIN, None)
    return None


async def _go_on(
    conn: AsyncConnection, one: _Claimed, chat: Chat, this: Round, *, told: bool
) -> None:
    coming = upcoming(
        one.rhythm,
        ZoneInfo(chat.zone),
        last=one.run.slot,
        now=this.now,
        trades=this.calendars.may_trade,
    )
    next_at = coming.at if coming else this.now + LOOK_AGAIN
    await digests.go_on(conn, one.wish.id, next_at, this.now if told else None)


async def _queue(
    conn: AsyncConnection,
    chat: Chat,
    claimed: Sequence[_Claimed],
    gathered: Mapping[int, frozenset[int]],
    held: frozenset[int],
    this: Round,
) -> None:
    exprs = {one.wish.id: one.wish.expr for one in claimed}
    instant = await digests.instant_filters(conn, chat.chat_id, chat.thread_id) if held else ()
    events = {id: tuple(exprs[wish] for wish in sorted(who)) for id, who in gathered.items()}
    for id in held:
        events[id] = (*events.get(id, ()), *instant)
    since = [one.wish.since for one in claimed]
    if held:
        since.append(await digests.first_stored(conn, held))
    content = Content(
        events=tuple(sorted(events.items())),
        exprs=tuple(exprs.values()) or instant,
        language=chat.language,
        since=min(since),
        guessed=_guessed(claimed, this.calendars),
        coverage=any(one.rhythm.coverage for one in claimed),
        layout=await _layout(conn, chat),
    )
    if content not in this.texts:
        this.texts[content] = await compose(
            conn,
            content,
            lexicon=this.lexicon,
            renderer=this.renderer,
            book=this.book,
            now=this.now,
        )
    await outbox.enqueue(
        conn,
        key=_key(chat, claimed, held),
        chat_id=chat.chat_id,
        thread_id=chat.thread_id,
        text=this.texts[content],
        lane=outbox.Lane.DIGEST,
        now=this.now,
        silent=bool(claimed) and not held and all(one.wish.silent for one in claimed),
    )


async def _layout(conn: AsyncConnection, chat: Chat) -> Layout | None:
    """That of a channel's posts."""
    channel = await channels.find(conn, chat.chat_id) if chat.type == "channel" else None
    return None if channel is None else channel.layout


def _key(chat: Chat, claimed: Sequence[_Claimed], held: frozenset[int]) -> str:
    """Unique for what it tells: the run of its first subscription, or the newest event held."""
    where = f"digest:{chat.chat_id}:{chat.thread_id}"
    if not claimed:
        return f"{where}:held:{max(held)}"
    first = claimed[0]
    return f"{where}:{first.wish.id}:{first.run.slot.day}:{first.run.slot}"


def _guessed(
    claimed: Sequence[_Claimed], calendars: TradingCalendars
) -> tuple[tuple[Venue, int], ...]:
    """The trading calendars that were not known, and of which year."""
    years = {
        (one.rhythm.venue, one.run.slot.day.year) for one in claimed if one.rhythm.venue is not None
    }
    return tuple(sorted(pair for pair in years if not calendars.knows(*pair)))
