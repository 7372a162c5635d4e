"""Which channels want an event, what was posted there, who is offered what, and in which order."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from briefs.filters.expressions import Both, Expr, Kind, Topic
from briefs.store import Store, channels, chats, events, matching, mutes, outbox, subscriptions
from briefs.store.outbox import Delivery, Lane, Sent
from briefs.store.subscriptions import Loudness

NOW = datetime(2026, 2, 6, 11, 0, tzinfo=UTC)
NEWS, DESK, ANA = -1001, -1002, 7
TIN = Topic("tin")


async def chat(store: Store, chat_id: int, type: str = "channel", thread_id: int = 0) -> None:
    async with store.begin() as conn:
        await chats.save_chat(
            conn, chat_id, thread_id, type=type, title=f"T{-chat_id}", language="en", now=NOW
        )


async def wish(
    store: Store,
    chat_id: int,
    expr: Expr = TIN,
    rhythm: str = "instant",
    loudness: Loudness = "on",
) -> int:
    async with store.begin() as conn:
        id = await subscriptions.watch(
            conn, chat_id, 0, expr, NOW, rhythm=rhythm, loudness=loudness
        )
    assert id is not None
    return id


async def wanting(
    store: Store, *terms: str, filters: Sequence[str] = (), plain: bool = True
) -> dict[int, bool]:
    """Channels that want an event, and whether silently."""
    asked = matching.asking(terms, filters=filters, subjects=["tin"], now=NOW, plain=plain)
    async with store.read() as conn:
        return {one.chat_id: silent for one, silent in await channels.wanting(conn, asked)}


async def test_channels_alone_are_asked(store: Store) -> None:
    """A person's and a group's subscriptions are none of theirs."""
    for chat_id, type in ((NEWS, "channel"), (DESK, "supergroup"), (ANA, "private")):
        await chat(store, chat_id, type)
        await wish(store, chat_id)

    assert await wanting(store, "tin") == {NEWS: False}
    assert await wanting(store, "zinc") == {}


async def test_a_checked_filter_counts_if_it_was_found_to_take_the_event(store: Store) -> None:
    """Terms do not decide it; without the plain ones only such count."""
    await chat(store, NEWS)
    await chat(store, DESK)
    await wish(store, NEWS, Both((TIN, Kind("prices"))))
    await wish(store, DESK)

    assert await wanting(store, "tin") == {DESK: False}
    assert await wanting(store, "tin", filters=["tin kind:price"]) == {NEWS: False, DESK: False}
    assert await wanting(store, "tin", filters=["tin kind:price"], plain=False) == {NEWS: False}


async def test_who_is_not_to_be_told_now_is_not(store: Store) -> None:
    """Paused, told by digest, muted, or off."""
    for chat_id in (-1, -2, -3, -4, -5):
        await chat(store, chat_id)
    paused = await wish(store, -1)
    await wish(store, -2, rhythm="08:30")
    for chat_id in (-3, -4, -5):
        await wish(store, chat_id)
    async with store.begin() as conn:
        await subscriptions.pause(conn, -1, paused, True)
        await mutes.add(conn, -3, 0, "tin", NOW + timedelta(hours=1))
        await chats.switch_off(conn, -4, "kicked")

    assert await wanting(store, "tin") == {-5: False}


async def test_a_post_is_silent_where_all_wishes_for_it_are(store: Store) -> None:
    """One audible subscription is enough to be heard."""
    await chat(store, NEWS)
    await wish(store, NEWS, loudness="silent")
    await wish(store, NEWS, Topic("base-metals"))

    assert await wanting(store, "tin") == {NEWS: True}
    assert await wanting(store, "tin", "base-metals") == {NEWS: False}


async def test_a_channel_is_set(store: Store) -> None:
    """Layout, pinning and the board are kept; of a group there is nothing to set."""
    await chat(store, NEWS)
    await chat(store, DESK, "supergroup")
    async with store.begin() as conn:
        await channels.set_layout(conn, NEWS, "short")
        await channels.set_pins(conn, NEWS, True)
        await channels.set_board(conn, NEWS, 12)
        await channels.set_layout(conn, DESK, "short")
    async with store.read() as conn:
        found = await channels.find(conn, NEWS)
        none = await channels.find(conn, DESK)

    assert found is not None
    assert (found.layout, found.pins, found.board, found.active) == ("short", True, 12, True)
    assert none is None


async def test_a_channel_is_offered_until_it_is_taken_back(store: Store) -> None:
    """By title; noted twice it stands once; forgetting the person or the channel ends it."""
    for chat_id in (-2, -1):
        await chat(store, chat_id)
    async with store.begin() as conn:
        for chat_id in (-2, -1, -1):
            await channels.note_admin(conn, ANA, chat_id, NOW)
        offered = await channels.of_admin(conn, ANA)
        await channels.drop_admin(conn, ANA, -2)
        left = await channels.of_admin(conn, ANA)
        await chats.forget_chat(conn, ANA)
        none = await channels.of_admin(conn, ANA)

    assert [one.title for one in offered] == ["T1", "T2"]
    assert [one.chat_id for one in left] == [-1]
    assert none == ()


async def event(store: Store, corrects: int | None = None) -> int:
    async with store.begin() as conn:
        return await events.create_event(
            conn, title="Tin", happened_at=NOW, corrects=corrects, now=NOW
        )


async def post(store: Store, event_id: int, chat_id: int = NEWS, edits: int | None = None) -> None:
    async with store.begin() as conn:
        await outbox.enqueue(
            conn,
            key=outbox.key_of(event_id, chat_id),
            chat_id=chat_id,
            text=f"event {event_id}",
            event_id=event_id,
            lane=Lane.FLASH,
            now=NOW,
            edits=edits,
        )


async def posted(store: Store, event_id: int) -> dict[int, int]:
    async with store.read() as conn:
        return {one.chat_id: row for one, row in await channels.posted(conn, event_id)}


async def claim(store: Store) -> tuple[Delivery, ...]:
    async with store.begin() as conn:
        return await outbox.claim(conn, limit=10, owner="me", now=NOW, lease=timedelta(minutes=1))


async def mark(store: Store, row: Delivery, message_id: int | None) -> None:
    async with store.begin() as conn:
        if message_id is None:
            await outbox.mark_failed(conn, [row.id], owner="me", reason="refused", not_before=None)
        else:
            await outbox.mark_sent(conn, [Sent(row.id, message_id)], owner="me", now=NOW)


async def test_what_stands_or_is_to_stand_in_a_channel_is_known(store: Store) -> None:
    """Queued or sent; not what was given up, nor another event's."""
    await chat(store, NEWS)
    await chat(store, DESK)
    first, second = await event(store), await event(store)
    await post(store, first)
    await post(store, second, DESK)

    assert list(await posted(store, first)) == [NEWS]
    for row in await claim(store):
        await mark(store, row, None if row.chat_id == DESK else 5)
    assert list(await posted(store, first)) == [NEWS]
    assert await posted(store, second) == {}


async def test_an_edit_waits_for_what_it_replaces(store: Store) -> None:
    """Not claimed while the first is queued or on its way; then with the message to edit."""
    await chat(store, NEWS)
    first = await event(store)
    second = await event(store, corrects=first)
    await post(store, first)
    (row,) = (await posted(store, first)).values()
    await post(store, second, edits=row)

    (sending,) = await claim(store)
    assert (sending.text, sending.edits, sending.channel) == ("event 1", None, True)
    assert await claim(store) == ()
    await mark(store, sending, 41)
    (edit,) = await claim(store)
    assert (edit.text, edit.edits) == ("event 2", 41)


async def test_an_edit_of_what_never_arrived_is_a_new_message(store: Store) -> None:
    """The first was given up: the second has nothing to edit, and does not wait for it."""
    await chat(store, NEWS)
    first = await event(store)
    await post(store, first)
    (row,) = (await posted(store, first)).values()
    await post(store, await event(store, corrects=first), edits=row)
    (sending,) = await claim(store)
    await mark(store, sending, None)
    (anew,) = await claim(store)

    assert anew.edits is None


async def test_a_digest_of_a_chat_that_pins_is_to_be_pinned(store: Store) -> None:
    """Digests only, and with the message that is pinned now."""
    await chat(store, NEWS)
    async with store.begin() as conn:
        await channels.set_pins(conn, NEWS, True)
        await channels.set_board(conn, NEWS, 12)
        for lane in (Lane.FLASH, Lane.DIGEST):
            await outbox.enqueue(conn, key=lane.name, chat_id=NEWS, text="x", lane=lane, now=NOW)
    flash, digest = await claim(store)

    assert (flash.pins, digest.pins, digest.board) == (False, True, 12)
