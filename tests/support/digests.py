"""Chats that want digests, flashes told to them, and the messages queued for them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from zoneinfo import ZoneInfo

from sqlalchemy import func, select

from briefs.digests import make_digests
from briefs.filters import parse, print_rhythm
from briefs.ingest import ingest
from briefs.lexicon import Lexicon, load_lexicon
from briefs.quiet import Mode, read_quiet
from briefs.render import Renderer, load_renderer
from briefs.sources.book import Book
from briefs.store import Store, chats, clocks, subscriptions
from briefs.store.tables import outbox, payload
from briefs.trading import TradingCalendars
from briefs.types import RawFlash

FLASH = """Sample: {name} {verb} on {day}
{day}
The average price of {name} on March 2 was reported at {price} yuan/mt, up 12,000 yuan/mt from the \
previous trading day, an increase of {percent}%.
"""


@cache
def lexicon() -> Lexicon:
    return load_lexicon()


@cache
def renderer() -> Renderer:
    return load_renderer(lexicon=lexicon())


@dataclass
class Newsroom:
    """A store with chats in it; its clock is what each call is given."""

    store: Store
    calendars: TradingCalendars = field(default_factory=TradingCalendars)
    book: Book = field(default_factory=Book)

    async def chat(self, chat_id: int, now: datetime, zone: str = "Asia/Shanghai") -> None:
        async with self.store.begin() as conn:
            await chats.save_chat(
                conn, chat_id, type="private", title="", language="en", now=now, zone=zone
            )

    async def watch(self, chat_id: int, line: str, now: datetime) -> int:
        """Subscribe a chat to a line as it is typed; gives the subscription's number."""
        wanted = parse(line, lexicon())
        async with self.store.begin() as conn:
            id = await subscriptions.watch(
                conn, chat_id, 0, wanted.expr, now, rhythm=print_rhythm(wanted.rhythm)
            )
        assert id is not None
        await self.look(now)  # its first moment is worked out
        return id

    async def quiet(self, chat_id: int, typed: str, mode: Mode, now: datetime) -> None:
        async with self.store.begin() as conn:
            await clocks.set_quiet(conn, chat_id, 0, read_quiet(typed), mode, now)

    async def tell(self, text: str, now: datetime) -> None:
        raw = RawFlash("test", f"{now.isoformat()} {len(text)}", text, "text", now)
        outcomes = await ingest(
            raw, store=self.store, lexicon=lexicon(), renderer=renderer(), now=now
        )
        assert [outcome.result for outcome in outcomes] == ["stored"]

    async def look(self, now: datetime) -> int:
        """One round of making digests; gives how many were queued."""
        return await make_digests(
            self.store,
            lexicon=lexicon(),
            renderer=renderer(),
            calendars=self.calendars,
            now=now,
            book=self.book,
        )

    async def queued(self, chat_id: int) -> list[Queued]:
        """Every message queued for a chat, oldest first."""
        query = (
            select(
                outbox.c.key,
                func.coalesce(outbox.c.text, payload.c.text).label("text"),
                outbox.c.lane,
                outbox.c.silent,
            )
            .outerjoin(payload, payload.c.id == outbox.c.payload_id)
            .where(outbox.c.chat_id == chat_id)
            .order_by(outbox.c.id)
        )
        async with self.store.read() as conn:
            return [Queued(*row) for row in await conn.execute(query)]


@dataclass(frozen=True)
class Queued:
    key: str
    text: str
    lane: int
    silent: bool


def price_flash(name: str, day: str, price: str = "512,000", percent: str = "2.4") -> str:
    return FLASH.format(name=name, day=day, price=price, percent=percent, verb="Climbs")


SHANGHAI = ZoneInfo("Asia/Shanghai")
MONDAY = datetime(2026, 3, 2, 16, 0, tzinfo=SHANGHAI)
COPPER = price_flash("SMM #1 copper", "2026-03-02 15:00")
TIN = price_flash("SMM #1 tin", "2026-03-02 15:05", "398,000")
RISK = """Sample: tin
2026-03-02 15:10
Risk warning: demand for tin may fall short of expectations.
"""


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment in Shanghai, March 2026."""
    return datetime(2026, 3, day, hour, minute, tzinfo=SHANGHAI)
