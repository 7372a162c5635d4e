"""A page goes in at one end; at the other a person reads its briefing and asks about it."""

from __future__ import annotations

import time
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from tests.acceptance.conftest import HUMAN, STOP_SECONDS, Desk, running, until

MADE_UP = """Tin Shipments Resume From Port Arden; SMM #1 Tin Rises 1.2% [SMM Flash]

Published: Mar 3, 2025 10:15
SMM March 3 News: The average price of SMM #1 tin was reported at 253,000 yuan/mt, up by 3,000 \
yuan/mt from the previous trading day, an increase of 1.2%.

Risk warnings: shipments may be delayed by weather.
"""
BRIEFED_SECONDS = 2.0


async def test_a_page_dropped_into_the_chat_is_briefed(desk: Desk) -> None:
    """The briefing of a dropped page is in the chat within two seconds, with price and check."""
    await desk.say("/start")
    began = time.monotonic()
    briefing = (await desk.briefings(await desk.drop("tin.txt", MADE_UP)))[0]
    took = time.monotonic() - began

    assert "253,000 CNY/t" in briefing["text"]
    assert "+1.2 %" in briefing["text"]
    assert "✓" in briefing["text"]
    assert took < BRIEFED_SECONDS
    kinds = {entity["type"] for entity in briefing["entities"]}
    assert {"bold", "date_time", "expandable_blockquote"} <= kinds


async def test_questions_about_a_dropped_page_are_answered(desk: Desk) -> None:
    """A command, a question in words and a question about nothing stored get honest answers."""
    await desk.say("/start")
    await desk.briefings(await desk.drop("tin.txt", MADE_UP))

    price = await desk.say("/price tin")
    words = await desk.say("what is SMM #1 tin trading at?")
    nothing = await desk.say("/price ruthenium")

    for answer in (price, words):
        assert "253,000" in answer
        assert "The average price of SMM #1 tin was reported at 253,000 yuan/mt" in answer
    assert "253,000" not in nothing
    assert "ruthenium" in nothing.lower()


async def test_the_seed_page_end_to_end(desk: Desk, seed_page: str) -> None:
    """The first real page: its briefings, and the three questions everything began with."""
    await desk.say("/start")
    began = time.monotonic()
    after = await desk.drop("page.txt", seed_page)
    briefing = (await desk.briefings(after))[0]["text"]
    took = time.monotonic() - began
    frontier, serra_verde = [b["text"] for b in (await desk.briefings(after, 3))[1:]]

    assert took < BRIEFED_SECONDS
    for stated in ("444,500 CNY/t", "10,500", "+2.42 %", "✓", "limit up", "CITIC ▲"):
        assert stated in briefing
    assert "3,038 t" in frontier
    assert "Carester" in frontier
    assert "565" in serra_verde
    assert "2024" in serra_verde.split("Evidence")[0]  # the stale claim
    price = await desk.say("/price ndpr")
    trading = await desk.say("what is Pr-Nd oxide trading at?")
    final = await desk.say("are the rare earth total control rules final?")
    for answer in (price, trading):
        assert "+2.42 %" in answer
        assert "reported at 444,500 yuan/mt" in answer
    assert "consultation" in final
    assert "2025-02-19" in final
    assert "Interim Measures for the Total Volume" in final


async def test_ctrl_c_stops_and_a_second_start_goes_on(tmp_path: Path) -> None:
    """It ends in under three seconds; the second start knows the chats and what was stored."""
    async with running(tmp_path) as first:
        await first.say("/start")
        await first.answers(await first.drop("tin.txt", MADE_UP))
        before = await first.messages()
        assert await first.stop() < STOP_SECONDS

    async with running(tmp_path) as second:
        assert (await second.messages())[: len(before)] == before
        assert "253,000" in await second.say("/price tin")
        # The page told again adds nothing and says so.
        after = await second.drop("tin.txt", MADE_UP)
        repeated = (await second.answers(after))[0]["text"]
        assert "253,000" not in repeated.splitlines()[0]
        assert await second.stop() < STOP_SECONDS


async def test_a_command_sent_while_it_was_killed_is_answered_later(tmp_path: Path) -> None:
    """kill -9 loses no command: what was sent is answered after the next start."""
    async with running(tmp_path) as first:
        await first.say("/start")
        for number in range(5):
            text = f"/price metal{number}"
            await first.client.post("/sandbox/messages", json={"chat_id": HUMAN, "text": text})
        await first.messages()
        # What the sandbox knows is on disk within a second; the bot dies without warning.
        kept = tmp_path / "data" / "sandbox.json"

        async def saved() -> bool:
            return "metal4" in kept.read_text("utf-8")

        await until(saved)
        first.process.kill()
        await first.process.wait()

    async with running(tmp_path) as second:

        async def all_answered() -> bool:
            said = [message["text"] for message in await second.messages()]
            return all(sum(f"metal{n}" in text for text in said) >= 2 for n in range(5))

        await until(all_answered)


async def test_a_page_ingested_by_the_command_reaches_a_chat_that_follows(desk: Desk) -> None:
    """Follow everything by a button; another process ingests; the briefing is pushed at once."""
    await desk.say("/start")
    start = (await desk.messages())[-1]
    everything = start["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    pressed = {"chat_id": HUMAN, "message_id": start["message_id"], "data": everything}
    before = len(await desk.messages())
    await desk.client.post("/sandbox/callback", json=pressed)
    await desk.answers(before)

    old = await desk.run_command("ingest", "-", "--json", given=MADE_UP)
    assert '"not_news": "old"' in old  # of last year: kept, and pushed to nobody
    page = _printed_now(MADE_UP.replace("253,000", "254,000").replace("3,000", "3,010"))
    stored = await desk.run_command("ingest", "-", "--json", given=page)
    began = time.monotonic()
    assert '"stored"' in stored
    tin = await desk.briefing_with("254,000 CNY/t")

    assert time.monotonic() - began < BRIEFED_SECONDS
    assert "✓" in tin["text"]


def _printed_now(page: str) -> str:
    now = datetime.now(ZoneInfo("Asia/Shanghai"))
    printed = f"Published: {now:%b} {now.day}, {now:%Y %H:%M}"
    page = page.replace("Published: Mar 3, 2025 10:15", printed)
    return page.replace("March 3", f"{now:%B} {now.day}")
