"""The outbox emptied: claim → wait for its turn → send → mark, or find out why not.

At least once. What was with Telegram but not marked when the process died is sent again, and said
to be a possible repeat in the log: at most as many as were in flight.
"""

from __future__ import annotations

import asyncio
import logging
import random
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from time import monotonic

from telegram import Bot

from bot.config import ConfigError
from bot.delivery.failures import (
    FLOOD_SECONDS,
    TOKEN_REFUSED,
    Failure,
    Reason,
    Response,
    classify,
    pause_before,
)
from bot.delivery.marks import Back, Marks, Moved, Off
from bot.delivery.pace import Pace
from bot.delivery.queue import LONG_WAIT, Queue
from bot.delivery.send import Outgoing, prepare, send_part
from bot.i18n import Translations
from briefs.store import Store, outbox
from briefs.store.outbox import Delivery, Sent

log = logging.getLogger(__name__)

IN_FLIGHT = 4  # what a crash can repeat
BATCH = 32
LEASE = timedelta(seconds=60)
IDLE_SECONDS = 0.5  # how soon a row queued by another process is seen
DRAIN_SECONDS = 1.5
TROUBLE_SECONDS = 2.0  # before a database that failed is asked again


@dataclass(frozen=True, slots=True)
class Means:
    """What delivery works with. `ticks` is a monotonic clock in seconds."""

    bot: Bot
    store: Store
    translations: Translations
    clock: Callable[[], datetime]
    ticks: Callable[[], float] = monotonic
    pace: Pace = field(default_factory=Pace)
    chance: random.Random = field(default_factory=random.Random)


class Deliverer:
    """The one sender of a process. `run` until cancelled, then `stop`."""

    def __init__(self, means: Means) -> None:
        self._means = means
        self._owner = secrets.token_hex(8)
        self._queue = Queue(means.pace)
        self._marks = Marks(means.store, self._owner, means.clock)
        self._sending: set[asyncio.Task[None]] = set()
        self._done_parts: dict[int, int] = {}  # of rows given back in the middle
        self._wake = asyncio.Event()
        self._revoked = False

    def wake(self) -> None:
        """There is something new in the outbox."""
        self._wake.set()

    async def run(self) -> None:
        """Send what is due until cancelled. Raises ConfigError when the token is refused."""
        await self._recover()
        marking = asyncio.create_task(self._mark_forever(), name="marks")
        try:
            while not self._revoked:
                self._wake.clear()
                wait = await self._turn()
                await self._sleep(wait)
            raise ConfigError(TOKEN_REFUSED)
        finally:
            marking.cancel()
            await asyncio.gather(marking, return_exceptions=True)

    async def stop(self) -> None:
        """Let what is in flight finish, mark it, and give the rest back."""
        if self._sending:
            await asyncio.wait(self._sending, timeout=DRAIN_SECONDS)
        for task in self._sending:
            task.cancel()
        self._give_back(self._queue.clear(), self._means.clock())
        await self._marks.flush()

    async def _turn(self) -> float:
        """Claim and send what may go now; gives the seconds until there may be more."""
        try:
            more = await self._claim()
        except Exception:
            log.exception("the outbox cannot be read")
            return TROUBLE_SECONDS
        wait = IDLE_SECONDS  # one of those in flight wakes us sooner
        while len(self._sending) < IN_FLIGHT:
            next_up = self._queue.take(self._means.ticks())
            if isinstance(next_up, float):
                wait = min(next_up, IDLE_SECONDS)
                break
            task = asyncio.create_task(self._send(next_up), name=f"send {next_up.delivery.id}")
            self._sending.add(task)
            task.add_done_callback(self._sent)
        return 0.0 if more else wait

    async def _claim(self) -> bool:
        """Fill the queue; whether there may be more to claim at once."""
        room = BATCH - len(self._queue)
        if room < BATCH // 2 or self._means.pace.bot_wait(self._means.ticks()) > LONG_WAIT:
            return False
        now = self._means.clock()
        async with self._means.store.begin() as conn:
            claimed = await outbox.claim(conn, limit=room, owner=self._owner, now=now, lease=LEASE)
        if not all([self._queue_up(delivery, now) for delivery in claimed]):
            # Before anything else is claimed, or a later row of a chat could slip past.
            await self._marks.flush()
        return len(claimed) == room

    def _queue_up(self, delivery: Delivery, now: datetime) -> bool:
        """Take a claimed row in, or mark it to go back if its chat is held."""
        held = self._queue.hold(delivery.chat_id, now, self._means.ticks())
        if held is not None:
            self._marks.add(Back(delivery.id, "held", held, counted=False))
            return False
        done = self._done_parts.pop(delivery.id, 0)
        self._queue.add(prepare(delivery, self._means.translations, self._means.bot, done))
        return True

    async def _send(self, outgoing: Outgoing) -> None:
        try:
            if not outgoing.finished:
                await send_part(self._means.bot, outgoing)
        except Exception as error:
            self._failed(outgoing, classify(error))
        else:
            if outgoing.finished:
                self._queue.done(outgoing)
                self._marks.add(Sent(outgoing.delivery.id, outgoing.message_id))
            else:
                self._queue.again(outgoing)

    def _failed(self, outgoing: Outgoing, failure: Failure) -> None:
        row = outgoing.delivery
        log.warning(
            "message %d to chat %d, try %d: %s (%s) → %s",
            row.id, row.chat_id, row.attempts, failure.reason, failure.detail, failure.response,
        )  # fmt: skip
        if failure.response is Response.PLAIN and not outgoing.plain:
            outgoing.plain = True
            self._queue.again(outgoing)
            return
        self._queue.done(outgoing)
        match failure.response:
            case Response.DONE:
                self._marks.add(Sent(row.id, outgoing.message_id))
            case Response.CHAT_OFF:
                self._chat_off(outgoing, failure)
            case Response.MOVE:
                self._moved(outgoing, failure)
            case Response.WAIT:
                self._told_to_wait(outgoing, failure)
            case Response.RETRY:
                self._retry(outgoing, failure.reason)
            case Response.STOP:
                self._stop_for_good(outgoing)
            case Response.DEAD | Response.PLAIN:
                self._marks.add(Back(row.id, failure.reason, None))

    def _chat_off(self, outgoing: Outgoing, failure: Failure) -> None:
        chat_id = outgoing.delivery.chat_id
        rows = [outgoing, *self._queue.remove(chat_id)]
        self._give_back(rows, self._means.clock(), failure.reason)
        self._marks.add(Off(chat_id, failure.reason))  # with it, all that waits is cancelled

    def _moved(self, outgoing: Outgoing, failure: Failure) -> None:
        chat_id, now = outgoing.delivery.chat_id, self._means.clock()
        if failure.moved_to is not None:
            # First the new id, then back into the line: claimed again, they go there.
            self._marks.add(Moved(chat_id, failure.moved_to))
        self._give_back([outgoing, *self._queue.remove(chat_id)], now, Reason.MIGRATED)

    def _told_to_wait(self, outgoing: Outgoing, failure: Failure) -> None:
        chat_id = outgoing.delivery.chat_id
        seconds = failure.wait if failure.wait is not None else FLOOD_SECONDS
        self._means.pace.refused(chat_id, seconds, self._means.ticks())
        later = self._queue.hold_back(chat_id, seconds, self._means.clock())
        self._give_back([outgoing, *self._queue.remove(chat_id)], later, Reason.FLOOD)

    def _retry(self, outgoing: Outgoing, reason: Reason) -> None:
        row = outgoing.delivery
        pause = pause_before(row.attempts, self._means.chance)
        if pause is None:
            log.error("message %d to chat %d is given up: %s", row.id, row.chat_id, reason)
            self._marks.add(Back(row.id, reason, None))
            return
        # The chat's other messages wait with it, or they would arrive before it.
        later = self._queue.hold_back(row.chat_id, pause.total_seconds(), self._means.clock())
        self._give_back([outgoing], later, reason, counted=True)
        self._give_back(self._queue.remove(row.chat_id), later, "held")

    def _stop_for_good(self, outgoing: Outgoing) -> None:
        self._revoked = True
        self._give_back([outgoing, *self._queue.clear()], self._means.clock(), Reason.REVOKED)

    def _give_back(
        self,
        rows: list[Outgoing],
        at: datetime,
        reason: str = "not begun",
        *,
        counted: bool = False,
    ) -> None:
        for row in rows:
            if row.done:
                self._done_parts[row.delivery.id] = row.done
            self._marks.add(Back(row.delivery.id, reason, at, counted))

    def _sent(self, task: asyncio.Task[None]) -> None:
        self._sending.discard(task)
        self._wake.set()

    async def _recover(self) -> None:
        async with self._means.store.begin() as conn:
            left = await outbox.release(conn, now=self._means.clock(), all_owners=True)
        if left:
            log.warning(
                "%d messages were on their way when the last run ended; possible repeats", left
            )

    async def _mark_forever(self) -> None:
        while True:
            try:
                await self._marks.run()
            except Exception:
                log.exception("marks cannot be written; they are kept and tried again")
                await asyncio.sleep(TROUBLE_SECONDS)

    async def _sleep(self, seconds: float) -> None:
        try:
            async with asyncio.timeout(seconds):
                await self._wake.wait()
        except TimeoutError:
            pass
