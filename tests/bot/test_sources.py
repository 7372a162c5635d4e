"""From a feed to a reader: the whole bot over real HTTP, with a site that the test writes."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from bot.app import App, build
from bot.delivery.pace import Pace
from bot.sandbox import HUMAN, Sandbox, serve, write
from briefs.sources.addresses import read_allowed
from briefs.sources.book import read_sources
from briefs.sources.client import Limits, Web
from briefs.store import Store
from tests.support.digests import lexicon, renderer
from tests.support.feeds import item, rss
from tests.support.site import Site, open_site

TOKEN = "7000000001:tests-only-this-token-opens-no-door-anywhere"
LOOK = 0.02  # seconds
NOON = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)
XML = "application/rss+xml"
TIN = (
    "SMM tin ingot averaged 398,000 yuan/mt on March 2, up 4,000 yuan/mt from the previous trading "
    "day, an increase of 1.02%. Buyers in the south took what they needed and no more, traders "
    "said, and stocks of the exchange grew by a little. Ore from abroad stayed scarce, which kept "
    "treatment charges low; smelters that had stopped for maintenance were not back by the end of "
    "the day, and nobody would say when they will be."
)


@dataclass
class Desk:
    """A person in front of the sandbox's chat, a site, and the clock that the bot reads."""

    sandbox: Sandbox
    store: Store
    site: Site
    now: datetime = NOON

    def build(self, owners: Sequence[int] = (HUMAN,)) -> App:
        book = read_sources(
            f'[wire]\nkind = "feed"\nurl = "{self.site.url}/feed"\nname = "Example Wire"\n',
            "sources.toml",
        )
        web = Web(allowed=read_allowed(["127.0.0.1"]), limits=Limits(seconds=2, pause=0.0))
        return build(
            token=TOKEN,
            api_url=self.sandbox.url,
            store=self.store,
            lexicon=lexicon(),
            renderer=renderer(),
            owners=owners,
            book=book,
            web=web,
            clock=lambda: self.now,
            pace=Pace(),
            look_seconds=LOOK,
        )

    def put(self, *entries: str) -> None:
        self.site.put("/feed", rss(*entries), XML)

    async def say(self, text: str) -> str:
        said = len(self.heard())
        write(self.sandbox.world, HUMAN, text)
        await until(lambda: len(self.heard()) > said, self.heard)
        return self.heard()[-1]

    async def looked(self, times: int) -> None:
        """Wait until the feed was asked for so often."""
        await until(lambda: self.site.paths().count("/feed") >= times, self.site.paths)

    def heard(self) -> list[str]:
        return [call.text or "" for call in self.sandbox.world.log.sends()]

    async def hears(self, part: str) -> str:
        await until(lambda: any(part in text for text in self.heard()), self.heard)
        return next(text for text in self.heard() if part in text)


async def until(true: Callable[[], bool], shown: Callable[[], object]) -> None:
    for _ in range(1000):
        if true():
            return
        await asyncio.sleep(0.01)
    raise AssertionError(shown())


@asynccontextmanager
async def running(app: App) -> AsyncIterator[None]:
    await app.start()
    try:
        yield
    finally:
        await app.stop()


@pytest.fixture
async def desk(store: Store) -> AsyncIterator[Desk]:
    async with serve() as sandbox, open_site() as site:
        yield Desk(sandbox, store, site)


async def test_an_entry_reaches_its_readers(desk: Desk) -> None:
    """Looked at, read, told: with the number, who told it, and nothing asked of anybody."""
    desk.put()
    async with running(desk.build()):
        await desk.say("/watch tin")
        await desk.looked(1)
        desk.put(item("Tin climbs on March 2", f"{desk.site.url}/tin", text=TIN))
        desk.now += timedelta(minutes=10)
        told = await desk.hears("398,000")

    assert "Example Wire" in told


async def test_a_restart_asks_and_tells_nothing_twice(desk: Desk) -> None:
    """What was taken in is not told again, and a source that is not due is not asked."""
    desk.put()
    async with running(desk.build()):
        await desk.say("/watch tin")
        await desk.looked(1)
        desk.put(item("Tin climbs on March 2", f"{desk.site.url}/tin", text=TIN))
        desk.now += timedelta(minutes=10)
        await desk.hears("398,000")
    asked, heard = len(desk.site.asked), len(desk.heard())
    async with running(desk.build()):
        await asyncio.sleep(10 * LOOK)
        assert len(desk.site.asked) == asked
        desk.now += timedelta(minutes=31)
        await desk.looked(3)
        await asyncio.sleep(10 * LOOK)

    assert len(desk.heard()) == heard


async def test_owners_are_told_of_a_turn_once(desk: Desk) -> None:
    """Bad: one message, however often it is looked at after; well again: one more."""
    desk.put()
    async with running(desk.build()):
        await desk.say("/start")
        await desk.looked(1)
        desk.site.status("/feed", 410)
        for count in (2, 3):
            desk.now += timedelta(hours=8)
            await desk.looked(count)
            alert = await desk.hears("is failing")
        assert "Example Wire" in alert
        assert "gone for good" in alert
        desk.put()
        desk.now += timedelta(hours=8)
        await desk.hears("well again")
        await asyncio.sleep(10 * LOOK)

    turns = [text for text in desk.heard() if "Example Wire" in text]
    assert len(turns) == 2


async def test_sources_are_listed_to_owners(desk: Desk) -> None:
    """Each with how it is; in Chinese too."""
    desk.put(item("Tin climbs on March 2", date="Mon, 02 Mar 2026 03:50:00 GMT", text=TIN))
    async with running(desk.build()):
        await desk.looked(1)
        await desk.say("/start")
        listed = await desk.say("/sources")
        await desk.say("/language zh")
        chinese = await desk.say("/sources")

    assert "🟢 Example Wire · fresh · last news" in listed
    assert "🟢 Example Wire · 正常 · 最近消息" in chinese


async def test_nobody_else_sees_them(desk: Desk) -> None:
    """A stranger learns that there is nothing for him."""
    async with running(desk.build(owners=[])):
        assert "Only the owners" in await desk.say("/sources")
