"""/chart in a chat: drawn once, sent again by Telegram's own id, in the look of the chat."""

from __future__ import annotations

import json

import pytest

from tests.bot.handlers.conftest import Conversation
from tests.support.price_days import NOW, tell_week
from tests.support.telegram import Params, Reply, refuse


@pytest.fixture
async def told(chat: Conversation) -> Conversation:
    """A chat of a desk that knows a week of Pr-Nd oxide."""
    chat.now = NOW
    await tell_week(chat.store)
    return chat


async def test_a_chart_is_a_picture_with_its_figures(told: Conversation) -> None:
    """PNG, with the last price, its change and sentence under it, and buttons to go on."""
    await told.say("/chart ndpr 30d")
    (shown,) = told.telegram.pictures

    assert told.telegram.uploads[-1].startswith(b"\x89PNG")
    assert "520,000–524,000" in shown["caption"]
    assert "was reported at 520,000-524,000" in shown["caption"]
    rows = shown["reply_markup"]["inline_keyboard"]
    assert [button["text"] for row in rows for button in row] == [
        "30 d", "90 d", "1 y", "🌙 Dark", "📋 Table"
    ]  # fmt: skip


async def test_the_same_chart_is_not_drawn_again(told: Conversation) -> None:
    """Asked for again it is sent by the id that Telegram has it under."""
    await told.say("/chart ndpr 30d")
    await told.say("/chart pr-nd oxide 30d")

    assert len(told.telegram.uploads) == 1
    assert told.telegram.pictures[1]["photo"] == "picture1"


async def test_a_picture_that_telegram_lost_is_drawn_anew(told: Conversation) -> None:
    """An id that is refused is no error for the reader."""
    await told.say("/chart ndpr 30d")

    def lost(method: str, params: Params) -> Reply | None:
        known = method == "sendPhoto" and isinstance(params.get("photo"), str)
        gone = known and params["photo"].startswith("picture")
        return refuse(400, "Bad Request: wrong file identifier") if gone else None

    told.telegram.script = lost
    await told.say("/chart ndpr 30d")

    assert len(told.telegram.uploads) == 2


async def test_a_look_chosen_is_the_chats(told: Conversation) -> None:
    """The button draws the picture anew in its place; the next chart has the same look."""
    await told.say("/chart ndpr 30d")
    pressed = {"photo": [{"file_id": "x", "file_unique_id": "x", "width": 1, "height": 1}]}
    await told.press_data("1d:dark:pr-nd:30", **pressed)
    changed = told.telegram.pictures[-1]

    assert told.telegram.calls[-1].method == "editMessageMedia"
    assert "☀️ Light" in json.dumps(changed, ensure_ascii=False)
    await told.say("/chart ndpr 30d")
    assert "☀️ Light" in json.dumps(told.telegram.pictures[-1], ensure_ascii=False)
    assert len(told.telegram.uploads) == 2


async def test_what_cannot_be_drawn_is_said(told: Conversation) -> None:
    """No name, too many, none with a price: told in words; of two the one with prices is drawn."""
    assert "/chart ndpr 90d" in (await told.say("/chart"))[0]
    assert "at most" in (await told.say("/chart ndpr, dy, tb"))[0]
    assert "No price of" in (await told.say("/chart gold 90d"))[0]
    assert told.telegram.pictures == []
    assert "No price of" in (await told.say("/chart ndpr gold 90d"))[0]
    assert len(told.telegram.pictures) == 1


async def test_the_board_and_the_table_lead_to_charts(told: Conversation) -> None:
    """A press under either draws the picture."""
    await told.say("/board ndpr")
    await told.press("📈 Pr-Nd")
    await told.say("/history ndpr 30d")
    await told.press("📈 Chart")

    assert len(told.telegram.pictures) == 2


async def test_an_old_button_of_an_unknown_name_is_told_as_such(told: Conversation) -> None:
    """A term that left the lexicon, or a span that is none."""
    await told.press_data("1d:chart:no-such-term:30")
    await told.press_data("1d:chart:pr-nd:99999")

    assert len(told.alerts()) == 2
    assert told.telegram.pictures == []
