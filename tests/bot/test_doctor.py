"""What the doctor says of trading days."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.config import Settings
from bot.doctor import Check, examine


async def calendars(now: datetime, folder: Path) -> Check:
    settings = Settings(_env_file=None, data_dir=folder)
    (found,) = [check for check in await examine(settings, now) if check.name == "trading days"]
    return found


@pytest.mark.parametrize("month", [3, 11])
async def test_known_trading_days_are_well(tmp_path: Path, month: int) -> None:
    """This year's calendars are there, and next year's are not needed yet."""
    day = datetime(2026, month, 25, tzinfo=UTC)

    assert (await calendars(day, tmp_path)).state == "ok"


async def test_a_year_without_a_calendar_is_noted_beforehand(tmp_path: Path) -> None:
    """A month before the year begins: which exchange, which year, and what to do."""
    found = await calendars(datetime(2097, 12, 15, tzinfo=UTC), tmp_path)

    assert found.state == "note"
    assert "SHFE in 2098" in found.said
    assert "pip install --upgrade holidays" in found.remedy
