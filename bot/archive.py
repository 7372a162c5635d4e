"""Reading an archive in the terminal: a bar over its bytes, and what became of it at the end."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import click

from bot.desk import Desk
from briefs.backfill import Part, read_archive
from briefs.freshness import ARCHIVE
from briefs.ingest import Line, Outcome, Result


@dataclass(slots=True)
class Told:
    """What became of the flashes, and how many files were read to their end before."""

    counts: Counter[Result] = field(default_factory=Counter)
    known_files: int = 0

    def take(self, outcomes: Sequence[Outcome]) -> None:
        self.counts.update(outcome.result for outcome in outcomes)


async def ingest_archive(files: Sequence[Path], desk: Desk, told: Told, now: datetime) -> None:
    """Read the files, from where an earlier run stopped; pushed to nobody. Raises OSError."""
    line = Line(desk.lexicon, desk.renderer, now, ARCHIVE)

    def shown(_: Part | None) -> str:
        return f"{sum(told.counts.values()):,} flashes"

    with click.progressbar(
        length=sum(file.stat().st_size for file in files),
        label="Reading",
        file=sys.stderr,
        hidden=not sys.stderr.isatty(),
        item_show_func=shown,
    ) as bar:
        for file in files:
            offset, known = 0, True
            async for part in read_archive(file, store=desk.store, line=line):
                told.take(part.outcomes)
                bar.update(part.offset - offset, current_item=part)
                offset, known = part.offset, False
            if known:
                told.known_files += 1
                bar.update(file.stat().st_size)
