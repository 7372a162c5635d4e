"""Updates that come again and again, and two processes on one token: each command answered once."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable

from telegram import Update

from bot.app import App, build
from bot.inbox import Inbox
from bot.jobs import utc_now
from bot.sandbox import HUMAN, Sandbox, write
from briefs.ingest import ingest
from briefs.lexicon import load_lexicon
from briefs.render import load_renderer
from briefs.store import Store, outbox
from briefs.types import RawFlash
from tests.bot.test_kill import bot_process
from tests.faults.test_kills import READERS, everybody
from tests.support.delivery import TOKEN, until

COMMANDS = 12


def app_for(sandbox: Sandbox, store: Store) -> App:
    return build(
        token=TOKEN,
        api_url=sandbox.url,
        store=store,
        lexicon=load_lexicon(),
        renderer=load_renderer(),
        owners=[HUMAN],
        clock=utc_now,
    )


def command(number: int) -> Update:
    """An update as Telegram pushes it."""
    person = {"id": HUMAN, "is_bot": False, "first_name": "Ana", "language_code": "en"}
    chat = {"id": HUMAN, "type": "private", "first_name": "Ana"}
    message = {"message_id": number, "date": 1_772_438_400, "chat": chat, "from": person}
    entity = {"type": "bot_command", "offset": 0, "length": 5}
    update = {
        "update_id": number,
        "message": {**message, "text": f"/nope {number}", "entities": [entity]},
    }
    return Update.de_json(update, None)


async def test_the_same_update_five_times_is_answered_once(
    sandbox: Sandbox, store: Store, figure: Callable[[str], None]
) -> None:
    """Pushed five times at one moment, and five times more after a restart: one answer."""
    sandbox.world.chat(HUMAN).opened = True
    log = sandbox.world.log
    for _ in range(2):
        app = app_for(sandbox, store)
        await app.start()
        try:
            box = Inbox(app.application)
            await asyncio.gather(*[box.accept([command(7)]) for _ in range(5)])
            await until(lambda: bool(log.sends()))
            await asyncio.sleep(0.3)
        finally:
            await app.stop()

    dialect = store.engine.dialect.name
    figure(f"{dialect}: one update ten times, over a restart: {len(log.sends())} answer")
    assert len(log.sends()) == 1


async def test_two_processes_on_one_token_answer_each_command_once(
    sandbox: Sandbox, store: Store, database_url: str, figure: Callable[[str], None]
) -> None:
    """Telegram refuses one of two that ask for updates (409), now this one, now that one: between
    them they answer all, and none twice."""
    log = sandbox.world.log
    async with (
        bot_process(sandbox, database_url) as one,
        bot_process(sandbox, database_url) as other,
    ):
        await until(lambda: refused(sandbox) > 0, 60)
        for number in range(COMMANDS):
            write(sandbox.world, HUMAN, f"/prise{number}")
            await asyncio.sleep(0.1)
        await until(lambda: len(log.sends()) >= COMMANDS, 60)
        await asyncio.sleep(1)
        assert (one.returncode, other.returncode) == (None, None), "neither gave up"

    answers = Counter(call.text for call in log.sends())
    figure(
        f"{store.engine.dialect.name}: two processes on one token: {refused(sandbox)} polls "
        f"refused with 409, {COMMANDS - len(answers)} commands lost, "
        f"{answers.total() - len(answers)} answered twice"
    )
    assert len(answers) == answers.total() == COMMANDS


def refused(sandbox: Sandbox) -> int:
    """Polls that were answered with 409."""
    return sum(call.status == 409 for call in sandbox.world.log.calls)


async def test_the_same_flash_five_times_at_one_moment_is_told_once(
    sandbox: Sandbox, store: Store, figure: Callable[[str], None]
) -> None:
    """Pushed by a source that does not wait for our answer: stored once, queued once a reader, and
    whoever lost the race reads it as a repeat."""
    await everybody(sandbox, store)
    text = "Tin up\n2026-03-02 15:00\nSMM tin was reported at 253,000 yuan/mt, up 2%.\n"
    raw = RawFlash("test", "pushed", text, "text", utc_now())
    lexicon, renderer = load_lexicon(), load_renderer()

    async def take() -> str:
        (outcome,) = await ingest(
            raw, store=store, lexicon=lexicon, renderer=renderer, now=utc_now()
        )
        return outcome.result

    results = Counter(await asyncio.gather(*[take() for _ in range(5)]))
    async with store.read() as conn:
        queued = (await outbox.counts(conn)).get("ready", 0)

    dialect = store.engine.dialect.name
    figure(
        f"{dialect}: one flash five times at one moment: stored {results['stored']} times, "
        f"{queued} messages for {READERS} readers"
    )
    assert results == {"stored": 1, "repeated": 4}
    assert queued == READERS
