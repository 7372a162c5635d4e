"""A channel set in private, by typing and by buttons, and only by its admins; groups beside it."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

from bot.sandbox import (
    CHANNEL,
    GROUP,
    HUMAN,
    demote,
    join,
    press,
    promote,
    set_status,
    share_chat,
    write,
)
from briefs.store import channels, chats, outbox
from briefs.store.outbox import Lane
from tests.bot.channels.conftest import BEN, COPPER, TIN, Desk, labels


async def test_a_channel_is_set_up_by_typing(desk: Desk) -> None:
    """One line subscribes it, is read back, and the channel gets what it says and nothing else."""
    (card,) = await desk.say("/channel @metals copper kind:price")
    assert "price flash on copper" in card
    assert f"/channel {CHANNEL}" in card

    await desk.tell(TIN)
    await desk.tell(COPPER.format("80,560"))
    (post,) = await desk.posts(1)
    await asyncio.sleep(0.2)

    assert "80,560" in post
    assert len(desk.messages(CHANNEL)) == 1
    assert await desk.wishes() == [("copper kind:price", "instant")]
    assert await desk.wishes(HUMAN) == []


async def test_a_channel_is_set_up_by_buttons(desk: Desk) -> None:
    """Picked with the button under the input, then topic and what, by taps in one message."""
    await desk.say("/channel", answers=2)
    share_chat(desk.sandbox.world, HUMAN, 1, CHANNEL)
    await desk.until(lambda: "Nothing is posted there yet" in str(desk.messages(HUMAN)[-1]))
    assert desk.sandbox.world.chat(HUMAN).keyboard is None
    before = len(desk.messages(HUMAN))

    assert f"/channel {CHANNEL}" in await desk.tap("＋ New")
    await desk.tap("copper")
    said = await desk.tap("💰 Prices")
    await desk.tell(COPPER.format("80,560"))
    await desk.posts(1)

    assert "copper" in said
    assert len(desk.messages(HUMAN)) == before
    assert await desk.wishes() == [("copper kind:price", "instant")]


async def test_how_posts_look_is_set_by_typing(desk: Desk) -> None:
    """Alone or with a filter, in either language; a value that there is not is named."""
    (screen,) = await desk.say("/channel @metals layout:short board:on")
    assert "short posts" in screen
    await desk.say("/channel @metals 语言：中文 copper")
    (said,) = await desk.say("/channel @metals layout:tall copper")
    assert "layout:tall" in said

    async with desk.store.read() as conn:
        channel = await channels.find(conn, CHANNEL)
    assert channel is not None
    assert (channel.layout, channel.language, channel.pins) == ("short", "zh", True)
    assert await desk.wishes() == [("copper", "instant")]


async def test_a_channels_subscription_is_changed_and_dropped_by_buttons(desk: Desk) -> None:
    """The cards of subscriptions work for a channel: when, pause, delete."""
    await desk.say("/channel @metals copper")
    await desk.tap("⏰ When")
    await desk.tap("Every 4 hours")
    assert await desk.wishes() == [("copper", "4h")]

    await desk.tap("☰ All")
    await desk.tap("1")
    await desk.tap("🗑 Delete")
    assert f"/channel {CHANNEL}" in await desk.tap("🗑 Yes, delete")
    assert await desk.wishes() == []


async def test_a_channel_has_its_own_clock_and_quiet_hours(desk: Desk) -> None:
    """Set by its own buttons; the person's clock stays as it was."""
    await desk.say("/channel @metals copper")
    await desk.say("/channel @metals")
    await desk.tap("🌍 Time zone")
    await desk.tap("Shanghai")
    await desk.say("/channel @metals")
    await desk.tap("🌙 Quiet hours")
    await desk.tap("22:00-07:00")
    async with desk.store.read() as conn:
        of_channel = await chats.get_chat(conn, CHANNEL)
        of_person = await chats.get_chat(conn, HUMAN)

    assert of_channel is not None
    assert of_person is not None
    assert of_channel.zone == "Asia/Shanghai"
    assert of_person.zone != "Asia/Shanghai"
    assert "clock of Asia/Shanghai" in (await desk.say("/channel @metals"))[0]


async def test_who_is_no_admin_is_refused(desk: Desk) -> None:
    """By name and by a button seen elsewhere; and so is one who was an admin before."""
    join(desk.sandbox.world, BEN, "Ben", {CHANNEL: "member"})
    (refused,) = await desk.say("/channel @metals copper", sender=BEN)
    assert "Only admins" in refused
    assert await desk.wishes() == []

    set_status(desk.sandbox.world, CHANNEL, BEN, "administrator")
    await desk.say("/channel @metals copper", sender=BEN)
    set_status(desk.sandbox.world, CHANNEL, BEN, "member")
    assert "Only admins" in await desk.tap("🗑 Delete", sender=BEN)
    assert await desk.wishes() == [("copper", "instant")]
    none, _ = await desk.say("/channel", answers=2, sender=BEN)
    assert "no channel of yours" in none


async def test_a_promotion_is_answered_with_the_way_to_set_it_up(desk: Desk) -> None:
    """Whoever makes the bot admin is asked what to post, if they talk with it."""
    await desk.say("/help")
    demote(desk.sandbox.world, CHANNEL)
    promote(desk.sandbox.world, CHANNEL)
    await desk.until(lambda: "⚙ Set it up" in labels(desk.messages(HUMAN)[-1]))

    assert "Nothing is posted there yet" in await desk.tap("⚙ Set it up")
    listed, _ = await desk.say("/channel", answers=2)
    assert "Which channel" in listed


async def test_a_channel_that_cannot_be_seen_or_is_none_is_explained(desk: Desk) -> None:
    """An unknown name, a group, and a channel the bot may not post in."""
    promote(desk.sandbox.world, CHANNEL, lacking=("can_post_messages",))
    assert "cannot see" in (await desk.say("/channel @nowhere"))[0]
    assert "is no channel" in (await desk.say(f"/channel {GROUP}"))[0]
    assert "cannot post there" in (await desk.say("/channel https://t.me/metals"))[0]


async def test_a_mistyped_filter_points_at_the_word(desk: Desk) -> None:
    """And offers the line that would be right, for the same channel."""
    (answer,) = await desk.say("/channel @metals kind:prise")

    assert f"/channel {CHANNEL} kind:price" in answer


async def test_a_subscription_binds_to_its_topic(desk: Desk) -> None:
    """Made in a forum topic, it is delivered there and nowhere else in the group."""
    world = desk.sandbox.world
    write(world, GROUP, "/watch@flashbrief_bot copper", thread_id=2)
    await desk.until(lambda: "Saved" in desk.messages(GROUP)[-1]["text"])
    assert await desk.wishes(GROUP, 2) == [("copper", "instant")]
    before = len(desk.messages(GROUP))
    await desk.tell(COPPER.format("80,560"))
    await desk.until(lambda: len(desk.messages(GROUP)) > before)

    assert [m["message_thread_id"] for m in desk.messages(GROUP)[before:]] == [2]


async def test_group_members_drive_nothing(desk: Desk) -> None:
    """Commands that change what a group is told, and buttons: refused; unknown ones: silence."""
    world = desk.sandbox.world
    join(world, BEN, "Ben", {GROUP: "member"})
    write(world, GROUP, "/watch copper")
    await desk.until(lambda: "Saved" in desk.messages(GROUP)[-1]["text"])
    card = desk.messages(GROUP)[-1]
    for line in ("/watch tin", "/language zh", "/start tin", "/mute copper", "/forget"):
        before = len(desk.messages(GROUP))
        write(world, GROUP, line, sender=BEN)
        await desk.until(lambda n=before: len(desk.messages(GROUP)) == n + 2)
        assert "Only admins" in desk.messages(GROUP)[-1]["text"]
    write(world, GROUP, "/nonsense", sender=BEN)
    press(world, GROUP, card["message_id"], labels(card)["🗑 Delete"], sender=BEN)
    await desk.until(lambda: "Only admins" in str(desk.sandbox.world.events.since(0)[-1]))

    assert desk.messages(GROUP)[-1]["text"] == "/nonsense"
    assert await desk.wishes(GROUP) == [("copper", "instant")]


async def test_in_a_channel_a_press_is_not_answered_for_all_to_read(desk: Desk) -> None:
    """A button of an old post points to the private chat; nothing is posted."""
    async with desk.store.begin() as conn:
        await chats.save_chat(
            conn, CHANNEL, type="channel", title="", language="en", now=datetime.now(UTC)
        )
        await outbox.enqueue(
            conn, key="old", chat_id=CHANNEL, text="Old", lane=Lane.FLASH,
            now=datetime.now(UTC),
            markup={"inline_keyboard": [[{"text": "Sources", "callback_data": "1s:sources:1"}]]},
        )  # fmt: skip
    desk.app.wake_delivery()
    await desk.posts(1)
    press(desk.sandbox.world, CHANNEL, 1, "1s:sources:1")
    await desk.until(
        lambda: any(
            event["type"] == "callback_answer" and "private" in str(event["text"])
            for event in desk.sandbox.world.events.since(0)
        )
    )

    assert len(desk.messages(CHANNEL)) == 1
