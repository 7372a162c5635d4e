"""Claimed rows in memory: whose turn it is, and who has to wait for how long.

Order within a chat is kept: one message of a chat is in flight at a time, and while a chat is held
back every row of it goes back to the database for the same moment, where the order is by id. That
moment is wall time, as in the database; how long to wait between messages is monotonic time.
"""

from __future__ import annotations

from collections import Counter, deque
from datetime import datetime, timedelta

from bot.delivery.pace import Pace
from bot.delivery.send import Outgoing

CHAT_SHARE = 4  # rows of one chat in memory; more would keep others out
LONG_WAIT = 5.0  # seconds; who waits longer waits in the database
SHORTEST_HOLD = 0.25  # seconds; time for what goes back to be committed


class Queue:
    """Rows in the order claimed."""

    def __init__(self, pace: Pace) -> None:
        self._pace = pace
        self._rows: deque[Outgoing] = deque()
        self._share: Counter[int] = Counter()  # rows of a chat, waiting or in flight
        self._busy: set[int] = set()  # chats with a message in flight
        self._held: dict[int, datetime] = {}  # chat → until when its rows stay in the database

    def __len__(self) -> int:
        return len(self._rows)

    def hold(self, chat_id: int, now: datetime, ticks: float) -> datetime | None:
        """Until when a row of this chat just claimed has to go back; None: it may stay."""
        held = self._held.get(chat_id, now)
        if held > now:
            return held
        wait = self._pace.chat_wait(chat_id, ticks)
        if wait <= LONG_WAIT and self._share[chat_id] < CHAT_SHARE:
            return None
        until_some_are_sent = CHAT_SHARE * self._pace.interval(chat_id)
        return self.hold_back(chat_id, max(wait, until_some_are_sent, SHORTEST_HOLD), now)

    def hold_back(self, chat_id: int, seconds: float, now: datetime) -> datetime:
        """Keep a chat's rows out for so long, or as long as they are held already."""
        self._held = {chat: until for chat, until in self._held.items() if until > now}
        until = max(self._held.get(chat_id, now), now + timedelta(seconds=seconds))
        self._held[chat_id] = until
        return until

    def add(self, outgoing: Outgoing) -> None:
        self._rows.append(outgoing)
        self._share[outgoing.delivery.chat_id] += 1

    def take(self, now: float) -> Outgoing | float:
        """The next row that may go, counted as going; else the seconds until one may."""
        wait = self._pace.bot_wait(now)
        if wait > 0 or not self._rows:
            return wait or LONG_WAIT
        soonest = LONG_WAIT
        passed: set[int] = set()
        for index, outgoing in enumerate(self._rows):
            chat_id = outgoing.delivery.chat_id
            if chat_id in passed or chat_id in self._busy:
                continue
            passed.add(chat_id)
            wait = self._pace.chat_wait(chat_id, now)
            if wait <= 0:
                del self._rows[index]
                self._busy.add(chat_id)
                self._pace.take(chat_id, now)
                return outgoing
            soonest = min(soonest, wait)
        return soonest

    def again(self, outgoing: Outgoing) -> None:
        """A row with more parts to send: before all others of its chat."""
        self._busy.discard(outgoing.delivery.chat_id)
        self._rows.appendleft(outgoing)

    def done(self, outgoing: Outgoing) -> None:
        """A row that leaves memory, sent or not."""
        chat_id = outgoing.delivery.chat_id
        self._busy.discard(chat_id)
        self._share[chat_id] -= 1
        if not self._share[chat_id]:
            del self._share[chat_id]

    def remove(self, chat_id: int) -> list[Outgoing]:
        """Take a chat's waiting rows out of memory."""
        mine = [row for row in self._rows if row.delivery.chat_id == chat_id]
        self._rows = deque(row for row in self._rows if row.delivery.chat_id != chat_id)
        self._share[chat_id] -= len(mine)
        return mine

    def clear(self) -> list[Outgoing]:
        """Take everything out that is not in flight."""
        rows = list(self._rows)
        self._rows.clear()
        self._share.clear()
        return rows
