"""Feeds that mean harm: each is a clear record in its state or in quarantine, and no more."""

from __future__ import annotations

import asyncio
import gzip
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, timedelta
from functools import cache

import pytest
from starlette.responses import StreamingResponse

from briefs.freshness import Freshness, NotNews
from briefs.ingest import Outcome, Result
from briefs.intake import read_spool
from briefs.lexicon import Lexicon, load_lexicon
from briefs.render import Renderer, load_renderer
from briefs.sources.client import Web
from briefs.sources.failures import Reason
from briefs.sources.feed import FeedSource, FeedSpec
from briefs.sources.poll import Polled, poll
from briefs.store import Store
from tests.support.feeds import LONG, item, rss
from tests.support.site import Site

NOW = datetime(2030, 3, 5, 10, 0, tzinfo=UTC)
GOOD = item("Tin climbs", date="Tue, 05 Mar 2030 09:30:00 GMT")
LAUGHS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))


@cache
def lexicon() -> Lexicon:
    return load_lexicon()


@cache
def renderer() -> Renderer:
    return load_renderer(lexicon=lexicon())


async def look(site: Site, store: Store, web: Web, path: str = "/feed") -> Polled:
    spec = FeedSpec(id=path.strip("/"), kind="feed", url=site.url + path)
    return await poll(FeedSource(spec), store=store, web=web, now=NOW, draw=lambda low, _: low)


async def read(store: Store) -> list[Outcome]:
    """All that waits, through the main line."""
    outcomes: list[Outcome] = []
    while some := await read_spool(
        store=store,
        lexicon=lexicon(),
        renderer=renderer(),
        now=NOW,
        freshness_of=lambda _: Freshness(timedelta(hours=48)),
    ):
        outcomes += some
    return outcomes


def _bomb(site: Site) -> None:
    site.put("/feed", gzip.compress(bytes(30_000_000)), content_encoding="gzip")


def _many_bombs(site: Site) -> None:
    site.put("/feed", gzip.compress(gzip.compress(bytes(9_000_000))), content_encoding="gzip, gzip")


def _laughs(site: Site) -> None:
    site.put("/feed", f'<!DOCTYPE r [<!ENTITY a0 "ha">{LAUGHS}]><rss><channel>&a9;</channel></rss>')


def _our_files(site: Site) -> None:
    site.put("/feed", '<!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/passwd">]><rss>&a;</rss>')


def _inwards(site: Site) -> None:
    site.status("/feed", 302, location="http://169.254.169.254/latest/meta-data/")


def _wrapped(site: Site) -> None:
    site.status("/feed", 302, location="http://[64:ff9b::a00:1]/feed")


def _dripping(site: Site) -> None:
    async def drip() -> AsyncIterator[bytes]:
        while True:
            yield b" "
            await asyncio.sleep(0.05)

    site.pages["/feed"] = lambda _: StreamingResponse(drip(), media_type="application/xml")


def _deep(site: Site) -> None:
    site.put("/feed", '{"version":"https://jsonfeed.org/version/1","items":' + "[" * 90_000)


def _wide(site: Site) -> None:
    many = " ".join(f'a{n}="1"' for n in range(8_000))
    site.put("/feed", f"<rss version='2.0'><channel><item {many}/></channel></rss>")


def _endless_tag(site: Site) -> None:
    site.put("/feed", "<rss><channel>&no;<item>" + "<a " * 60_000)


def _noise(site: Site) -> None:
    site.put("/feed", bytes(range(256)) * 400, "application/xml")


@pytest.mark.parametrize(
    ("harm", "reason"),
    [
        (_bomb, Reason.TOO_LARGE),
        (_many_bombs, Reason.GARBLED),
        (_laughs, Reason.UNREADABLE),
        (_our_files, Reason.UNREADABLE),
        (_inwards, Reason.PRIVATE_ADDRESS),
        (_wrapped, Reason.PRIVATE_ADDRESS),
        (_deep, Reason.UNREADABLE),
        (_noise, Reason.UNREADABLE),
        (_wide, Reason.UNREADABLE),
        (_endless_tag, Reason.UNREADABLE),
    ],
)
async def test_harm_is_a_reason_in_the_state(
    site: Site, store: Store, web: Web, harm: Callable[[Site], None], reason: Reason
) -> None:
    """Nothing comes of it, it is looked at later again, and its neighbour is read."""
    harm(site)
    site.put("/good", rss(GOOD))
    bad = await look(site, store, web)
    good = await look(site, store, web, "/good")

    assert (bad.new, bad.state.reason) == (0, reason)
    assert bad.state.detail
    assert bad.state.due_at is not None
    assert bad.state.due_at > NOW
    assert good.new == 1
    assert [outcome.result for outcome in await read(store)] == [Result.STORED]


async def test_a_body_that_drips_is_given_up(site: Site, store: Store, hasty: Web) -> None:
    """However slowly it comes, it holds us up no longer than the limit."""
    _dripping(site)

    assert (await look(site, store, hasty)).state.reason is Reason.TIMED_OUT


async def test_harmful_entries_leave_the_others(site: Site, store: Store, web: Web) -> None:
    """NULs, marks of no character, markup without end, absurd dates: among them one good entry."""
    entries = [
        item("Nul\0 and more", text="\0" * 200 + LONG),
        item("Marks", text="\ud83d \ufffe tin rose"),
        item("Markup", text="<b>" * 5_000 + "tin rose" + "<script>alert(1)</script>"),
        item("Far", date="Fri, 31 Dec 9999 23:59:59 -1200", text="Tin stood at 1 yuan/mt."),
        item("Long ago", date="0001-01-01T00:00:00+14:00", text="Tin stood at 2 yuan/mt."),
        item("", text=""),
        GOOD,
    ]
    text = rss(*entries).encode("utf-8", errors="replace")
    site.put("/feed", text, "application/xml")

    polled = await look(site, store, web)
    read_now = await read(store)
    outcomes = {outcome.title: outcome for outcome in read_now}

    assert (polled.new, polled.state.reason) == (len(entries), None)
    assert len(read_now) == len(entries)
    assert outcomes["Tin climbs"].result is Result.STORED
    assert outcomes["Tin climbs"].not_news is None
    assert outcomes["Far"].not_news is NotNews.MISDATED
    assert outcomes["Long ago"].not_news is NotNews.MISDATED
    aside = [each for each in read_now if each.result is Result.QUARANTINED]
    assert len(aside) == 2
    assert all(each.detail for each in aside)
