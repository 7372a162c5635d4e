"""What waits in the spool is read in its order, together, and leaves it only when it is stored."""

from __future__ import annotations

import asyncio
import json
from datetime import UTC, datetime, timedelta
from functools import cache

import pytest
from sqlalchemy.exc import OperationalError

from briefs.errors import StoreError
from briefs.freshness import ANY_AGE, Freshness, NotNews
from briefs.ingest import Outcome, Result
from briefs.intake import TOGETHER, read_spool
from briefs.lexicon import Lexicon, load_lexicon
from briefs.normalize import normalize
from briefs.render import Renderer, load_renderer
from briefs.store import Store, spool
from briefs.types import Flash, RawFlash

NOW = datetime(2030, 3, 6, 2, 0, tzinfo=UTC)


@cache
def lexicon() -> Lexicon:
    return load_lexicon()


@cache
def renderer() -> Renderer:
    return load_renderer(lexicon=lexicon())


def flash(number: int, **fields: str) -> RawFlash:
    row = {"title": f"Tin at {number:,}", "body": f"Tin stood at {250_000 + number:,} yuan/mt."}
    return RawFlash("wire", f"wire:{number}", json.dumps(row | fields), "json", NOW)


async def put(store: Store, *raws: RawFlash) -> None:
    async with store.begin() as conn:
        await spool.put(conn, raws, NOW)


async def read(store: Store, rule: Freshness = ANY_AGE) -> tuple[Outcome, ...]:
    return await read_spool(
        store=store,
        lexicon=lexicon(),
        renderer=renderer(),
        now=NOW,
        freshness_of={"wire": rule}.__getitem__,
    )


async def left(store: Store) -> int:
    async with store.read() as conn:
        return await spool.count(conn)


async def test_a_burst_is_read_part_by_part(store: Store) -> None:
    """Every flash once and in its order, however many wait; then nothing does."""
    count = TOGETHER * 2 + 3
    await put(store, *map(flash, range(count)))

    titles = []
    while outcomes := await read(store):
        assert len(outcomes) <= TOGETHER
        titles += [outcome.title for outcome in outcomes]

    assert titles == [f"Tin at {number:,}" for number in range(count)]
    assert await left(store) == 0


async def test_each_source_has_its_rule(store: Store) -> None:
    """What is too old for it is stored and marked."""
    await put(store, flash(1, published_at="2030-03-01T00:00:00Z"))

    (outcome,) = await read(store, Freshness(timedelta(days=2)))

    assert (outcome.result, outcome.not_news) == (Result.STORED, NotNews.OLD)


async def test_one_that_cannot_be_read_spoils_no_other(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither one that is no flash nor one that a rule fails on: both wait in quarantine."""
    from briefs.read import extract_facts

    def fail_on_two(text: object, lexicon: Lexicon) -> object:
        if "250,002" in str(text):
            raise ValueError("no such month")
        return extract_facts(text, lexicon)  # type: ignore[arg-type]

    monkeypatch.setattr("briefs.read.extract_facts", fail_on_two)
    broken = RawFlash("wire", "wire:broken", '{"title": ', "json", NOW)
    await put(store, flash(1), flash(2), broken, flash(3))

    outcomes = await read(store)

    assert [one.result for one in outcomes] == ["stored", "quarantined", "quarantined", "stored"]
    assert await left(store) == 0


async def test_what_the_database_refuses_waits(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A fault in the middle keeps none of it and loses none: the next look has all again."""

    async def refuse(*_: object, **__: object) -> None:
        raise OperationalError("INSERT", {}, OSError("the disk is full"))

    await put(store, flash(1), flash(2))
    with monkeypatch.context() as broken:
        broken.setattr("briefs.ingest.save_facts", refuse)
        with pytest.raises(StoreError):
            await read(store)
    assert await left(store) == 2

    assert [one.result for one in await read(store)] == [Result.STORED] * 2


async def test_a_fault_of_ours_holds_up_nothing(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever breaks on one flash: it is set aside with what broke, and the others are told."""

    def break_on_one(raw: RawFlash) -> tuple[Flash, ...]:
        if "Tin at 2" in raw.content:
            raise RecursionError("too deep")
        return normalize(raw)

    monkeypatch.setattr("briefs.ingest.normalize", break_on_one)
    await put(store, *map(flash, range(1, 4)))

    outcomes = await read(store)

    assert [outcome.result for outcome in outcomes] == [
        Result.STORED,
        Result.QUARANTINED,
        Result.STORED,
    ]
    assert "RecursionError: too deep" in outcomes[1].detail
    assert await left(store) == 0


async def test_who_talks_with_the_bot_has_a_turn_meanwhile(store: Store) -> None:
    """A burst is read in parts: others write between two of them, not after the last."""
    await put(store, *map(flash, range(TOGETHER * 6)))

    async def read_all() -> None:
        while await read(store):
            pass

    reading = asyncio.create_task(read_all())
    found = []
    while not reading.done():
        async with store.begin() as conn:
            found.append(await spool.count(conn))
        await asyncio.sleep(0)
    await reading

    turns = {left for left in found if 0 < left < TOGETHER * 6}
    assert len(turns) >= 4, found
