"""A desk with a handful of made-up flashes stored, and a way to ask it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator

import pytest

from briefs.answer import answer
from briefs.asked import Answer
from briefs.ingest import ingest
from briefs.lexicon import Lexicon, load_lexicon
from briefs.render import Renderer, load_renderer
from briefs.store import Store, migrate, open_store
from briefs.types import RawFlash
from tests.support.asking import FLASHES, NOW, Ask, Desk
from tests.support.desk_flashes import DESK


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    return load_lexicon()


@pytest.fixture(scope="session")
def renderer() -> Renderer:
    return load_renderer()


@pytest.fixture
def desk(store: Store, lexicon: Lexicon, renderer: Renderer) -> Desk:
    """A way to store flashes of one's own, and to ask about them."""

    async def stored(*records: dict[str, str]) -> Ask:
        for record in records:
            raw = RawFlash("folder", "sample", json.dumps(record), "json", NOW)
            await ingest(raw, store=store, lexicon=lexicon, renderer=renderer, now=NOW)

        async def asked(question: str) -> tuple[Answer, str]:
            found = await answer(question, store=store, lexicon=lexicon, now=NOW)
            return found, renderer.plain(renderer.answer(found, found.query.language))

        return asked

    return stored


@pytest.fixture(scope="session")
def year_url(lexicon: Lexicon, renderer: Renderer, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A database with the desk's invented year, made once: questions only read it."""
    url = f"sqlite+aiosqlite:///{tmp_path_factory.mktemp('year') / 'year.db'}"

    async def make() -> None:
        await migrate(url)
        store = await open_store(url)
        for flash in DESK:
            raw = RawFlash("folder", "sample", json.dumps(flash), "json", NOW)
            await ingest(raw, store=store, lexicon=lexicon, renderer=renderer, now=NOW)
        await store.close()

    asyncio.run(make())
    return url


@pytest.fixture
async def year(year_url: str, lexicon: Lexicon, renderer: Renderer) -> AsyncIterator[Ask]:
    """Ask about the desk's invented year."""
    store = await open_store(year_url)

    async def asked(question: str) -> tuple[Answer, str]:
        found = await answer(question, store=store, lexicon=lexicon, now=NOW)
        return found, renderer.plain(renderer.answer(found, found.query.language))

    yield asked
    await store.close()


@pytest.fixture
async def ask(desk: Desk) -> Ask:
    """Ask a desk that has the sample flashes; gives the answer and what a person reads."""
    return await desk(*FLASHES)
