"""Whatever the clock does and whenever somebody looks: each event is in one digest, no more."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeAlias

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefs.quiet import Mode
from briefs.store import migrate, open_store
from tests.support.digests import MONDAY, Newsroom, price_flash

METALS = (
    "#1 copper",
    "#1 tin",
    "#0 zinc",
    "#1 lead",
    "#1 nickel",
    "A00 aluminum",
)  # what a digest shows
Step: TypeAlias = timedelta | None  # how far the clock goes; None: a flash is told

moves = st.timedeltas(timedelta(hours=-9), timedelta(hours=30))
steps: st.SearchStrategy[list[Step]] = st.lists(st.one_of(st.none(), moves), max_size=14)
lines = st.sampled_from(["every:08:30", "every:3h", "every:mon-fri,08:30,18:00", ""])
nights = st.sampled_from([None, Mode.HOLD, Mode.URGENT])


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated database file, to be copied."""
    path = tmp_path_factory.mktemp("database") / "empty.db"
    asyncio.run(migrate(f"sqlite+aiosqlite:///{path}"))
    return path


@given(lines, nights, steps)
@settings(max_examples=12, deadline=None)
def test_each_event_is_told_exactly_once(
    empty: Path, line: str, night: Mode | None, steps: list[Step]
) -> None:
    """Flashes at any time, looks at any time, the clock forward and back: in the end every flash
    is in one message of its reader."""
    with TemporaryDirectory() as folder:
        shutil.copy(empty, Path(folder) / "desk.db")
        url = f"sqlite+aiosqlite:///{folder}/desk.db"
        texts, prices = asyncio.run(_live(url, line, night, steps))
    for price in prices:
        assert sum(price in text for text in texts) == 1, (price, texts)


async def _live(
    url: str, line: str, night: Mode | None, steps: Sequence[Step]
) -> tuple[list[str], list[str]]:
    """The messages that came, and the prices that were told."""
    store = await open_store(url)
    room, now, latest = Newsroom(store), MONDAY, MONDAY
    prices: list[str] = []
    try:
        await room.chat(1, now)
        await room.watch(1, f"everything {line}", now)
        if night is not None:
            await room.quiet(1, "22:00-07:00", night, now)
        for step in steps:
            if step is not None:
                now += step
                await room.look(now)
            elif len(prices) < len(METALS):
                prices.append(f"{601 + len(prices)},000")
                await room.tell(_flash(len(prices) - 1, prices[-1]), now)
            latest = max(latest, now)
        await _wait(room, latest)
        return [one.text for one in await room.queued(1)], prices
    finally:
        await store.close()


async def _wait(room: Newsroom, now: datetime) -> None:
    """Time goes on until all that waits has its digest."""
    for hours in range(0, 24 * 5, 6):
        await room.look(now + timedelta(hours=hours, minutes=1))


def _flash(number: int, price: str) -> str:
    return price_flash(f"SMM {METALS[number]}", "2026-02-20 15:00", price)
