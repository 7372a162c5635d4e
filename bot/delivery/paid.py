"""Messages beyond the free rate, which Telegram takes for Stars, up to what may be spent a day.

core.telegram.org/bots/api#sendmessage: up to 1,000 a second at a tenth of a Star each. What may be
used is set aside in the database first, some at a time: a crash loses a few, it never spends twice.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from briefs.store.settings import get_setting, set_setting

MESSAGES_A_STAR = 10
SET_ASIDE = 500
SPENT = "delivery.paid"  # the setting that holds the day, by UTC, and the messages set aside on it


class Paid:
    """What may still be sent for Stars. A day is one of UTC."""

    def __init__(self, stars_a_day: int) -> None:
        self._a_day = stars_a_day * MESSAGES_A_STAR
        self._left = 0
        self._day = ""

    @property
    def allowed(self) -> bool:
        """Whether anything is ever paid for."""
        return self._a_day > 0

    @property
    def left(self) -> int:
        """Messages that may go now."""
        return self._left

    def spend(self) -> None:
        self._left -= 1

    async def set_aside(self, conn: AsyncConnection, now: datetime) -> None:
        """Make some messages ready to be paid for, as far as the day's budget goes."""
        day = now.date().isoformat()
        if day != self._day:
            self._day, self._left = day, 0
        if self._left * 2 > SET_ASIDE or not self.allowed:
            return
        spent = await get_setting(conn, SPENT, {})
        used = int(spent.get("messages", 0)) if spent.get("day") == day else 0
        some = min(SET_ASIDE, self._a_day - used)
        if some > 0:
            await set_setting(conn, SPENT, {"day": day, "messages": used + some})
            self._left += some
