"""The one place that wires the bot, starts it and stops it.

app = build(token=…, api_url=…, store=…, lexicon=…, renderer=…, owners=…)
await app.start()
try:
    await app.run_until_stopped()      until Ctrl-C, SIGTERM, or a job that fails
finally:
    await app.stop()                   in under three seconds; nothing is lost
"""

from __future__ import annotations

import asyncio
import logging
import os
import random
import signal
from collections.abc import Callable, Collection
from datetime import datetime

from telegram.error import InvalidToken, TelegramError
from telegram.ext import Application, ContextTypes

from bot.config import ConfigError, WebAddress
from bot.context import SERVICES, BotApplication, BotContext, Services, services_of
from bot.delivery.channels import Channels
from bot.delivery.deliver import Deliverer, Means
from bot.delivery.failures import TOKEN_REFUSED
from bot.delivery.pace import Pace
from bot.delivery.request import PacedRequest
from bot.delivery.wire import Wire
from bot.handlers import register
from bot.handlers.menu import show_menu
from bot.i18n import load_translations
from bot.inbox import POLL_PAUSES, Inbox, Sleep
from bot.jobs import LOOK_SECONDS, Job, all_jobs, utc_now
from bot.polling import Polling
from briefs.answer.model import Complete
from briefs.lexicon import Lexicon
from briefs.render import Renderer
from briefs.sources.book import Book
from briefs.sources.client import Web
from briefs.store import Store

log = logging.getLogger(__name__)

STOP_SECONDS = 2.5


class App:
    """A built bot. Start it once, stop it once; `username` is known once it has started."""

    def __init__(
        self,
        application: BotApplication,
        inbox: Inbox,
        deliverer: Deliverer,
        web: Web,
        jobs: Callable[[], list[Job]],
    ) -> None:
        self.application = application
        self._inbox = inbox
        self._deliverer = deliverer
        self._web = web
        self._jobs = jobs
        self._running: list[asyncio.Task[None]] = []
        self._stopping = asyncio.Event()

    @property
    def username(self) -> str:
        return self.application.bot.username

    async def start(self) -> None:
        """Begin to answer and to deliver. Raises ConfigError if the token is refused.

        While the Bot API cannot be reached it goes on trying.
        """
        await self._connect()
        replayed = await self._inbox.replay()
        if replayed:
            log.info("%d updates of an earlier run are handled first", replayed)
        self._running = [self._run(job) for job in self._jobs()]
        await show_menu(self.application.bot, services_of(self.application).translations)
        log.info("@%s is ready", self.username)

    async def run_until_stopped(self) -> None:
        """Wait for Ctrl-C or SIGTERM. Raises what ended a job."""
        loop = asyncio.get_running_loop()
        signals = (signal.SIGINT, signal.SIGTERM)
        for each in signals:
            loop.add_signal_handler(each, self._stopping.set)
        try:
            stopping = asyncio.create_task(self._stopping.wait())
            done, _ = await asyncio.wait(
                [stopping, *self._running], return_when=asyncio.FIRST_COMPLETED
            )
            stopping.cancel()
            for task in done - {stopping}:
                task.result()
        finally:
            for each in signals:
                loop.remove_signal_handler(each)

    def wake_delivery(self) -> None:
        """Something was queued: send it now rather than at the next look."""
        self._deliverer.wake()

    def request_stop(self) -> None:
        """End `run_until_stopped`, as Ctrl-C would."""
        self._stopping.set()

    async def stop(self) -> None:
        """Stop all loops; what is not done is kept for the next start."""
        for task in self._running:
            task.cancel()
        await asyncio.gather(*self._running, return_exceptions=True)
        try:
            async with asyncio.timeout(STOP_SECONDS):
                await asyncio.gather(self._inbox.drain(), self._deliverer.stop(), self._web.close())
                await self.application.shutdown()
                # An application that could not start leaves its bot's connections open.
                await self.application.bot.shutdown()
        except TimeoutError:
            log.warning("stopped with work in hand; the next start goes on with it")

    def _run(self, job: Job) -> asyncio.Task[None]:
        return asyncio.create_task(job.loop, name=job.name)

    async def _connect(self) -> None:
        failures = 0
        while True:
            try:
                return await self.application.initialize()
            except InvalidToken as error:
                raise ConfigError(TOKEN_REFUSED) from error
            except TelegramError as error:
                pause = POLL_PAUSES[min(failures, len(POLL_PAUSES) - 1)]
                failures += 1
                log.warning("the Bot API cannot be reached (%s); again in %d s", error, pause)
                await asyncio.sleep(pause)


def build(
    *,
    token: str,
    api_url: str,
    store: Store,
    lexicon: Lexicon,
    renderer: Renderer,
    owners: Collection[int] = (),
    book: Book | None = None,
    web: Web | None = None,
    web_address: WebAddress | None = None,
    complete: Complete | None = None,
    clock: Callable[[], datetime] = utc_now,
    pace: Pace | None = None,
    paid_stars_a_day: int = 0,
    most_in_flight: int | None = None,
    sleep: Sleep = asyncio.sleep,
    look_seconds: float = LOOK_SECONDS,
) -> App:
    """Wire a bot; nothing runs yet. `api_url` is the base of any Bot API, ours or Telegram's.

    The caller keeps the store and closes it after `stop`, which closes `web`. `book` has the
    sources to look at. `web_address` is where our own web server listens, if it is to.
    `complete` asks a language model, where there is one.
    `look_seconds` lie between two looks at what is due by the clock.
    """
    # python-telegram-bot warns of its old way, seconds as a number, unless told to use the new one.
    os.environ.setdefault("PTB_TIMEDELTA", "true")
    api_url, pace, wire = api_url.rstrip("/"), pace or Pace(), Wire()
    application = _application(token, api_url, PacedRequest(wire, pace), PacedRequest(wire))
    translations = load_translations()
    means = Means(
        post=wire.poster(f"{api_url}/bot{token}/sendMessage"),
        store=store,
        translations=translations,
        clock=clock,
        channels=Channels(wire.caller(f"{api_url}/bot{token}"), lambda: application.bot.username),
        pace=pace,
        paid_stars_a_day=paid_stars_a_day,
        most_in_flight=most_in_flight,
    )
    deliverer, spooled = Deliverer(means), asyncio.Event()
    web, book = web or Web(), book or Book()
    services = Services(
        store=store,
        lexicon=lexicon,
        renderer=renderer,
        translations=translations,
        owners=frozenset(owners),
        book=book,
        clock=clock,
        wake_delivery=deliverer.wake,
        wake_reading=spooled.set,
        drop_delivery=deliverer.drop,
        complete=complete,
    )
    application.bot_data[SERVICES] = services
    register(application)
    updates, polling = Inbox(application, sleep), Polling(services, web, draw=random.uniform)

    def jobs() -> list[Job]:
        return all_jobs(
            updates,
            deliverer,
            polling,
            services,
            spooled=spooled,
            web=web_address,
            look_seconds=look_seconds,
        )

    return App(application, updates, deliverer, web, jobs)


def _application(
    token: str, api_url: str, request: PacedRequest, polling: PacedRequest
) -> BotApplication:
    return (
        Application.builder()
        .token(token)
        .base_url(f"{api_url}/bot")
        .base_file_url(f"{api_url}/file/bot")
        .context_types(ContextTypes(context=BotContext))
        .request(request)
        .get_updates_request(polling)
        .updater(None)
        .job_queue(None)
        .build()
    )
