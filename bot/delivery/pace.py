"""When the next message may go, so that Telegram never has to refuse one.

Each limit is a generic cell rate algorithm: one number a chat, the moment its next cell is due.
Times are seconds of a monotonic clock, handed in; a clock set back changes nothing here. What
Telegram told us to wait for is kept by `deliver`, and comes back with `restore` after a restart.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field

# core.telegram.org/bots/faq: about 30 a second for all, 1 a second for a chat, 20 a minute for a
# group. A little below each, for what counts differently at the other end.
BOT_PER_SECOND = 29.5
CHAT_INTERVAL = 1.05
GROUP_PER_MINUTE = 18
GROUP_BURST = 2
PAID_PER_SECOND = 900  # of 1,000, core.telegram.org/bots/api#sendmessage: allow_paid_broadcast

# Two chats refused this close together mean that the bot as a whole is too fast.
STORM_SECONDS = 2.0
# After such a storm the bot goes slower, and a little faster with each minute in which none comes:
# what Telegram allows it now is less than it says.
SLOWER, SLOWEST = 0.8, 0.4
FASTER, FASTER_EVERY = 1.1, 60.0
# A timer fires late; what a message is late by is made up by the next, so that the rate is reached.
# No second holds more than 30 even so.
SLACK_SECONDS = 0.016
REMEMBERED = 10_000
EVERYBODY = 0  # no chat has this id


@dataclass(slots=True)
class Rate:
    """One limit over many keys: `interval` seconds a message, up to `slack` seconds early."""

    interval: float
    slack: float = 0.0
    _due: dict[int, float] = field(default_factory=dict)

    def wait(self, key: int, now: float) -> float:
        """Seconds until a message may go; 0 if it may now."""
        return max(0.0, self._due.get(key, now) - self.slack - now)

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
        self.per_second = bot_per_second
        self._bot = Rate(1 / bot_per_second, SLACK_SECONDS)
        self._paid = Rate(1 / PAID_PER_SECOND, SLACK_SECONDS)
        self._chats = Rate(chat_interval)
        a_group = 60 / group_per_minute
        self._groups = Rate(a_group, a_group * (GROUP_BURST - 1))
        self._paused: dict[int, float] = {}  # of the bot as a whole under EVERYBODY
        self._refusals: deque[tuple[float, int]] = deque(maxlen=16)
        self._share, self._eased_at = 1.0, 0.0  # of the usual rate, and since when
        self.changed = False  # a pause that is not kept yet

    def bot_wait(self, now: float, *, paid: bool = False) -> float:
        """Seconds until the bot may broadcast to anybody."""
        rate = self._paid if paid else self._bot
        return max(rate.wait(EVERYBODY, now), self._pause(EVERYBODY, now))

    def chat_wait(self, chat_id: int, now: float) -> float:
        """Seconds until this chat may be sent to, as far as it alone is concerned."""
        group = self._groups.wait(chat_id, now) if chat_id < 0 else 0.0
        return max(self._chats.wait(chat_id, now), group, self._pause(chat_id, now))

    def reply_wait(self, chat_id: int, now: float) -> float:
        """Seconds until a person may be answered: only what Telegram told us to wait."""
        return max(self._pause(EVERYBODY, now), self._pause(chat_id, now))

    def interval(self, chat_id: int) -> float:
        """Seconds from one message of a chat to the next, over a longer run of them."""
        return max(self._chats.interval, self._groups.interval if chat_id < 0 else 0.0)

    def take(self, chat_id: int, now: float, *, paid: bool = False) -> None:
        """Count a message that goes now."""
        self._ease(now)
        (self._paid if paid else self._bot).take(EVERYBODY, now)
        self._chats.take(chat_id, now)
        if chat_id < 0:
            self._groups.take(chat_id, now)

    def reply(self, chat_id: int, now: float) -> None:
        """Count an answer, which did not wait: what is broadcast makes room for it afterwards.

        Not against its own chat's second, where Telegram allows short bursts: what was asked for
        would wait behind the word that it comes.
        """
        self._bot.take(EVERYBODY, now)
        if chat_id < 0:
            self._groups.take(chat_id, now)

    def refused(self, chat_id: int, seconds: float, now: float) -> None:
        """Telegram said to wait: the chat pauses; several chats at once pause the bot."""
        self.pause(chat_id, seconds, now)
        self._refusals.append((now, chat_id))
        storm = {chat for at, chat in self._refusals if now - at <= STORM_SECONDS}
        if len(storm) > 1:
            if not self._pause(EVERYBODY, now):  # one storm, however many it meets
                self._set_share(max(SLOWEST, self._share * SLOWER), now)
            self.pause(EVERYBODY, seconds, now)

    def _ease(self, now: float) -> None:
        if self._share < 1 and now - self._eased_at >= FASTER_EVERY:
            self._set_share(min(1.0, self._share * FASTER), now)

    def _set_share(self, share: float, now: float) -> None:
        self._share, self._eased_at = share, now
        self._bot.interval = 1 / (self.per_second * share)

    def pause(self, chat_id: int, seconds: float, now: float) -> None:
        """Send nothing to a chat, or to EVERYBODY, for so long; a longer pause stays."""
        self._paused = {chat: until for chat, until in self._paused.items() if until > now}
        self._paused[chat_id] = max(self._paused.get(chat_id, 0.0), now + seconds)
        self.changed = True

    def pauses(self, now: float) -> Mapping[int, float]:
        """The seconds that are left of each pause, to be kept for a restart."""
        self.changed = False
        return {chat: until - now for chat, until in self._paused.items() if until > now}

    def restore(self, pauses: Mapping[int, float], now: float) -> None:
        """Go on with the pauses of an earlier run."""
        for chat_id, seconds in pauses.items():
            self.pause(chat_id, seconds, now)
        self.changed = False

    def _pause(self, chat_id: int, now: float) -> float:
        return max(0.0, self._paused.get(chat_id, now) - now)
