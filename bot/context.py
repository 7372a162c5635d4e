"""What every handler is given besides the update: the services, and the moment it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeAlias, cast

from telegram.ext import Application, CallbackContext, ExtBot

from bot.i18n import Translations
from briefs.answer.model import Complete
from briefs.lexicon import Lexicon
from briefs.render import Renderer
from briefs.sources.book import Book
from briefs.store import Store

Data: TypeAlias = dict[Any, Any]
SERVICES = "services"


@dataclass(frozen=True, slots=True)
class Services:
    """Made once, in `app.build`, and shared by every handler and loop."""

    store: Store
    lexicon: Lexicon
    renderer: Renderer
    translations: Translations
    owners: frozenset[int]  # Telegram user ids that may feed flashes
    book: Book
    clock: Callable[[], datetime]
    wake_delivery: Callable[[], None]
    wake_reading: Callable[[], None]  # after something was put into the spool
    drop_delivery: Callable[[int], None]  # after a chat was forgotten: sends it nothing more
    complete: Complete | None = None  # asks a language model, where there is one
    # What went wrong with an update, from the error handler to the inbox, which takes it away.
    failed: dict[int, Exception] = field(default_factory=dict)


class BotContext(CallbackContext[ExtBot[None], Data, Data, Data]):
    """python-telegram-bot's context, with our services by their names."""

    @property
    def services(self) -> Services:
        return services_of(self.application)

    @property
    def store(self) -> Store:
        return self.services.store

    @property
    def lexicon(self) -> Lexicon:
        return self.services.lexicon

    @property
    def renderer(self) -> Renderer:
        return self.services.renderer

    def now(self) -> datetime:
        return self.services.clock()


# Without PTB's own job queue: what is to be done later stands in our tables.
BotApplication: TypeAlias = Application[ExtBot[None], BotContext, Data, Data, Data, None]


def services_of(application: Application[Any, Any, Any, Any, Any, Any]) -> Services:
    return cast(Services, application.bot_data[SERVICES])
