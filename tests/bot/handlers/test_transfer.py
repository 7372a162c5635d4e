"""Subscriptions taken to another chat as a file, and everything forgotten."""

from __future__ import annotations

import json
import re

import pytest
from sqlalchemy import func, select

from briefs.store import mutes, outbox, subscriptions
from briefs.store.outbox import Lane
from briefs.store.tables import chat as chats
from briefs.store.tables import mute, subscription, subscription_term
from briefs.store.tables import outbox as queue
from tests.bot.handlers.conftest import GROUP, STRANGER, Conversation

FILE = "flashbrief-subscriptions.json"


async def lines(chat: Conversation) -> list[tuple[str, str, str, bool]]:
    async with chat.store.read() as conn:
        found = await subscriptions.of_chat(conn, chat.chat_id)
    return [(one.text, one.rhythm, one.loudness, one.paused) for one in found]


def listing(*watched: object) -> bytes:
    rows = [{"watch": one} if isinstance(one, str) else one for one in watched]
    head = {"flashbrief": "subscriptions", "version": 1}
    return json.dumps(head | {"subscriptions": rows}).encode()


async def test_a_chat_takes_its_subscriptions_along(chat: Conversation) -> None:
    """Exported here, sent there: the same filters, rhythms, loudness and pauses."""
    await chat.say("/watch ndpr, 镝 move>=1% every:08:30")
    await chat.press("🔕 No sound")
    await chat.say('/watch "export ban" -lang:zh')
    await chat.press("⏸ Pause")
    before = await lines(chat)
    await chat.say("/export")
    exported = chat.telegram.uploads[-1]

    chat.chat_id = chat.user_id = STRANGER
    reply, _clock = await chat.send_file(FILE, exported)

    assert "2 new, 0 known" in reply
    assert await lines(chat) == before
    assert "0 new, 2 known" in (await chat.send_file(FILE, exported))[0]


async def test_a_group_imports_by_caption_or_reply(chat: Conversation) -> None:
    """Among the files of a group only that is read which is meant for us."""
    chat.chat_id = GROUP
    chat.telegram.status = "administrator"

    assert await chat.send_file(FILE, listing("tin")) == []
    assert "1 new" in (await chat.send_file(FILE, listing("tin"), caption="/import"))[0]
    assert "caption" in (await chat.say("/import"))[0]
    chat.telegram.status = "member"
    assert "admins" in (await chat.send_file(FILE, listing("zinc"), caption="/import"))[0]
    assert [text for text, *_ in await lines(chat)] == ["tin"]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (listing("tin", "coper"), "Subscription 2: <b><u>coper</u></b>"),
        (
            listing({"watch": "tin", "loudness": "loud"}),
            'Subscription 1: <code>loudness</code> cannot be <code>"loud"</code>',
        ),
        (listing({"watch": "tin", "paused": "yes"}), "Subscription 1: <code>paused</code> cannot"),
        (listing({"what": "tin"}), "Subscription 1: <code>watch</code> is missing"),
        (listing({"watch": "tin", "what": "tin"}), "<code>what</code> is not known here"),
        (listing("tin").replace(b"}]", b"}, 7]"), "Subscription 2: fields in braces"),
        (b'{"flashbrief": "subscriptions", "version": 9, "subscriptions": []}', "version"),
        (b'{"flashbrief": "other"}', "The file: <code>flashbrief</code> cannot be"),
        (listing(*["tin"] * 101), "more than 100"),
        (listing("tin", *["coper"] * 9), "and 4 more"),
    ],
)
async def test_a_wrong_file_is_refused_whole(chat: Conversation, content: bytes, told: str) -> None:
    """Each mistake is named by its number and word, and nothing is imported."""
    (reply,) = await chat.send_file(FILE, content)

    assert told in reply
    assert "Nothing was imported" in reply
    assert await lines(chat) == []


async def test_a_refusal_is_in_the_language_of_the_chat(chat: Conversation) -> None:
    """Not a word of it in another one, but for what stands in the file."""
    await chat.say("/language zh")
    rows = ({"watch": "coper"}, {"watch": "tin", "loudness": "loud"}, {"what": "tin"}, 7)
    for content in (listing("coper"), json.dumps({"flashbrief": "subscriptions", "version": 1,
                    "subscriptions": rows}).encode()):  # fmt: skip
        (reply,) = await chat.send_file(FILE, content)
        theirs = re.sub(r"<code>.*?</code>|<b><u>.*?</u></b>|<[^>]+>|&\w+;|JSON", "", reply)
        assert not re.search(r"[A-Za-z]{2,}", theirs.replace("coper", "")), theirs


async def test_other_files_are_no_lists(chat: Conversation) -> None:
    """A JSON flash is read as a flash, as ever."""
    flash = {"title": "Tin rises", "body": "SMM #1 tin was at 253,000 yuan/mt on March 2."}

    replies = await chat.send_file("flash.json", json.dumps(flash).encode())

    assert "Stored" in replies[0]


async def test_nothing_to_export_is_said(chat: Conversation) -> None:
    """No empty file."""
    assert "no subscriptions" in (await chat.say("/export"))[0]


async def test_forgetting_asks_and_then_leaves_nothing(chat: Conversation) -> None:
    """Subscriptions, mutes, settings and what waits to be sent; another chat's stay."""
    chat.chat_id = chat.user_id = STRANGER
    await chat.say("/watch zinc")
    chat.chat_id = chat.user_id = 1
    await chat.say("/watch tin")
    await chat.say("/mute copper")
    async with chat.store.begin() as conn:
        for to in (1, STRANGER):
            await outbox.enqueue(
                conn, key=str(to), chat_id=to, text="x", lane=Lane.FLASH, now=chat.now
            )
    await chat.say("/forget")
    await chat.press("Keep it")
    assert len(await lines(chat)) == 1
    await chat.say("/forget")
    assert "deleted" in (await chat.press("🗑 Yes, delete everything"))[0]

    async with chat.store.read() as conn:
        for table in (chats, subscription, queue):
            assert (await conn.scalars(select(table.c.chat_id))).all() == [STRANGER]
        assert await conn.scalar(select(func.count()).select_from(mute)) == 0
        assert (await conn.scalars(select(subscription_term.c.term))).all() == ["zinc"]
        assert await mutes.of_chat(conn, 1, 0, chat.now) == {}
