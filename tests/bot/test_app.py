"""The whole bot over real HTTP, against the sandbox's Bot API and a real database."""

from __future__ import annotations

import asyncio
import io
import logging
import os
import signal
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from time import monotonic

import pytest

from bot.app import App, build
from bot.config import ConfigError
from bot.delivery.pace import Pace
from bot.jobs import utc_now
from bot.log import set_up_logging
from bot.sandbox import (
    CHANNEL,
    GROUP,
    HUMAN,
    Fault,
    FaultKind,
    File,
    Sandbox,
    block,
    press,
    send_file,
    serve,
    write,
)
from bot.sandbox.log import Call
from briefs.lexicon import Lexicon, load_lexicon
from briefs.render import Renderer, load_renderer
from briefs.store import Store, chats, inbox, outbox
from briefs.store.outbox import Lane
from briefs.store.subscriptions import EVERYTHING, subscribe

TOKEN = "7000000001:tests-only-this-token-opens-no-door-anywhere"
SAMPLE = """Sample: Pr-Nd Oxide Climbs as Buyers Return
The average price of SMM Pr-Nd oxide was reported at 512,000 yuan/mt, up 12,000 yuan/mt \
from the previous trading day, an increase of 2.4%.
"""


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return load_lexicon()


@pytest.fixture(scope="module")
def renderer() -> Renderer:
    return load_renderer()


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    async with serve() as served:
        yield served


Build = Callable[..., App]


@pytest.fixture
def make(sandbox: Sandbox, store: Store, lexicon: Lexicon, renderer: Renderer) -> Build:
    """Builds the bot of this test; twice for a second start."""

    def built(token: str = TOKEN, pace: Pace | None = None) -> App:
        return build(
            token=token,
            api_url=sandbox.url,
            store=store,
            lexicon=lexicon,
            renderer=renderer,
            owners=[HUMAN],
            pace=pace,
        )

    return built


@asynccontextmanager
async def running(app: App) -> AsyncIterator[App]:
    await app.start()
    try:
        yield app
    finally:
        await app.stop()


async def sends(sandbox: Sandbox, number: int, seconds: float = 5.0) -> list[Call]:
    """Wait until so many messages were accepted; gives them."""
    for _ in range(int(seconds / 0.02)):
        if len(sandbox.world.log.sends()) >= number:
            return sandbox.world.log.sends()
        await asyncio.sleep(0.02)
    raise AssertionError(f"{[call.text for call in sandbox.world.log.sends()]} is all that came")


async def queue(store: Store, chat_id: int, *texts: str) -> None:
    async with store.begin() as conn:
        for text in texts:
            await outbox.enqueue(
                conn, key=f"{chat_id}:{text}", chat_id=chat_id, text=text,
                lane=Lane.FLASH, now=utc_now(),
            )  # fmt: skip


async def test_a_command_is_answered(sandbox: Sandbox, make: Build) -> None:
    """Over HTTP, both ways, with the menu shown in both languages."""
    async with running(make()) as app:
        write(sandbox.world, HUMAN, "/start")
        (answer,) = await sends(sandbox, 1)

    assert "Flashbrief reads" in (answer.text or "")
    menus = sandbox.world.bots[TOKEN].commands
    assert len(menus) == 2
    assert app.username == "flashbrief_bot"


async def test_a_dropped_page_is_briefed_within_two_seconds(sandbox: Sandbox, make: Build) -> None:
    """Told what became of it, and briefed with three buttons, one of which is pressed."""
    async with running(make()):
        started = monotonic()
        send_file(sandbox.world, HUMAN, File("page.txt", "text/plain", SAMPLE.encode()))
        told, briefed = await sends(sandbox, 2)
        took = monotonic() - started
        assert briefed.message_id is not None
        press(sandbox.world, HUMAN, briefed.message_id, "1s:sources:1")
        *_, sources = await sends(sandbox, 3)

    assert "Stored" in (told.text or "")
    assert "512,000" in (briefed.text or "")
    assert took < 2
    assert "an increase of 2.4%" in (sources.text or "")


async def test_a_channel_that_follows_gets_what_is_stored(
    sandbox: Sandbox, make: Build, store: Store
) -> None:
    """A page fed in private goes to the channel, too, without anybody asking."""
    async with store.begin() as conn:
        await chats.save_chat(
            conn, CHANNEL, type="channel", title="News", language="zh", now=utc_now()
        )
        await subscribe(conn, CHANNEL, 0, EVERYTHING, utc_now())
    async with running(make()):
        send_file(sandbox.world, HUMAN, File("page.txt", "text/plain", SAMPLE.encode()))
        all_sent = await sends(sandbox, 3)

    assert sorted(call.chat_id or 0 for call in all_sent) == [CHANNEL, HUMAN, HUMAN]
    (post,) = sandbox.world.chat(CHANNEL).messages.values()
    assert post["reply_markup"]["inline_keyboard"][0][0]["text"] == "💬 来源与提问"


async def test_a_group_hears_only_what_is_meant_for_it(sandbox: Sandbox, make: Build) -> None:
    """A command is answered in the group, a wrong one is not."""
    async with running(make()):
        write(sandbox.world, GROUP, "/nonsense")
        write(sandbox.world, GROUP, "/help")
        (answer,) = await sends(sandbox, 1)

    assert answer.chat_id == GROUP
    assert "/price" in (answer.text or "")


async def test_what_was_written_while_we_were_down_is_answered(
    sandbox: Sandbox, make: Build
) -> None:
    """A stop and a second start: nothing is lost, nothing answered twice."""
    async with running(make()):
        write(sandbox.world, HUMAN, "/help")
        await sends(sandbox, 1)
    write(sandbox.world, HUMAN, "/latest")
    async with running(make()):
        await sends(sandbox, 2)
        await asyncio.sleep(0.3)

    texts = [call.text or "" for call in sandbox.world.log.sends()]
    assert len(texts) == 2
    assert "Nothing is stored" in texts[1]


async def test_updates_of_a_killed_run_are_answered(
    sandbox: Sandbox, make: Build, store: Store
) -> None:
    """Twenty commands confirmed to Telegram by a run that died: all are answered by the next."""
    updates = []
    async with running(make()):
        write(sandbox.world, HUMAN, "/help")
        await sends(sandbox, 1)
    for _ in range(20):
        write(sandbox.world, HUMAN, "/help")
    waiting = sandbox.world.bots[TOKEN].updates
    updates = [update for update in waiting if update["message"]["text"] == "/help"]
    async with store.begin() as conn:
        for update in updates:
            await inbox.remember(conn, update["update_id"], update, utc_now())
    waiting.clear()

    async with running(make()):
        await sends(sandbox, 21)

    assert len(updates) >= 20
    async with store.read() as conn:
        assert await inbox.pending(conn) == ()


async def test_stopping_takes_less_than_three_seconds(
    sandbox: Sandbox, make: Build, store: Store
) -> None:
    """By SIGTERM, in the middle of a long poll and with much to send; the rest stays queued."""
    app = make()
    await app.start()
    await queue(store, HUMAN, *(f"message {n}" for n in range(40)))
    write(sandbox.world, HUMAN, "/help")
    await sends(sandbox, 2)
    asyncio.get_running_loop().call_later(0.1, os.kill, os.getpid(), signal.SIGTERM)

    await asyncio.wait_for(app.run_until_stopped(), 5)
    started = monotonic()
    await app.stop()

    assert monotonic() - started < 3
    async with store.read() as conn:
        states = await outbox.counts(conn)
    assert states.keys() <= {"sent", "ready"}
    assert sum(states.values()) == 40


async def test_a_refused_token_is_told_plainly(make: Build) -> None:
    """The operator learns which setting is wrong and what to do."""
    app = make(token="1234567:")
    with pytest.raises(ConfigError, match="BotFather"):
        await app.start()
    await app.stop()


@pytest.mark.parametrize(
    "fault",
    [
        Fault(FaultKind.SERVER_ERROR, "sendMessage", count=2),
        Fault(FaultKind.GARBAGE, "sendMessage", count=1),
        Fault(FaultKind.FLOOD, "sendMessage", count=1, retry_after=1),
        Fault(FaultKind.FLOOD_BARE, "sendMessage", count=1),
        Fault(FaultKind.RESET_BEFORE, "sendMessage", count=2),
        Fault(FaultKind.SERVER_ERROR, "getUpdates", count=2),
        Fault(FaultKind.GARBAGE, "getUpdates", count=1),
        Fault(FaultKind.RESET_BEFORE, "getUpdates", count=1),
    ],
    ids=lambda fault: f"{fault.kind}-{fault.method}",
)
async def test_passing_trouble_loses_nothing(
    sandbox: Sandbox, make: Build, store: Store, fault: Fault
) -> None:
    """An answer and a queued message survive what a network and a server can do."""
    async with running(make()):
        sandbox.world.faults.add(fault)
        write(sandbox.world, HUMAN, "/help")
        await queue(store, GROUP, "queued")
        await sends(sandbox, 2, seconds=12)

    texts = [call.text for call in sandbox.world.log.sends()]
    assert texts.count("queued") == 1
    assert len(texts) == 2


async def test_a_cut_after_acceptance_repeats_at_most_that_message(
    sandbox: Sandbox, make: Build, store: Store
) -> None:
    """At least once: what Telegram took without our learning of it comes twice, nothing else."""
    sandbox.world.faults.add(Fault(FaultKind.RESET_AFTER, "sendMessage", count=1))
    await queue(store, GROUP, "one", "two")
    async with running(make()):
        await sends(sandbox, 3, seconds=12)

    texts = [call.text for call in sandbox.world.log.sends()]
    assert texts == ["one", "one", "two"]


async def test_a_chat_that_blocked_us_is_left_alone(
    sandbox: Sandbox, make: Build, store: Store
) -> None:
    """The first refusal switches it off, and what waited is cancelled."""
    async with running(make()):
        write(sandbox.world, HUMAN, "/start")
        await sends(sandbox, 1)
        block(sandbox.world, HUMAN)
        await queue(store, HUMAN, "one", "two", "three")
        for _ in range(100):
            async with store.read() as conn:
                states = await outbox.counts(conn)
            if states == {"cancelled": 3}:
                break
            await asyncio.sleep(0.05)

    assert states == {"cancelled": 3}
    assert len(sandbox.world.log.sends()) == 1
    async with store.read() as conn:
        chat = await chats.get_chat(conn, HUMAN)
    assert chat is not None
    assert not chat.active


async def test_with_telegrams_limits_on_nothing_is_refused(
    sandbox: Sandbox, make: Build, store: Store
) -> None:
    """Our own pacing keeps below every rule: no 429 of our making."""
    sandbox.world.limits.on = True
    async with running(make()):
        for chat_id in (HUMAN, GROUP, CHANNEL):
            sandbox.world.chat(chat_id).opened = True
            await queue(store, chat_id, *(f"{n} to {chat_id}" for n in range(3)))
        await sends(sandbox, 9, seconds=15)

    assert sandbox.world.limits.refused == 0


async def test_no_token_appears_in_a_log(sandbox: Sandbox, make: Build, store: Store) -> None:
    """Everything at DEBUG, faults included: the token is in no line."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    root.handlers.clear()
    out = io.StringIO()
    set_up_logging("DEBUG", out)
    try:
        sandbox.world.faults.add(
            Fault(FaultKind.RESET_BEFORE, "sendMessage"), Fault(FaultKind.GARBAGE, "getUpdates")
        )
        async with running(make()) as app:
            logging.getLogger("tests").info("the bot is %r", app.application.bot)
            write(sandbox.world, HUMAN, "/help")
            await queue(store, GROUP, "hello")
            await sends(sandbox, 2, seconds=12)
    finally:
        root.handlers[:] = handlers
        root.setLevel(level)

    assert "<bot token>" in out.getvalue()
    assert TOKEN not in out.getvalue()
    assert TOKEN.partition(":")[2] not in out.getvalue()


async def test_old_leases_are_taken_up(sandbox: Sandbox, make: Build, store: Store) -> None:
    """What a killed run had claimed goes out right after the next start."""
    await queue(store, GROUP, "claimed")
    async with store.begin() as conn:
        await outbox.claim(conn, limit=5, owner="killed", now=utc_now(), lease=timedelta(minutes=5))
    async with running(make()):
        started = monotonic()
        await sends(sandbox, 1)

    assert monotonic() - started < 2
