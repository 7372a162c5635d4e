"""The main line, from what a source hands over to what waits in the outbox."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from briefs.ingest import Outcome, Result, ingest, replay
from briefs.lexicon import Lexicon, load_lexicon
from briefs.publish import brief_event
from briefs.render import Renderer, load_renderer
from briefs.sources.content import read_content
from briefs.store import Store, chats, events, outbox, quarantine, subscriptions
from briefs.store.facts import find_facts
from briefs.store.outbox import Delivery
from briefs.store.tables import metadata
from briefs.types import Language, RawFlash
from tests.support.pages import PAGE, raw

SEED = Path(__file__).parents[3] / "shared" / "seeds" / "000_e451067bd438b542.txt"
NOW = datetime(2030, 3, 6, 2, 0, tzinfo=UTC)
NOTE = "Tin up (Sample)\nMar 5, 2030 09:00\nTin ingot was quoted at 250,000 yuan/mt on March 5."


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return load_lexicon()


@pytest.fixture(scope="module")
def renderer() -> Renderer:
    return load_renderer()


class Desk:
    """A store with what reading needs, and the steps a test takes on it."""

    def __init__(self, store: Store, lexicon: Lexicon, renderer: Renderer) -> None:
        self.store, self.lexicon, self.renderer = store, lexicon, renderer

    async def ingest(self, flash: RawFlash) -> tuple[Outcome, ...]:
        return await ingest(
            flash, store=self.store, lexicon=self.lexicon, renderer=self.renderer, now=NOW
        )

    async def replay(self) -> tuple[Outcome, ...]:
        return await replay(store=self.store, lexicon=self.lexicon, renderer=self.renderer, now=NOW)

    async def subscribe(self, chat_id: int, language: Language, topic: str) -> None:
        async with self.store.begin() as conn:
            await chats.save_chat(
                conn, chat_id, type="private", title="", language=language, now=NOW
            )
            await subscriptions.subscribe(conn, chat_id, 0, topic, NOW)

    async def queued(self) -> tuple[Delivery, ...]:
        async with self.store.begin() as conn:
            return await outbox.claim(
                conn, limit=99, owner="test", now=NOW, lease=timedelta(minutes=1)
            )

    async def sizes(self) -> dict[str, int]:
        """Rows in every table."""
        async with self.store.read() as conn:
            return {
                name: await conn.scalar(select(func.count()).select_from(table)) or 0
                for name, table in metadata.tables.items()
            }


@pytest.fixture
def desk(store: Store, lexicon: Lexicon, renderer: Renderer) -> Desk:
    return Desk(store, lexicon, renderer)


def results(outcomes: tuple[Outcome, ...]) -> list[Result]:
    return [outcome.result for outcome in outcomes]


async def test_a_page_is_stored_flash_by_flash(desk: Desk) -> None:
    """Four flashes of which two tell one event; every outcome in the order of the page."""
    outcomes = await desk.ingest(raw(PAGE))

    assert results(outcomes) == [Result.STORED, Result.STORED, Result.STORED, Result.JOINED]
    assert outcomes[2].event_id == outcomes[3].event_id
    async with desk.store.read() as conn:
        event = await events.get_event(conn, outcomes[2].event_id or 0)
    assert event is not None
    assert event.sources == 2


async def test_the_same_page_again_adds_nothing(desk: Desk) -> None:
    """Not a row in any table, whatever the file is called this time and how its lines end."""
    await desk.subscribe(1, "en", "*")
    first = await desk.ingest(raw(PAGE))
    before = await desk.sizes()

    again = await desk.ingest(raw(PAGE, origin="copy.txt"))

    assert results(again) == [Result.REPEATED] * 4
    assert [one.flash_id for one in again] == [one.flash_id for one in first]
    assert await desk.sizes() == before


async def test_the_same_text_from_somebody_else_counts_as_a_source(desk: Desk) -> None:
    """Once each, however often they print it; no second message."""
    await desk.subscribe(1, "en", "*")
    record = '{"title": "Tin up (Sample)", "body": "Tin rose 1%.", "publisher": "%s"}'
    (first,) = await desk.ingest(raw(record.replace("%s", "SMM"), "json"))
    for publisher in ("Example Wire", "Example Wire", "SMM"):
        (again,) = await desk.ingest(raw(record.replace("%s", publisher), "json"))
        assert again.result is Result.REPEATED

    async with desk.store.read() as conn:
        event = await events.get_event(conn, first.event_id or 0)
        briefing = await brief_event(conn, first.event_id or 0)
    assert event is not None
    assert event.sources == 2
    assert [one.publisher for one in briefing.sources] == ["SMM", "Example Wire"]
    (message,) = await desk.queued()
    assert "SMM" in message.text
    assert "Example Wire" in message.text


async def test_a_correction_is_kept_apart_and_linked(desk: Desk) -> None:
    """The same words an hour later with another number: both stand, the old one says so."""
    (first,) = await desk.ingest(raw(NOTE))
    (second,) = await desk.ingest(raw(NOTE.replace("250,000", "251,000").replace("09:00", "10:00")))

    assert second.result is Result.STORED
    assert f"corrects event {first.event_id}" in second.detail
    async with desk.store.read() as conn:
        prices = await find_facts(conn, kinds=["prices"], terms=["tin-ingot", "tin"])
    shown = [(str(one.fact.low), one.superseded_by) for one in prices]  # type: ignore[union-attr]
    assert shown == [("251000", None), ("250000", second.event_id)]


async def test_another_text_under_a_used_id_is_not_lost(desk: Desk) -> None:
    """Some sources reuse ids; both flashes are stored, each under its own."""
    outcomes = [
        (await desk.ingest(raw(f'{{"id": "x-1", "title": "{title}"}}', "json")))[0]
        for title in ("Tin up", "Zinc down")
    ]

    assert results(tuple(outcomes)) == [Result.STORED] * 2
    assert outcomes[0].flash_id == "x-1"
    assert (outcomes[1].flash_id or "").startswith("x-1~")


async def test_a_new_event_waits_in_the_outbox_of_who_wants_it(desk: Desk) -> None:
    """By topic, group or all, in the chat's language, the page's two tellings in one message."""
    for chat_id, language, topic in ((1, "en", "*"), (2, "zh", "tin"), (3, "en", "gold")):
        await desk.subscribe(chat_id, language, topic)  # type: ignore[arg-type]

    outcomes = await desk.ingest(raw(PAGE))

    queued = await desk.queued()
    loan = [one for one in queued if one.event_id == outcomes[3].event_id]
    assert {one.chat_id for one in queued} == {1, 2}
    assert sorted((one.chat_id, one.language) for one in loan) == [(1, "en"), (2, "zh")]
    assert len([one for one in queued if one.chat_id == 1]) == 3
    async with desk.store.read() as conn:
        briefing = await brief_event(conn, outcomes[3].event_id or 0)
    assert len(briefing.sources) == 2


async def test_a_flash_without_facts_is_still_news(desk: Desk) -> None:
    """Its headline goes out, with who told it."""
    await desk.subscribe(1, "en", "*")

    (outcome,) = await desk.ingest(raw("A sample headline that states nothing we can read"))

    (message,) = await desk.queued()
    assert outcome.result is Result.STORED
    assert "A sample headline that states nothing we can read" in message.text


async def test_what_cannot_be_read_waits_in_quarantine(desk: Desk) -> None:
    """Stored untouched with the reason; nothing else is."""
    (outcome,) = await desk.ingest(raw("", origin="empty.txt"))

    assert (outcome.result, outcome.title, outcome.flash_id) == (
        Result.QUARANTINED,
        "empty.txt",
        None,
    )
    assert outcome.detail == "It is empty."
    sizes = {name: size for name, size in (await desk.sizes()).items() if size}
    assert sizes == {"raw": 1, "quarantine": 1}


async def test_a_broken_line_spoils_no_other(desk: Desk) -> None:
    """It goes to quarantine alone; its neighbours are stored."""
    lines = '{"title": "Tin up"}\n{"title": "Zinc \n{"title": "Lead down"}\n'

    outcomes = [
        outcome
        for one in read_content(lines, source="paste", origin="-", now=NOW)
        for outcome in await desk.ingest(one)
    ]

    assert results(tuple(outcomes)) == [Result.STORED, Result.QUARANTINED, Result.STORED]
    async with desk.store.read() as conn:
        (waiting,) = await quarantine.waiting(conn)
    assert (waiting.raw.origin, waiting.raw.content) == ("-:2", '{"title": "Zinc ')


async def test_quarantine_is_replayed(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is still unreadable stays with its reason, what is read now leaves."""
    await desk.ingest(raw("", origin="empty.txt"))
    with monkeypatch.context() as older:
        older.setattr("briefs.normalize.LARGEST", 10)  # an older version read less
        (refused,) = await desk.ingest(raw(NOTE))
    assert refused.result is Result.QUARANTINED

    assert results(await desk.replay()) == [Result.QUARANTINED, Result.STORED]
    assert results(await desk.replay()) == [Result.QUARANTINED]


async def test_a_rule_that_fails_costs_only_its_flash(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """The flash waits in quarantine, the log has the traceback, the next one is read."""

    def fail(*_: object) -> None:
        raise ValueError("month must be in 1..12")

    with monkeypatch.context() as broken:
        broken.setattr("briefs.read.extract_facts", fail)
        (outcome,) = await desk.ingest(raw(NOTE))

    assert outcome.result is Result.QUARANTINED
    assert "month must be in 1..12" in outcome.detail
    assert "reading" in caplog.text
    assert results(await desk.replay()) == [Result.STORED]


@pytest.fixture
def seed_page() -> RawFlash:
    if not SEED.exists():
        pytest.skip("the seed page is not on this machine")
    return raw(SEED.read_text(encoding="utf-8"))


async def test_the_seed_page(desk: Desk, seed_page: RawFlash) -> None:
    """Four flashes, three events: the financing told twice has two sources."""
    first, again = await desk.ingest(seed_page), await desk.ingest(seed_page)

    assert results(first) == [Result.STORED, Result.STORED, Result.STORED, Result.JOINED]
    assert results(again) == [Result.REPEATED] * 4
    async with desk.store.read() as conn:
        (oxide,) = await find_facts(conn, kinds=["prices"], terms=["pr-nd-oxide"])
        deals = await find_facts(conn, kinds=["deals"], terms=["rare-earths"])
    assert oxide.fact.quote.endswith("an increase of 2.42%.")
    assert {one.sources for one in deals if "565" in one.fact.quote} == {2}
