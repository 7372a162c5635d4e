"""What is published from memory is what the store would give back: not a sign differs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

import briefs.ingest
from bot.samples import dense_flashes, sample_flashes
from briefs import publish as publishing
from briefs.fresh import Fresh
from briefs.ingest import ingest
from briefs.lexicon import load_lexicon
from briefs.news import event_news, news_of
from briefs.publish import brief_event, publish
from briefs.render import load_renderer
from briefs.store import Store, chats, subscriptions
from briefs.types import RawFlash
from tests.support.pages import PAGE, raw

NOW = datetime(2030, 3, 6, 2, 0, tzinfo=UTC)
CORRECTED = "Tin (Sample)\nMar 5, 2030 {}:00\nTin ingot was quoted at {} yuan/mt on March 5."


def flashes() -> Iterator[RawFlash]:
    yield from sample_flashes(NOW)
    yield from dense_flashes(NOW)
    yield raw(PAGE)
    yield raw(CORRECTED.format("09", "250,000"))
    yield raw(CORRECTED.format("10", "251,000"))
    yield raw("A headline that states nothing")


async def test_memory_and_store_agree(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """The briefing with its sources, checks and unread numbers, and what filters see of it."""
    lexicon = load_lexicon()
    renderer = load_renderer(lexicon=lexicon)
    alone = []

    async def compared(conn: Any, event_id: int, *, fresh: Fresh | None, **rest: Any) -> int:
        if fresh is not None:
            alone.append(event_id)
            briefing = await publishing._brief(conn, fresh.event, fresh)
            assert briefing == await brief_event(conn, event_id)
            seen, stored = news_of(fresh.story, lexicon), await event_news(conn, event_id, lexicon)
            assert seen == stored
        return await publish(conn, event_id, fresh=fresh, **rest)

    monkeypatch.setattr(briefs.ingest, "publish", compared)
    async with store.begin() as conn:
        await chats.save_chat(conn, 1, type="private", title="", language="en", now=NOW)
        await subscriptions.subscribe(conn, 1, 0, "*", NOW)
    for one in flashes():
        await ingest(one, store=store, lexicon=lexicon, renderer=renderer, now=NOW)

    assert len(alone) > 15
