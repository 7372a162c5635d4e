"""Chats keep their own choices, and lose nothing when Telegram moves them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from briefs.store import Store, chats, clocks, matching, outbox, settings, subscriptions
from briefs.store.matching import Recipient, asking

NOW = datetime(2026, 2, 6, 11, 0, tzinfo=UTC)


async def save(conn: AsyncConnection, chat_id: int, thread_id: int = 0) -> chats.Chat:
    return await chats.save_chat(
        conn, chat_id, thread_id, type="group", title="Desk", language="en", now=NOW
    )


async def test_a_chat_that_returns_keeps_its_choices(store: Store) -> None:
    """Language and zone are its own; being off ends when it speaks again."""
    async with store.begin() as conn:
        await save(conn, 1)
        await chats.set_language(conn, 1, 0, "zh")
        await clocks.set_zone(conn, 1, 0, "Asia/Shanghai", NOW)
        await chats.switch_off(conn, 1, "blocked")
        away = await chats.get_chat(conn, 1)
        back = await save(conn, 1)

    assert away is not None
    assert (away.active, away.reason) == (False, "blocked")
    assert (back.active, back.reason) == (True, None)
    assert (back.language, back.zone) == ("zh", "Asia/Shanghai")


async def test_an_unknown_chat_is_none(store: Store) -> None:
    """Nobody we know."""
    async with store.read() as conn:
        assert await chats.get_chat(conn, 404) is None


async def test_a_topic_is_matched_by_the_groups_of_a_term(store: Store) -> None:
    """A wish for a group, for the material itself or for everything takes the event; others not."""
    async with store.begin() as conn:
        for chat_id, topic in ((1, "rare_earths"), (2, "pr_nd_oxide"), (3, "*"), (4, "tin")):
            await save(conn, chat_id)
            await subscriptions.subscribe(conn, chat_id, 0, topic, NOW)
        matched = await matching.recipients(conn, asking({"pr_nd_oxide", "rare_earths"}, now=NOW))
        spoken = await matching.languages(conn, matching.asking({"pr_nd_oxide"}, now=NOW))

    assert sorted(r.chat_id for r in matched) == [1, 2, 3]
    assert spoken == ("en",)


async def test_a_chat_that_is_off_matches_nothing(store: Store) -> None:
    """It keeps its subscriptions for the day it returns."""
    async with store.begin() as conn:
        await save(conn, 1)
        await subscriptions.subscribe(conn, 1, 0, "*", NOW)
        await chats.switch_off(conn, 1, "blocked")
        assert await matching.recipients(conn, asking((), now=NOW)) == ()

        await save(conn, 1)
        assert await matching.recipients(conn, asking((), now=NOW)) == (Recipient(1, 0, "en"),)


async def test_subscribing_twice_is_once(store: Store) -> None:
    """The second time says so; leaving one topic keeps the others."""
    async with store.begin() as conn:
        await save(conn, 1)
        assert await subscriptions.subscribe(conn, 1, 0, "tin", NOW)
        assert not await subscriptions.subscribe(conn, 1, 0, "tin", NOW)
        await subscriptions.subscribe(conn, 1, 0, "zinc", NOW)

        assert await subscriptions.unsubscribe(conn, 1, 0, "tin") == 1
        assert await subscriptions.topics(conn, 1) == ("zinc",)
        assert await subscriptions.unsubscribe(conn, 1, 0) == 1


async def test_only_a_known_chat_subscribes(store: Store) -> None:
    """A subscription without its chat would have no language to speak."""
    with pytest.raises(IntegrityError):
        async with store.begin() as conn:
            await subscriptions.subscribe(conn, 404, 0, "*", NOW)


async def test_a_group_that_becomes_a_supergroup_takes_everything_along(store: Store) -> None:
    """Settings, subscriptions and waiting messages move; topics the new one has are not doubled."""
    async with store.begin() as conn:
        for chat_id, topic in ((-5, "tin"), (-5, "*"), (-1005, "*")):
            await save(conn, chat_id)
            await subscriptions.subscribe(conn, chat_id, 0, topic, NOW)
        await save(conn, -5, 9)
        await subscriptions.subscribe(conn, -5, 9, "zinc", NOW)
        await outbox.enqueue(conn, key="k", chat_id=-5, text="t", lane=outbox.Lane.FLASH, now=NOW)

        await chats.move_chat(conn, -5, -1005)

        assert await chats.get_chat(conn, -5) is None
        assert sorted(await subscriptions.topics(conn, -1005)) == ["everything", "tin"]
        assert await subscriptions.topics(conn, -1005, 9) == ("zinc",)
        assert await outbox.cancel_chat(conn, -1005, "test") == 1


async def test_forgetting_a_chat_leaves_nothing_of_it(store: Store) -> None:
    """Chat, wishes and messages go."""
    async with store.begin() as conn:
        await save(conn, 1)
        await subscriptions.subscribe(conn, 1, 0, "*", NOW)
        await outbox.enqueue(conn, key="k", chat_id=1, text="t", lane=outbox.Lane.FLASH, now=NOW)

        await chats.forget_chat(conn, 1)

        assert await chats.get_chat(conn, 1) is None
        assert await subscriptions.topics(conn, 1) == ()
        assert await outbox.counts(conn) == {}


async def test_a_setting_is_kept_and_replaced(store: Store) -> None:
    """Small state by name: the last value wins, an unknown name gives the default."""
    async with store.begin() as conn:
        assert await settings.get_setting(conn, "offset", 0) == 0
        for value in (1, {"offset": 2}):
            await settings.set_setting(conn, "offset", value)
        assert await settings.get_setting(conn, "offset") == {"offset": 2}


async def test_a_time_without_a_zone_is_refused(store: Store) -> None:
    """Instants are aware, or they are a mistake."""
    with pytest.raises(Exception, match="names no time zone"):
        async with store.begin() as conn:
            await chats.save_chat(
                conn, 1, type="private", title="", language="en", now=NOW.replace(tzinfo=None)
            )
