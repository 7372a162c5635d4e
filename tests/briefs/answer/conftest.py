"""A desk with a handful of made-up flashes stored, and a way to ask it."""

from __future__ import annotations

import json

import pytest

from briefs.answer import answer
from briefs.ingest import ingest
from briefs.lexicon import Lexicon, load_lexicon
from briefs.render import Renderer, load_renderer
from briefs.store import Store
from briefs.types import Answer, RawFlash
from tests.support.asking import FLASHES, NOW, Ask


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    return load_lexicon()


@pytest.fixture(scope="session")
def renderer() -> Renderer:
    return load_renderer()


@pytest.fixture
async def ask(store: Store, lexicon: Lexicon, renderer: Renderer) -> Ask:
    """Ask the desk in words; gives the answer and what a person reads."""
    for record in FLASHES:
        raw = RawFlash("folder", "sample", json.dumps(record), "json", NOW)
        await ingest(raw, store=store, lexicon=lexicon, renderer=renderer, now=NOW)

    async def asked(question: str) -> tuple[Answer, str]:
        found = await answer(question, store=store, lexicon=lexicon, now=NOW)
        return found, renderer.plain(renderer.answer(found, found.query.language))

    return asked
