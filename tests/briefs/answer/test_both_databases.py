"""PostgreSQL answers what SQLite answers, word for word."""

from __future__ import annotations

import json

from briefs.answer import answer
from briefs.ingest import ingest
from briefs.lexicon import Lexicon
from briefs.render import Renderer
from briefs.store import migrate, open_store
from briefs.types import RawFlash
from tests.briefs.answer.test_kinds import KINDS
from tests.support.asking import NOW, Ask
from tests.support.databases import postgresql
from tests.support.desk_flashes import DESK


async def test_every_kind_is_answered_alike(
    year: Ask, lexicon: Lexicon, renderer: Renderer
) -> None:
    """One question of every kind, and one that cannot be answered: the same text from both."""
    questions = [kind["questions"][0] for kind in KINDS] + ["holmium oxide price"]
    async with postgresql() as url:
        await migrate(url)
        store = await open_store(url)
        for flash in DESK:
            raw = RawFlash("folder", "sample", json.dumps(flash), "json", NOW)
            await ingest(raw, store=store, lexicon=lexicon, renderer=renderer, now=NOW)
        for question in questions:
            found = await answer(question, store=store, lexicon=lexicon, now=NOW)
            text = renderer.plain(renderer.answer(found, found.query.language))
            assert text == (await year(question))[1], question
        await store.close()
