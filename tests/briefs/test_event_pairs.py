"""Labelled pairs through the main line: what is called the same event is one."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

from briefs.ingest import Outcome, Result, ingest
from briefs.lexicon import load_lexicon
from briefs.render import load_renderer
from briefs.store import migrate, open_store
from briefs.types import RawFlash
from tests.support.corpus import FOLDER

NOW = datetime(2025, 6, 16, 2, tzinfo=UTC)
PAIRS = [
    tuple(cell.strip() for cell in line.split("|"))
    for line in (FOLDER / "event_pairs.txt").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]


async def judged(folder: Path) -> list[tuple[str, str, tuple[str, ...]]]:
    """(label, decision, pair) of each, every pair told at a time far from the others'."""
    url = f"sqlite+aiosqlite:///{folder / 'pairs.db'}"
    await migrate(url)
    store = await open_store(url)
    lexicon, renderer = load_lexicon(), load_renderer()

    async def tell(text: str, at: datetime) -> Outcome:
        row = {"title": "Market note", "body": text, "published_at": at.isoformat()}
        flash = RawFlash("paste", text, json.dumps(row), "json", at)
        (one,) = await ingest(flash, store=store, lexicon=lexicon, renderer=renderer, now=at)
        return one

    decisions = []
    for number, pair in enumerate(PAIRS):
        label, minutes, first, second = pair
        at = NOW + timedelta(days=30 * number)
        before = await tell(first, at)
        after = await tell(second, at + timedelta(minutes=int(minutes)))
        decisions.append((label, _decision(before, after), pair))
    await store.close()
    return decisions


def _decision(before: Outcome, after: Outcome) -> str:
    if after.result in (Result.JOINED, Result.REPEATED) and after.event_id == before.event_id:
        return "same"
    return "correction" if f"corrects event {before.event_id}" in after.detail else "different"


async def test_labelled_pairs(tmp_path: Path) -> None:
    """Of what is called the same at least 98 in 100 are; most retellings are found."""
    decisions = await judged(tmp_path)
    wrong = [(label, said, pair) for label, said, pair in decisions if label != said]

    assert len(decisions) >= 400
    for said, floor in (("same", 0.98), ("correction", 0.98)):
        labels = [label for label, decision, _ in decisions if decision == said]
        assert labels.count(said) >= floor * len(labels), wrong
    for label, floor in (("same", 0.68), ("correction", 0.95)):
        said_of_it = [said for one, said, _ in decisions if one == label]
        assert said_of_it.count(label) >= floor * len(said_of_it), wrong
