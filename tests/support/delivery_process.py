"""Delivery as a process to be killed: -m tests.support.delivery_process API-URL DATABASE-URL EVENTS

It tells one event after another to everybody, and delivers at once, as fast as it can.
"""

from __future__ import annotations

import asyncio
import logging
import signal
import sys
from datetime import UTC, datetime

from bot.delivery.deliver import Deliverer, Means
from bot.delivery.flights import LEAST
from bot.delivery.pace import Pace
from bot.delivery.wire import Wire
from bot.i18n import load_translations
from briefs.store import Store, events, fan_out, open_store, outbox
from briefs.store.matching import asking
from briefs.store.outbox import Lane
from briefs.store.settings import get_setting, set_setting

TOKEN = "7000000001:tests-only-this-token-opens-no-door-anywhere"
PAUSE = 0.1  # seconds between events


def now() -> datetime:
    return datetime.now(UTC)


async def tell(store: Store, wake: Deliverer, number: int) -> None:
    """All of the events that were not told by an earlier run, each with its first rows or not at
    all."""
    while True:
        async with store.begin() as conn:
            told = int(await get_setting(conn, "told", 0))
            if told >= number:
                return
            await set_setting(conn, "told", told + 1)
            event_id = await events.create_event(
                conn, title=f"E{told}", happened_at=now(), corrects=None, now=now()
            )
            await outbox.save_payload(
                conn, event_id=event_id, version=1, language="en", text=f"<b>event {told}</b>"
            )
            await fan_out.begin(
                conn, event_id=event_id, wanted=[asking((), now=now())], lane=Lane.FLASH, now=now()
            )
        wake.wake()
        await asyncio.sleep(PAUSE)


async def main(api_url: str, database_url: str, number: str) -> None:
    logging.basicConfig(level=logging.WARNING)
    fan_out.FIRST, fan_out.A_PART = 8, 8  # of forty readers: some kills fall between two parts
    store, wire = await open_store(database_url), Wire()
    deliverer = Deliverer(
        Means(
            post=wire.poster(f"{api_url}/bot{TOKEN}/sendMessage"),
            store=store,
            translations=load_translations(),
            clock=now,
            pace=Pace(bot_per_second=1e6, chat_interval=0, group_per_minute=1e9),
            most_in_flight=LEAST,
        )
    )
    running = asyncio.create_task(deliverer.run())
    telling = asyncio.create_task(tell(store, deliverer, int(number)))
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, running.cancel)
    await asyncio.gather(running, return_exceptions=True)
    telling.cancel()
    await asyncio.gather(telling, return_exceptions=True)
    await deliverer.stop()
    await wire.close()
    await store.close()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
