"""How fast flashes are read: ordinary and dense ones, start-up, memory, growth with length."""

from __future__ import annotations

import platform
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final, TypeVar

from bot.bench.flashes import DENSE_FACTS, Split, flashes_of, splits
from bot.bench.hostile import growth
from bot.bench.peers import PEERS, reader_of
from briefs.extract import extract_facts
from briefs.lexicon import Lexicon, load_lexicon
from briefs.types import Flash

T = TypeVar("T")

SECONDS_A_CASE: Final = 2.0
GROWTH: Final = (1, 10, 100)
START: Final = """
import time
started = time.perf_counter()
from briefs.extract import extract_facts
from briefs.lexicon import load_lexicon
load_lexicon()
print((time.perf_counter() - started) * 1000)
"""


def measure(path: Path | None) -> dict[str, float]:
    """Figures over the flashes of `path` (JSON Lines), or over the samples. The rate of a peer that
    is not installed is left out."""
    lexicon = load_lexicon()
    flashes = flashes_of(path)
    ordinary, dense = splits(flashes, lexicon)
    figures = {"flashes": float(len(flashes)), **_shape("", ordinary), **_shape("dense_", dense)}

    def read(flash: Flash) -> object:
        return extract_facts(flash, lexicon)

    figures["flashes_per_second"] = _rate(ordinary.flashes, read)
    figures["dense_per_second"] = _rate(dense.flashes, read)
    for times in GROWTH:
        figures[f"ms_at_{times}x"] = _milliseconds(_stretched(flashes[0], times), lexicon)
    figures["peak_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    figures["startup_ms"] = _startup()
    figures |= {f"growth: {shape}": times for shape, times in growth(lexicon).items()}
    return figures | _peers(ordinary, dense)


def lines(figures: dict[str, float]) -> list[str]:
    """The figures as a table for people."""
    shapes = {name[8:]: value for name, value in figures.items() if name.startswith("growth: ")}
    worst = max(shapes, key=lambda shape: shapes[shape])
    rows = [
        f"Facts read from flashes, one core, Python {platform.python_version()}",
        "",
        f"{'':<28}{'ordinary':>10}{'dense':>10}   dense: {DENSE_FACTS} facts or more",
        _row("flashes", figures["ordinary"], figures["dense"]),
        _row("characters each", figures["characters"], figures["dense_characters"]),
        _row("facts each", figures["facts"], figures["dense_facts"], digits=1),
        _row("flashes a second", figures["flashes_per_second"], figures["dense_per_second"]),
    ]
    for peer in PEERS:
        rates = figures.get(f"{peer}_per_second"), figures.get(f"{peer}_dense_per_second")
        rows.append(_row(f"  {peer}", *rates) if rates[0] is not None else _missing(peer))
    longer = " ".join(f"{figures[f'ms_at_{times}x']:,.2f}" for times in GROWTH)
    ratios = ", ".join(
        f"{times}x → {figures[f'ms_at_{times}x'] / figures['ms_at_1x']:.1f}x"
        for times in GROWTH[1:]
    )
    return [
        *rows,
        "",
        f"{'start-up with the lexicon':<28}{figures['startup_ms']:>10,.0f} ms",
        f"{'peak memory':<28}{figures['peak_mb']:>10,.0f} MB",
        f"{'longer texts':<28}{longer} ms: {ratios}",
        f"{'hostile texts':<28}worst growth 10x → {shapes[worst]:.1f}x ({worst};"
        f" {len(shapes)} shapes)",
    ]


def _row(name: str, ordinary: float | None, dense: float | None, digits: int = 0) -> str:
    return f"{name:<28}{ordinary or 0:>10,.{digits}f}{dense or 0:>10,.{digits}f}"


def _missing(peer: str) -> str:
    return f"{'  ' + peer:<28}{'not installed':>20}"


def _shape(prefix: str, split: Split) -> dict[str, float]:
    return {
        prefix.rstrip("_") or "ordinary": float(len(split.flashes)),
        f"{prefix}characters": round(split.characters, 1),
        f"{prefix}facts": round(split.facts_each, 2),
    }


def _peers(ordinary: Split, dense: Split) -> dict[str, float]:
    figures: dict[str, float] = {}
    for name in PEERS:
        if reader := reader_of(name):
            for label, split in (("", ordinary), ("dense_", dense)):
                texts = [flash.text for flash in split.flashes]
                figures[f"{name}_{label}per_second"] = _rate(texts, reader)
    return figures


def _rate(items: Sequence[T], read: Callable[[T], object]) -> float:
    """Items a second of one core, warm: the first pass over them is not counted."""
    for item in items:
        read(item)
    done, spent, started = 0, 0.0, time.process_time()
    while items and spent < SECONDS_A_CASE:
        for item in items:
            read(item)
        done += len(items)
        spent = time.process_time() - started
    return round(done / spent, 1) if spent else 0.0


def _stretched(flash: Flash, times: int) -> Flash:
    return Flash(
        id=flash.id,
        title=flash.title,
        body="\n".join([flash.body] * times),
        published_at=flash.published_at,
        language=flash.language,
    )


def _milliseconds(flash: Flash, lexicon: Lexicon) -> float:
    runs = []
    for _ in range(5):
        started = time.process_time()
        extract_facts(flash, lexicon)
        runs.append((time.process_time() - started) * 1000)
    return round(min(runs), 3)


def _startup() -> float:
    """Milliseconds a new process needs to import extraction and load the lexicon, best of five."""
    program = [sys.executable, "-c", START]
    return round(min(float(subprocess.check_output(program)) for _ in range(5)), 1)
