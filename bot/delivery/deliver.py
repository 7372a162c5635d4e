"""The outbox emptied: claim → coalesce → wait for its turn → send → mark, or find out why not.

At least once. What was with Telegram but not marked when the process died is sent again, and said
to be a possible repeat in the log: at most as many as were in flight.
"""

from __future__ import annotations

import asyncio
import logging
import random
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from time import monotonic

from bot.config import ConfigError
from bot.delivery.channels import Channels, edit_post, pin_board
from bot.delivery.claims import COALESCE_AFTER, Claims
from bot.delivery.failures import TOKEN_REFUSED, Failure, classify
from bot.delivery.flights import Flights
from bot.delivery.marks import Back, Marks, Part, Pauses, Pinned, kept_pauses
from bot.delivery.outcomes import Outcomes
from bot.delivery.pace import PAID_PER_SECOND, Pace
from bot.delivery.paid import Paid
from bot.delivery.queue import LONG_WAIT, Queue
from bot.delivery.send import Outgoing, Post, prepare, send_part
from bot.delivery.spread import Spread
from bot.delivery.wall_clock import Step, WallClock
from bot.i18n import Translations
from bot.trouble import log_trouble
from briefs.store import Store, backlog, outbox
from briefs.store.outbox import Delivery, Sent
from briefs.store.sole import sole_lock

log = logging.getLogger(__name__)

BATCH_SECONDS = 2.0  # of work to claim at a time
SMALLEST_BATCH, LARGEST_BATCH = 32, 512
FRESH = 8  # rows to claim beyond that when there is news: it may go before what waits
IDLE_SECONDS = 0.5  # how soon a row queued by another process is seen
DRAIN_SECONDS = 1.5
TROUBLE_SECONDS = 2.0  # before a database that failed is asked again
STANDBY_SECONDS = 1.0  # how often a second process asks whether the first is gone
LOCK_SECONDS = 5.0  # how often the first makes sure of itself


@dataclass(frozen=True, slots=True)
class Means:
    """What delivery works with. `ticks` is a monotonic clock in seconds.

    `most_in_flight` fixes what is otherwise reckoned from the rate and the network.
    """

    post: Post
    store: Store
    translations: Translations
    clock: Callable[[], datetime]
    channels: Channels | None = None  # without it no post is edited or pinned
    ticks: Callable[[], float] = monotonic
    pace: Pace = field(default_factory=Pace)
    paid_stars_a_day: int = 0
    most_in_flight: int | None = None
    coalesce_after: float = COALESCE_AFTER
    chance: random.Random = field(default_factory=random.Random)


class Deliverer:
    """The one sender of a database. `run` until cancelled, then `stop`."""

    def __init__(self, means: Means) -> None:
        self._means = means
        self._lock = sole_lock(means.store)
        owner = secrets.token_hex(8)
        self._paid = Paid(means.paid_stars_a_day)
        self._queue = Queue(means.pace)
        self._marks = Marks(means.store, owner, means.clock, self._noted)
        self._claims = Claims(
            means.store, owner, means.translations, means.pace, self._paid, means.coalesce_after
        )
        self._outcomes = Outcomes(
            self._queue, self._marks, means.pace, means.clock, means.ticks, means.chance
        )
        rate = max(means.pace.per_second, PAID_PER_SECOND if self._paid.allowed else 0)
        self._flights = Flights(rate, means.most_in_flight)
        self._batch = min(LARGEST_BATCH, max(SMALLEST_BATCH, round(rate * BATCH_SECONDS)))
        self._sending: dict[asyncio.Task[None], Outgoing] = {}
        self._wall = WallClock(means.clock, means.ticks)
        self._wake = asyncio.Event()
        self._eager = True  # whether the end of a flight is waited for
        self._news, self._fresh = True, False
        self._look_at = self._lock_at = 0.0
        self._claiming: asyncio.Task[None] | None = None
        self._spread = Spread(means.store, means.clock, self._more)

    def wake(self) -> None:
        """There is something new in the outbox."""
        self._fresh = True
        self._more()
        self._spread.wake()

    def _more(self) -> None:
        self._news = True
        self._wake.set()

    def drop(self, chat_id: int) -> None:
        """The chat was forgotten: what was claimed for it is not sent any more."""
        self._queue.remove(chat_id)
        for outgoing in self._sending.values():
            if outgoing.delivery.chat_id == chat_id:
                outgoing.dropped = True  # of one in parts no further part

    @property
    def tally(self) -> dict[str, int]:
        """How often each reason has come up since the start."""
        return {str(reason): count for reason, count in self._outcomes.tally.items()}

    async def run(self) -> None:
        """Send what is due until cancelled. Raises ConfigError when the token is refused."""
        await self._alone()
        beside = [
            asyncio.create_task(self._mark_forever(), name="marks"),
            asyncio.create_task(self._spread.run(), name="fan-out"),
        ]
        try:
            while not self._outcomes.revoked:
                self._wake.clear()
                wait = await self._turn()
                # Where the pace decides, a message that arrives changes nothing before the alarm.
                self._eager = wait >= IDLE_SECONDS or not self._flights.room
                await self._sleep(wait)
            await self._marks.flush()
            raise ConfigError(TOKEN_REFUSED)
        finally:
            for task in beside:
                task.cancel()
            await asyncio.gather(*beside, return_exceptions=True)

    async def stop(self) -> None:
        """Let what is in flight finish, mark it, and give the rest back."""
        going = [*self._sending, *([self._claiming] if self._claiming else [])]
        if going:
            await asyncio.wait(going, timeout=DRAIN_SECONDS)
        for task in list(self._sending):
            task.cancel()
        self._outcomes.give_back(self._queue.clear(), self._means.clock(), "not begun")
        self._keep_pauses()
        if self.tally:
            log.info("refusals since the start: %s", self.tally)
        try:
            await self._marks.flush()
        finally:
            await self._lock.release()

    async def _turn(self) -> float:
        """Claim and send what may go now; gives the seconds until there may be more."""
        rest = self._outcomes.rest()
        if rest > 0:
            return min(rest, IDLE_SECONDS)
        await self._stay_alone()
        if self._claiming is None and self._may_claim():
            # Beside the sending: the database's time is not the network's.
            self._claiming = asyncio.create_task(self._claim())
            self._claiming.add_done_callback(self._claimed)
        self._keep_pauses()
        return self._send_what_may_go()

    def _keep_pauses(self) -> None:
        if self._means.pace.changed:
            self._marks.add(Pauses(self._means.pace.pauses(self._means.ticks())))

    def _send_what_may_go(self) -> float:
        wait = IDLE_SECONDS  # one of those in flight wakes us sooner
        if not self._flights.room:
            self._marks.hurry()
        while self._flights.room:
            ticks = self._means.ticks()
            next_up = self._queue.take(ticks)
            if isinstance(next_up, float) and self._paid.left > 0:
                next_up = self._queue.take(ticks, paid=True)
            if isinstance(next_up, float):
                return min(next_up, wait)
            if next_up.paid:
                self._paid.spend()
            self._begin(next_up)
        return wait

    def _begin(self, outgoing: Outgoing) -> None:
        row = outgoing.delivery
        self._flights.begin(row.id, self._means.ticks())
        task = asyncio.create_task(self._send(outgoing))
        self._sending[task] = outgoing
        task.add_done_callback(self._sent)

    def _may_claim(self) -> bool:
        """Whether there is room, and reason to think that something is due."""
        ticks, waiting = self._means.ticks(), len(self._queue)
        if self._means.pace.bot_wait(ticks) > LONG_WAIT:
            return False
        if self._fresh and waiting < self._batch * 2:
            return True
        return waiting <= self._batch // 2 and (self._news or ticks >= self._look_at)

    async def _claim(self) -> None:
        """Fill the queue. What goes wrong with the database is logged, and tried again later."""
        fresh, ticks = self._fresh, self._means.ticks()
        self._news = self._fresh = False
        try:
            step = self._wall.set_back()
            if step is not None:
                await self._bring_forward(step)
            room = max(self._batch - len(self._queue), FRESH if fresh else 1)
            claimed, more = await self._claims.take(room, self._means.clock(), ticks)
            held = [back for row in claimed if (back := self._queue_up(row)) is not None]
            if held:
                # Before anything else is claimed, or a later row of a chat could slip past.
                self._marks.add(*held)
                await self._marks.flush()
        except Exception as error:
            log_trouble("the outbox cannot be read", error)
            self._look_at = self._means.ticks() + TROUBLE_SECONDS
            return
        self._news = self._news or more
        ticks = self._means.ticks()
        self._look_at = ticks + min(IDLE_SECONDS, self._queue.next_release(ticks))

    def _claimed(self, task: asyncio.Task[None]) -> None:
        self._claiming = None
        self._wake.set()

    def _queue_up(self, delivery: Delivery) -> Back | None:
        """Take a claimed row in; or give the mark that it goes back, if its chat is held."""
        until = self._outcomes.held_until(delivery.chat_id)
        if until is not None:
            return Back((delivery.id,), "held", until, counted=False)
        self._queue.add(prepare(delivery, self._means.translations, self._username()))
        return None

    def _username(self) -> str:
        return "" if self._means.channels is None else self._means.channels.username()

    async def _send(self, outgoing: Outgoing) -> None:
        row = outgoing.delivery
        try:
            failure = None if outgoing.finished else await self._put(outgoing)
        except Exception as error:
            failure = classify(error)
        if outgoing.dropped:
            self._queue.done(outgoing)
            self._flights.end(row.id, self._means.ticks())
        elif failure is not None:
            self._outcomes.failed(outgoing, failure)
        else:
            self._arrived(outgoing)

    async def _put(self, outgoing: Outgoing) -> Failure | None:
        """Give Telegram the next part, or the text in place of an earlier one."""
        channels = self._means.channels
        if channels is not None and outgoing.edits is not None:
            return await edit_post(channels.call, outgoing)
        failure = await send_part(self._means.post, outgoing)
        if failure is None and outgoing.finished and outgoing.delivery.pins:
            await self._pin(outgoing)
        return failure

    async def _pin(self, outgoing: Outgoing) -> None:
        channels, chat_id = self._means.channels, outgoing.delivery.chat_id
        if channels is None or outgoing.message_id is None:
            return
        if await pin_board(channels.call, outgoing):
            self._marks.add(Pinned(chat_id, outgoing.message_id))

    def _arrived(self, outgoing: Outgoing) -> None:
        row = outgoing.delivery
        self._outcomes.arrived()
        if outgoing.finished:
            self._queue.done(outgoing)
            self._marks.add(Sent(row.id, outgoing.message_id))
        else:
            self._queue.again(outgoing)
            self._marks.add(Part(row.id, outgoing.done))

    def _sent(self, task: asyncio.Task[None]) -> None:
        del self._sending[task]
        self._landed()

    def _noted(self, rows: Sequence[int]) -> None:
        now = self._means.ticks()
        for row in rows:
            self._flights.end(row, now)
        self._landed()

    def _landed(self) -> None:
        if self._eager:
            self._wake.set()

    async def _alone(self) -> None:
        """Wait until no other process sends from this database, then take up what it left."""
        waited = False
        while True:
            try:
                if await self._lock.take():
                    return await self._recover()
            except Exception as error:
                log_trouble("it cannot be found out who delivers from the database", error)
                await asyncio.sleep(TROUBLE_SECONDS)
                continue
            if not waited:
                log.warning("another process delivers from this database; this one stands by")
            waited = True
            await asyncio.sleep(STANDBY_SECONDS)

    async def _stay_alone(self) -> None:
        ticks = self._means.ticks()
        if ticks < self._lock_at:
            return
        if not await self._lock.held():
            log.warning("the lock on the outbox is lost; what was claimed is left to its owner")
            self._queue.clear()
            await self._alone()
        self._lock_at = ticks + LOCK_SECONDS

    async def _recover(self) -> None:
        now, ticks = self._means.clock(), self._means.ticks()
        async with self._means.store.begin() as conn:
            left = await outbox.release(conn, now=now, all_owners=True)
            self._means.pace.restore(await kept_pauses(conn, now), ticks)
            newest = await backlog.newest(conn)
        if newest is not None and newest > now + timedelta(seconds=LOCK_SECONDS):
            await self._bring_forward(Step(now, newest))
        if left:
            log.warning(
                "%d messages were claimed when the last run ended; "
                "possible repeats among them: those in flight",
                left,
            )

    async def _bring_forward(self, step: Step) -> None:
        async with self._means.store.begin() as conn:
            moved = await backlog.bring_forward(conn, now=step.now, was=step.was)
        log.warning("the clock was set back by %s; %d messages with it", step.was - step.now, moved)

    async def _mark_forever(self) -> None:
        while True:
            try:
                await self._marks.run()
            except Exception as error:
                log_trouble("what was sent cannot be marked", error)
                await asyncio.sleep(TROUBLE_SECONDS)

    async def _sleep(self, seconds: float) -> None:
        # Thirty times a second: a timer that wakes us is half the cost of a time-out.
        alarm = asyncio.get_running_loop().call_later(seconds, self._wake.set)
        await self._wake.wait()
        alarm.cancel()
