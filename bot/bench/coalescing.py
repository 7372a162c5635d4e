"""Fifty flashes at once to every reader: how long until everybody is informed, in simulated time.

Rows, claims, coalescing and pacing are the real ones; only the waiting is reckoned, not waited.
"""

from __future__ import annotations

from datetime import timedelta

from bot.bench.desk import now, readers, tell_all
from bot.delivery.claims import COALESCE_AFTER, Claims
from bot.delivery.pace import Pace
from bot.delivery.paid import Paid
from bot.delivery.queue import Queue
from bot.delivery.send import prepare
from bot.i18n import load_translations
from briefs.store import outbox
from briefs.store.outbox import Sent

READERS, FLASHES = 1_000, 50
BATCH = 200
NEVER = 1e12  # seconds


async def measure(database: str | None) -> dict[str, float]:
    """Simulated seconds until all have everything, one by one and coalesced, and the messages."""
    apart, messages_apart = await _informed(database, NEVER)
    together, messages = await _informed(database, COALESCE_AFTER)
    return {
        "one_by_one_simulated_seconds": apart,
        "coalesced_simulated_seconds": together,
        "coalesced_times_sooner": apart / together,
        "one_by_one_messages": messages_apart,
        "coalesced_messages": messages,
    }


async def _informed(database: str | None, coalesce_after: float) -> tuple[float, int]:
    """Simulated seconds, and messages sent."""
    pace, translations, began, ticks, messages = Pace(), load_translations(), now(), 0.0, 0
    async with readers(database, READERS) as store:
        for number in range(FLASHES):
            await tell_all(store, f"Flash {number}")
        claims = Claims(store, "bench", translations, pace, Paid(0), coalesce_after)
        queue = Queue(pace)
        while True:
            wall = began + timedelta(minutes=1)
            claimed, _ = await claims.take(BATCH, wall, ticks)
            for delivery in claimed:
                queue.add(prepare(delivery, translations))
            if not len(queue):
                return ticks, messages
            sent: list[Sent] = []
            while len(queue):
                found = queue.take(ticks)
                if isinstance(found, float):
                    ticks += found
                    continue
                messages += len(found.parts)
                for _ in found.parts[1:]:  # each has its own turn
                    pace.take(found.delivery.chat_id, ticks)
                queue.done(found)
                sent.append(Sent(found.delivery.id, 1))
            async with store.begin() as conn:
                await outbox.mark_sent(conn, sent, owner="bench", now=wall)
