"""How fast flashes are read: ordinary and dense ones, start-up, memory, growth with length."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from bot.samples import dense_flashes, sample_flashes
from briefs.extract import extract_facts
from briefs.lexicon import Lexicon, load_lexicon
from briefs.normalize import normalize
from briefs.types import Flash, RawFlash

SECONDS_A_CASE = 2.0
DENSE_FACTS = 6  # a flash with at least so many facts counts as dense
GROWTH = (1, 10, 100)
START = """
import time
started = time.perf_counter()
from briefs.extract import extract_facts
from briefs.lexicon import load_lexicon
load_lexicon()
print((time.perf_counter() - started) * 1000)
"""


def measure(path: Path | None) -> dict[str, float]:
    """Figures over the flashes of `path` (JSON Lines), or over the samples."""
    lexicon = load_lexicon()
    flashes = _flashes(path)
    dense = [flash for flash in flashes if len(extract_facts(flash, lexicon).facts) >= DENSE_FACTS]
    ordinary = [flash for flash in flashes if flash not in dense]
    figures = {
        "flashes": float(len(flashes)),
        "characters_median": float(sorted(len(flash.text) for flash in flashes)[len(flashes) // 2]),
        "flashes_per_second": _rate(ordinary, lexicon),
        "dense_per_second": _rate(dense, lexicon),
    }
    for times in GROWTH:
        figures[f"ms_at_{times}x"] = _milliseconds(_stretched(flashes[0], times), lexicon)
    figures["startup_ms"] = _startup()
    figures["peak_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return figures


def _flashes(path: Path | None) -> list[Flash]:
    if path is None:
        now = datetime(2026, 1, 15, tzinfo=UTC)
        raws = [*sample_flashes(now), *dense_flashes(now)]
        return [flash for raw in raws for flash in normalize(raw)]
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    now = datetime.now(UTC)
    return [
        flash
        for row in rows
        for flash in normalize(RawFlash("bench", str(path), json.dumps(row), "json", now))
    ]


def _rate(flashes: Sequence[Flash], lexicon: Lexicon) -> float:
    if not flashes:
        return 0.0
    for flash in flashes:
        extract_facts(flash, lexicon)
    done = 0
    started = time.process_time()
    while (spent := time.process_time() - started) < SECONDS_A_CASE:
        for flash in flashes:
            extract_facts(flash, lexicon)
        done += len(flashes)
    return round(done / spent, 1)


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
