"""Two sources carry one event: a folder and a feed. Its readers get one message that names both."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from briefs.intake import read_spool
from briefs.lexicon import load_lexicon
from briefs.publish import brief_event
from briefs.render import load_renderer
from briefs.sources.addresses import read_allowed
from briefs.sources.book import Book, read_sources
from briefs.sources.client import Limits, Web
from briefs.sources.poll import poll
from briefs.store import Store, chats, migrate, open_store, outbox, subscriptions
from briefs.store.tables import event
from tests.support.feeds import item, rss
from tests.support.site import Site, open_site

NOW = datetime(2030, 3, 5, 10, 0, tzinfo=UTC)
FILE = """Tin firms as a smelter stops (Sample)
Source: SMM | Mar 5, 2030 16:00
The average price of SMM #1 tin on March 5 was reported at 250,000 yuan/mt, up 2,000 yuan/mt from
the previous trading day.
"""
ENTRY = "On March 5 SMM #1 tin averaged 250,000 yuan/mt, 2,000 yuan/mt higher than a day before."


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    url = f"sqlite+aiosqlite:///{tmp_path / 'desk.db'}"
    await migrate(url)
    opened = await open_store(url)
    yield opened
    await opened.close()


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    async with open_site() as opened:
        yield opened


async def look_at_all(book: Book, store: Store, now: datetime) -> None:
    web = Web(allowed=read_allowed(["127.0.0.1"]), limits=Limits(pause=0.0))
    try:
        for source in book.polled():
            polled = await poll(
                source, store=store, web=web, now=now, draw=lambda low, high: (low + high) / 2
            )
            assert polled.state.reason is None, polled.state.detail
    finally:
        await web.close()


async def test_one_event_of_two_sources_is_told_once(
    store: Store, site: Site, tmp_path: Path
) -> None:
    """In other words and from other hands it is the same event; a third time changes nothing."""
    (tmp_path / "inbox").mkdir()
    (tmp_path / "inbox" / "tin.txt").write_text(FILE)
    os.utime(tmp_path / "inbox" / "tin.txt", (NOW.timestamp() - 60,) * 2)
    published = "Tue, 05 Mar 2030 08:20:00 GMT"
    entry = item("Spot tin gains in Exampleland", f"{site.url}/1", text=ENTRY, date=published)
    site.put("/feed", rss(entry), "application/rss+xml")
    book = read_sources(
        f'[wire]\nkind = "feed"\nurl = "{site.url}/feed"\nname = "Example Wire"\n'
        f"full_text = false\n"
        f'[inbox]\nkind = "folder"\npath = "{tmp_path / "inbox"}"\n',
        "sources.toml",
    )
    async with store.begin() as conn:
        await chats.save_chat(conn, 1, type="private", title="", language="en", now=NOW)
        await subscriptions.subscribe(conn, 1, 0, "tin", NOW)

    lexicon = load_lexicon()
    renderer = load_renderer(lexicon=lexicon)
    outcomes = []
    for minutes in (1, 2, 3):
        now = NOW + timedelta(minutes=minutes)
        await look_at_all(book, store, now)
        while read := await read_spool(
            store=store,
            lexicon=lexicon,
            renderer=renderer,
            now=now,
            freshness_of=book.freshness_of,
        ):
            outcomes += read

    assert sorted(one.result for one in outcomes) == ["joined", "stored"]
    async with store.begin() as conn:
        (event_id,) = await conn.scalars(select(event.c.id))
        briefing = await brief_event(conn, event_id)
        (message,) = await outbox.claim(
            conn, limit=9, owner="test", now=now, lease=timedelta(minutes=1)
        )
    assert {one.publisher for one in briefing.sources} == {"SMM", "Example Wire"}
    text = renderer.briefing(briefing, "en")
    assert "SMM" in text
    assert "Example Wire" in text
    assert "250,000" in message.text
    assert "SMM" in message.text
    assert "Example Wire" in message.text, "it was not sent yet when the second came"
