"""Channels on Telegram whose posts are flashes: Telegram hands them to the bot, an admin there."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime
from typing import Annotated, Final, Literal

from pydantic import AfterValidator, Field
from sqlalchemy.ext.asyncio import AsyncConnection

from briefs.sources.rhythm import with_arrivals
from briefs.sources.spec import SourceSpec
from briefs.store import sources, spool
from briefs.types import RawFlash

_NAME: Final = re.compile(r"@[A-Za-z][A-Za-z0-9_]{3,31}")


def _channel(value: str | int) -> str | int:
    if isinstance(value, int) and value < 0:
        return value
    if isinstance(value, str) and _NAME.fullmatch(value):
        return value.casefold()
    raise ValueError("must be a channel's @name, or its number such as -1001234567890")


class TelegramSpec(SourceSpec):
    """A channel as sources.toml has it."""

    kind: Literal["telegram"]
    channel: Annotated[str | int, AfterValidator(_channel)] = Field(
        description="the channel's @name or number; the bot must be its admin"
    )

    def is_of(self, chat_id: int, username: str | None) -> bool:
        return self.channel in (chat_id, f"@{(username or '').casefold()}")


async def take_in(
    conn: AsyncConnection,
    spec: TelegramSpec,
    raws: tuple[RawFlash, ...],
    *,
    posted_at: datetime,
    now: datetime,
) -> None:
    """Put a post into the spool, and note that its channel has news."""
    await spool.put(conn, raws, now)
    state = await sources.load_state(conn, spec.id)
    pace = with_arrivals(state.pace, [posted_at], now)
    await sources.save_state(
        conn, replace(state, pace=pace, news_at=now, looked_at=now, answered_at=now)
    )
