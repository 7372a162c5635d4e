"""/board and /history in a chat: picked, remembered, shown, handed over as a file."""

from __future__ import annotations

import csv
import io

import pytest

from tests.bot.handlers.conftest import GROUP, STRANGER, Conversation
from tests.support.price_days import NOW, TODAY, flash, tell, tell_week


@pytest.fixture
async def told(chat: Conversation) -> Conversation:
    """A chat of a desk that knows a week of Pr-Nd oxide and a day of dysprosium oxide."""
    chat.now = NOW
    await tell_week(chat.store)
    await tell(chat.store, [flash(TODAY, "dysprosium oxide", "1.61-1.63 million")])
    return chat


async def test_the_board_is_what_was_picked_and_is_remembered(told: Conversation) -> None:
    """Names one after the other; later /board alone shows them, until it is told otherwise."""
    picked = (await told.say("/board ndpr dy lme copper"))[0]

    assert picked.index("Pr-Nd oxide") < picked.index("Dysprosium oxide")
    assert "No price stored: LME copper" in picked
    assert (await told.say("/board"))[0] == picked
    assert "LME copper" not in (await told.say("/board auto"))[0]


async def test_the_board_is_what_the_chat_is_subscribed_to(told: Conversation) -> None:
    """Without a choice of its own a chat sees what it follows."""
    await told.say("/watch dysprosium move>=1%")

    board = (await told.say("/board"))[0]
    assert "Dysprosium oxide" in board
    assert "Pr-Nd" not in board


async def test_the_usual_board_has_only_what_is_stored(told: Conversation) -> None:
    """Who follows nothing sees the usual materials, without those of which nothing is known."""
    board = (await told.say("/board"))[0]

    assert "Pr-Nd oxide" in board
    assert "No price stored" not in board


async def test_an_empty_desk_says_how_to_begin(chat: Conversation) -> None:
    """No rows, no heading: what to type."""
    assert "/board ndpr dy cu" in (await chat.say("/board"))[0]


async def test_unknown_names_are_told(told: Conversation) -> None:
    """What is known is shown, what is not is said; of nothing known nothing is remembered."""
    unknown, board = await told.say("/board ndpr, qqqqqq")

    assert "qqqqqq" in unknown
    assert "Pr-Nd oxide" in board
    assert len(await told.say("/board qqqqqq wwwwww")) == 1


async def test_in_a_group_everybody_may_look_and_admins_decide(told: Conversation) -> None:
    """A member sees the board asked for, but it is not the group's from then on."""
    told.chat_id, told.user_id = GROUP, STRANGER

    assert "Dysprosium" in (await told.say("/board dy"))[0]
    assert "Pr-Nd oxide" in (await told.say("/board"))[0]
    told.telegram.status = "administrator"
    await told.say("/board dy")
    assert "Pr-Nd oxide" not in (await told.say("/board"))[0]


async def test_a_table_and_its_files(told: Conversation) -> None:
    """/history shows a table; the buttons hand over a file with every sentence."""
    table = (await told.say("/history ndpr 30d"))[0]
    assert "03-06 520,000–524,000 +2.35%*" in table

    assert "5 days" in (await told.press("CSV"))[0]
    rows = list(csv.DictReader(io.StringIO(told.telegram.uploads[-1].decode("utf-8-sig"))))
    assert [row["day"] for row in rows][:2] == ["2026-03-06", "2026-03-05"]
    assert all("was reported at" in row["quote"] for row in rows)
    await told.say("/history ndpr 30d")
    await told.press("XLSX")
    assert told.telegram.uploads[-1].startswith(b"PK")


async def test_a_table_in_chinese(told: Conversation) -> None:
    """The words around the figures are the reader's."""
    await told.say("/language zh")

    assert "计算" in (await told.say("/history 氧化镨钕 30天"))[0]
    assert "📋" not in told.buttons()


async def test_a_time_without_prices_says_of_when_the_last_is(told: Conversation) -> None:
    """Nothing is shown for a period that has nothing; nor for what was never told."""
    await tell(told.store, [flash(TODAY.replace(year=2024), "terbium oxide", "5,900,000")])

    assert "2024-03-06" in (await told.say("/history tb 30d"))[0]
    assert "No price of" in (await told.say("/history gold"))[0]
    assert "/history ndpr 30d" in (await told.say("/history"))[0]


async def test_a_name_that_is_not_clear_is_asked_for(told: Conversation) -> None:
    """A near miss offers what may be meant; the press goes on with the same span."""
    asked = await told.say("/history aluminium alloy ingot x 60d")
    assert "Did you mean" in asked[0]

    assert "No price of" in (await told.press(told.buttons()[0]))[0]
