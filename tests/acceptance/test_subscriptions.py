"""A person says what to be told, by typing and by buttons; flashes come in and are told or not."""

from __future__ import annotations

import asyncio
from datetime import datetime
from zoneinfo import ZoneInfo

from tests.acceptance.conftest import Desk

FLASH = """SMM {metal} Up on {day:%B} {day.day}

Published: {day:%b} {day.day}, {day:%Y %H:%M}
SMM {day:%B} {day.day} News: The average price of SMM {metal} was reported at {level},000 yuan/mt, \
up by {step},000 yuan/mt from the previous trading day, an increase of 1.2%.
"""


async def come_in(desk: Desk, metal: str, level: int, step: int) -> None:
    """A flash of today, ingested by another process."""
    now = datetime.now(ZoneInfo("Asia/Shanghai"))
    given = FLASH.format(metal=metal, day=now, level=level, step=step)
    assert '"stored"' in await desk.run_command("ingest", "-", "--json", given=given)


async def told(desk: Desk, *texts: str) -> list[str]:
    """What of these is in a pushed briefing in the chat."""
    pushed = [one for one in await desk.messages() if "Less like this" in str(one)]
    return [text for text in texts if any(text in one["text"] for one in pushed)]


async def test_each_subscription_is_told_what_it_asks_for(desk: Desk) -> None:
    """One typed with a condition, one walked to by buttons, one that waits for its digest."""
    await desk.say("/start")
    assert "Every flash on tin that moved at least 1 %, at once." in await desk.say(
        "/watch tin move>=1%"
    )
    await desk.say("/watch")
    await desk.press("zinc")
    assert "Every policy flash on zinc" in (await desk.press("📜 Policies"))["text"]
    assert "as a digest at 08:30" in await desk.say("/watch copper every:08:30")
    listed = await desk.say("/watches")

    assert all(f"{number}. Every" in listed for number in (1, 2, 3))
    await come_in(desk, "#0 zinc", 24, 1)
    await come_in(desk, "#1 copper", 78, 1)
    await come_in(desk, "#1 tin", 253, 3)
    await desk.briefing_with("253,000 CNY/t")

    assert await told(desk, "24,000 CNY/t", "78,000 CNY/t", "253,000 CNY/t") == ["253,000 CNY/t"]


async def test_less_like_this_is_heeded_until_it_is_undone(desk: Desk) -> None:
    """Pressed under a briefing: the next of its kind stays away, the one after undo comes."""
    await desk.say("/watch tin")
    await come_in(desk, "#1 tin", 253, 3)
    await desk.briefing_with("253,000 CNY/t")
    assert "No price news on" in (await desk.press("👎 Less like this"))["text"]
    await come_in(desk, "#1 tin", 256, 3)
    assert "You hear of it again" in (await desk.press("↩ Undo"))["text"]
    await come_in(desk, "#1 tin", 259, 3)
    await desk.briefing_with("259,000 CNY/t")

    assert await told(desk, "253,000", "256,000", "259,000") == ["253,000", "259,000"]


async def test_a_forgotten_chat_is_told_nothing_more(desk: Desk) -> None:
    """After two presses there is nothing left that a flash could be sent for."""
    await desk.say("/watch tin")
    await desk.say("/forget")
    await desk.press("🗑 Yes, delete everything")
    await come_in(desk, "#1 tin", 253, 3)
    await asyncio.sleep(1)  # twice as long as the outbox is left alone

    assert await told(desk, "253,000") == []
    assert "What would you like to watch?" in await desk.say("/watches")
