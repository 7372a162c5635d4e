"""Price sheets through the main line: what is stored of them, and what is told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from briefs.answer.levels import find_levels
from briefs.asked import Query
from briefs.ingest import Outcome, Result, ingest
from briefs.lexicon import Lexicon, load_lexicon
from briefs.normalize import normalize
from briefs.publish import brief_event
from briefs.render import Renderer, load_renderer
from briefs.sheets.layout import Custom, load_layout
from briefs.sources.files import read_bytes
from briefs.store import Store, chats, events, outbox, quarantine, subscriptions
from briefs.store.facts import find_facts
from briefs.types import RawFlash
from tests.support.sheets import CSV

NOW = datetime(2030, 3, 5, 10, 0, tzinfo=UTC)
NEWS = (
    "Dysprosium steady (Sample)\nMar 5, 2030 17:00\n"
    "Dysprosium oxide stood at 1,610,000-1,630,000 yuan/mt."
)
MIXED = "Date,Material,Price,Unit\n2030-03-05,Tin,100,USD/t\n2030-03-04,Zinc,90,USD/t\n"


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return load_lexicon()


@pytest.fixture(scope="module")
def renderer() -> Renderer:
    return load_renderer()


class Desk:
    """A store, and the steps a test takes on it."""

    def __init__(self, store: Store, lexicon: Lexicon, renderer: Renderer) -> None:
        self.store, self.lexicon, self.renderer = store, lexicon, renderer

    async def take(self, text: str, name: str = "prices.csv") -> list[Outcome]:
        raws = read_bytes(text.encode(), name, source="folder", origin=name, now=NOW)
        return [one for raw in raws for one in await self._ingest(raw)]

    async def _ingest(self, raw: RawFlash) -> Sequence[Outcome]:
        return await ingest(
            raw, store=self.store, lexicon=self.lexicon, renderer=self.renderer, now=NOW
        )

    async def subscribe(self) -> None:
        async with self.store.begin() as conn:
            await chats.save_chat(conn, 7, type="private", title="", language="en", now=NOW)
            await subscriptions.subscribe(conn, 7, 0, subscriptions.EVERYTHING, NOW)

    async def queued(self) -> list[str]:
        async with self.store.begin() as conn:
            lease = timedelta(minutes=1)
            claimed = await outbox.claim(conn, limit=9, owner="test", now=NOW, lease=lease)
        return [one.text for one in claimed]

    async def findings(self, outcome: Outcome) -> list[str]:
        """What the checks say of the first price of an event."""
        assert outcome.event_id is not None
        async with self.store.read() as conn:
            briefing = await brief_event(conn, outcome.event_id)
        return [finding.kind.value for finding in briefing.sections[0].items[0].findings]


@pytest.fixture
def desk(store: Store, lexicon: Lexicon, renderer: Renderer) -> Desk:
    return Desk(store, lexicon, renderer)


def results(outcomes: Sequence[Outcome]) -> list[Result]:
    return [outcome.result for outcome in outcomes]


async def test_a_sheet_is_history_and_tells_nobody(desk: Desk) -> None:
    """Found by whoever asks for the price, not pushed, and no headline of /latest."""
    await desk.subscribe()

    outcomes = await desk.take(CSV)

    assert results(outcomes) == [Result.STORED, Result.STORED, Result.QUARANTINED]
    assert await desk.queued() == []
    async with desk.store.read() as conn:
        assert await events.latest(conn) == ()
        query = Query("ndpr", "en", terms=("pr-nd-oxide",))
        levels = await find_levels(conn, query, desk.lexicon)
        waiting = await quarantine.waiting(conn)
    (found,) = levels[0]
    assert "444,000 yuan/mt" in found.fact.quote
    assert [(one.raw.origin, one.reason) for one in waiting] == [
        ("prices.csv:7", "Its low, 6,000,000, is above its high, 5,000,000.")
    ]


async def test_the_same_row_again_is_no_new_fact(desk: Desk) -> None:
    """However often the desk exports the sheet, under whatever name."""
    await desk.take(CSV)

    again = await desk.take(CSV, "prices (1).csv")

    assert results(again) == [Result.REPEATED, Result.REPEATED, Result.QUARANTINED]
    async with desk.store.read() as conn:
        assert len(await find_facts(conn, kinds=("prices",))) == 2


async def test_a_changed_value_corrects_the_row(desk: Desk) -> None:
    """The old one stays, marked as superseded."""
    (first, *_) = await desk.take(CSV)

    (changed, *_) = await desk.take(
        CSV.replace('"445,000"', '"446,000"').replace("444,500", "445,000")
    )

    assert f"corrects event {first.event_id};" in changed.detail
    async with desk.store.read() as conn:
        told = await find_facts(conn, kinds=("prices",), terms=("pr-nd-oxide",))
    assert {one.superseded_by for one in told} == {None, changed.event_id}


async def test_a_flash_of_the_same_price_is_the_same_event(desk: Desk) -> None:
    """Sheet and news name one event, with both sources."""
    (_, row, *_) = await desk.take(CSV)

    (news,) = await desk.take(NEWS, "news.txt")

    assert (news.result, news.event_id) == (Result.JOINED, row.event_id)


async def test_rows_of_today_are_told_where_the_operator_asks(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With `push = true` for the sheet; yesterday's rows never."""
    ours = load_layout()
    asked = replace(ours, sheets=(Custom("prices*", push=True),))
    monkeypatch.setattr("briefs.sheets.split.load_layout", lambda: asked)
    await desk.subscribe()

    await desk.take(MIXED)

    (text,) = await desk.queued()
    assert "Tin" in text


async def test_the_figures_of_a_row_are_checked(desk: Desk) -> None:
    """Price, change and percent, as in a flash."""
    (good, *_) = await desk.take(CSV)
    (bad, *_) = await desk.take(CSV.replace("+2.42%", "+24.2%").replace("03-05", "03-04"))

    assert await desk.findings(good) == ["consistent"]
    assert "inconsistent" in await desk.findings(bad)


async def test_what_reading_gives_is_a_flash_like_any_other(desk: Desk) -> None:
    """Its spans point into its own text."""
    for raw in read_bytes(CSV.encode(), "prices.csv", source="x", origin="x", now=NOW):
        if "Terbium" in raw.content:
            continue
        (flash,) = normalize(raw)
        assert all(one.span.of(flash.text) == one.quote for one in flash.stated)
