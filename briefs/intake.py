"""Many raw flashes → the main line, several in one transaction; what waits in the spool, so read.

A stop in between repeats nothing and loses nothing: what is read leaves the spool with it.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Final, TypeAlias

from sqlalchemy.ext.asyncio import AsyncConnection

from briefs.errors import StoreError
from briefs.freshness import Freshness
from briefs.ingest import Line, Outcome, ingest_alone, set_aside, take_in
from briefs.lexicon import Lexicon
from briefs.store import Store, spool
from briefs.types import RawFlash

if TYPE_CHECKING:
    from briefs.render import Renderer

log = logging.getLogger(__name__)

Step: TypeAlias = Callable[[AsyncConnection], Awaitable[None]]

#: Raws read together: a burst costs few writes to the disk, and who talks with the bot meanwhile
#: waits for well under a second.
TOGETHER: Final = 8


async def read_spool(
    *,
    store: Store,
    lexicon: Lexicon,
    renderer: Renderer,
    now: datetime,
    freshness_of: Callable[[str], Freshness],
) -> tuple[Outcome, ...]:
    """Read what waits, up to `TOGETHER`; what became of each flash in it. Empty: nothing waits.

    `freshness_of` gives the rule of a source by its name.
    """
    async with store.read() as conn:
        waiting = await spool.waiting(conn, limit=TOGETHER)
    if not waiting:
        return ()
    arrivals = [(raw, Line(lexicon, renderer, now, freshness_of(raw.source))) for _, raw in waiting]
    done = partial(spool.done, numbers=[number for number, _ in waiting])
    stored = await ingest_together(arrivals, store, last=done)
    return tuple(outcome for outcomes in stored for outcome in outcomes)


async def ingest_together(
    arrivals: Sequence[tuple[RawFlash, Line]], store: Store, *, last: Step | None = None
) -> tuple[tuple[Outcome, ...], ...]:
    """Several in one transaction, which costs one write to the disk; outcomes in their order.

    `last` is done in that transaction too. Where one of them spoils it each gets its own again.
    """
    try:
        async with store.begin() as conn:
            outcomes = []
            for raw, line in arrivals:
                outcomes.append(await take_in(conn, raw, line))
                await asyncio.sleep(0)  # who talks with the bot meanwhile is answered
            if last is not None:
                await last(conn)
            return tuple(outcomes)
    except StoreError:
        raise  # the database, not a flash
    except Exception:
        return await _one_by_one(arrivals, store, last)


async def _one_by_one(
    arrivals: Sequence[tuple[RawFlash, Line]], store: Store, last: Step | None
) -> tuple[tuple[Outcome, ...], ...]:
    outcomes = [await _read_surely(raw, line, store) for raw, line in arrivals]
    if last is not None:
        async with store.begin() as conn:
            await last(conn)
    return tuple(outcomes)


async def _read_surely(raw: RawFlash, line: Line, store: Store) -> tuple[Outcome, ...]:
    """What one raw flash gives. A fault of ours sets it aside: all behind it are waiting."""
    try:
        return await ingest_alone(raw, line, store)
    except StoreError:
        raise  # the flash waits
    except Exception as error:
        log.exception("%s from %s could not be read", raw.origin, raw.source)
        reason = f"A fault of Flashbrief's own, {type(error).__name__}: {error}. The log has more."
        async with store.begin() as conn:
            return await set_aside(conn, raw, reason, line.now)
