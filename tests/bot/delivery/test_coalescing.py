"""A chat that is far behind gets one message with everything in it, in order."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.delivery.claims import Claims
from bot.delivery.coalesce import compose, first_fact, headline
from bot.delivery.pace import Pace
from bot.delivery.paid import Paid
from bot.i18n import load_translations
from briefs.store import Store, chats, events, fan_out, outbox
from briefs.store.matching import asking
from briefs.store.outbox import USE_BY, Delivery, Lane, Sent
from briefs.store.subscriptions import EVERYTHING, subscribe

NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
TEXT = """<b>Tin up in {n}</b>
Sample Wire · 06:00

<b>Tin</b>  average 251,{n:03} CNY/t  +0.8 % [1]

<blockquote expandable><b>Evidence</b>
[1] Tin averaged 251,000 yuan.
</blockquote>"""


async def readers(store: Store, *chat_ids: int) -> None:
    async with store.begin() as conn:
        for chat_id in chat_ids:
            await chats.save_chat(conn, chat_id, type="private", title="", language="en", now=NOW)
            await subscribe(conn, chat_id, 0, EVERYTHING, NOW)


async def tell(store: Store, number: int, lane: Lane = Lane.FLASH) -> None:
    async with store.begin() as conn:
        event_id = await events.create_event(
            conn, title=str(number), happened_at=NOW, corrects=None, now=NOW
        )
        await outbox.save_payload(
            conn, event_id=event_id, version=1, language="en", text=TEXT.format(n=number)
        )
        wanted = asking((), now=NOW)
        await fan_out.queue(conn, event_id=event_id, wanted=wanted, lane=lane, now=NOW)


def claims(store: Store, pace: Pace | None = None, after: float = 60.0) -> Claims:
    return Claims(store, "me", load_translations(), pace or Pace(), Paid(0), after)


async def states(store: Store) -> dict[str, int]:
    async with store.read() as conn:
        return dict(await outbox.counts(conn))


async def test_a_backlog_becomes_one_digest(store: Store) -> None:
    """Seventy flashes for one reader would take more than a minute: one message has them all."""
    await readers(store, 1)
    for number in range(70):
        await tell(store, number)

    (digest,), _ = await claims(store).take(32, NOW, 0.0)

    places = [digest.text.index(f"Tin up in {number}</b>") for number in range(70)]
    assert places == sorted(places)
    assert "70 briefings" in digest.text
    assert await states(store) == {"leased": 1, "merged": 70}


async def test_a_short_line_is_sent_one_by_one(store: Store) -> None:
    """Five briefings wait five seconds: each is sent whole."""
    await readers(store, 1)
    for number in range(5):
        await tell(store, number)

    claimed, _ = await claims(store).take(32, NOW, 0.0)

    assert [one.text for one in claimed] == [TEXT.format(n=number) for number in range(5)]


async def test_when_everybody_is_behind_each_chat_gets_one_message(store: Store) -> None:
    """Forty readers and three flashes at one message a second: all three in one message."""
    await readers(store, *range(1, 41))
    for number in range(3):
        await tell(store, number)

    claimed, _ = await claims(store, Pace(bot_per_second=1)).take(40, NOW, 0.0)

    assert {one.chat_id for one in claimed} == set(range(1, 41))
    assert len(claimed) == 40
    told = [f"Tin up in {number}</b>" for number in range(3)]
    assert all(title in one.text for one in claimed for title in told)


async def test_late_news_is_a_line_of_a_digest(store: Store) -> None:
    """Half an hour old, a flash is not sent as if it were new; it is not lost either."""
    await readers(store, 1)
    await tell(store, 7)

    (digest,), _ = await claims(store).take(32, NOW + USE_BY + timedelta(seconds=1), 0.0)

    assert "A briefing came in meanwhile" in digest.text
    assert "Tin up in 7" in digest.text
    assert "Evidence" not in digest.text


async def test_an_urgent_one_goes_first_and_alone(store: Store) -> None:
    """A risk does not wait in a digest behind other news."""
    await readers(store, 1)
    for number in range(70):
        await tell(store, number)
    await tell(store, 99, Lane.URGENT)

    first, digest = (await claims(store).take(32, NOW, 0.0))[0]

    assert first.text == TEXT.format(n=99)
    assert "70 briefings" in digest.text


CHANNEL = -100
POST = """<b>Tin up in {n}</b>
Sample Wire · 06:00

<b>Tin</b>  average 251,{n:03} CNY/t  +0.8 %
#Tin #BaseMetals{more}"""


async def post(store: Store, number: int, *, edits: int | None = None) -> None:
    async with store.begin() as conn:
        await chats.save_chat(conn, CHANNEL, type="channel", title="", language="en", now=NOW)
        event_id = await events.create_event(
            conn, title=str(number), happened_at=NOW, corrects=None, now=NOW
        )
        await outbox.enqueue(
            conn, key=f"{number}:{edits}", chat_id=CHANNEL, event_id=event_id, lane=Lane.FLASH,
            text=POST.format(n=number, more=" #Indium" if number == 3 else ""), now=NOW,
            edits=edits, use_by=None if edits else outbox.use_by(Lane.FLASH, NOW),
        )  # fmt: skip


async def test_posts_that_would_wait_long_are_one(store: Store) -> None:
    """Twenty-five posts are more than a channel takes in a minute: one message has them all, with
    their hashtags and without buttons."""
    for number in range(25):
        await post(store, number)

    (digest,), _ = await claims(store).take(32, NOW, 0.0)

    assert all(f"{n + 1}. <b>Tin up in {n}</b>" in digest.text for n in range(25))
    assert digest.text.endswith("\n\n#Tin #BaseMetals #Indium")
    assert digest.markup is None
    assert digest.channel


async def test_a_few_posts_are_posted_each(store: Store) -> None:
    """Each with its own text; one that is half an hour late is a line of a digest."""
    for number in range(3):
        await post(store, number)
    claimed, _ = await claims(store).take(2, NOW, 0.0)
    (late,), _ = await claims(store).take(32, NOW + USE_BY + timedelta(seconds=1), 0.0)

    assert [one.text for one in claimed] == [POST.format(n=n, more="") for n in range(2)]
    assert "A briefing came in meanwhile" in late.text
    assert late.text.endswith("\n\n#Tin #BaseMetals")


async def test_a_correction_of_a_post_goes_alone(store: Store) -> None:
    """However late: it has to stand where the wrong figure stands."""
    await post(store, 0)
    (first,), _ = await claims(store).take(1, NOW, 0.0)
    async with store.begin() as conn:
        await outbox.mark_sent(conn, [Sent(first.id, 7)], owner="me", now=NOW)
    for number in range(1, 26):
        await post(store, number)
    await post(store, 90, edits=first.id)

    digest, mended = (await claims(store).take(32, NOW, 0.0))[0]

    assert "Tin up in 90" not in digest.text
    assert (mended.edits, mended.text) == (7, POST.format(n=90, more=""))


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_digest_names_each_briefing_and_opens_it(language: str) -> None:
    """A line, the first fact without the number of its evidence, and a button each."""
    briefings = [
        Delivery(
            id=n, key=str(n), chat_id=1, thread_id=0, text=TEXT.format(n=n), language=language,
            event_id=50 + n, markup=None, lane=Lane.FLASH, attempts=1, created_at=NOW,
        )  # type: ignore[arg-type]
        for n in range(3)
    ]  # fmt: skip

    text, markup = compose(briefings, load_translations())

    assert "1. <b>Tin up in 0</b>\n<b>Tin</b>  average 251,000 CNY/t  +0.8 %\n2. " in text
    assert "[1]" not in text
    assert markup is not None
    buttons = [button for row in markup["inline_keyboard"] for button in row]
    assert [(button["text"], button["callback_data"]) for button in buttons] == [
        ("1", "1s:open:50"),
        ("2", "1s:open:51"),
        ("3", "1s:open:52"),
    ]


def test_a_fact_that_cannot_stand_alone_is_left_out() -> None:
    """A line whose tags end elsewhere, or one that states no number, is no first fact."""
    assert first_fact("<b>A</b>\n\n<b>Policy\n· Draft of 28 Feb</b>\n") == ""
    assert first_fact("<b>A</b>\n\n<b>Policy</b>\n· Rules: draft, 28 Feb [1]\n") == (
        "Rules: draft, 28 Feb"
    )
    assert first_fact("<b>A</b>") == ""
    assert headline("<b>A</b>\nrest") == "<b>A</b>"
