"""No command is lost and none is handled twice, whatever ends the process."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, cast

import pytest
from telegram import Update
from telegram.error import NetworkError
from telegram.ext import Application, ContextTypes, TypeHandler

from bot.config import ConfigError
from bot.context import SERVICES, BotApplication, BotContext, Services
from bot.handlers import errors
from bot.i18n import load_translations
from bot.inbox import TRIES, Inbox
from briefs.sources.book import Book
from briefs.store import Store, inbox
from tests.support.telegram import TOKEN, Params, Reply, ScriptedTelegram, accept, refuse

Handle = Callable[[Update], Awaitable[None]]


def message(update_id: int, chat_id: int = 1, text: str = "hello") -> dict[str, Any]:
    """An update as Telegram sends it."""
    return {
        "update_id": update_id,
        "message": {
            "message_id": update_id,
            "date": 1772000000,
            "text": text,
            "chat": {"id": chat_id, "type": "private", "first_name": "Ana"},
            "from": {"id": chat_id, "is_bot": False, "first_name": "Ana", "language_code": "en"},
        },
    }


@dataclass
class Updates:
    """Serves updates as Telegram does: until the next request's offset confirms them."""

    waiting: list[dict[str, Any]]
    offsets: list[int | None] = field(default_factory=list)

    def __call__(self, method: str, params: Params) -> Reply | None:
        if method != "getUpdates":
            return None
        offset = params.get("offset")
        self.offsets.append(offset)
        if offset is not None:
            self.waiting = [one for one in self.waiting if one["update_id"] >= offset]
        return accept(self.waiting)


async def unhurried(_seconds: float) -> None:
    await asyncio.sleep(0.001)


def application_of(store: Store, telegram: ScriptedTelegram, handle: Handle) -> BotApplication:
    """An application whose only handler is the test's, with our error handler."""
    built = (
        Application.builder()
        .token(TOKEN)
        .request(telegram)
        .get_updates_request(telegram)
        .context_types(ContextTypes(context=BotContext))
        .updater(None)
        .job_queue(None)
        .build()
    )
    application = cast(BotApplication, built)
    application.bot_data[SERVICES] = Services(
        store=store,
        lexicon=cast(Any, None),
        renderer=cast(Any, None),
        translations=load_translations(),
        owners=frozenset(),
        book=Book(),
        clock=lambda: datetime.now(UTC),
        wake_delivery=lambda: None,
        wake_reading=lambda: None,
        drop_delivery=lambda _: None,
    )

    async def call(update: Update, _context: BotContext) -> None:
        await handle(update)

    application.add_handler(TypeHandler(Update, call))
    application.add_error_handler(errors.tell)
    return application


@asynccontextmanager
async def receiving(
    store: Store, handle: Handle, telegram: ScriptedTelegram | None = None
) -> AsyncIterator[Inbox]:
    """An inbox over a started application; leaving is a clean stop."""
    application = application_of(store, telegram or ScriptedTelegram(), handle)
    async with application:
        box = Inbox(application, unhurried)
        yield box
        await box.drain()


async def waiting_ids(store: Store) -> list[int]:
    async with store.read() as conn:
        return [item.update_id for item in await inbox.pending(conn)]


async def keep(store: Store, *payloads: dict[str, Any]) -> None:
    """Commit updates as a process does that dies before it handles them."""
    async with store.begin() as conn:
        for payload in payloads:
            await inbox.remember(conn, payload["update_id"], payload, datetime.now(UTC))


async def poll_for(box: Inbox, seconds: float = 0.2) -> None:
    """Poll a while, then stop polling as the app does."""
    polling = asyncio.create_task(box.poll())
    await asyncio.sleep(seconds)
    polling.cancel()
    with pytest.raises(asyncio.CancelledError):
        await polling


async def test_updates_are_committed_before_they_are_confirmed(store: Store) -> None:
    """When the request with the next offset goes out, the batch is in the database."""
    kept_at_confirmation: list[int] = []
    updates = Updates([message(1), message(2)])

    def script(method: str, params: Params) -> Reply | None:
        return updates(method, params)

    class Watching(ScriptedTelegram):
        async def do_request(self, *args: Any, **kwargs: Any) -> Reply:
            data = kwargs.get("request_data") or args[2]
            if data is not None and data.parameters.get("offset") == 3:
                async with store.read() as conn:
                    rows = await conn.exec_driver_sql("SELECT update_id FROM inbox")
                    kept_at_confirmation.extend(row[0] for row in rows)
            await asyncio.sleep(0.01)
            return await super().do_request(*args, **kwargs)

    async def handle(update: Update) -> None:
        pass

    async with receiving(store, handle, Watching(script=script)) as box:
        await poll_for(box)

    assert kept_at_confirmation[:2] == [1, 2]
    assert updates.waiting == []
    assert await waiting_ids(store) == []


async def test_what_was_kept_but_not_handled_is_handled_at_the_next_start(store: Store) -> None:
    """A crash between the commit and the handler costs nothing."""
    await keep(store, message(1, text="/price copper"), message(2, text="/risks"))
    seen: list[str | None] = []

    async def handle(update: Update) -> None:
        assert update.message is not None
        seen.append(update.message.text)

    async with receiving(store, handle) as box:
        assert await box.replay() == 2

    assert seen == ["/price copper", "/risks"]
    assert await waiting_ids(store) == []


async def test_an_update_that_comes_twice_is_handled_once(store: Store) -> None:
    """Telegram repeats a batch it is not sure of; the number of the update decides."""
    seen: list[int] = []

    async def handle(update: Update) -> None:
        seen.append(update.update_id)

    async with receiving(store, handle) as box:
        batch = [Update.de_json(message(n), None) for n in (1, 2)]
        await box.accept(batch)
        await box.accept(batch)

    assert seen == [1, 2]


async def test_what_was_handled_is_not_replayed(store: Store) -> None:
    """A second start takes up nothing that was finished."""

    async def handle(update: Update) -> None:
        pass

    async with receiving(store, handle) as box:
        await box.accept([Update.de_json(message(1), None)])
    async with receiving(store, handle) as box:
        assert await box.replay() == 0


async def test_one_update_that_kills_the_process_is_given_up(store: Store) -> None:
    """After three starts that died with it in hand it is marked failed, and others are handled."""
    await keep(store, message(1, chat_id=1), message(2, chat_id=2))
    handled: list[int] = []

    async def deadly(update: Update) -> None:
        if update.update_id == 1:
            await asyncio.sleep(3600)
        handled.append(update.update_id)

    for _ in range(TRIES):
        application = application_of(store, ScriptedTelegram(), deadly)
        async with application:
            box = Inbox(application, unhurried)
            await box.replay()
            await asyncio.sleep(0.1)
            for task in list(box._running):  # what a kill -9 does
                task.cancel()

    assert handled == [2]
    assert await waiting_ids(store) == []
    async with store.read() as conn:
        error = (await conn.exec_driver_sql("SELECT error FROM inbox WHERE update_id = 1")).scalar()
    assert error == "the process ended while handling it"


async def test_an_error_in_a_handler_is_told_once_and_costs_nothing_else(
    store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    """The person is told in plain words, the log has the number, the next update is handled."""
    telegram = ScriptedTelegram()
    seen: list[int] = []

    async def handle(update: Update) -> None:
        if update.update_id == 41:
            raise RuntimeError("a mistake of ours")
        seen.append(update.update_id)

    async with receiving(store, handle, telegram) as box:
        await box.accept([Update.de_json(message(n), None) for n in (41, 42)])

    assert seen == [42]
    assert [("41" in call["text"], call["chat_id"]) for call in telegram.sent] == [(True, 1)]
    assert "update 41 failed" in caplog.text
    assert await waiting_ids(store) == []


async def test_when_telegram_cannot_be_reached_the_update_is_tried_again(store: Store) -> None:
    """The answer could not be sent: the same update is handled again a moment later."""
    tries: list[int] = []

    async def handle(update: Update) -> None:
        tries.append(update.update_id)
        if len(tries) < TRIES:
            raise NetworkError("Bad Gateway")

    async with receiving(store, handle) as box:
        await box.accept([Update.de_json(message(7), None)])

    assert tries == [7, 7, 7]
    assert await waiting_ids(store) == []


async def test_updates_of_a_chat_are_handled_in_order_and_chats_side_by_side(store: Store) -> None:
    """A slow answer to one person holds up that person's next question, and nobody else's."""
    order: list[str] = []

    async def handle(update: Update) -> None:
        assert update.message is not None
        if update.message.text == "slow":
            await asyncio.sleep(0.1)
        order.append(f"{update.message.chat.id} {update.message.text}")

    async with receiving(store, handle) as box:
        await box.accept(
            [
                Update.de_json(message(1, chat_id=1, text="slow"), None),
                Update.de_json(message(2, chat_id=1, text="second"), None),
                Update.de_json(message(3, chat_id=2, text="other"), None),
            ]
        )

    assert order == ["2 other", "1 slow", "1 second"]


async def test_a_stop_leaves_slow_work_for_the_next_start(store: Store) -> None:
    """What cannot finish in time is not marked, so that the next start takes it up."""

    async def never(update: Update) -> None:
        await asyncio.sleep(3600)

    async with receiving(store, never) as box:
        await box.accept([Update.de_json(message(5), None)])
        started = asyncio.get_running_loop().time()
        await box.drain()
        took = asyncio.get_running_loop().time() - started

    assert took < 3
    assert await waiting_ids(store) == [5]


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        (refuse(409, "Conflict: terminated by other getUpdates request"), "another process"),
        (refuse(502, "Bad Gateway"), "Bad Gateway"),
        (refuse(429, "Too Many Requests: retry after 1", retry_after=1), "again in"),
    ],
)
async def test_polling_goes_on_after_trouble(
    store: Store, caplog: pytest.LogCaptureFixture, reply: Reply, said: str
) -> None:
    """The trouble is explained in the log, and what comes afterwards is handled."""
    trouble = [reply, reply]
    updates = Updates([message(9)])
    seen: list[int] = []

    async def handle(update: Update) -> None:
        seen.append(update.update_id)

    class Slow(ScriptedTelegram):
        async def do_request(self, *args: Any, **kwargs: Any) -> Reply:
            await asyncio.sleep(0.01)
            return await super().do_request(*args, **kwargs)

    def script(method: str, params: Params) -> Reply | None:
        if method == "getUpdates" and trouble:
            return trouble.pop()
        return updates(method, params)

    async with receiving(store, handle, Slow(script=script)) as box:
        await poll_for(box)

    assert seen == [9]
    assert said in caplog.text


async def test_a_refused_token_ends_polling_with_a_plain_message(store: Store) -> None:
    """There is no use in trying again: the operator is told what to do."""

    async def handle(update: Update) -> None:
        pass

    def script(method: str, _params: Params) -> Reply | None:
        return refuse(401, "Unauthorized") if method == "getUpdates" else None

    async with receiving(store, handle, ScriptedTelegram(script=script)) as box:
        with pytest.raises(ConfigError, match="BotFather"):
            await box.poll()
