"""From the spool to the outbox on an embedded database: how many a second, how soon, and whether
who talks with the bot waits meanwhile. One reader takes everything, so every event is worded."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from statistics import quantiles

from bot.bench.cores import pin
from briefs.extract import extract_facts
from briefs.freshness import ANY_AGE
from briefs.intake import TOGETHER, read_spool
from briefs.lexicon import Lexicon, load_lexicon
from briefs.normalize import normalize
from briefs.render import Renderer, load_renderer
from briefs.store import Store, chats, open_store, settings, spool, subscriptions
from briefs.store.scratch import scratch_database
from briefs.types import RawFlash

SUSTAINED = 1_600
WARM_UP = 64
PACED = 200
A_SECOND = 20
BURST = 5_000
ASKED_EVERY = 0.1  # seconds, by somebody who talks with the bot during the burst
START = datetime(2026, 1, 5, 1, tzinfo=UTC)
METALS = ("Tin ingot", "Pr-Nd oxide", "Indium ingot", "Zinc ingot", "Antimony ingot", "Cobalt")
PLACES = ("Jiangxi", "Inner Mongolia", "Yunnan", "Guangxi", "Hunan")
EVERYTHING = "*"


@dataclass
class Bench:
    """A database, and what reading needs. Time in it goes by flashes: each comes 8 h later."""

    store: Store
    lexicon: Lexicon = field(default_factory=load_lexicon)
    renderer: Renderer = field(default_factory=load_renderer)
    now: datetime = START

    async def put(self, raws: list[RawFlash]) -> None:
        self.now = max(self.now, raws[-1].received_at)
        async with self.store.begin() as conn:
            await spool.put(conn, raws, self.now)

    async def read(self) -> int:
        return len(
            await read_spool(
                store=self.store,
                lexicon=self.lexicon,
                renderer=self.renderer,
                now=self.now,
                freshness_of=lambda _: ANY_AGE,
            )
        )

    async def read_all(self) -> int:
        done = 0
        while read := await self.read():
            done += read
        return done


def measure(path: Path | None) -> dict[str, float]:
    """Figures over the flashes of `path` (JSON Lines, each once), or over generated ones."""
    pin(0)
    return asyncio.run(_measure(path))


def lines(figures: dict[str, float]) -> list[str]:
    """The figures, one a line."""
    return [f"{name:<34}{value:>12,.1f}" for name, value in figures.items()]


async def _measure(path: Path | None) -> dict[str, float]:
    async with scratch_database(None) as url:
        store = await open_store(url)
        try:
            bench = Bench(store)
            await _follow(store)
            if path is not None:
                return await _sustained(bench, list(_rows(path)))
            flashes = _generated()
            await bench.put(_some(flashes, WARM_UP))
            await bench.read_all()
            return {
                **await _sustained(bench, _some(flashes, SUSTAINED)),
                **await _paced(bench, _some(flashes, PACED)),
                **await _burst(bench, _some(flashes, BURST)),
            }
        finally:
            await store.close()


async def _sustained(bench: Bench, raws: list[RawFlash]) -> dict[str, float]:
    for at in range(0, len(raws), TOGETHER):
        await bench.put(raws[at : at + TOGETHER])
    wall, cpu = time.perf_counter(), time.process_time()
    done = await bench.read_all()
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    extraction = _extraction_seconds(bench, raws)
    return {
        "flashes": float(done),
        "flashes_per_second": done / wall,
        "flashes_per_second_of_processor": done / cpu,
        "extraction_ms": extraction / done * 1000,
        "all_else_ms": (cpu - extraction) / done * 1000,
    }


async def _paced(bench: Bench, raws: list[RawFlash]) -> dict[str, float]:
    """One at a time, twenty a second: from its arrival to its messages being queued."""
    took = []
    begun = time.perf_counter()
    for number, raw in enumerate(raws):
        await asyncio.sleep(max(0.0, begun + number / A_SECOND - time.perf_counter()))
        arrived = time.perf_counter()
        await bench.put([raw])
        await bench.read()
        took.append((time.perf_counter() - arrived) * 1000)
    return _spread("arrival_to_outbox", took)


async def _burst(bench: Bench, raws: list[RawFlash]) -> dict[str, float]:
    """All at once, while somebody's messages are taken in, one after another."""
    begun = time.perf_counter()
    await bench.put(raws)
    taking = asyncio.create_task(bench.read_all())
    waited: list[float] = []
    while not taking.done():
        asked = time.perf_counter()
        async with bench.store.begin() as conn:
            await settings.set_setting(conn, "bench", len(waited))
        waited.append((time.perf_counter() - asked) * 1000)
        await asyncio.sleep(ASKED_EVERY)
    seconds = time.perf_counter() - begun
    return {
        "burst_lost": float(len(raws) - taking.result()),
        "burst_seconds": seconds,
        **_spread("burst_reply_delay", waited),
    }


def _spread(name: str, took: list[float]) -> dict[str, float]:
    cuts = quantiles(took, n=20)
    return {f"{name}_p50_ms": cuts[9], f"{name}_p95_ms": cuts[18], f"{name}_max_ms": max(took)}


def _extraction_seconds(bench: Bench, raws: list[RawFlash]) -> float:
    """Of processor, for the facts of all of them alone."""
    flashes = [flash for raw in raws for flash in normalize(raw)]
    begun = time.process_time()
    for flash in flashes:
        extract_facts(flash, bench.lexicon)
    return time.process_time() - begun


async def _follow(store: Store) -> None:
    """One reader who takes everything, so that every new event is worded and queued."""
    async with store.begin() as conn:
        await chats.save_chat(conn, 1, type="private", title="", language="en", now=START)
        await subscriptions.subscribe(conn, 1, 0, EVERYTHING, START)


def _some(flashes: Iterator[RawFlash], number: int) -> list[RawFlash]:
    return [next(flashes) for _ in range(number)]


def _generated() -> Iterator[RawFlash]:
    """Flashes of about 700 characters, a price and a volume in each, no two with one number."""
    for number in count():
        metal, place = METALS[number % len(METALS)], PLACES[number % len(PLACES)]
        day = START + timedelta(hours=8 * number)
        level = 100_000 + 37 * number
        title = f"{metal} rises in {place} on restocking, note {number}"
        body = (
            f"The average price of SMM {metal} was {level:,} yuan/mt on "
            f"{day:%B} {day.day}, up {level // 100:,} yuan/mt from the previous trading day. "
            f"Traders in {place} said that buyers came back before the holidays and that sellers "
            f"held firm offers through the morning. Output of smelters in {place} was "
            f"{3_000 + number:,} mt in {day:%B}, and most of them keep their plans for the month. "
            "Downstream plants bought as they needed to, inquiries were more numerous than a week "
            "ago, and few expect that supply becomes ample soon. Market participants will watch "
            "the auctions of the coming days and what exporters make of the new licences."
        )
        row = {"id": f"bench-{number}", "title": title, "body": body}
        row["published_at"] = day.isoformat()
        yield RawFlash("bench", "generated", json.dumps(row), "json", day)


def _rows(path: Path) -> Iterator[RawFlash]:
    for line in path.read_text("utf-8").splitlines():
        if line.strip():
            yield RawFlash("bench", str(path), line, "json", START)
