"""What every command that touches stored news needs, opened together and closed together."""

from __future__ import annotations

import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from bot.config import Settings
from briefs.errors import StoreMissing, StoreOutdated
from briefs.lexicon import Lexicon, load_lexicon
from briefs.render import Renderer, load_renderer
from briefs.sheets.layout import load_layout
from briefs.store import Store, migrate, open_store


@dataclass(frozen=True, slots=True)
class Desk:
    """The database, the names and the templates."""

    store: Store
    lexicon: Lexicon
    renderer: Renderer


@asynccontextmanager
async def open_desk(settings: Settings) -> AsyncIterator[Desk]:
    """Open the database (an embedded one is created and migrated first) and load the data files."""
    store = await open_or_create(settings)
    try:
        lexicon = load_lexicon()
        load_layout()  # read when a sheet comes: a mistake in it is told now
        renderer = load_renderer(lexicon=lexicon)
        # The names stay for good: walking them for garbage would hold everything up for 70 ms.
        gc.freeze()
        yield Desk(store, lexicon, renderer)
    finally:
        await store.close()


async def open_or_create(settings: Settings) -> Store:
    """The store; only our own file is migrated unasked, a server's database by `migrate`."""
    try:
        return await open_store(settings.store_url)
    except (StoreMissing, StoreOutdated):
        if not settings.embedded:
            raise
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    await migrate(settings.store_url)
    return await open_store(settings.store_url)
