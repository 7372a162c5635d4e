"""A chart as a person gets it: asked for in the web chat, drawn by the running program."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from briefs.times import CHINA
from tests.acceptance.conftest import HUMAN, Desk, until
from tests.support.price_days import flash

DRAWING_SECONDS = 40  # on a busy machine, fonts looked for included


async def picture(desk: Desk, asked: str) -> dict[str, Any]:
    """The picture that answers."""
    before = len(await desk.messages())
    await desk.client.post("/sandbox/messages", json={"chat_id": HUMAN, "text": asked})
    return (await desk.answers(before + 1, seconds=DRAWING_SECONDS))[0]


async def test_a_chart_is_a_picture_in_the_chat(desk: Desk) -> None:
    """Its figures under it, the file there to be looked at; the button changes how it looks."""
    yesterday = datetime.now(CHINA).date() - timedelta(days=1)
    await desk.say("/start")
    for ago, level in ((2, "250,000"), (1, "252,000"), (0, "255,000")):
        told = flash(yesterday - timedelta(days=ago), "#1 tin", level)
        await desk.briefings(await desk.drop(f"{ago}.txt", told))
    shown = await picture(desk, "/chart tin 30d")
    again = await picture(desk, "/chart tin 30d")
    file = await desk.client.get(f"/sandbox/files/{shown['photo'][-1]['file_id']}")

    assert "255,000 CNY/t" in shown["caption"]
    assert file.content.startswith(b"\x89PNG")
    assert again["photo"] == shown["photo"]  # it was not drawn and uploaded twice

    async def changed() -> bool:
        return (await desk.messages())[-1]["photo"] != shown["photo"]

    await desk.press("🌙 Dark")
    await until(changed, DRAWING_SECONDS)
