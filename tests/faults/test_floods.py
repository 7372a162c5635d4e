"""Every shape of 429: nothing is sent inside a window, and nothing is lost."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace

import pytest
from telegram import Bot
from telegram.error import RetryAfter

from bot.delivery.failures import FLOOD_SECONDS
from bot.delivery.pace import Pace
from bot.delivery.request import PacedRequest
from bot.delivery.wire import Wire
from bot.sandbox import HUMAN, Fault, FaultKind, Sandbox, write
from briefs.store import Store, outbox
from briefs.store.outbox import Lane
from tests.support.delivery import (
    ANY_DATABASE,
    READERS,
    START,
    TOKEN,
    Time,
    all_sent,
    delivering,
    queue,
    repeats_and_losses,
    until,
)


def inside(sandbox: Sandbox, length: float) -> int:
    """Messages tried to a chat inside a window that a 429 had opened."""
    calls = [call for call in sandbox.world.log.calls if call.method == "sendMessage"]
    refused = [call for call in calls if call.status == 429]
    return sum(
        0 < call.at - opened.at < length - 0.01 and call.chat_id == opened.chat_id
        for opened in refused
        for call in calls
        if call.number > opened.number
    )


SHAPES = {
    "one chat": (Fault(FaultKind.FLOOD, retry_after=2), 2),
    "without parameters": (Fault(FaultKind.FLOOD_BARE), FLOOD_SECONDS),
    "one window after another": (Fault(FaultKind.FLOOD, count=2, retry_after=1), 1),
}


@ANY_DATABASE
@pytest.mark.parametrize("name", SHAPES)
async def test_no_message_inside_a_window(
    sandbox: Sandbox,
    store: Store,
    name: str,
    figure: Callable[[str], None],
) -> None:
    """The chat that was refused waits its time; then all arrives, each message once."""
    await queue(sandbox, store, 4)
    fault, length = SHAPES[name]
    sandbox.world.faults.add(replace(fault, method="sendMessage", chat_id=3))
    async with delivering(sandbox, store, Time()):
        await all_sent(store)

    tried = inside(sandbox, length)
    repeats, lost = repeats_and_losses(sandbox, 4)
    dialect = store.engine.dialect.name
    figure(f"{dialect}: 429, {name}: {tried} sent inside, {lost} lost, {repeats} repeated")
    assert (tried, lost, repeats) == (0, 0, 0)


@ANY_DATABASE
@pytest.mark.parametrize(
    ("name", "seconds"), [("two chats", (2, 2)), ("windows that overlap", (3, 1))]
)
async def test_a_flood_over_many_chats_stops_the_bot(
    sandbox: Sandbox,
    store: Store,
    name: str,
    seconds: tuple[int, int],
    figure: Callable[[str], None],
) -> None:
    """Two chats within two seconds: nobody is sent to for as long as was told, by the longer."""
    await queue(sandbox, store, 4)
    sandbox.world.faults.add(
        *[
            Fault(FaultKind.FLOOD, "sendMessage", chat, retry_after=wait)
            for chat, wait in zip((1, 2), seconds, strict=True)
        ]
    )
    async with delivering(sandbox, store, Time()):
        await all_sent(store)

    refused = [call.at for call in sandbox.world.log.calls if call.status == 429]
    told = max(refused)  # what was in flight when the second one came is not counted
    sent = [call.at for call in sandbox.world.log.sends()]
    tried = sum(told + 0.1 < at < told + seconds[1] - 0.1 for at in sent)
    tried += sum(
        call.chat_id == 1 and min(refused) + 0.1 < call.at < min(refused) + seconds[0] - 0.1
        for call in sandbox.world.log.sends()
    )
    repeats, lost = repeats_and_losses(sandbox, 4)
    dialect = store.engine.dialect.name
    figure(f"{dialect}: 429 of {name}: {tried} sent inside, {lost} lost, {repeats} repeated")
    assert (tried, lost, repeats) == (0, 0, 0)


async def test_a_long_window_outlives_a_restart(
    sandbox: Sandbox, store: Store, figure: Callable[[str], None]
) -> None:
    """Told to wait for an hour, stopped and started: still not a message, nor an answer, inside."""
    seconds = 3_600
    await queue(sandbox, store, 3)
    sandbox.world.faults.add(Fault(FaultKind.FLOOD, "sendMessage", 3, retry_after=seconds))
    time = Time()
    async with delivering(sandbox, store, time):
        await until(lambda: len(sandbox.world.log.sends()) >= 3 * (len(READERS) - 1))
    pace = Pace()
    async with store.begin() as conn:  # it comes while nobody runs
        await outbox.enqueue(conn, key="new", chat_id=3, text="m3", lane=Lane.ANSWER, now=START)
    async with delivering(sandbox, store, time, pace):
        await asyncio.sleep(1.0)
        with pytest.raises(RetryAfter):
            await replying(sandbox, pace, time, 3)
        inside_it = len([call for call in sandbox.world.log.calls if call.chat_id == 3]) - 1
        time.ahead += seconds
        await all_sent(store)

    dialect = store.engine.dialect.name
    figure(f"{dialect}: 429 of {seconds} s over a restart: {inside_it} sent inside, 0 lost")
    assert inside_it == 0
    assert [call.text for call in sandbox.world.log.sends() if call.chat_id == 3][-3:] == [
        "m0",
        "m1",
        "m2",
    ]


async def test_a_window_that_opens_at_the_stop_outlives_it(
    sandbox: Sandbox, store: Store, figure: Callable[[str], None]
) -> None:
    """Refused with the last message before the end: the next run keeps to it, answers too."""
    await queue(sandbox, store, 4)
    time, pace = Time(), Pace()
    slow = Fault(FaultKind.SLOW, "sendMessage", count=4, seconds=0.2)
    async with delivering(sandbox, store, time):
        sandbox.world.faults.add(slow)
        await until(lambda: len(sandbox.world.log.sends()) >= 3)
        sandbox.world.faults.clear()
        sandbox.world.faults.add(Fault(FaultKind.FLOOD, "sendMessage", retry_after=300))
        await until(lambda: refused(sandbox) is not None)
    chat_id = refused(sandbox)
    assert chat_id is not None
    async with delivering(sandbox, store, time, pace):
        await asyncio.sleep(0.5)
        with pytest.raises(RetryAfter):
            await replying(sandbox, pace, time, chat_id)
        time.ahead += 300
        await all_sent(store)

    tried = inside(sandbox, 0.4)
    repeats, lost = repeats_and_losses(sandbox, 4)
    dialect = store.engine.dialect.name
    figure(f"{dialect}: 429 at the stop: {tried} sent inside, {lost} lost, {repeats} repeated")
    assert (tried, lost, repeats) == (0, 0, 0)


def refused(sandbox: Sandbox) -> int | None:
    """The chat that was refused last."""
    chats = [call.chat_id for call in sandbox.world.log.calls if call.status == 429]
    return chats[-1] if chats else None


async def replying(sandbox: Sandbox, pace: Pace, time: Time, chat_id: int) -> None:
    """An answer of a handler, through python-telegram-bot."""
    wire = Wire()
    request = PacedRequest(wire, pace, time.ticks)
    bot = Bot(TOKEN, f"{sandbox.url}/bot", request=request, get_updates_request=request)
    try:
        await bot.send_message(chat_id, "an answer")
    finally:
        await wire.close()


@ANY_DATABASE
async def test_with_telegrams_limits_on_the_rate_is_reached(
    sandbox: Sandbox, store: Store, figure: Callable[[str], None]
) -> None:
    """Answers beside a broadcast, and Telegram's own rules: not one refusal of our making."""
    sandbox.world.limits.on = True
    write(sandbox.world, HUMAN, "hello")
    await queue(sandbox, store, 3)
    time, pace = Time(), Pace()
    async with delivering(sandbox, store, time, pace):
        for _ in range(3):
            await replying(sandbox, pace, time, HUMAN)
            await asyncio.sleep(1.1)
        await all_sent(store)

    repeats, lost = repeats_and_losses(sandbox, 3)
    refused = sandbox.world.limits.refused
    dialect = store.engine.dialect.name
    figure(f"{dialect}: limits on: {refused} refused, {lost} lost, {repeats} repeated")
    assert (refused, lost, repeats) == (0, 0, 0)
