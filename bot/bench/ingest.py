"""How fast flashes become stored facts and queued messages, on an embedded database of its own."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from briefs.ingest import ingest
from briefs.lexicon import Lexicon, load_lexicon
from briefs.render import Renderer, load_renderer
from briefs.store import Store, chats, migrate, open_store, subscriptions
from briefs.types import RawFlash

FLASHES = 1_000
WARM_UP = 50
START = datetime(2026, 1, 5, 1, tzinfo=UTC)
METALS = ("Tin ingot", "Pr-Nd oxide", "Indium ingot", "Zinc ingot", "Antimony ingot", "Cobalt")
PLACES = ("Jiangxi", "Inner Mongolia", "Yunnan", "Guangxi", "Hunan")
FOLLOWED = "*"


def measure(path: Path | None) -> dict[str, float]:
    """Figures over the flashes of `path` (JSON Lines, each once), or over generated ones."""
    raws = list(_generated(WARM_UP + FLASHES)) if path is None else list(_rows(path))
    with TemporaryDirectory() as folder:
        url = f"sqlite+aiosqlite:///{Path(folder) / 'bench.db'}"
        return asyncio.run(_measure(url, raws))


def lines(figures: dict[str, float]) -> list[str]:
    """The figures, one a line."""
    return [f"{name:<26}{value:>12,.1f}" for name, value in figures.items()]


async def _measure(url: str, raws: list[RawFlash]) -> dict[str, float]:
    await migrate(url)
    store = await open_store(url)
    lexicon, renderer = load_lexicon(), load_renderer()
    try:
        alone = [await _timed(store, raw, lexicon, renderer) for raw in raws[: len(raws) // 2]]
        await _follow(store)
        followed = [await _timed(store, raw, lexicon, renderer) for raw in raws[len(raws) // 2 :]]
    finally:
        await store.close()
    alone = alone[WARM_UP:] or alone
    followed = followed[WARM_UP:] or followed
    return {
        "flashes": float(len(raws)),
        "flashes_per_second": round(len(alone) / sum(alone), 1),
        "arrival_to_stored_p50_ms": round(median(alone) * 1000, 3),
        "arrival_to_outbox_p50_ms": round(median(followed) * 1000, 3),
    }


async def _timed(store: Store, raw: RawFlash, lexicon: Lexicon, renderer: Renderer) -> float:
    started = time.perf_counter()
    await ingest(raw, store=store, lexicon=lexicon, renderer=renderer, now=raw.received_at)
    return time.perf_counter() - started


async def _follow(store: Store) -> None:
    """One reader who takes everything, so that every new event is worded and queued."""
    async with store.begin() as conn:
        await chats.save_chat(conn, 1, type="private", title="", language="en", now=START)
        await subscriptions.subscribe(conn, 1, 0, FOLLOWED, START)


def _generated(count: int) -> Iterator[RawFlash]:
    """Flashes of about 700 characters, a price and a volume in each, no two with one number."""
    for number in range(count):
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
