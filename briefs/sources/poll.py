"""One look at one source: what is new goes to the spool, what was learnt into its state.

look → leave out what was taken in before → read each new item → spool, in one transaction with
the item's key → the state, last: a stop in between repeats the look and takes in nothing twice
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final

from briefs.errors import StoreError, Unreadable
from briefs.sources.client import Validators, Web
from briefs.sources.failures import FetchError, Reason
from briefs.sources.polled import Item, Look, PolledSource, Settling
from briefs.sources.rhythm import Draw, next_look, with_arrivals
from briefs.sources.state import SourceState
from briefs.store import Store, quarantine, raws, sources, spool
from briefs.types import RawFlash

log = logging.getLogger(__name__)

MOST_NEW: Final = 200  # of one look; the rest is left for the next
PATIENCE: Final = 5  # failures in a row for which an item is waited for
MOST_MISSED: Final = 3  # items that fail for now, after which the look ends


@dataclass(frozen=True, slots=True)
class Polled:
    """What came of a look: how many items stood there, how many were new, and the state after."""

    stood: int
    new: int
    state: SourceState


@dataclass(slots=True)
class _Work:
    """One look while it is made."""

    source: PolledSource
    before: SourceState
    store: Store
    web: Web
    now: datetime
    look: Look = field(default_factory=Look)
    taken: list[Item] = field(default_factory=list)
    missed: list[FetchError] = field(default_factory=list)  # to be tried again
    aside: list[FetchError] = field(default_factory=list)  # given up
    left: bool = False  # whether there is more than one look takes in


async def poll(
    source: PolledSource, *, store: Store, web: Web, now: datetime, draw: Draw
) -> Polled:
    """Look at a source and take in what is new. What goes wrong with it is in the state after."""
    async with store.read() as conn:
        before = await sources.load_state(conn, source.spec.id)
    work = _Work(source, before, store, web, now)
    try:
        await _look_and_take_in(work)
        failure = _failure_of(work)
    except StoreError:
        raise
    except Exception as error:
        failure = _as_failure(error, source.spec.id)
    state = _state_after(work, failure, draw)
    async with store.begin() as conn:
        await sources.save_state(conn, state)
    return Polled(len(work.look.items), len(work.taken), state)


async def _look_and_take_in(work: _Work) -> None:
    work.look = await work.source.look(work.before, work.web, work.now)
    new = await _new_items(work)
    unread = {item.key for item in new}
    await _settle([item for item in work.look.items if item.key not in unread], work)
    work.left = len(new) > MOST_NEW
    for item in new[:MOST_NEW]:
        if await _take_in(item, work):
            await _settle([item], work)
        if len(work.missed) == MOST_MISSED:
            return


async def _new_items(work: _Work) -> list[Item]:
    """Those not taken in before, each once, in their order."""
    by_key = {item.key: item for item in work.look.items}
    async with work.store.begin() as conn:
        unknown = await sources.unknown_keys(conn, work.before.id, list(by_key), work.now)
    return [item for key, item in by_key.items() if key in unknown]


async def _take_in(item: Item, work: _Work) -> bool:
    """Read an item and keep it; False if that is to be tried again. It holds up no other."""
    try:
        read = await work.source.read(item, work.web, work.now)
    except Exception as error:
        failure = _as_failure(error, work.before.id)
        if failure.reason.passing and work.before.failures < PATIENCE:
            work.missed.append(failure)
            return False
        if item.raw is not None:
            await _keep(item, (item.raw,), work)  # what the source itself says is all there is
        else:
            await _set_aside(item, failure, work)
    else:
        await _keep(item, read, work)
    return True


async def _keep(item: Item, read: Sequence[RawFlash], work: _Work) -> None:
    async with work.store.begin() as conn:
        if await sources.note_item(conn, work.before.id, item.key, work.now):
            await spool.put(conn, read, work.now)
    work.taken.append(item)


async def _set_aside(item: Item, failure: FetchError, work: _Work) -> None:
    """Where it stood goes to the quarantine, with the reason."""
    where = item.url or item.key
    record = RawFlash(work.before.id, where, where, "text", work.now)
    async with work.store.begin() as conn:
        if await sources.note_item(conn, work.before.id, item.key, work.now):
            reason = f"It could not be fetched: {failure}."
            await quarantine.add(conn, await raws.keep_raw(conn, record), reason, work.now)
    work.aside.append(failure)


async def _settle(kept: Sequence[Item], work: _Work) -> None:
    """What a source wants done with items that were kept, be it at an earlier look."""
    if not isinstance(work.source, Settling):
        return
    for item in kept:
        try:
            await work.source.settle(item, work.now)
        except FetchError as failure:
            work.missed.append(failure)


def _failure_of(work: _Work) -> FetchError | None:
    """Items that are to be tried again; or nothing but items that were given up."""
    if work.missed:
        return work.missed[-1]
    return work.aside[-1] if work.aside and not work.taken else None


def _as_failure(error: Exception, id: str) -> FetchError:
    if isinstance(error, FetchError):
        return error
    if isinstance(error, Unreadable):
        return FetchError(Reason.UNREADABLE, str(error))
    log.error("source %s", id, exc_info=error)
    return FetchError(Reason.FAULT, f"{type(error).__name__}: {error}")


def _state_after(work: _Work, failure: FetchError | None, draw: Draw) -> SourceState:
    spec, now = work.source.spec, work.now
    state = _with_news(work.before, work.taken, now)
    if failure is not None:
        state = _failed(state, failure)
        due = next_look(spec, state, now, draw, wait=failure.wait)
    elif work.left:
        state, due = _answered(state, Look(), now), now
    else:
        state = _answered(state, work.look, now)
        due = next_look(spec, state, now, draw, wait=work.look.wait)
    return replace(state, looked_at=now, due_at=due)


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
