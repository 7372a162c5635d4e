"""Claimed rows in memory: whose turn it is, and who has to wait for how long.

Order within a chat is kept: one message of a chat is in flight at a time, and while a chat is held
back every row of it goes back to the database for the same moment, where the order is by id.
Times are seconds of a monotonic clock: a wall clock that is set changes nothing here.
"""

from __future__ import annotations

from collections import Counter, deque

from bot.delivery.pace import EVERYBODY, Pace
from bot.delivery.send import Outgoing
from briefs.store.outbox import Lane

CHAT_SHARE = 4  # rows of one chat in memory; more would keep others out
LONG_WAIT = 5.0  # seconds; who waits longer waits in the database
SHORTEST_HOLD = 0.25  # seconds; time for what goes back to be committed


class Queue:
    """Rows by lane, each lane in the order claimed."""

    def __init__(self, pace: Pace) -> None:
        self._pace = pace
        self._lanes: dict[Lane, deque[Outgoing]] = {lane: deque() for lane in Lane}
        self._share: Counter[int] = Counter()  # rows of a chat, waiting or in flight
        self._busy: set[int] = set()  # chats with a message in flight
        self._held: dict[int, float] = {}  # chat → until when its rows stay in the database

    def __len__(self) -> int:
        return sum(map(len, self._lanes.values()))

    def is_held(self, chat_id: int, now: float) -> bool:
        """Whether rows of this chat have to go back to the database."""
        return self._held.get(chat_id, now) > now

    def crowd(self, chat_id: int, now: float) -> float:
        """For how long a chat is to be held, that has its share in memory or waits long; or 0."""
        wait = self._pace.chat_wait(chat_id, now)
        if wait <= LONG_WAIT and self._share[chat_id] < CHAT_SHARE:
            return 0.0
        until_some_are_sent = CHAT_SHARE * self._pace.interval(chat_id)
        return max(wait, until_some_are_sent, SHORTEST_HOLD)

    def hold_back(self, chat_id: int, seconds: float, now: float) -> float:
        """Keep a chat's rows out for so long, or as long as they are held; gives how long."""
        self._held = {chat: until for chat, until in self._held.items() if until > now}
        self._held[chat_id] = max(self._held.get(chat_id, now), now + seconds)
        return self._held[chat_id] - now

    def next_release(self, now: float) -> float:
        """Seconds until the first chat held back comes free."""
        return max(0.0, min(self._held.values(), default=now + LONG_WAIT) - now)

    def add(self, outgoing: Outgoing) -> None:
        self._lanes[outgoing.delivery.lane].append(outgoing)
        self._share[outgoing.delivery.chat_id] += 1

    def take(self, now: float, *, paid: bool = False) -> Outgoing | float:
        """The next row that may go, counted as going; else the seconds until one may.

        Answers to people skip the line of what is broadcast, but not what Telegram told us.
        """
        bulk, told = self._pace.bot_wait(now, paid=paid), self._pace.reply_wait(EVERYBODY, now)
        soonest = LONG_WAIT
        passed: set[int] = set()
        for lane, rows in self._lanes.items():
            wait = told if lane is Lane.ANSWER else bulk
            found = self._first(rows, now, passed) if rows and wait <= 0 else wait or LONG_WAIT
            if isinstance(found, float):
                soonest = min(soonest, found)
                continue
            found.paid = paid
            self._busy.add(found.delivery.chat_id)
            self._pace.take(found.delivery.chat_id, now, paid=paid)
            return found
        return soonest

    def _first(self, rows: deque[Outgoing], now: float, passed: set[int]) -> Outgoing | float:
        soonest = LONG_WAIT
        for index, outgoing in enumerate(rows):
            chat_id = outgoing.delivery.chat_id
            if chat_id in passed or chat_id in self._busy:
                continue
            passed.add(chat_id)
            wait = self._pace.chat_wait(chat_id, now)
            if wait <= 0:
                del rows[index]
                return outgoing
            soonest = min(soonest, wait)
        return soonest

    def again(self, outgoing: Outgoing) -> None:
        """A row with more parts to send: before all others of its chat."""
        self._busy.discard(outgoing.delivery.chat_id)
        self._lanes[outgoing.delivery.lane].appendleft(outgoing)

    def done(self, outgoing: Outgoing) -> None:
        """A row that leaves memory, sent or not."""
        chat_id = outgoing.delivery.chat_id
        self._busy.discard(chat_id)
        self._share[chat_id] -= 1
        if self._share[chat_id] <= 0:
            del self._share[chat_id]

    def remove(self, chat_id: int) -> list[Outgoing]:
        """Take a chat's waiting rows out of memory."""
        mine: list[Outgoing] = []
        for lane, rows in self._lanes.items():
            mine += (row for row in rows if row.delivery.chat_id == chat_id)
            self._lanes[lane] = deque(row for row in rows if row.delivery.chat_id != chat_id)
        self._share[chat_id] -= len(mine)
        return mine

    def clear(self) -> list[Outgoing]:
        """Take everything out that is not in flight."""
        rows = [row for lane in self._lanes.values() for row in lane]
        for lane in self._lanes.values():
            lane.clear()
        self._share.clear()
        return rows
