"""What people send is kept until it is handled, once each."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from briefs.store import Store, inbox

NOW = datetime(2026, 2, 6, 11, 0, tzinfo=UTC)


async def test_an_update_is_remembered_once(store: Store) -> None:
    """Telegram repeats what it is unsure of; the first copy is the one that counts."""
    async with store.begin() as conn:
        assert await inbox.remember(conn, 10, {"text": "first"}, NOW)
        assert not await inbox.remember(conn, 10, {"text": "again"}, NOW)

        assert await inbox.pending(conn) == (inbox.Pending(10, {"text": "first"}, 0),)


async def test_pending_updates_come_in_their_order(store: Store) -> None:
    """Oldest first, handled ones not at all, however they came in."""
    async with store.begin() as conn:
        for update_id in (12, 10, 11):
            await inbox.remember(conn, update_id, {}, NOW)
        await inbox.mark_handled(conn, [11], NOW)

        assert [p.update_id for p in await inbox.pending(conn)] == [10, 12]
        assert await inbox.last_update_id(conn) == 12


async def test_a_failing_update_is_tried_until_given_up(store: Store) -> None:
    """Each failure counts; after the last the update is no longer pending."""
    async with store.begin() as conn:
        await inbox.remember(conn, 10, {}, NOW)
        await inbox.mark_failed(conn, 10, "boom", NOW, give_up=False)
        assert [p.attempts for p in await inbox.pending(conn)] == [1]

        await inbox.mark_failed(conn, 10, "boom", NOW, give_up=True)
        assert await inbox.pending(conn) == ()


async def test_old_updates_are_forgotten_but_not_the_place(store: Store) -> None:
    """Handled updates go after a while; the newest stays, so that polling goes on behind it."""
    async with store.begin() as conn:
        for update_id in (1, 2, 3):
            await inbox.remember(conn, update_id, {}, NOW)
        await inbox.mark_handled(conn, [1, 3], NOW)

        assert await inbox.prune(conn, NOW + timedelta(days=2)) == 1
        assert [p.update_id for p in await inbox.pending(conn)] == [2]
        assert await inbox.last_update_id(conn) == 3
