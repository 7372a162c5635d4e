"""What is old, misdated or from an archive is stored, marked, and pushed to nobody."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import TypeAlias

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select

from briefs.freshness import ANY_AGE, ARCHIVE, Freshness, NotNews, believed
from briefs.ingest import Outcome, Result, ingest
from briefs.lexicon import Lexicon, load_lexicon
from briefs.render import Renderer, load_renderer
from briefs.store import Store, chats, flashes, subscriptions
from briefs.store.events import latest
from briefs.store.tables import flash as table
from briefs.store.tables import outbox
from briefs.types import Flash, RawFlash

NOW = datetime(2030, 3, 6, 2, 0, tzinfo=UTC)
TWO_DAYS = Freshness(timedelta(hours=48))

Tell: TypeAlias = Callable[..., Awaitable[Outcome]]


@cache
def lexicon() -> Lexicon:
    return load_lexicon()


@cache
def renderer() -> Renderer:
    return load_renderer(lexicon=lexicon())


@pytest.fixture
async def tell(store: Store) -> Tell:
    """Take in a flash of a day on a database that one reader of everything looks at."""
    async with store.begin() as conn:
        await chats.save_chat(conn, 1, type="private", title="", language="en", now=NOW)
        await subscriptions.subscribe(conn, 1, 0, "*", NOW)

    async def tell(
        day: str | None, text: str = "Tin stood at 250,000 yuan/mt.", rule: Freshness = TWO_DAYS
    ) -> Outcome:
        row = {"title": "Spot tin", "body": text, "published_at": day}
        raw = RawFlash("test", text, json.dumps(row), "json", NOW)
        (outcome,) = await ingest(
            raw, store=store, lexicon=lexicon(), renderer=renderer(), now=NOW, freshness=rule
        )
        return outcome

    return tell


async def queued(store: Store) -> int:
    async with store.read() as conn:
        return await conn.scalar(select(func.count()).select_from(outbox)) or 0


@pytest.mark.parametrize(
    ("day", "rule", "why"),
    [
        ("2030-03-05T10:00:00Z", TWO_DAYS, None),
        (None, TWO_DAYS, None),
        ("2030-03-04T01:00:00Z", TWO_DAYS, NotNews.OLD),
        ("1996-03-04T01:00:00Z", ANY_AGE, None),
        ("2030-03-05T10:00:00Z", ARCHIVE, NotNews.ARCHIVE),
        (None, ARCHIVE, NotNews.ARCHIVE),
        ("2030-03-06T07:00:00Z", TWO_DAYS, None),
        ("2030-03-07T02:00:00Z", ANY_AGE, NotNews.MISDATED),
        ("9999-12-31T23:59:59Z", ANY_AGE, NotNews.MISDATED),
        ("0001-01-01T00:00:00+08:00", ANY_AGE, NotNews.MISDATED),
    ],
    ids=[
        "yesterday",
        "undated",
        "old",
        "old where none is too old",
        "archive",
        "undated archive",
        "by another zone's clock",
        "tomorrow",
        "the last day there is",
        "the first",
    ],
)
async def test_what_is_no_news_is_stored_and_marked(
    tell: Tell, store: Store, day: str | None, rule: Freshness, why: NotNews | None
) -> None:
    """One rule for all; the outcome says it in words, the flash keeps the mark."""
    outcome = await tell(day, rule=rule)

    assert (outcome.result, outcome.not_news) == (Result.STORED, why)
    assert ("not pushed" in outcome.detail) == (why is not None)
    assert await queued(store) == (0 if why else 1)
    async with store.read() as conn:
        assert await conn.scalar(select(table.c.not_news)) == why
        (event,) = await latest(conn)
    assert event.happened_at <= NOW + timedelta(hours=6)


async def test_a_date_that_cannot_be_right_is_not_repeated(tell: Tell, store: Store) -> None:
    """Nobody is told that something happened next year: the time is that of arrival."""
    outcome = await tell("2031-03-06T02:00:00Z")

    async with store.read() as conn:
        flash = await flashes.get_flash(conn, outcome.flash_id or "")
        assert await conn.scalar(select(table.c.happened_at)) == NOW
    assert flash is not None
    assert flash.published_at is None


async def test_an_event_is_news_with_its_first_fresh_telling(tell: Tell, store: Store) -> None:
    """Read from an archive it was told to nobody; told again by a live source it is, once."""
    day = "2030-03-05T10:00:00Z"
    first = await tell(day, rule=ARCHIVE)
    second = await tell(day, "On the spot market tin stood at 250,000 yuan/mt, traders said.")
    third = await tell(day, "SMM said that tin stood at 250,000 yuan/mt on the day.")

    assert [first.result, second.result, third.result] == ["stored", "joined", "joined"]
    assert first.event_id == second.event_id == third.event_id
    assert await queued(store) == 1


@given(st.datetimes(timezones=st.timezones()), st.one_of(st.none(), st.timedeltas()))
def test_any_date_is_judged(at: datetime, age: timedelta | None) -> None:
    """From the first day there is to the last, in any zone; what is believed is not ahead."""
    flash = Flash("x", "Tin up", "", at, "en")

    why = Freshness(age).judge(flash, NOW)

    assert (believed(flash, NOW).published_at is None) == (why is NotNews.MISDATED)
