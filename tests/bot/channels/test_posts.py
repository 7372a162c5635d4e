"""What a channel shows: posts in its own look, mended in place, and its board."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from bot.app import build
from bot.sandbox import (
    CHANNEL,
    HUMAN,
    Fault,
    FaultKind,
    promote,
)
from briefs.store import outbox
from briefs.store.outbox import Lane
from tests.bot.channels.conftest import COPPER, TIN, TOKEN, Desk, Message, labels


async def test_a_channel_speaks_its_own_language_in_its_own_layout(desk: Desk) -> None:
    """Chinese and short: no sentences, hashtags in Chinese, one link to ask in private."""
    await desk.say("/channel @metals copper")
    await desk.say("/channel @metals")
    await desk.tap("中文")
    await desk.tap("📝 Short posts")
    await desk.tell(COPPER.format("80,560"))
    (post,) = await desk.posts(1)
    (message,) = desk.messages(CHANNEL)
    (row,) = message["reply_markup"]["inline_keyboard"]

    assert "80,560 元/吨" in post
    assert post.endswith("#阴极铜 #铜")
    assert "原文依据" not in post
    assert row[0]["text"] == "💬 来源与提问"
    assert row[0]["url"] == "https://t.me/flashbrief_bot?start=event-1"


async def test_the_link_under_a_post_opens_its_event(desk: Desk) -> None:
    """In private, with the sentence and the buttons."""
    await desk.tell(COPPER.format("80,560"))
    (briefing,) = await desk.say("/start event-1")

    assert "80,560" in briefing
    assert "🔗 Sources" in labels(desk.messages(HUMAN)[-1])
    assert "#" not in briefing


async def test_full_posts_carry_evidence_and_hashtags(desk: Desk) -> None:
    """By default a post shows its sentence, and its material as a tag to search by."""
    await desk.say("/channel @metals copper")
    await desk.tell(COPPER.format("80,560"))
    (post,) = await desk.posts(1)

    assert "Evidence" in post
    assert post.endswith("#CopperCathode #Copper")


async def test_a_corrected_figure_edits_the_post(desk: Desk) -> None:
    """The same post, the new figure in it and the old one beside it; twice corrected, too."""
    await desk.say("/channel @metals everything")
    await desk.tell(COPPER.format("80,560"))
    await desk.posts(1)
    await desk.tell(COPPER.format("80,650"), minutes=1)
    await desk.until(lambda: "80,650" in desk.messages(CHANNEL)[0]["text"])
    once = desk.messages(CHANNEL)[0]
    await desk.tell(COPPER.format("80,600"), minutes=2)
    await desk.until(lambda: "80,600" in desk.messages(CHANNEL)[0]["text"])
    (twice,) = desk.messages(CHANNEL)

    assert "Corrected" in once["text"]
    assert struck(once) == ["Copper cathode  average 80,560 CNY/t  ▲ 300 [2]"]
    assert "80,650" in " ".join(struck(twice))
    assert "80,560" in " ".join(struck(twice))
    assert twice["reply_markup"]["inline_keyboard"][0][0]["url"].endswith("event-3")


def struck(message: Message) -> list[str]:
    """What is shown as taken back."""
    text = message["text"].encode("utf-16-le")
    found = []
    for entity in message["entities"]:
        if entity["type"] == "strikethrough":
            start, end = entity["offset"] * 2, (entity["offset"] + entity["length"]) * 2
            found.append(text[start:end].decode("utf-16-le"))
    return found


async def test_in_private_a_correction_is_a_message_of_its_own(desk: Desk) -> None:
    """What was read stays as it was; the new figure comes with the old one in it."""
    await desk.say("/watch copper")
    await desk.tell(COPPER.format("80,560"))
    await desk.tell(COPPER.format("80,650"), minutes=1)
    await desk.until(lambda: len(desk.messages(HUMAN)) == 4)
    first, second = desk.messages(HUMAN)[2:]

    assert "80,560" in first["text"]
    assert "edit_date" not in first
    assert "80,560" in struck(second)[0]


async def test_a_post_is_mended_though_the_filter_takes_it_no_more(desk: Desk) -> None:
    """What crossed the level by a slip of the pen is corrected where it was posted."""
    await desk.say("/channel @metals price>80600 CNY/t")
    await desk.tell(COPPER.format("80,650"))
    await desk.posts(1)
    await desk.tell(COPPER.format("80,560"), minutes=1)
    await desk.until(lambda: "80,560" in desk.messages(CHANNEL)[0]["text"])

    assert len(desk.messages(CHANNEL)) == 1


async def test_a_correction_before_the_post_went_out_still_ends_in_one_post(desk: Desk) -> None:
    """Both are queued while the bot is held up: first the post, then its edit."""
    await desk.say("/channel @metals everything")
    await desk.app.stop()
    await desk.tell(COPPER.format("80,560"))
    await desk.tell(COPPER.format("80,650"), minutes=1)
    desk.app = build(
        token=TOKEN,
        api_url=desk.sandbox.url,
        store=desk.store,
        lexicon=desk.lexicon,
        renderer=desk.renderer,
    )
    await desk.app.start()
    try:
        await desk.until(lambda: "80,650" in str(desk.messages(CHANNEL)), seconds=10)
    finally:
        await desk.app.stop()

    assert len(desk.messages(CHANNEL)) == 1


@pytest.mark.parametrize(
    "fault",
    [
        Fault(FaultKind.RESET_AFTER, method="editMessageText"),
        Fault(FaultKind.SERVER_ERROR, method="editMessageText"),
        Fault(FaultKind.FLOOD, method="editMessageText", retry_after=1),
    ],
    ids=["cut", "502", "429"],
)
async def test_an_edit_that_fails_is_tried_again(desk: Desk, fault: Fault) -> None:
    """Made but not confirmed, refused, or told to wait: one post, the last figure in it."""
    await desk.say("/channel @metals everything")
    await desk.tell(COPPER.format("80,560"))
    await desk.posts(1)
    desk.sandbox.world.faults.add(fault)
    await desk.tell(COPPER.format("80,650"), minutes=1)
    await desk.tell(COPPER.format("80,600"), minutes=2)
    await desk.until(lambda: "80,600" in struck_out(desk)["told"], seconds=10)

    assert len(desk.messages(CHANNEL)) == 1
    assert "80,650" in struck_out(desk)["before"]


def struck_out(desk: Desk) -> dict[str, str]:
    """The figures of the one post, and those it takes back."""
    post = desk.messages(CHANNEL)[0]
    before = " ".join(struck(post))
    return {"told": post["text"].partition("\n\nCopper")[2], "before": before}


async def test_a_deleted_post_is_corrected_by_a_new_one(desk: Desk) -> None:
    """There is nothing to edit: the correction is posted, the old figure with it."""
    await desk.say("/channel @metals everything")
    await desk.tell(COPPER.format("80,560"))
    await desk.posts(1)
    desk.sandbox.world.chat(CHANNEL).messages.clear()
    await desk.tell(COPPER.format("80,650"), minutes=1)
    (post,) = await desk.posts(1)

    assert "80,650" in post
    assert "80,560" in post


async def test_digests_are_pinned_one_after_another(desk: Desk) -> None:
    """The newest is the board; the one before it is pinned no more, instant posts never are."""
    await desk.say("/channel @metals copper")
    await desk.say("/channel @metals")
    assert "no digest to pin yet" in await desk.tap("📌 Pin the morning board")
    for n in (1, 2):
        async with desk.store.begin() as conn:
            await outbox.enqueue(
                conn, key=f"digest {n}", chat_id=CHANNEL, text=f"Board {n}",
                lane=Lane.DIGEST, now=datetime.now(UTC),
            )  # fmt: skip
        desk.app.wake_delivery()
        await desk.posts(n)
        await desk.until(lambda n=n: desk.sandbox.world.chat(CHANNEL).pinned == [n])
        await desk.noted_as_board(n)  # the next one has to know it
    await desk.tell(COPPER.format("80,560"))
    await desk.posts(3)
    await asyncio.sleep(0.1)

    assert desk.sandbox.world.chat(CHANNEL).pinned == [2]


@pytest.mark.parametrize("layout", ["full", "short"])
async def test_the_morning_board(desk: Desk, layout: str) -> None:
    """A daily digest of what the filter takes, at the channel's hour and in its layout, with its
    hashtags, pinned until the next one."""
    line = f"/channel @metals layout:{layout} copper every:08:30"
    await desk.say(line, answers=2)  # the second asks for the zone
    await desk.say("/channel @metals")
    await desk.tap("📌 Pin the morning board")
    for day, level in ((1, "80,560"), (2, "80,900")):
        await desk.tell(TIN.replace("253,000", f"253,{day}00"))
        await desk.tell(COPPER.format(level))
        await asyncio.sleep(0.2)
        assert len(desk.messages(CHANNEL)) == day - 1
        morning = desk.now().replace(hour=8, minute=31) + timedelta(days=1)
        desk.now.ahead += morning - desk.now()
        board = (await desk.posts(day))[-1]
        await desk.noted_as_board(day)

        assert level in board
        assert "253," not in board
        assert board.endswith("#CopperCathode #Copper")
        assert ("Evidence" in board) == (layout == "full")
        assert desk.sandbox.world.chat(CHANNEL).pinned == [day]


async def test_a_digest_that_cannot_be_pinned_is_sent_once(desk: Desk) -> None:
    """A missing right costs the pin alone, and the screen says so."""
    promote(desk.sandbox.world, CHANNEL, lacking=("can_edit_messages",))
    await desk.say("/channel @metals copper")
    await desk.say("/channel @metals")
    assert "cannot pin there" in await desk.tap("📌 Pin the morning board")
    async with desk.store.begin() as conn:
        await outbox.enqueue(
            conn, key="digest", chat_id=CHANNEL, text="Board", lane=Lane.DIGEST,
            now=datetime.now(UTC),
        )  # fmt: skip
    desk.app.wake_delivery()
    await desk.posts(1)
    await asyncio.sleep(0.3)

    assert len(desk.messages(CHANNEL)) == 1
    assert desk.sandbox.world.chat(CHANNEL).pinned == []
