"""Telegram's rate rules, as far as it tells them: off until a test or a person switches them on.

core.telegram.org/bots/faq: about 30 messages a second in all, 1 a second to a chat with short
bursts, 20 a minute to a group. The burst and the length of the penalty are this model's own.
"""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass, field

from bot.sandbox.errors import flood

PENALTY = 3
MINUTE = 60.0


@dataclass(slots=True)
class Limits:
    """Generic cell rates over the bot and the chat; a group or channel counts its last minute."""

    on: bool = False
    per_second: float = 30
    burst: int = 35
    chat_per_second: float = 1
    chat_burst: int = 3
    group_per_minute: int = 20
    refused: int = 0
    _due: dict[int, float] = field(default_factory=dict)  # by chat; of the bot as a whole under 0
    _minutes: dict[int, deque[float]] = field(default_factory=dict)

    def check(self, chat_id: int, now: float) -> None:
        """Count one message at `now` (monotonic seconds). Raises Refusal 429."""
        if not self.on:
            return
        rates = {
            0: (1 / self.per_second, self.burst),
            chat_id: (1 / self.chat_per_second, self.chat_burst),
        }
        minute = self._minutes.setdefault(chat_id, deque(maxlen=self.group_per_minute))
        late = max(
            self._due.get(key, now) - interval * (burst - 1) - now
            for key, (interval, burst) in rates.items()
        )
        if chat_id < 0 and len(minute) == minute.maxlen:
            late = max(late, minute[0] + MINUTE - now)
        if late > 1e-9:
            self.refused += 1
            raise flood(max(PENALTY, math.ceil(late)))
        for key, (interval, _) in rates.items():
            self._due[key] = max(self._due.get(key, now), now) + interval
        minute.append(now)
