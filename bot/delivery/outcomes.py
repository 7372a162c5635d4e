"""What follows when a message was not taken: the table of `failures`, put into effect."""

from __future__ import annotations

import logging
import random
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from bot.delivery.failures import (
    AMBIGUOUS,
    FLOOD_SECONDS,
    OUTAGE,
    PAUSES,
    Failure,
    Reason,
    Response,
    pause_before,
)
from bot.delivery.marks import Back, Hold, Marks, Moved, Off
from bot.delivery.pace import Pace
from bot.delivery.queue import Queue
from bot.delivery.send import Outgoing
from briefs.store.outbox import Sent

log = logging.getLogger(__name__)

OUTAGE_CHATS = 3  # so many different chats failing in a row: it is not the messages
LONGEST_REST = 60.0


class Outcomes:
    """Takes each failure where it belongs. Wall time is for the database, `ticks` for waiting."""

    def __init__(
        self,
        queue: Queue,
        marks: Marks,
        pace: Pace,
        clock: Callable[[], datetime],
        ticks: Callable[[], float],
        chance: random.Random,
    ) -> None:
        self._queue, self._marks, self._pace = queue, marks, pace
        self._clock, self._ticks, self._chance = clock, ticks, chance
        self._holds: dict[int, datetime] = {}
        self._failing: set[int] = set()  # chats, since a message last arrived
        self._rests = 0
        self._rest_until = 0.0
        self.revoked = False
        self.tally: Counter[Reason] = Counter()

    def rest(self) -> float:
        """Seconds to send nothing at all, because nothing arrives."""
        return max(0.0, self._rest_until - self._ticks())

    def arrived(self) -> None:
        self._failing.clear()
        self._rests = 0

    def failed(self, outgoing: Outgoing, failure: Failure) -> None:
        row = outgoing.delivery
        self.tally[failure.reason] += 1
        log.warning(
            "message %d to chat %d, try %d: %s (%s) → %s%s",
            row.id, row.chat_id, row.attempts, failure.reason, failure.detail, failure.response,
            "; possible repeat" if failure.reason in AMBIGUOUS else "",
        )  # fmt: skip
        if failure.response is Response.PLAIN and not outgoing.plain:
            outgoing.plain = True
            self._queue.again(outgoing)
            return
        if failure.response is Response.ANEW and outgoing.edits is not None:
            outgoing.edits = outgoing.message_id = None
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
            case Response.DEAD | Response.PLAIN | Response.ANEW:
                self._marks.add(Back((row.id,), failure.reason, None))

    def hold(self, chat_id: int, seconds: float) -> datetime:
        """Keep a chat's rows in the database for so long; gives until when."""
        left = self._queue.hold_back(chat_id, seconds, self._ticks())
        now = self._clock()
        until = now + timedelta(seconds=left)
        self._holds = {chat: end for chat, end in self._holds.items() if end > now}
        self._holds[chat_id] = until
        self._marks.add(Hold(chat_id, until))
        return until

    def held_until(self, chat_id: int) -> datetime | None:
        """When a row of this chat that was just claimed may come again; None: it may stay."""
        ticks = self._ticks()
        if self._queue.is_held(chat_id, ticks):
            return self._holds.get(chat_id, self._clock())
        crowd = self._queue.crowd(chat_id, ticks)
        return self.hold(chat_id, crowd) if crowd > 0 else None

    def give_back(
        self, rows: Iterable[Outgoing], at: datetime, reason: str, *, counted: bool = False
    ) -> None:
        ids = tuple(row.delivery.id for row in rows)
        if ids:
            self._marks.add(Back(ids, reason, at, counted))

    def _chat_off(self, outgoing: Outgoing, failure: Failure) -> None:
        chat_id = outgoing.delivery.chat_id
        self.give_back([outgoing, *self._queue.remove(chat_id)], self._clock(), failure.reason)
        self._marks.add(Off(chat_id, failure.reason))  # with it, all that waits is cancelled

    def _moved(self, outgoing: Outgoing, failure: Failure) -> None:
        chat_id, now = outgoing.delivery.chat_id, self._clock()
        if failure.moved_to is not None:
            # First the new id, then back into the line: claimed again, they go there.
            self._marks.add(Moved(chat_id, failure.moved_to))
        self.give_back([outgoing, *self._queue.remove(chat_id)], now, Reason.MIGRATED)

    def _told_to_wait(self, outgoing: Outgoing, failure: Failure) -> None:
        chat_id = outgoing.delivery.chat_id
        seconds = failure.wait if failure.wait is not None else FLOOD_SECONDS
        self._pace.refused(chat_id, seconds, self._ticks())
        later = self.hold(chat_id, seconds)
        self.give_back([outgoing, *self._queue.remove(chat_id)], later, Reason.FLOOD)

    def _retry(self, outgoing: Outgoing, reason: Reason) -> None:
        row = outgoing.delivery
        if reason in OUTAGE and self._is_outage(row.chat_id):
            self.give_back([outgoing, *self._queue.remove(row.chat_id)], self._clock(), reason)
            return
        pause = pause_before(row.attempts, self._chance)
        if pause is None:
            log.error("message %d to chat %d is given up: %s", row.id, row.chat_id, reason)
            self._marks.add(Back((row.id,), reason, None))
            return
        # The chat's other messages wait with it, or they would arrive before it.
        later = self.hold(row.chat_id, pause.total_seconds())
        self.give_back([outgoing], later, reason, counted=True)
        self.give_back(self._queue.remove(row.chat_id), later, "held")

    def _is_outage(self, chat_id: int) -> bool:
        """Whether nothing arrives anywhere: then all rest, and no message comes nearer its end."""
        self._failing.add(chat_id)
        if len(self._failing) < OUTAGE_CHATS:
            return False
        if self.rest() <= 0:
            longest = min(PAUSES[min(self._rests, len(PAUSES) - 1)], LONGEST_REST)
            seconds = self._chance.uniform(longest / 2, longest)
            self._rests += 1
            self._rest_until = self._ticks() + seconds
            log.warning("nothing arrives anywhere; sending rests for %.1f s", seconds)
        return True

    def _stop_for_good(self, outgoing: Outgoing) -> None:
        self.revoked = True
        self.give_back([outgoing, *self._queue.clear()], self._clock(), Reason.REVOKED)
