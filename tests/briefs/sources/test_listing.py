"""A page that lists news: new links are followed, known ones are not, a new layout is told."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from briefs.sources.client import Web
from briefs.sources.failures import Reason
from briefs.sources.listing import ListingSource, ListingSpec
from briefs.sources.poll import Polled, poll
from briefs.store import Store, spool
from tests.support.articles import list_page, unknown_page
from tests.support.site import Site

NOW = datetime(2030, 3, 5, 10, 0, tzinfo=UTC)
NAMES = ("zinc", "tin", "lead", "nickel", "copper", "cobalt")


def headline(name: str) -> str:
    return f"{name.capitalize()} firms in Exampleland on restocking"


@dataclass
class Desk:
    """One list at `/news`, looked at by hand."""

    store: Store
    web: Web
    site: Site
    now: datetime = NOW

    def publish(self, *names: str) -> None:
        for name in names:
            self.site.put(
                f"/n/{name}", unknown_page(headline(name), url=f"{self.site.url}/n/{name}")
            )
        self.site.put("/news", list_page(*((f"/n/{name}", headline(name)) for name in names)))

    async def look(self, **fields: Any) -> Polled:
        self.now += timedelta(minutes=10)
        spec = ListingSpec(id="wire", kind="page", url=f"{self.site.url}/news", **fields)
        return await poll(
            ListingSource(spec),
            store=self.store,
            web=self.web,
            now=self.now,
            draw=lambda low, high: (low + high) / 2,
        )

    async def titles(self) -> list[str]:
        async with self.store.read() as conn:
            waiting = await spool.waiting(conn, limit=999)
        return [json.loads(raw.content)["title"] for _, raw in waiting if raw.media == "json"]


@pytest.fixture
def desk(store: Store, web: Web, site: Site) -> Desk:
    return Desk(store, web, site)


async def test_new_links_are_followed_once(desk: Desk) -> None:
    """Oldest first; a later look fetches the list and what was added, nothing else."""
    desk.publish("tin", "zinc")
    await desk.look()
    desk.site.asked.clear()
    desk.publish("lead", "tin", "zinc")
    polled = await desk.look()

    assert await desk.titles() == [headline(name) for name in ("zinc", "tin", "lead")]
    assert desk.site.paths() == ["/news", "/n/lead"]
    assert (polled.stood, polled.new) == (3, 1)


async def test_links_to_elsewhere_and_through_the_site_are_not_followed(desk: Desk) -> None:
    """Only articles of the page's own site; what marks whence one came makes no second article."""
    desk.publish("zinc")
    desk.site.put(
        "/news",
        list_page(("/n/zinc?utm_source=list", headline("zinc")), ("/n/zinc#top", headline("zinc"))),
    )

    polled = await desk.look()

    assert (polled.stood, polled.new) == (1, 1)
    assert desk.site.paths()[-1] == "/n/zinc"


async def test_the_operator_says_which_links(desk: Desk) -> None:
    """By a selector, or by what the address has in it."""
    desk.publish("zinc", "tin")
    assert (await desk.look(links="ul.news li.row")).stood == 2
    assert (await desk.look(articles=("/n/t",))).stood == 1


async def test_a_new_layout_is_told(desk: Desk) -> None:
    """Nearly nothing found where there was much: no quiet day. As before, it is well again."""
    desk.publish(*NAMES)
    assert (await desk.look()).state.reason is None
    desk.site.put("/news", "<html><body><div id=app></div></body></html>")
    changed = await desk.look()
    desk.publish(*NAMES)
    well = await desk.look()

    assert (changed.state.reason, changed.new) == (Reason.CHANGED, 0)
    assert "usually 6" in changed.state.detail
    assert well.state.reason is None


async def test_a_list_that_was_never_understood_says_what_to_do(desk: Desk) -> None:
    """It is the operator's turn, not the site's."""
    desk.site.put("/news", "<html><body>Nothing</body></html>")
    polled = await desk.look()

    assert polled.state.reason is Reason.UNREADABLE
    assert '"links"' in polled.state.detail


async def test_other_selectors_count_anew(desk: Desk) -> None:
    """After the operator mended them, fewer links are no alarm."""
    desk.publish(*NAMES)
    await desk.look()

    assert (await desk.look(articles=("/n/zinc",))).state.reason is None


async def test_robots_txt_is_heard(desk: Desk) -> None:
    """A page it closes is not fetched; the source says why."""
    desk.publish("zinc")
    desk.site.put("/robots.txt", "User-agent: *\nDisallow: /n/", "text/plain")
    polled = await desk.look()

    assert polled.state.reason is Reason.ROBOTS
    assert "/n/zinc" not in desk.site.paths()


async def test_a_page_without_an_article_is_kept_as_it_came(desk: Desk) -> None:
    """For the quarantine, with its address; the others are read."""
    desk.publish("zinc", "tin")
    desk.site.put("/n/zinc", "<html><body><nav>Home</nav></body></html>")
    await desk.look()

    async with desk.store.read() as conn:
        second, first = (raw for _, raw in await spool.waiting(conn, limit=9))
    assert (first.media, first.origin) == ("html", f"{desk.site.url}/n/zinc")
    assert second.media == "json"
