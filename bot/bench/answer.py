"""How fast a question is answered over 100,000 flashes: from its words to what a reader sees.

Milliseconds are of processor time of this process, so that a busy machine says the same; on
PostgreSQL the server's own part is in the wall time alone.
"""

from __future__ import annotations

import asyncio
import gc
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from statistics import quantiles
from typing import Final

from bot.bench.answers import END, Plan, flashes, load_plan, questions
from bot.bench.cores import pin
from briefs.answer import answer
from briefs.lexicon import Lexicon, load_lexicon
from briefs.read import read_flash
from briefs.render import Renderer, load_renderer
from briefs.store import Store, open_store
from briefs.store.populate import analyze
from briefs.store.populate_news import News, populate_news
from briefs.store.scratch import scratch_database
from briefs.topics import named, with_groups
from briefs.types import Flash

FLASHES: Final = 100_000
QUESTIONS: Final = 1_000
WARM_UP: Final = 40
AT_ONCE: Final = 1_000  # flashes a transaction


def measure(_path: Path | None, database: str | None = None) -> dict[str, float]:
    """Milliseconds an answer over all questions, and for each wording its median.

    Raises StoreError when `database` names a server where no database can be made.
    """
    pin(0)
    return asyncio.run(_measure(database))


def lines(figures: dict[str, float]) -> list[str]:
    """The figures, one a line."""
    return [f"{name:<52}{value:>12,.2f}" for name, value in figures.items()]


async def _measure(database: str | None) -> dict[str, float]:
    lexicon, plan = load_lexicon(), load_plan()
    gc.freeze()  # as the program does
    async with scratch_database(database) as url:
        store = await open_store(url)
        try:
            started = time.perf_counter()
            await build(store, lexicon, plan, FLASHES)
            built = {"flashes": float(FLASHES), "building_seconds": time.perf_counter() - started}
            return built | await ask(store, lexicon, plan, QUESTIONS)
        finally:
            await store.close()


async def build(store: Store, lexicon: Lexicon, plan: Plan, count: int) -> None:
    """Store so many flashes of the plan, each read as it would be when it comes in."""
    first, first_fact = 1, 1
    for batch in _batches(flashes(plan, count), AT_ONCE):
        news = [_read(flash, lexicon) for flash in batch]
        async with store.begin() as conn:
            first_fact = await populate_news(conn, news, first=first, first_fact=first_fact)
        first += len(news)
    async with store.begin() as conn:
        await analyze(conn)


async def ask(store: Store, lexicon: Lexicon, plan: Plan, count: int) -> dict[str, float]:
    """Milliseconds of so many questions, after some that are not counted."""
    renderer = load_renderer(lexicon=lexicon)
    asked = list(questions(plan, WARM_UP + count))
    for question in asked[:WARM_UP]:
        await _answered(question, store, lexicon, renderer)
    spent, used, answered = list[float](), defaultdict[str, list[float]](list), 0
    for number, question in enumerate(asked[WARM_UP:], WARM_UP):
        wall, processor = time.perf_counter(), time.process_time()
        answered += await _answered(question, store, lexicon, renderer)
        wording = plan.questions[number % len(plan.questions)]
        used[wording].append((time.process_time() - processor) * 1000)
        spent.append((time.perf_counter() - wall) * 1000)
    every = [one for times in used.values() for one in times]
    return {
        "questions": float(count),
        "answered": float(answered),
        "p50_ms": _cut(every, 50),
        "p95_ms": _cut(every, 95),
        "p99_ms": _cut(every, 99),
        "wall_p50_ms": _cut(spent, 50),
        "wall_p95_ms": _cut(spent, 95),
        **{f"p50_ms: {wording}": _cut(times, 50) for wording, times in used.items()},
    }


async def _answered(question: str, store: Store, lexicon: Lexicon, renderer: Renderer) -> bool:
    found = await answer(question, store=store, lexicon=lexicon, now=END)
    renderer.answer(found, found.query.language)
    return found.answerable


def _read(flash: Flash, lexicon: Lexicon) -> News:
    read = read_flash(flash, lexicon)
    ids = with_groups(named(flash.text, lexicon), lexicon)
    return News(flash, read.facts, read.topics, ids)


def _batches(flashes: Iterable[Flash], size: int) -> Iterator[Sequence[Flash]]:
    waiting = iter(flashes)
    while batch := list(islice(waiting, size)):
        yield batch


def _cut(times: Sequence[float], percent: int) -> float:
    return quantiles(times, n=100, method="inclusive")[percent - 1]
