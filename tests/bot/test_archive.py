"""`flashbrief ingest --archive` killed at any moment and called again: every flash once."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
FLASHES = 800


def start(tmp_path: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "bot", "ingest", "--archive", str(tmp_path / "year.jsonl")],
        cwd=ROOT,
        env=os.environ | {"FLASHBRIEF_DATA_DIR": str(tmp_path / "data")},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def stored(tmp_path: Path) -> int:
    path = tmp_path / "data" / "flashbrief.db"
    if not path.exists():
        return 0
    try:
        with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as conn:
            return int(conn.execute("SELECT count(*) FROM flash").fetchone()[0])
    except sqlite3.OperationalError:  # not migrated yet
        return 0


def wait_for_some(tmp_path: Path, process: subprocess.Popen[str], more_than: int) -> None:
    while process.poll() is None and stored(tmp_path) <= more_than:
        time.sleep(0.02)


def test_killed_and_stopped_it_goes_on(tmp_path: Path) -> None:
    """kill -9, then Ctrl-C, then to the end: each run goes on behind the one before."""
    rows = [
        {"title": f"Tin note {number}", "body": f"Tin stood at {200_000 + number:,} yuan/mt."}
        for number in range(FLASHES)
    ]
    (tmp_path / "year.jsonl").write_text("".join(f"{json.dumps(row)}\n" for row in rows))

    first = start(tmp_path)
    wait_for_some(tmp_path, first, 0)
    first.kill()
    first.communicate()
    killed = stored(tmp_path)
    second = start(tmp_path)
    wait_for_some(tmp_path, second, killed)
    second.send_signal(signal.SIGINT)
    _, said = second.communicate()
    stopped = stored(tmp_path)
    third = start(tmp_path)
    told, _ = third.communicate()

    assert 0 < killed < stopped < FLASHES, "each was stopped on its way"
    assert "The same command goes on from here." in said
    assert (second.returncode, third.returncode) == (130, 0)
    assert told.strip() == f"{FLASHES - stopped} stored."
    assert stored(tmp_path) == FLASHES
