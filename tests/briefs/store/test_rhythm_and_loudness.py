"""Who is told at once, and with a sound or without one."""

from __future__ import annotations

from datetime import UTC, datetime

from briefs.filters.expressions import Topic
from briefs.store import Store, chats, matching, subscriptions
from briefs.store.subscriptions import Loudness

NOW = datetime(2026, 2, 6, 11, 0, tzinfo=UTC)


async def wish(store: Store, chat_id: int, topic: str, rhythm: str, loudness: Loudness) -> int:
    async with store.begin() as conn:
        await chats.save_chat(conn, chat_id, type="private", title="", language="en", now=NOW)
        id = await subscriptions.watch(
            conn, chat_id, 0, Topic(topic), NOW, rhythm=rhythm, loudness=loudness
        )
    assert id is not None
    return id


async def told(store: Store, *terms: str) -> dict[int, bool]:
    """Chats that are told at once, and whether silently."""
    async with store.read() as conn:
        found = await matching.recipients(conn, matching.asking(terms, now=NOW))
    return {one.chat_id: one.silent for one in found}


async def test_a_digest_is_not_told_at_once(store: Store) -> None:
    """Only an instant subscription takes news as it comes."""
    await wish(store, 1, "tin", "instant", "on")
    await wish(store, 2, "tin", "08:30", "on")

    assert await told(store, "tin") == {1: False}


async def test_a_chat_hears_it_if_any_of_its_wishes_is_audible(store: Store) -> None:
    """Silent only where every subscription that takes the event is."""
    await wish(store, 1, "tin", "instant", "silent")
    await wish(store, 1, "base-metals", "instant", "on")

    assert await told(store, "tin") == {1: True}
    assert await told(store, "tin", "base-metals") == {1: False}


async def test_rhythm_and_loudness_can_be_changed(store: Store) -> None:
    """By the chat whose subscription it is, and by no other."""
    id = await wish(store, 1, "tin", "instant", "on")
    async with store.begin() as conn:
        await subscriptions.set_rhythm(conn, 2, id, "4h")
        await subscriptions.set_loudness(conn, 1, id, "silent")

    assert await told(store, "tin") == {1: True}

    async with store.begin() as conn:
        await subscriptions.set_rhythm(conn, 1, id, "4h")

    assert await told(store, "tin") == {}
