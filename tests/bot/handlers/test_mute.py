"""Quiet: for a while, on a topic, by command and under a pushed briefing; and back."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.i18n import load_translations
from bot.keyboards import briefing_keyboard
from briefs.store import backlog, gathering, mutes, outbox
from briefs.store.outbox import Lane
from tests.bot.handlers.conftest import SAMPLE_DAY, Conversation, store_flash

DAYS_LATER = """Pr-Nd Oxide Steady
2026-03-{day} 15:00
The average price of SMM Pr-Nd oxide was reported at 5{day},000 yuan/mt, up 2,000 yuan/mt from the \
previous trading day, an increase of 0.4%.
"""
COPPER = """Copper Falls
2026-03-03 15:00
The average price of SMM #1 copper cathode was reported at 78,000 yuan/mt, down 400 yuan/mt from \
the previous trading day, a decrease of 0.5%.
"""


async def muted(chat: Conversation) -> dict[str, datetime | None]:
    async with chat.store.read() as conn:
        return dict(await mutes.of_chat(conn, chat.chat_id, 0, chat.now))


async def queued(chat: Conversation) -> int:
    async with chat.store.read() as conn:
        return sum((await outbox.counts(conn)).values())


async def test_everything_is_quiet_for_a_while(chat: Conversation) -> None:
    """By command or button; questions are answered still."""
    await chat.say("/mute 24h")
    assert await muted(chat) == {"*": SAMPLE_DAY + timedelta(hours=24)}
    await chat.say("/mute")
    await chat.press("1 hour")

    assert await muted(chat) == {"*": SAMPLE_DAY + timedelta(hours=1)}
    chat.now += timedelta(hours=1)
    assert await muted(chat) == {}


async def test_a_topic_is_muted_with_its_members(chat: Conversation) -> None:
    """News on Pr-Nd oxide is news on rare earths; after the time is over it comes again."""
    await chat.say("/watch ndpr")
    (reply,) = await chat.say("/mute rare earths 7d")
    assert "rare earths" in reply.lower()
    chat.now += timedelta(days=2)
    await store_flash(chat, DAYS_LATER.format(day="03"))
    assert await queued(chat) == 0

    chat.now += timedelta(days=6)
    await store_flash(chat, DAYS_LATER.format(day="10"))
    assert await queued(chat) == 1


async def test_an_unclear_name_is_asked_back_with_the_time(chat: Conversation) -> None:
    """The period typed along is not lost by choosing."""
    (reply,) = await chat.say("/mute coper 7d")
    if chat.buttons() != ["↩ Undo"]:
        await chat.press(chat.buttons()[0])

    assert "coper" in reply or "copper" in reply
    assert list((await muted(chat)).values()) == [SAMPLE_DAY + timedelta(days=7)]


async def test_a_mute_is_shown_and_taken_back(chat: Conversation) -> None:
    """`/mute` lists what is quiet; each can be undone, or all at once."""
    await chat.say("/mute copper")
    await chat.say("/mute 1h")
    (shown,) = await chat.say("/mute")
    assert "Nothing more on <b>copper</b> is pushed here." in shown
    assert "Nothing is pushed here until" in shown

    await chat.say("/mute tin")
    await chat.press("↩ Undo")
    assert set(await muted(chat)) == {"copper", "*"}
    await chat.say("/mute off")
    assert await muted(chat) == {}


async def test_less_like_this_mutes_the_kind_on_the_subject(informed: Conversation) -> None:
    """Prices of Pr-Nd oxide for thirty days; its policies come still."""
    await informed.say("/watch ndpr")
    (reply,) = await informed.press_data("1h:less:1")

    assert "No price news on <b>Pr-Nd oxide</b>" in reply
    ((subject, until),) = (await muted(informed)).items()
    assert (subject, until) == ("pr-nd-oxide/prices", SAMPLE_DAY + timedelta(days=30))
    await store_flash(informed, DAYS_LATER.format(day="03"))
    assert await queued(informed) == 0


async def test_the_mute_button_opens_its_choices_in_place(informed: Conversation) -> None:
    """The buttons under the briefing change, its text stays; back brings them back."""
    assert await informed.press_data("1h:mute:1") == []
    edits = [c for c in informed.telegram.calls if c.method == "editMessageReplyMarkup"]
    rows = edits[-1].params["reply_markup"]["inline_keyboard"]
    labels = [key["text"] for row in rows for key in row]
    assert labels == ["1 hour", "24 hours", "Only Pr-Nd oxide", "« Back"]

    await informed.press_data("1h:topic:1")
    assert await muted(informed) == {"pr-nd-oxide": None}
    await informed.press_data("1h:24h:1")
    assert set(await muted(informed)) == {"pr-nd-oxide", "*"}


async def test_only_what_is_pushed_has_those_buttons(informed: Conversation) -> None:
    """A briefing somebody asked for needs none."""
    await informed.press_data("1s:open:1")

    assert "👎 Less like this" not in informed.buttons()
    pushed = briefing_keyboard(1, load_translations().words("en"))
    assert "👎 Less like this" in [key.text for row in pushed.inline_keyboard for key in row]


async def test_news_without_a_topic_cannot_be_muted_by_it(chat: Conversation) -> None:
    """Said, and nothing is muted."""
    text = "A Quiet Day\n2026-03-02 15:00\nNobody in the office had anything to say at all today.\n"
    await store_flash(chat, text)

    assert "No topic was read" in (await chat.press_data("1h:less:1"))[0]
    assert await muted(chat) == {}


async def states(chat: Conversation) -> dict[str, int]:
    async with chat.store.read() as conn:
        return dict(await outbox.counts(conn))


async def test_a_mute_drops_what_waits_already(chat: Conversation) -> None:
    """Queued before the mute and not sent yet: news on that topic does not come, other news does;
    and it is said."""
    chat.now += timedelta(days=2)
    await chat.say("/watch ndpr, copper")
    await store_flash(chat, DAYS_LATER.format(day="03"))
    await store_flash(chat, COPPER)
    assert await states(chat) == {"ready": 2}

    (reply,) = await chat.say("/mute rare earths")
    assert "One briefing that was waiting is dropped" in reply
    assert await states(chat) == {"cancelled": 1, "ready": 1}

    await chat.say("/mute 24h")
    assert await states(chat) == {"cancelled": 2}


async def test_a_muted_topic_is_not_in_the_next_digest(chat: Conversation) -> None:
    """Gathered before the mute: the digest tells of the others only."""
    chat.now += timedelta(days=2)
    await chat.say("/watch everything every:08:30")
    await store_flash(chat, DAYS_LATER.format(day="03"))

    async def gathered() -> int:
        async with chat.store.read() as conn:
            return len(await gathering.events_of(conn, chat.chat_id, 0))

    assert await gathered() == 1
    await chat.say("/mute ndpr")
    assert await gathered() == 0


async def test_a_digest_that_waits_comes_after_a_mute_of_everything(chat: Conversation) -> None:
    """It is not lost: it waits until the hour is over."""
    async with chat.store.begin() as conn:
        await outbox.enqueue(
            conn, key="digest", chat_id=chat.chat_id, text="Digest", lane=Lane.DIGEST, now=chat.now
        )
    await chat.say("/mute 1h")

    async def due() -> int:
        async with chat.store.read() as conn:
            return await backlog.depth(conn, chat.now, 10)

    assert await due() == 0
    chat.now += timedelta(hours=1)
    assert await due() == 1
