"""Flashes fed by message: who may, what is taken, and what is said about it."""

from __future__ import annotations

import json

import pytest

from bot.handlers.flash import LARGEST_FILE
from briefs.store import outbox
from tests.bot.handlers.conftest import GROUP, SAMPLE, STRANGER, Conversation
from tests.support.sheets import workbook


async def queued(chat: Conversation) -> list[str]:
    """The texts waiting for the chat."""
    async with chat.store.read() as conn:
        rows = await conn.exec_driver_sql(
            "SELECT coalesce(o.text, p.text) FROM outbox o LEFT JOIN payload p "
            "ON p.id = o.payload_id ORDER BY o.id"
        )
        return [row[0] for row in rows]


@pytest.mark.parametrize("name", ["page.txt", "PAGE.TXT", "page.html", "flash.json", "x.jsonl"])
async def test_a_file_is_read_and_briefed(chat: Conversation, name: str) -> None:
    """Text, HTML, JSON, JSON Lines: stored, said so, and its briefing is queued at once."""
    title, told, *lines = SAMPLE.splitlines()
    body = "\n".join(lines)
    data = {
        "txt": SAMPLE,
        "html": f"<html><body><h1>{title}</h1><p>{told}</p><p>{body}</p></body></html>",
        "json": json.dumps({"id": "x1", "title": title, "body": body}),
        "jsonl": json.dumps({"id": "x1", "title": title, "body": body}) + "\n",
    }[name.lower().rpartition(".")[2]]

    replies = await chat.send_file(name, data.encode())

    assert len(replies) == 1
    assert replies[0].startswith("✓ Stored: ")
    assert "512,000" in (await queued(chat))[0]
    assert chat.woken


async def test_the_same_again_adds_nothing(chat: Conversation) -> None:
    """A second drop of a page is told as known, and nothing is queued."""
    await chat.send_file("page.txt", SAMPLE.encode())
    replies = await chat.send_file("page.txt", SAMPLE.encode())

    assert replies[0].startswith("↺ Known already")
    assert len(await queued(chat)) == 1


@pytest.mark.parametrize("name", ["prices.csv", "prices.xlsx"])
async def test_a_price_sheet_is_told_of_as_a_whole(chat: Conversation, name: str) -> None:
    """How many rows, and each wrong one by its line; no briefing of every row follows."""
    rows = [["Date", "Material", "Price", "Unit"], ["2026-03-02", "Tin", 250_000, "yuan/mt"]]
    rows.append(["2026-03-02", "Zinc", "abc", "yuan/mt"])
    text = "\n".join(",".join(map(str, row)) for row in rows)
    data = workbook(rows) if name.endswith("xlsx") else text.encode()

    (reply,) = await chat.send_file(name, data)

    assert "1 stored, 0 known already, 1 wrong" in reply
    assert f"{name}{'/Daily' if name.endswith('xlsx') else ''}:3" in reply
    assert "is no amount" in reply
    assert await queued(chat) == []
    assert "250,000" in (await chat.say("/price tin"))[0]


async def test_a_follower_gets_the_briefing_once(chat: Conversation) -> None:
    """Who follows everything and feeds a flash is not briefed twice."""
    await chat.say("/start")
    await chat.press("🔔 Follow everything")
    await chat.send_file("page.txt", SAMPLE.encode())

    assert len(await queued(chat)) == 1


async def test_a_pasted_text_is_a_flash(chat: Conversation) -> None:
    """Longer than a question: read like a file."""
    replies = await chat.say(SAMPLE)

    assert replies[0].startswith("✓ Stored: ")


async def test_a_forwarded_text_is_a_flash_however_short(chat: Conversation) -> None:
    """What was written elsewhere is news, not a question."""
    origin = {"type": "hidden_user", "date": 1772000000, "sender_user_name": "Wire"}
    text = "Copper was quoted at 79,000 yuan/mt on March 2, up 500 yuan/mt."
    replies = await chat.say(text, forward_origin=origin)

    assert replies[0].startswith("✓ Stored: ")


async def test_what_cannot_be_read_goes_to_quarantine(chat: Conversation) -> None:
    """The reason is told."""
    replies = await chat.send_file("noise.txt", bytes(range(256)) * 8)

    assert replies[0].startswith("⚠ Could not be read")


async def test_strangers_cannot_feed(chat: Conversation) -> None:
    """Neither by file nor by forwarding; nothing is stored."""
    chat.chat_id = chat.user_id = STRANGER
    origin = {"type": "hidden_user", "date": 1772000000, "sender_user_name": "Wire"}

    assert "editors" in (await chat.send_file("page.txt", SAMPLE.encode()))[0]
    assert "editors" in (await chat.say(SAMPLE, forward_origin=origin))[0]
    assert await queued(chat) == []


async def test_group_members_cannot_feed(chat: Conversation) -> None:
    """In a group even an editor's file is not for us."""
    chat.chat_id = GROUP

    assert await chat.send_file("page.txt", SAMPLE.encode()) == []


async def test_other_files_are_refused_by_name(chat: Conversation) -> None:
    """The kinds we read are named."""
    assert ".jsonl" in (await chat.send_file("report.pdf", b"%PDF-"))[0]


async def test_big_files_are_refused_before_they_are_fetched(chat: Conversation) -> None:
    """The cap is told, and nothing is downloaded."""
    replies = await chat.send_file("page.txt", b"", size=LARGEST_FILE + 1)

    assert "too big" in replies[0]
    assert all(call.method != "getFile" for call in chat.telegram.calls)


async def test_a_text_cut_by_telegram_is_not_stored_in_halves(chat: Conversation) -> None:
    """The parts of a paste beyond one message are refused together, with advice, once."""
    first = await chat.say("Copper rose. " * 315)
    second = await chat.say("and it fell again. " * 40)

    assert [len(first), len(second)] == [1, 0]
    assert ".txt" in first[0]
    assert await queued(chat) == []


async def test_many_flashes_are_told_in_short(chat: Conversation) -> None:
    """Of a long file the first outcomes are listed, the rest counted, a few briefed."""
    lines = [
        json.dumps(
            {
                "id": f"n{n}",
                "title": f"Sample: plant number {n} restarts",
                "body": f"Plant {n} of Example Metal {n} produced {n + 3},000 mt of tin in May.",
            }
        )
        for n in range(14)
    ]

    replies = await chat.send_file("many.jsonl", "\n".join(lines).encode())

    assert "… and 4 more." in replies[0]
    assert 0 < len(await queued(chat)) <= 5
    async with chat.store.read() as conn:
        assert (await outbox.counts(conn)).keys() == {"ready"}
