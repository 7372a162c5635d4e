"""The end of a digest that says how much it saw."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from briefs.freshness import Freshness
from briefs.ingest import ingest
from briefs.sources.book import read_sources
from briefs.sources.failures import Reason
from briefs.sources.state import SourceState
from briefs.store import Store, chats, sources
from briefs.store.coverage import Coverage, coverage_since
from briefs.types import RawFlash
from tests.support.digests import COPPER, MONDAY, TIN, Newsroom, at, lexicon, renderer

BOOK = read_sources(
    '[wire]\nkind = "feed"\nurl = "https://a.example/"\nname = "A & B Wire"\n'
    '[other]\nkind = "feed"\nurl = "https://b.example/"\n',
    "sources.toml",
)


async def tell(store: Store, content: str, hour: int, publisher: str = "") -> None:
    """What a source brings at that hour of the second."""
    now = at(2, hour)
    body = content.replace("Sample:", f"Sample from {publisher}:") if publisher else content
    raw = RawFlash("wire", f"{hour}", body, "text", now)
    rule = Freshness(max_age=timedelta(hours=48))
    await ingest(raw, store=store, lexicon=lexicon(), renderer=renderer(), now=now, freshness=rule)


async def test_all_that_came_is_counted_once(store: Store) -> None:
    """News, the same event from elsewhere, what is old, what cannot be read: and nothing before."""
    await tell(store, COPPER, 16)
    await tell(store, TIN, 17)
    retold = TIN.replace("Sample:", "Tin market:").replace("was reported at", "stood at")
    await tell(store, retold, 18)
    await tell(store, COPPER.replace("2026-03-02", "2026-01-02").replace("512", "499"), 19)
    await tell(store, "", 20)

    async with store.read() as conn:
        seen = await coverage_since(conn, at(2, 16, 30))

    assert seen == Coverage(news=1, joined=1, not_news={"old": 1}, unreadable=1)
    assert (seen.received, seen.dropped) == (4, 2)


async def test_a_digest_says_what_it_covers(store: Store) -> None:
    """On request; with the sources that should have told something and did not."""
    room = Newsroom(store, book=BOOK)
    await room.chat(1, MONDAY)
    await room.watch(1, "copper every:08:30,coverage", MONDAY)
    await room.tell(COPPER, at(2, 17))
    await tell(store, "", 20)
    async with store.begin() as conn:
        await sources.save_state(conn, SourceState("wire", failures=4, reason=Reason.GONE))

    await room.look(at(3, 8, 30))

    (digest,) = await room.queued(1)
    assert "All sources: 2 received, 1 told as news" in digest.text
    assert "Not told: 1 unreadable." in digest.text
    assert "⚠️ Not all is covered: A &amp; B Wire fails." in digest.text


async def test_nobody_who_did_not_ask_reads_it(store: Store) -> None:
    """A digest is about the market."""
    room = Newsroom(store, book=BOOK)
    await room.chat(1, MONDAY)
    await room.watch(1, "copper every:08:30", MONDAY)
    await room.tell(COPPER, at(2, 17))
    await room.look(at(3, 8, 30))

    (digest,) = await room.queued(1)
    assert "All sources" not in digest.text


async def test_a_quiet_market_is_told_from_a_quiet_feed(store: Store) -> None:
    """Nothing new, in Chinese, and why that may be so."""
    room = Newsroom(store, book=BOOK)
    await room.chat(1, MONDAY)
    async with store.begin() as conn:
        await chats.set_language(conn, 1, 0, "zh")
        late = SourceState("wire", reason=Reason.CHANGED)
        await sources.save_state(conn, late)
        await sources.save_state(conn, replace(late, id="other"))
    await room.watch(1, "copper every:08:30,always,coverage", MONDAY)
    await room.look(at(3, 8, 30))

    (digest,) = await room.queued(1)
    assert "收到 0 条" in digest.text
    assert "覆盖不全：A &amp; B Wire 版面有变，已无内容、other 版面有变" in digest.text
