"""The outbox is emptied: every row once, in order, and every refusal has its consequence."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from bot.config import ConfigError
from bot.delivery.deliver import Deliverer, Means
from bot.delivery.flights import LEAST
from bot.delivery.pace import Pace
from bot.delivery.split import split
from bot.i18n import load_translations
from briefs.store import Store, outbox
from briefs.store.chats import get_chat, save_chat
from briefs.store.outbox import Lane
from tests.support.telegram import Params, Reply, ScriptedTelegram, refuse

NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
ANA, BEN = 11, 22


class NoChance(Random):
    """Draws the shortest of every pause."""

    def uniform(self, a: float, b: float) -> float:
        return a


def utc_now() -> datetime:
    return datetime.now(UTC)


def unlimited() -> Pace:
    return Pace(bot_per_second=1e6, chat_interval=0, group_per_minute=1e9)


def means(store: Store, telegram: ScriptedTelegram, pace: Pace | None = None) -> Means:
    return Means(
        post=telegram.posted,
        store=store,
        translations=load_translations(),
        clock=utc_now,
        pace=pace or unlimited(),
        most_in_flight=LEAST,
        chance=NoChance(),
    )


@asynccontextmanager
async def delivering(with_means: Means) -> AsyncIterator[Deliverer]:
    deliverer = Deliverer(with_means)
    running = asyncio.create_task(deliverer.run())
    try:
        yield deliverer
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        await deliverer.stop()


async def queue(store: Store, chat_id: int, *texts: str, **more: int) -> None:
    async with store.begin() as conn:
        for text in texts:
            await outbox.enqueue(
                conn,
                key=f"{chat_id}:{text[:40]}",
                chat_id=chat_id,
                text=text,
                lane=Lane.FLASH,
                now=NOW,
                **more,
            )


async def until(condition: Callable[[], bool], seconds: float = 5.0) -> None:
    """Wait for something that happens by itself; how long it may take is part of the test."""
    for _ in range(int(seconds / 0.01)):
        if condition():
            return
        await asyncio.sleep(0.01)
    raise AssertionError(f"not within {seconds} seconds")


async def settled(store: Store, **expected: int) -> None:
    """Wait until the outbox has these numbers in each state."""
    async with asyncio.timeout(5):
        while True:
            async with store.read() as conn:
                counts = await outbox.counts(conn)
            if counts == expected:
                return
            await asyncio.sleep(0.02)


def texts_to(telegram: ScriptedTelegram, chat_id: int) -> list[str]:
    return [call["text"] for call in telegram.sent if call["chat_id"] == chat_id]


async def test_everything_queued_is_sent_once_in_order(store: Store) -> None:
    """Three readers, twenty messages each: all arrive, in the order of queuing, marked as sent."""
    telegram = ScriptedTelegram()
    texts = [f"message {n:02}" for n in range(20)]
    for chat_id in (ANA, BEN, -33):
        await queue(store, chat_id, *texts)

    async with delivering(means(store, telegram)):
        await settled(store, sent=60)

    assert all(texts_to(telegram, chat_id) == texts for chat_id in (ANA, BEN, -33))


async def test_what_comes_later_is_sent_at_once_when_woken(store: Store) -> None:
    """A wake-up makes the sender look into the outbox, not at its next round."""
    telegram = ScriptedTelegram()
    async with delivering(means(store, telegram)) as deliverer:
        await asyncio.sleep(0.1)
        await queue(store, ANA, "now")
        deliverer.wake()
        await until(lambda: texts_to(telegram, ANA) == ["now"], seconds=0.3)


async def test_no_more_than_a_few_are_in_flight(store: Store) -> None:
    """A crash can repeat what is in flight, so that is kept small."""
    flying = most = 0

    class Slow(ScriptedTelegram):
        async def posted(self, body: bytes) -> Reply:
            nonlocal flying, most
            flying += 1
            most = max(most, flying)
            await asyncio.sleep(0.01)
            flying -= 1
            return await super().posted(body)

    telegram = Slow()
    for chat_id in range(1, 21):
        await queue(store, chat_id, "hello")

    async with delivering(means(store, telegram)):
        await settled(store, sent=20)

    assert most == LEAST


async def test_a_long_text_goes_in_parts_with_buttons_under_the_last(store: Store) -> None:
    """Parts arrive in order, and only the last one carries the keyboard."""
    telegram = ScriptedTelegram()
    long = "\n".join(f"line {n} of a long digest" for n in range(400))
    await queue(store, ANA, long)
    async with store.begin() as conn:
        await outbox.enqueue(
            conn, key="k", chat_id=BEN, text="short", lane=Lane.FLASH, now=NOW,
            markup={"inline_keyboard": [[{"text": "Sources", "callback_data": "1s:sources:1"}]]},
        )  # fmt: skip

    async with delivering(means(store, telegram)):
        await settled(store, sent=2)

    assert len(texts_to(telegram, ANA)) > 1
    assert "\n".join(texts_to(telegram, ANA)) == long
    assert [call for call in telegram.sent if "reply_markup" in call] == [
        call for call in telegram.sent if call["chat_id"] == BEN
    ]


async def test_a_blocked_chat_is_switched_off_and_its_messages_cancelled(store: Store) -> None:
    """After "blocked by the user" nothing more is tried for that chat; others go on."""

    def blocked(method: str, params: Params) -> Reply | None:
        if method == "sendMessage" and params["chat_id"] == ANA:
            return refuse(403, "Forbidden: bot was blocked by the user")
        return None

    telegram = ScriptedTelegram(script=blocked)
    async with store.begin() as conn:
        await save_chat(conn, ANA, type="private", title="Ana", language="en", now=NOW)
    await queue(store, ANA, *(f"to ana {n}" for n in range(12)))
    await queue(store, BEN, "to ben")

    async with delivering(means(store, telegram)):
        await settled(store, sent=1, cancelled=12)

    async with store.read() as conn:
        chat = await get_chat(conn, ANA)
    assert chat is not None
    assert (chat.active, chat.reason) == (False, "blocked")
    assert sum(call.params.get("chat_id") == ANA for call in telegram.calls) == 1


async def test_a_group_that_moved_gets_its_messages_in_the_new_place(store: Store) -> None:
    """Migrated: the chat's id is rewritten and everything is sent there, in order."""

    def moved(method: str, params: Params) -> Reply | None:
        if params.get("chat_id") == -5:
            text = "Bad Request: group chat was upgraded to a supergroup chat"
            return refuse(400, text, migrate_to_chat_id=-1005)
        return None

    telegram = ScriptedTelegram(script=moved)
    async with store.begin() as conn:
        await save_chat(conn, -5, type="group", title="Desk", language="en", now=NOW)
    await queue(store, -5, "one", "two", "three")

    async with delivering(means(store, telegram)):
        await settled(store, sent=3)

    assert texts_to(telegram, -1005) == ["one", "two", "three"]
    async with store.read() as conn:
        assert await get_chat(conn, -5) is None
        assert await get_chat(conn, -1005) is not None


async def test_refused_markup_is_sent_once_more_as_plain_text(store: Store) -> None:
    """The words arrive even where their formatting is refused."""

    def strict(method: str, params: Params) -> Reply | None:
        if params.get("parse_mode"):
            return refuse(400, "Bad Request: can't parse entities: Unsupported start tag")
        return None

    telegram = ScriptedTelegram(script=strict)
    await queue(store, ANA, "<b>Copper</b> &amp; tin")

    async with delivering(means(store, telegram)):
        await settled(store, sent=1)

    assert texts_to(telegram, ANA) == ["Copper & tin"]


async def test_what_is_refused_for_good_is_kept_as_dead(store: Store) -> None:
    """A request that stays wrong is not repeated; the row stays with its reason."""
    telegram = ScriptedTelegram(
        script=lambda method, _: refuse(400, "Bad Request: message is too long")
    )
    await queue(store, ANA, "too long")

    async with delivering(means(store, telegram)):
        await settled(store, dead=1)

    assert len(telegram.calls) == 1


@pytest.mark.parametrize(
    "reply",
    [
        refuse(502, "Bad Gateway"),
        (502, b"<html>bad gateway</html>"),
        refuse(500, "Internal Server Error"),
        (200, b"{not json"),
    ],
)
async def test_passing_trouble_is_tried_again(store: Store, reply: Reply) -> None:
    """A server error, HTML instead of JSON, garbage: sent at a later try."""
    failing = [reply, reply]
    telegram = ScriptedTelegram(script=lambda *_: failing.pop() if failing else None)
    await queue(store, ANA, "hello")

    async with delivering(means(store, telegram)):
        await settled(store, sent=1)

    assert len(telegram.calls) == 3


async def test_after_eight_tries_a_message_is_dead(store: Store) -> None:
    """It does not go on for ever."""
    telegram = ScriptedTelegram(script=lambda *_: refuse(502, "Bad Gateway"))
    await queue(store, ANA, "hello")

    async with delivering(means(store, telegram)) as deliverer:
        for _ in range(40):
            deliverer.wake()
            await asyncio.sleep(0.03)
        await settled(store, dead=1)

    assert len(telegram.calls) == 8


async def test_a_flood_pauses_its_chat_and_nobody_else(store: Store) -> None:
    """Nothing goes to the chat inside its window; others are served; afterwards order is kept."""
    refused_at: list[float] = []
    sent_at: list[float] = []

    def flood(method: str, params: Params) -> Reply | None:
        if params.get("chat_id") != ANA:
            return None
        now = asyncio.get_running_loop().time()
        if not refused_at:
            refused_at.append(now)
            return refuse(429, "Too Many Requests: retry after 1", retry_after=1)
        sent_at.append(now)
        return None

    telegram = ScriptedTelegram(script=flood)
    await queue(store, ANA, "a1", "a2", "a3")
    await queue(store, BEN, "b1", "b2", "b3")

    async with delivering(means(store, telegram)):
        await settled(store, sent=6)

    assert min(sent_at) - refused_at[0] >= 1.0
    assert texts_to(telegram, ANA) == ["a1", "a2", "a3"]
    assert [call["chat_id"] for call in telegram.sent[:3]] == [BEN, BEN, BEN]


async def test_parts_that_arrived_are_not_sent_again(store: Store) -> None:
    """A refusal in the middle of a long text: it goes on with the part refused."""
    refusals = [refuse(502, "Bad Gateway"), refuse(429, "Too Many Requests", retry_after=1)]
    passed = 0

    def second_fails(method: str, params: Params) -> Reply | None:
        nonlocal passed
        passed += 1
        return refusals.pop() if passed in (2, 3) and refusals else None

    telegram = ScriptedTelegram(script=second_fails)
    long = "\n".join(f"line {n} of a long digest" for n in range(500))
    await queue(store, ANA, long)

    async with delivering(means(store, telegram)):
        await settled(store, sent=1)

    assert "\n".join(texts_to(telegram, ANA)) == long


async def test_parts_that_arrived_before_a_crash_are_not_sent_again(store: Store) -> None:
    """A process that died in the middle of a long text: the next goes on with the part it noted."""
    long = "\n".join(f"line {n} of a long digest" for n in range(400))
    await queue(store, ANA, long)
    async with store.begin() as conn:
        (row,) = await outbox.claim(
            conn, limit=1, owner="the dead", now=utc_now(), lease=timedelta(hours=1)
        )
        await outbox.mark_part(conn, row.id, owner="the dead", parts_done=1)

    telegram = ScriptedTelegram()
    async with delivering(means(store, telegram)):
        await settled(store, sent=1)

    rest = "\n".join(texts_to(telegram, ANA))
    assert long.endswith(rest)
    assert rest == "\n".join(split(long)[1:])


async def test_being_told_to_wait_is_no_failed_try(store: Store) -> None:
    """Attempts count failures; a flood leaves them as they were."""
    replies = [refuse(429, "Too Many Requests: retry after 1", retry_after=1)]
    telegram = ScriptedTelegram(script=lambda *_: replies.pop() if replies else None)
    await queue(store, ANA, "hello")

    async with delivering(means(store, telegram)):
        await settled(store, sent=1)

    async with store.read() as conn:
        row = (await conn.exec_driver_sql("SELECT attempts FROM outbox")).one()
    assert row.attempts == 1


async def test_a_refused_token_stops_the_sender_and_keeps_the_rows(store: Store) -> None:
    """Nothing is lost and nothing is hammered: the rows wait for a valid token."""
    telegram = ScriptedTelegram(script=lambda *_: refuse(401, "Unauthorized"))
    await queue(store, ANA, "one", "two")
    await queue(store, BEN, "three")

    async with delivering(means(store, telegram)):
        await settled(store, ready=3)

    assert len(telegram.calls) <= 2
    with pytest.raises(ConfigError, match="BotFather"):
        await Deliverer(means(store, telegram)).run()


async def test_what_a_dead_sender_had_in_hand_is_sent_and_flagged(
    store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    """Leases of a killed process are taken up at the start, and the log says they may repeat."""
    await queue(store, ANA, "one", "two")
    async with store.begin() as conn:
        claimed = await outbox.claim(
            conn, limit=9, owner="the dead", now=utc_now(), lease=timedelta(hours=1)
        )
    assert len(claimed) == 2

    telegram = ScriptedTelegram()
    async with delivering(means(store, telegram)):
        await settled(store, sent=2)

    assert texts_to(telegram, ANA) == ["one", "two"]
    assert "possible repeats" in caplog.text


async def test_stopping_gives_back_what_was_not_begun(store: Store) -> None:
    """After a stop every row is sent or ready again, at once."""
    telegram = ScriptedTelegram()
    await queue(store, ANA, *(f"m{n}" for n in range(30)))

    async with delivering(means(store, telegram, Pace())):
        await until(lambda: len(telegram.sent) == 1)

    async with store.read() as conn:
        counts = await outbox.counts(conn)
    assert counts == {"sent": len(telegram.sent), "ready": 30 - len(telegram.sent)}


async def test_one_busy_chat_does_not_hold_up_the_others(store: Store) -> None:
    """Two hundred messages to one reader queued first: another reader's is sent within a moment."""
    telegram = ScriptedTelegram()
    await queue(store, ANA, *(f"m{n}" for n in range(200)))
    await queue(store, BEN, "hello")

    async with delivering(means(store, telegram, Pace())):
        await until(lambda: texts_to(telegram, BEN) == ["hello"], seconds=1.5)
