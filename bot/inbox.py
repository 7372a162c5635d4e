"""Updates from Telegram: kept first, handled then, so that a crash loses none.

    poll → remember (committed) → the next poll confirms them to Telegram
                └→ handle: one at a time for a chat, several chats at once → mark handled

What was kept and not handled is handled at the next start. An update that fails because Telegram
could not be reached is tried again; one during which the process died three times is given up, with
its error, and the others go on. At least once: an answer given just before a crash may come twice.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypeAlias
from weakref import WeakValueDictionary

from telegram import Update
from telegram.error import Conflict, InvalidToken, TelegramError

from bot.config import ConfigError
from bot.context import BotApplication, services_of
from bot.delivery.failures import TOKEN_REFUSED, Response, classify
from briefs.errors import StoreError
from briefs.store import inbox

log = logging.getLogger(__name__)

ALLOWED_UPDATES = (
    "message",
    "channel_post",
    "edited_channel_post",
    "callback_query",
    "my_chat_member",
    "inline_query",
)
POLL_SECONDS = 25  # Telegram holds the request this long when there is nothing
POLL_SLACK_SECONDS = 10
POLL_PAUSES = (1, 2, 5, 15, 30)
TRIES = 3
IN_FLIGHT = 8
WAITING = 200  # more than these in memory, and the rest stays with Telegram
REPLAYED = 1_000  # more cannot have been kept unhandled: WAITING and a batch
RETRY_SECONDS = (1.0, 3.0)
DRAIN_SECONDS = 1.5
DIED = "the process ended while handling it"


Sleep: TypeAlias = Callable[[float], Awaitable[None]]  # `asyncio.sleep`, or a test's own


@dataclass(frozen=True, slots=True)
class Task:
    """An update to handle; `replayed`: an earlier run had it and died."""

    update: Update
    attempts: int = 0
    replayed: bool = False


class Inbox:
    """The one way in for updates, whether polled or pushed."""

    def __init__(self, application: BotApplication, sleep: Sleep = asyncio.sleep) -> None:
        self._application = application
        self._services = services_of(application)
        self._sleep = sleep
        self._slots = asyncio.Semaphore(IN_FLIGHT)
        self._turns: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()
        self._running: set[asyncio.Task[None]] = set()
        self._room = asyncio.Event()
        self._offset: int | None = None

    async def replay(self) -> int:
        """Take up what an earlier run kept and did not finish; gives how many."""
        async with self._services.store.read() as conn:
            kept = await inbox.pending(conn, limit=REPLAYED)
        for item in kept:
            update = Update.de_json(dict(item.payload), self._application.bot)
            self._spawn(Task(update, item.attempts, replayed=True))
        return len(kept)

    async def poll(self) -> None:
        """Fetch updates until cancelled. Raises ConfigError when the token is refused."""
        failures = 0
        while True:
            try:
                await self.accept(await self._fetch())
            except InvalidToken as error:
                raise ConfigError(TOKEN_REFUSED) from error
            except (TelegramError, StoreError) as error:
                # What could not be kept was not confirmed: Telegram has it still.
                pause = _pause(error, failures)
                failures += 1
                log.warning("polling: %s; again in %g s", _explain(error), pause)
                await self._sleep(pause)
                continue
            failures = 0
            await self._wait_for_room()

    async def accept(self, updates: Sequence[Update]) -> None:
        """Keep updates, then set about handling those that are new."""
        if not updates:
            return
        now = self._services.clock()
        async with self._services.store.begin() as conn:
            new = [
                update
                for update in updates
                if _is_fleeting(update)
                or await inbox.remember(conn, update.update_id, update.to_dict(), now)
            ]
        # Only now, with the commit done, may the next request confirm them to Telegram.
        self._offset = updates[-1].update_id + 1
        for update in new:
            self._spawn(Task(update))

    async def drain(self) -> None:
        """Let what is being handled finish; what does not in time is replayed by the next start."""
        if self._running:
            await asyncio.wait(self._running, timeout=DRAIN_SECONDS)
        left = list(self._running)
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)
        if left:
            log.info("%d updates are left for the next start", len(left))

    async def _fetch(self) -> tuple[Update, ...]:
        return await self._application.bot.get_updates(
            offset=self._offset,
            timeout=POLL_SECONDS,
            read_timeout=POLL_SLACK_SECONDS,
            allowed_updates=ALLOWED_UPDATES,
        )

    def _spawn(self, task: Task) -> None:
        running = asyncio.create_task(self._run(task), name=f"update {task.update.update_id}")
        self._running.add(running)
        running.add_done_callback(self._ended)

    def _ended(self, running: asyncio.Task[None]) -> None:
        self._running.discard(running)
        if len(self._running) < WAITING:
            self._room.set()
        if not running.cancelled() and running.exception() is not None:
            log.error("%s was not marked", running.get_name(), exc_info=running.exception())

    async def _wait_for_room(self) -> None:
        if len(self._running) >= WAITING:
            self._room.clear()
            await self._room.wait()

    async def _run(self, task: Task) -> None:
        id, chat = task.update.update_id, task.update.effective_chat
        turn = self._turns.setdefault(chat.id if chat else 0, asyncio.Lock())
        # A lock wakes its waiters in order: a person's updates are handled as they were sent.
        async with turn:
            attempts = task.attempts
            if task.replayed:
                attempts += 1
                await self._insist(partial(self._fail, id, DIED, attempts >= TRIES))
            while attempts < TRIES:
                error = await self._handle(task.update)
                if error is None:
                    await self._insist(partial(self._mark, id))
                    break
                attempts = attempts + 1 if _passing(error) else TRIES
                await self._insist(partial(self._fail, id, _line(error), attempts >= TRIES))
                if attempts < TRIES:
                    await self._sleep(_wait(error, attempts))

    async def _handle(self, update: Update) -> Exception | None:
        async with self._slots:
            await self._application.process_update(update)
        return self._services.failed.pop(update.update_id, None)

    async def _insist(self, note: Callable[[], Awaitable[None]]) -> None:
        """Note what became of an update; while the database fails, again and again."""
        while True:
            try:
                return await note()
            except StoreError as error:
                log.warning("an update cannot be marked: %s", error)
                await self._sleep(RETRY_SECONDS[-1])

    async def _mark(self, update_id: int) -> None:
        async with self._services.store.begin() as conn:
            await inbox.mark_handled(conn, [update_id], self._services.clock())

    async def _fail(self, update_id: int, error: str, give_up: bool) -> None:
        now = self._services.clock()
        async with self._services.store.begin() as conn:
            await inbox.mark_failed(conn, update_id, error, now, give_up=give_up)
        if give_up:
            log.error("update %d is given up: %s", update_id, error)


def _is_fleeting(update: Update) -> bool:
    """Words typed behind our name: with the next letter nobody waits for their answer."""
    return update.inline_query is not None


def _passing(error: Exception) -> bool:
    """Whether the same update may well succeed a moment later."""
    if isinstance(error, StoreError):
        return True
    return isinstance(error, TelegramError) and classify(error).response in (
        Response.RETRY,
        Response.WAIT,
    )


def _wait(error: Exception, attempts: int) -> float:
    asked = classify(error).wait
    return asked if asked is not None else RETRY_SECONDS[min(attempts, len(RETRY_SECONDS)) - 1]


def _pause(error: TelegramError | StoreError, failures: int) -> float:
    asked = classify(error).wait or 0.0
    return max(asked, POLL_PAUSES[min(failures, len(POLL_PAUSES) - 1)])


def _explain(error: TelegramError | StoreError) -> str:
    if isinstance(error, Conflict):
        return "another process polls with this token, or a webhook is set (409)"
    return _line(error)


def _line(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:500]
