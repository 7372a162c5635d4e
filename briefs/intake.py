"""What waits in the spool → the main line, oldest first. A stop in between repeats one at most."""

from __future__ import annotations

import logging
from datetime import datetime
from typing import TYPE_CHECKING

from briefs.ingest import Outcome, ingest
from briefs.lexicon import Lexicon
from briefs.store import Store, spool

if TYPE_CHECKING:
    from briefs.render import Renderer

log = logging.getLogger(__name__)

AT_ONCE = 50  # raws looked up together


async def read_spool(
    *, store: Store, lexicon: Lexicon, renderer: Renderer, now: datetime
) -> tuple[Outcome, ...]:
    """Read what waits, up to `AT_ONCE`; what became of each flash in it. Empty: nothing waits."""
    async with store.read() as conn:
        waiting = await spool.waiting(conn, limit=AT_ONCE)
    outcomes: list[Outcome] = []
    for number, raw in waiting:
        outcomes += await ingest(raw, store=store, lexicon=lexicon, renderer=renderer, now=now)
        async with store.begin() as conn:
            await spool.done(conn, [number])
    return tuple(outcomes)
