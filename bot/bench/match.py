"""How fast a flash finds its readers: 10 thousand, 100 thousand and 1 million subscriptions.

The flash is a stored one. What is timed is all that stands between it and its readers: its facts
read from the database, candidates by the index, the exact check, and the list of chats.
"""

from __future__ import annotations

import asyncio
import gc
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from statistics import quantiles

from briefs.filters import Expr, parse
from briefs.ingest import ingest
from briefs.lexicon import Lexicon, load_lexicon
from briefs.news import event_news
from briefs.publish import wanted
from briefs.render import load_renderer
from briefs.store import Store, open_store
from briefs.store.matching import Recipient, recipients
from briefs.store.populate import analyze, populate
from briefs.store.scratch import scratch_database
from briefs.topics import TOPICS
from briefs.types import RawFlash

NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)
SIZES = (10_000, 100_000, 1_000_000)
HITS = 100
MANY_HITS = 10_000
ROUNDS = 100
WARM_UP = 3
FLASH = (
    "Terbium oxide rises as buyers return\n2026-03-02 15:00\n"
    "The average price of SMM terbium oxide on March 2 was reported at 7,160,000 yuan/mt, "
    "up 172,000 yuan/mt, an increase of 2.46%.\n"
)
#: Filters of readers whom the flash reaches, and of such as are near to it but are not.
TAKING = ("terbium", "terbium move>=1%", "tb, dy kind:price", 'tb "buyers return"')
NEAR = ("terbium move>=9%", "terbium kind:deal", "terbium price<1000000 CNY/t", "terbium -lang:en")
#: What the others ask for, each of another topic.
OTHER = ("{topic}", "{topic} move>=2%", "{topic} kind:price,policy", "{topic} policy:effective")
OTHER_TOPICS = 400


@dataclass(frozen=True, slots=True)
class Wave:
    """Subscriptions of some filters, as many of each."""

    filters: Sequence[Expr]
    count: int


def measure(_path: Path | None, database: str | None = None) -> dict[str, float]:
    """Milliseconds by number of subscriptions, on a database of its own; `cpu`: of this process.

    Raises StoreError when `database` names a server where none can be made.
    """
    return asyncio.run(_measure(database))


def lines(figures: dict[str, float]) -> list[str]:
    """The figures, one a line."""
    return [f"{name:<24}{value:>12,.1f}" for name, value in figures.items()]


async def _measure(database: str | None) -> dict[str, float]:
    lexicon = load_lexicon()
    gc.freeze()  # as the program does
    async with scratch_database(database) as url:
        store = await open_store(url)
        try:
            return await _figures(store, lexicon)
        finally:
            await store.close()


async def _figures(store: Store, lexicon: Lexicon) -> dict[str, float]:
    event_id = await _event(store, lexicon)
    made, figures = 0, {"building_seconds": 0.0}
    taking = [parse(text, lexicon).expr for text in TAKING]
    near = [parse(text, lexicon).expr for text in NEAR]
    made = await _make(store, [Wave(taking, HITS), Wave(near, HITS)], made)
    others = list(_others(lexicon))
    for size in SIZES:
        started = time.perf_counter()
        made = await _make(store, [Wave(others, size - made)], made)
        figures["building_seconds"] += time.perf_counter() - started
        figures |= await _timed(store, event_id, lexicon, f"{size // 1000}k")
    small, large = f"{SIZES[0] // 1000}k", f"{SIZES[-1] // 1000}k"
    growth = figures[f"{large}_best_ms"] / figures[f"{small}_best_ms"]
    figures[f"growth_{small}_to_{large}"] = growth
    await _make(store, [Wave(taking, MANY_HITS - HITS)], made)
    return figures | await _timed(store, event_id, lexicon, f"{large}_many")


async def _event(store: Store, lexicon: Lexicon) -> int:
    raw = RawFlash("bench", "bench", FLASH, "text", NOW)
    renderer = load_renderer(lexicon=lexicon)
    (outcome,) = await ingest(raw, store=store, lexicon=lexicon, renderer=renderer, now=NOW)
    assert outcome.event_id is not None
    return outcome.event_id


def _others(lexicon: Lexicon) -> Iterator[Expr]:
    """Filters of topics the flash does not touch."""
    spared = {"terbium", "dysprosium"}
    names = [id for id, term in lexicon.terms.items() if term.kind in TOPICS]
    apart = [
        id for id in names if not lexicon.ancestors(id) & spared and not _is_group(id, lexicon)
    ]
    for number, topic in enumerate(apart[:OTHER_TOPICS]):
        yield parse(OTHER[number % len(OTHER)].format(topic=topic), lexicon).expr


def _is_group(id: str, lexicon: Lexicon) -> bool:
    return any(id in lexicon.ancestors(other) for other in ("terbium", "dysprosium"))


async def _make(store: Store, waves: Sequence[Wave], made: int) -> int:
    """Gives how many subscriptions there are then."""
    async with store.begin() as conn:
        for wave in waves:
            for number, expr in enumerate(wave.filters):
                count = wave.count // len(wave.filters)
                count += number < wave.count % len(wave.filters)
                await populate(conn, expr, first=made + 1, count=count, now=NOW)
                made += count
        if conn.dialect.name == "postgresql":
            await analyze(conn)  # as autovacuum does
    return made


async def _timed(store: Store, event_id: int, lexicon: Lexicon, name: str) -> dict[str, float]:
    for _ in range(WARM_UP):
        hits = await _readers(store, event_id, lexicon)
    spent, used = [], time.process_time()
    for _ in range(ROUNDS):
        started = time.perf_counter()
        await _readers(store, event_id, lexicon)
        spent.append((time.perf_counter() - started) * 1000)
    cuts = quantiles(spent, n=20)
    return {
        f"{name}_hits": float(len(set(hits))),
        f"{name}_best_ms": min(spent),
        f"{name}_p50_ms": cuts[9],
        f"{name}_p95_ms": cuts[18],
        f"{name}_cpu_ms": (time.process_time() - used) * 1000 / ROUNDS,
    }


async def _readers(store: Store, event_id: int, lexicon: Lexicon) -> list[Recipient]:
    async with store.begin() as conn:
        news = await event_news(conn, event_id, lexicon)
        asked = await wanted(conn, event_id, news, lexicon, NOW)
        found = [await recipients(conn, each) for each in asked]
    return list(chain.from_iterable(found))
