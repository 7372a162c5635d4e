"""A look at a source: what is new is taken in once, whatever happens in between."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from starlette.requests import Request
from starlette.responses import Response

from briefs.sources.client import Web
from briefs.sources.failures import Reason
from briefs.sources.feed import FeedSource, FeedSpec
from briefs.sources.listing import ListingSource, ListingSpec
from briefs.sources.poll import MOST_NEW, PATIENCE, Polled, poll
from briefs.sources.polled import Look, PolledSource
from briefs.sources.state import SourceState
from briefs.store import Store, quarantine, sources, spool
from tests.support.feeds import LONG, item, numbered, rss
from tests.support.site import Site

NOW = datetime(2030, 3, 5, 10, 0, tzinfo=UTC)
XML = "application/rss+xml"


def middle(low: float, high: float) -> float:
    """Chance that always falls in the middle."""
    return (low + high) / 2


@dataclass
class Desk:
    """One feed at `/feed`, looked at by hand."""

    store: Store
    web: Web
    site: Site
    now: datetime = NOW

    def source(self, **fields: Any) -> PolledSource:
        url = f"{self.site.url}/feed"
        return FeedSource(FeedSpec(id="wire", kind="feed", url=url, **fields))

    async def look(self, source: PolledSource | None = None) -> Polled:
        self.now += timedelta(minutes=10)
        return await poll(
            source or self.source(), store=self.store, web=self.web, now=self.now, draw=middle
        )

    def teasers(self, *numbers: int) -> None:
        """A feed whose entries are but the beginnings of pages."""
        entries = [item(f"Tin {n}", f"{self.site.url}/{n}", text=f"Tin {n} …") for n in numbers]
        self.site.put("/feed", rss(*entries), XML, etag='"1"')
        for number in numbers:
            self.page(number)

    def page(self, number: int) -> None:
        self.site.put(f"/{number}", f"<h1>Tin {number}</h1><p>{LONG}")

    async def taken(self) -> list[dict[str, Any]]:
        async with self.store.read() as conn:
            return [json.loads(raw.content) for _, raw in await spool.waiting(conn, limit=9999)]


@pytest.fixture
def desk(store: Store, web: Web, site: Site) -> Desk:
    return Desk(store, web, site)


async def test_news_is_taken_in_once(desk: Desk) -> None:
    """Oldest first; a second look at the same feed takes in only what was added."""
    desk.site.put("/feed", rss(*numbered([2, 1])), XML)
    first = await desk.look()
    desk.site.put("/feed", rss(*numbered([3, 2, 1])), XML)
    second = await desk.look()

    assert (first.stood, first.new, second.stood, second.new) == (2, 2, 3, 1)
    assert [each["title"][:8] for each in await desk.taken()] == [
        "Tin at 1",
        "Tin at 2",
        "Tin at 3",
    ]


async def test_an_unchanged_feed_is_not_sent_again(desk: Desk) -> None:
    """Its validators are kept between looks, and across a 304 that repeats none."""
    desk.site.put("/feed", rss(*numbered([1])), XML, etag='"1"')
    await desk.look()
    await desk.look()
    third = await desk.look()

    assert (third.stood, third.state.etag, third.state.reason) == (0, '"1"', None)
    asked = [each for each in desk.site.asked if each.url.path == "/feed"]
    assert [each.headers.get("if-none-match") for each in asked] == [None, '"1"', '"1"']


async def test_a_stop_in_the_middle_takes_in_nothing_twice(desk: Desk) -> None:
    """Stopped while the second page is fetched: the first stays, the next look goes on from it."""
    desk.teasers(3, 2, 1)
    asked = asyncio.Event()

    async def hang(_: Request) -> Response:
        asked.set()
        await asyncio.sleep(60)
        return Response()

    desk.site.pages["/2"] = hang
    looking = asyncio.create_task(desk.look())
    await asked.wait()
    looking.cancel()
    await asyncio.gather(looking, return_exceptions=True)
    desk.page(2)
    whole = await desk.look()

    assert (whole.new, whole.state.reason, whole.state.etag) == (2, None, '"1"')
    assert [each["title"] for each in await desk.taken()] == ["Tin 1", "Tin 2", "Tin 3"]
    assert all(LONG in each["body"] for each in await desk.taken())
    assert desk.site.paths().count("/1") == 1


async def test_a_page_that_fails_holds_up_no_other(desk: Desk) -> None:
    """It is tried again by and by; when it goes on failing, the teaser is all there is."""
    desk.teasers(3, 2, 1)
    desk.site.status("/2", 500)
    first = await desk.look()
    for _ in range(PATIENCE):
        last = await desk.look()
    after = await desk.look()

    assert (first.new, first.state.reason, first.state.etag) == (2, Reason.SERVER_ERROR, None)
    assert (last.new, last.state.reason) == (1, None)
    assert after.stood == 0
    assert [each["title"] for each in await desk.taken()] == ["Tin 1", "Tin 3", "Tin 2"]
    assert (await desk.taken())[-1]["body"] == "Tin 2 …"


async def test_a_page_we_may_not_have_leaves_the_teaser(desk: Desk) -> None:
    """Behind a login: what the feed says is all there is, and no fault of the source."""
    desk.teasers(1)
    desk.site.status("/1", 403)
    state = (await desk.look()).state

    assert state.reason is None
    assert [each["body"] for each in await desk.taken()] == ["Tin 1 …"]


async def test_an_article_that_is_gone_is_set_aside(desk: Desk) -> None:
    """A link of a list leads nowhere: its address and the reason are in quarantine, once."""
    links = "".join(f'<a href="/tin-{n}">Tin rises again, part {n}</a>' for n in (3, 2, 1))
    desk.site.put("/list", f"<body>{links}")
    for n in (1, 3):
        desk.site.put(f"/tin-{n}", f"<article><h1>Tin {n}</h1><p>{LONG}</article>")
    url = f"{desk.site.url}/list"
    source = ListingSource(ListingSpec(id="list", kind="page", url=url, articles=("/tin-",)))
    first = await desk.look(source)
    second = await desk.look(source)
    async with desk.store.read() as conn:
        (aside,) = await quarantine.waiting(conn)

    assert (first.new, first.state.reason, second.new) == (2, None, 0)
    assert aside.raw.content == f"{desk.site.url}/tin-2"
    assert "status 404" in aside.reason


async def test_a_fault_of_ours_stops_no_source(desk: Desk) -> None:
    """It is told as what it is, and the source is looked at again."""

    class Broken(FeedSource):
        async def look(self, state: SourceState, web: Web, now: datetime) -> Look:
            raise ZeroDivisionError

    source = desk.source()
    assert isinstance(source, FeedSource)
    state = (await desk.look(Broken(source.spec))).state

    assert (state.reason, state.detail) == (Reason.FAULT, "ZeroDivisionError: ")
    assert state.due_at is not None


async def test_a_long_feed_is_taken_in_bit_by_bit(desk: Desk) -> None:
    """Nothing is left out: what one look does not take the next one does, at once."""
    desk.site.put("/feed", rss(*numbered(range(MOST_NEW + 5))), XML, etag='"1"')
    first = await desk.look()
    second = await desk.look()

    assert (first.new, first.state.due_at) == (MOST_NEW, desk.now - timedelta(minutes=10))
    assert (second.new, second.state.etag) == (5, '"1"')


async def test_failures_are_counted_and_told(desk: Desk) -> None:
    """Each doubles the bound of the pause; an answer ends the row."""
    desk.site.status("/feed", 502)
    failed = [(await desk.look()).state for _ in range(3)]
    desk.site.put("/feed", rss(*numbered([1])), XML)
    mended = (await desk.look()).state

    assert [state.failures for state in failed] == [1, 2, 3]
    assert [state.due_at - state.looked_at for state in failed] == [
        timedelta(minutes=minutes) for minutes in (1, 2, 4)
    ]
    assert (mended.failures, mended.reason, mended.detail) == (0, None, "")


async def test_a_server_that_asks_for_time_gets_it(desk: Desk) -> None:
    """Retry-After is a lower bound of the pause."""
    desk.site.status("/feed", 429, retry_after="1800")

    state = (await desk.look()).state

    assert (state.reason, state.due_at) == (Reason.BUSY, desk.now + timedelta(minutes=30))


async def test_a_feed_that_moved_is_asked_at_its_new_address(desk: Desk) -> None:
    """301 is remembered, until the operator writes another address."""
    desk.site.status("/feed", 301, location="/new")
    desk.site.put("/new", rss(*numbered([1])), XML, etag='"1"')
    await desk.look()
    await desk.look()

    assert desk.site.paths() == ["/robots.txt", "/feed", "/new", "/new"]


async def test_a_feed_that_became_a_page_has_changed(desk: Desk) -> None:
    """Read before and not now: that is told apart from what was never a feed."""
    desk.site.put("/feed", "<html><h1>Welcome</h1></html>")
    never = (await desk.look()).state
    desk.site.put("/feed", rss(*numbered([1])), XML)
    await desk.look()
    desk.site.put("/feed", "<html><h1>Welcome</h1></html>")
    now_not = (await desk.look()).state

    assert (never.reason, now_not.reason) == (Reason.UNREADABLE, Reason.CHANGED)


async def test_state_outlives_the_process(desk: Desk) -> None:
    """All of it is in the database."""
    desk.site.put("/feed", rss(*numbered([1])), XML, etag='"1"')
    after = (await desk.look()).state

    async with desk.store.read() as conn:
        assert await sources.load_state(conn, "wire") == after
