"""When the next message may go, so that Telegram never has to refuse one.

Each limit is a generic cell rate algorithm: one number a chat, the moment its next cell is due.
Times are seconds of a monotonic clock, handed in; a clock set back changes nothing here.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field

# core.telegram.org/bots/faq: about 30 a second for all, 1 a second for a chat, 20 a minute for a
# group. A little below each, for what counts differently at the other end.
BOT_PER_SECOND = 28
CHAT_INTERVAL = 1.05
GROUP_PER_MINUTE = 18
GROUP_BURST = 2

# Two chats refused this close together mean that the bot as a whole is too fast.
STORM_SECONDS = 2.0
REMEMBERED = 10_000


@dataclass(slots=True)
class Rate:
    """One limit over many keys: `interval` seconds a message, `burst` of them at once."""

    interval: float
    burst: int = 1
    _due: dict[int, float] = field(default_factory=dict)

    def wait(self, key: int, now: float) -> float:
        """Seconds until a message may go; 0 if it may now."""
        slack = self.interval * (self.burst - 1)
        return max(0.0, self._due.get(key, now) - slack - now)

    def take(self, key: int, now: float) -> None:
        self._due[key] = max(self._due.get(key, now), now) + self.interval
        if len(self._due) > REMEMBERED:
            self._due = {key: due for key, due in self._due.items() if due > now}


class Pace:
    """Every limit at once: the bot's, the chat's, and the group's (ids below zero)."""

    def __init__(
        self,
        *,
        bot_per_second: float = BOT_PER_SECOND,
        chat_interval: float = CHAT_INTERVAL,
        group_per_minute: float = GROUP_PER_MINUTE,
    ) -> None:
        self._bot = Rate(1 / bot_per_second)
        self._chats = Rate(chat_interval)
        self._groups = Rate(60 / group_per_minute, GROUP_BURST)
        self._paused: dict[int, float] = {}
        self._bot_paused = 0.0
        self._refusals: deque[tuple[float, int]] = deque(maxlen=16)

    def bot_wait(self, now: float) -> float:
        """Seconds until the bot may send to anybody."""
        return max(self._bot.wait(0, now), self._bot_paused - now, 0.0)

    def chat_wait(self, chat_id: int, now: float) -> float:
        """Seconds until this chat may be sent to, as far as it alone is concerned."""
        paused = self._paused.get(chat_id, now) - now
        group = self._groups.wait(chat_id, now) if chat_id < 0 else 0.0
        return max(self._chats.wait(chat_id, now), group, paused, 0.0)

    def interval(self, chat_id: int) -> float:
        """Seconds from one message of a chat to the next, over a longer run of them."""
        return max(self._chats.interval, self._groups.interval if chat_id < 0 else 0.0)

    def take(self, chat_id: int, now: float) -> None:
        """Count a message that goes now."""
        self._bot.take(0, now)
        self._chats.take(chat_id, now)
        if chat_id < 0:
            self._groups.take(chat_id, now)

    def refused(self, chat_id: int, seconds: float, now: float) -> None:
        """Telegram said to wait: the chat pauses; several chats at once pause the bot."""
        self._paused = {chat: until for chat, until in self._paused.items() if until > now}
        self._paused[chat_id] = max(self._paused.get(chat_id, 0.0), now + seconds)
        self._refusals.append((now, chat_id))
        storm = {chat for at, chat in self._refusals if now - at <= STORM_SECONDS}
        if len(storm) > 1:
            self._bot_paused = max(self._bot_paused, now + seconds)
