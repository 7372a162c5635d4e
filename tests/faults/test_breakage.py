"""A server that fails, a database that is locked, clocks that jump, a chat that is forgotten."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable
from html import escape

import pytest

from bot.delivery.flights import LEAST
from bot.sandbox import Fault, FaultKind, Sandbox
from briefs.store import Store, chats, events, fan_out, open_store, outbox
from briefs.store.matching import asking
from briefs.store.outbox import Lane
from briefs.store.subscriptions import EVERYTHING, subscribe
from tests.support.delivery import (
    ANY_DATABASE,
    READERS,
    START,
    Time,
    all_sent,
    delivering,
    queue,
    repeats_and_losses,
    until,
)

EACH = 3
SCRIPTS = "Аб 稀土 ミズ 한국 عربي עברית हिन्दी ไทย Ωμέγα ẞß 👩🏽‍🔬🇨🇳 ṩ̣̇ 𝔘𝔫𝔦 \u200f\u2028 ﷽"


@ANY_DATABASE
@pytest.mark.parametrize(
    ("name", "fault", "may_repeat"),
    [
        ("502 with HTML, ten in a row", Fault(FaultKind.SERVER_ERROR, count=10), 0),
        ("200 with garbage", Fault(FaultKind.GARBAGE, count=3), 0),
        ("cut before it was accepted", Fault(FaultKind.RESET_BEFORE, count=3), 0),
        ("cut after it was accepted", Fault(FaultKind.RESET_AFTER, count=3), 3),
        ("a stall", Fault(FaultKind.SLOW, count=2, seconds=1.5), 2),
    ],
)
async def test_a_server_that_fails_loses_nothing(
    sandbox: Sandbox,
    store: Store,
    name: str,
    fault: Fault,
    may_repeat: int,
    figure: Callable[[str], None],
) -> None:
    """Whatever the answer, each message arrives; twice only where nobody could know."""
    await queue(sandbox, store, EACH)
    fault.method = "sendMessage"
    sandbox.world.faults.add(fault)
    time = Time()
    async with delivering(sandbox, store, time, read_seconds=0.5):
        await all_sent(store)

    repeats, lost = repeats_and_losses(sandbox, EACH)
    figure(f"{store.engine.dialect.name}: {name}: {lost} lost, {repeats} repeated")
    assert lost == 0
    assert repeats <= may_repeat


@ANY_DATABASE
async def test_an_outage_brings_no_message_nearer_its_end(
    sandbox: Sandbox, store: Store, figure: Callable[[str], None]
) -> None:
    """Hundreds of failures over all chats: sending rests, and nothing becomes a dead letter."""
    await queue(sandbox, store, EACH)
    fault = Fault(FaultKind.SERVER_ERROR, "sendMessage", count=10_000)
    sandbox.world.faults.add(fault)
    time = Time()
    async with delivering(sandbox, store, time) as deliverer:
        for _ in range(60):
            time.ahead += 60
            deliverer.wake()
            await asyncio.sleep(0.02)
        tried = len(sandbox.world.log.calls)
        sandbox.world.faults.clear()
        time.ahead += 3_600
        await all_sent(store)

    repeats, lost = repeats_and_losses(sandbox, EACH)
    dialect = store.engine.dialect.name
    figure(f"{dialect}: an hour of 502, {tried} tries: {lost} lost, {repeats} repeated")
    assert (lost, repeats) == (0, 0)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_a_locked_database_delays_and_loses_nothing(
    sandbox: Sandbox, store: Store, figure: Callable[[str], None]
) -> None:
    """Another program holds the database for six seconds, longer than we wait for it."""
    await queue(sandbox, store, EACH)
    other = sqlite3.connect(str(store.engine.url.database), isolation_level=None)
    sandbox.world.faults.add(Fault(FaultKind.SLOW, "sendMessage", count=4, seconds=0.3))
    async with delivering(sandbox, store, Time()):
        await until(lambda: bool(sandbox.world.log.calls))
        other.execute("BEGIN IMMEDIATE")
        await asyncio.sleep(6)
        other.execute("ROLLBACK")
        await all_sent(store)
    other.close()

    repeats, lost = repeats_and_losses(sandbox, EACH)
    figure(f"sqlite: locked for 6 s: {lost} lost, {repeats} repeated")
    assert (lost, repeats) == (0, 0)


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_a_server_that_drops_its_connections_loses_nothing(
    sandbox: Sandbox, store: Store, database_url: str, figure: Callable[[str], None]
) -> None:
    """PostgreSQL ends every connection twice, the one that holds the lock too."""
    each, watching = 20, await open_store(database_url)
    await queue(sandbox, store, each)
    time, others = Time(), "datname = current_database() AND pid <> pg_backend_pid()"
    async with delivering(sandbox, store, time):
        for sent in (20, 60):
            await until(lambda n=sent: len(sandbox.world.log.sends()) >= n)  # type: ignore[misc]
            async with watching.begin() as conn:
                await conn.exec_driver_sql(
                    f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {others}"
                )
            time.ahead += 6  # the lock is looked at
        await all_sent(watching, seconds=40)
    await watching.close()

    repeats, lost = repeats_and_losses(sandbox, each)
    figure(f"postgresql: every connection ended, twice: {lost} lost, {repeats} repeated")
    assert lost == 0
    assert repeats <= 2 * LEAST


@pytest.mark.parametrize(
    ("name", "step"), [("an hour back", -3_600), ("an hour on", 3_600), ("a day on", 86_400)]
)
async def test_a_clock_that_jumps_delays_nothing(
    sandbox: Sandbox, store: Store, name: str, step: int, figure: Callable[[str], None]
) -> None:
    """The wall clock is set; what was due is sent at once, what was refused waits its time."""
    await queue(sandbox, store, EACH)
    sandbox.world.faults.add(Fault(FaultKind.FLOOD, "sendMessage", 3, retry_after=2))
    time = Time()
    async with delivering(sandbox, store, time):
        await until(lambda: len(sandbox.world.log.sends()) >= EACH)
        time.wall_ahead += step
        await all_sent(store, seconds=12)

    log = sandbox.world.log
    (refused,) = [call.at for call in log.calls if call.status == 429]
    inside = [c for c in log.sends() if c.chat_id == 3 and refused < c.at < refused + 1.99]
    repeats, lost = repeats_and_losses(sandbox, EACH)
    dialect = store.engine.dialect.name
    figure(f"{dialect}: the clock set {name}: {lost} lost, {repeats} repeated, {len(inside)} early")
    assert (lost, repeats, inside) == (0, 0, [])


async def test_a_forgotten_chat_gets_no_later_message(
    sandbox: Sandbox,
    store: Store,
    figure: Callable[[str], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Forgotten in the middle of a fan-out: once that is committed, not one message more."""
    monkeypatch.setattr(fan_out, "FIRST", 2)
    monkeypatch.setattr(fan_out, "A_PART", 2)
    await queue(sandbox, store, 0)
    async with store.begin() as conn:
        for chat_id in READERS:
            await chats.save_chat(conn, chat_id, type="private", title="", language="en", now=START)
            await subscribe(conn, chat_id, 0, EVERYTHING, START)
    later = 0
    time = Time()

    async def tell(number: int) -> None:
        async with store.begin() as conn:
            event_id = await events.create_event(
                conn, title="E", happened_at=START, corrects=None, now=START
            )
            await outbox.save_payload(
                conn, event_id=event_id, version=1, language="en", text=f"m{number}"
            )
            await fan_out.begin(
                conn, event_id=event_id, wanted=[asking((), now=START)], lane=Lane.FLASH, now=START
            )

    async with delivering(sandbox, store, time) as deliverer:
        for number, forgotten in enumerate(READERS):
            telling = asyncio.gather(*[tell(number * 10 + n) for n in range(3)])
            deliverer.wake()
            await asyncio.sleep(0.004 * number)
            async with store.begin() as conn:
                await chats.forget_chat(conn, forgotten)
            deliverer.drop(forgotten)
            done = len(sandbox.world.log.sends()) + 1  # one may be on its way
            await telling
            deliverer.wake()
            await asyncio.sleep(0.15)
            after = [c for c in sandbox.world.log.sends()[done:] if c.chat_id == forgotten]
            later += len(after)

    figure(
        f"{store.engine.dialect.name}: 8 chats forgotten during a fan-out: {later} later messages"
    )
    assert later == 0


@ANY_DATABASE
async def test_four_thousand_characters_of_every_script_arrive(
    sandbox: Sandbox, store: Store, figure: Callable[[str], None]
) -> None:
    """Right to left, combining, beyond the first plane, in nested tags: all of it, in order."""
    await queue(sandbox, store, 0)
    nested = f"<b><i>{escape(SCRIPTS)}</i> <code>{escape(SCRIPTS)}</code></b>\n"
    text = f"<blockquote expandable>{nested * 50}</blockquote>"
    async with store.begin() as conn:
        await outbox.enqueue(conn, key="k", chat_id=1, text=text, lane=Lane.DIGEST, now=START)
    async with delivering(sandbox, store, Time()):
        await all_sent(store)

    sent = sandbox.world.log.sends()
    shown = "".join("".join(call.text or "" for call in sent).split())
    wanted = "".join(f"{SCRIPTS}{SCRIPTS}".split()) * 50
    figure(f"{store.engine.dialect.name}: {len(wanted)} characters of many scripts in {len(sent)}")
    assert shown == wanted
