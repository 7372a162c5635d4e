"""One look at one source: what is new goes to the spool, what was learnt into its state.

look → leave out what was taken in before → read each new item → spool, in one transaction with
the item's key → the state, last: a stop in between repeats the look and takes in nothing twice
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from briefs.errors import Unreadable
from briefs.sources.client import Validators, Web
from briefs.sources.failures import FetchError, Reason
from briefs.sources.polled import Item, Look, PolledSource, Settling
from briefs.sources.rhythm import Draw, next_look, with_arrivals
from briefs.sources.state import SourceState
from briefs.store import Store, sources, spool

log = logging.getLogger(__name__)

MOST_NEW: Final = 200  # of one look; the rest is left for the next


@dataclass(frozen=True, slots=True)
class Polled:
    """What came of a look: how many items stood there, how many were new, and the state after."""

    stood: int
    new: int
    state: SourceState


async def poll(
    source: PolledSource, *, store: Store, web: Web, now: datetime, draw: Draw
) -> Polled:
    """Look at a source and take in what is new. What goes wrong with it is in the state after."""
    id = source.spec.id
    async with store.read() as conn:
        before = await sources.load_state(conn, id)
    look, taken, failure = Look(), list[Item](), None
    left = False
    try:
        look = await source.look(before, web, now)
        new = await _new_items(store, id, look.items, now)
        unread = {item.key for item in new}
        await _settle(source, [item for item in look.items if item.key not in unread], now)
        left = len(new) > MOST_NEW
        for item in new[:MOST_NEW]:
            await _take_in(source, item, store=store, web=web, now=now)
            taken.append(item)
            await _settle(source, [item], now)
    except FetchError as error:
        failure = error
    except Unreadable as error:
        failure = FetchError(Reason.UNREADABLE, str(error))
    except Exception as error:
        log.exception("source %s", id)
        failure = FetchError(Reason.FAULT, f"{type(error).__name__}: {error}")
    state = _with_news(before, taken, now)
    if failure is not None:
        state = _failed(state, failure)
        due = next_look(source.spec, state, now, draw, wait=failure.wait)
    elif left:
        state, due = _answered(state, Look(memory=look.memory), now), now
    else:
        state = _answered(state, look, now)
        due = next_look(source.spec, state, now, draw, wait=look.wait)
    state = replace(state, looked_at=now, due_at=due)
    async with store.begin() as conn:
        await sources.save_state(conn, state)
    return Polled(len(look.items), len(taken), state)


async def _new_items(
    store: Store, source_id: str, items: Sequence[Item], now: datetime
) -> list[Item]:
    """Those not taken in before, each once, in their order."""
    by_key = {item.key: item for item in items}
    async with store.begin() as conn:
        unknown = await sources.unknown_keys(conn, source_id, list(by_key), now)
    return [item for key, item in by_key.items() if key in unknown]


async def _take_in(
    source: PolledSource, item: Item, *, store: Store, web: Web, now: datetime
) -> None:
    raws = await source.read(item, web, now)
    async with store.begin() as conn:
        if await sources.note_item(conn, source.spec.id, item.key, now):
            await spool.put(conn, raws, now)


async def _settle(source: PolledSource, kept: Sequence[Item], now: datetime) -> None:
    if isinstance(source, Settling):
        for item in kept:
            await source.settle(item, now)


def _with_news(state: SourceState, taken: Sequence[Item], now: datetime) -> SourceState:
    if not taken:
        return state
    times = [item.published_at or now for item in taken]
    return replace(state, news_at=now, pace=with_arrivals(state.pace, times, now))


def _answered(state: SourceState, look: Look, now: datetime) -> SourceState:
    """After an answer: what to ask with next time. Without validators all is asked for again."""
    validators = look.validators or Validators()
    if look.unchanged:
        validators = Validators(
            validators.etag or state.etag, validators.last_modified or state.last_modified
        )
    return replace(
        state,
        asked=look.asked or state.asked,
        url=look.url or state.url,
        etag=validators.etag,
        last_modified=validators.last_modified,
        answered_at=now,
        failures=0,
        reason=None,
        detail="",
        memory=state.memory if look.memory is None else look.memory,
    )


def _failed(state: SourceState, failure: FetchError) -> SourceState:
    reason = failure.reason
    if reason is Reason.UNREADABLE and state.answered_at is not None:
        reason = Reason.CHANGED  # it was readable before
    return replace(state, failures=state.failures + 1, reason=reason, detail=str(failure))
