"""`flashbrief ingest`: flashes from files, folders or standard input into the database."""

from __future__ import annotations

import asyncio
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import click

from bot.archive import Told, ingest_archive
from bot.commands.pages import STDIN, read_raw
from bot.config import load_settings
from bot.desk import open_desk
from briefs.ingest import Outcome, Result, ingest
from briefs.sources.folder import find_files
from briefs.types import RawFlash

SHOWN_FROM_BYTES = 500_000  # below, it is done before anybody looks


@click.command("ingest")
@click.argument(
    "paths",
    nargs=-1,
    required=True,
    type=click.Path(path_type=Path, exists=True, allow_dash=True),
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object a flash.")
@click.option("--archive", is_flag=True, help="Pushed to nobody; goes on where it was stopped.")
def command(paths: tuple[Path, ...], as_json: bool, archive: bool) -> None:
    """Read flashes from PATHS into the database and say what became of each.

    A path is a page saved as text or HTML, a JSON Lines file, a price sheet (CSV or XLSX), a folder
    of such, or - for standard input. What cannot be read goes to the quarantine with its reason.
    What is older than FLASHBRIEF_OLDEST_NEWS is stored and pushed to nobody. With --archive nothing
    is pushed, and after Ctrl-C or a crash the same command goes on behind what it has read.
    """
    if archive:
        _read_archive(paths, as_json)
        return
    counts = asyncio.run(_ingest(paths, as_json))
    if not as_json:
        told = ", ".join(f"{count} {result}" for result, count in sorted(counts.items()))
        click.echo(
            told or "Nothing to read: no .txt, .html, .json, .jsonl, .csv or .xlsx file there."
        )
    if counts and set(counts) == {Result.QUARANTINED}:
        raise click.ClickException("nothing could be read; see: flashbrief quarantine")


def _read_archive(paths: Sequence[Path], as_json: bool) -> None:
    if STDIN in paths or as_json:
        raise click.UsageError("--archive is for files and folders, and has no --json.")
    told = Told()
    try:
        asyncio.run(_ingest_archive(paths, told))
    except KeyboardInterrupt:
        click.echo(f"Stopped. {_summary(told)} The same command goes on from here.", err=True)
        raise
    click.echo(_summary(told))


async def _ingest_archive(paths: Sequence[Path], told: Told) -> None:
    files = [file for path in paths for file in find_files(path)]
    async with open_desk(load_settings()) as desk:
        await ingest_archive(files, desk, told, datetime.now(UTC))


def _summary(told: Told) -> str:
    counts = ", ".join(f"{count:,} {result}" for result, count in sorted(told.counts.items()))
    known = f" {told.known_files} files were read before." if told.known_files else ""
    bad = " See: flashbrief quarantine." if told.counts[Result.QUARANTINED] else ""
    return f"{counts or 'Nothing new to read'}.{known}{bad}"


async def _ingest(paths: Sequence[Path], as_json: bool) -> Counter[Result]:
    counts: Counter[Result] = Counter()
    settings = load_settings()
    async with open_desk(settings) as desk:
        for raw in _with_progress(paths):
            for outcome in await ingest(
                raw,
                store=desk.store,
                lexicon=desk.lexicon,
                renderer=desk.renderer,
                now=datetime.now(UTC),
                freshness=settings.freshness,
            ):
                counts[outcome.result] += 1
                click.echo(_line(outcome, raw, as_json))
    return counts


def _with_progress(paths: Sequence[Path]) -> Iterator[RawFlash]:
    """All raw flashes; on a terminal with a bar over the bytes of the files read so far."""
    files = [file for path in paths for file in ([path] if path == STDIN else find_files(path))]
    size = sum(_size(file) for file in files)
    shown = size > SHOWN_FROM_BYTES and sys.stderr.isatty()
    with click.progressbar(length=size, label="Reading", file=sys.stderr, hidden=not shown) as bar:
        for file in files:
            left = _size(file)
            for raw in read_raw(file):
                yield raw
                step = min(left, len(raw.content.encode(errors="replace")) + 1)
                left -= step
                bar.update(step)
            bar.update(left)


def _size(file: Path) -> int:
    return 0 if file == STDIN else file.stat().st_size


def _line(outcome: Outcome, raw: RawFlash, as_json: bool) -> str:
    if as_json:
        return json.dumps(asdict(outcome) | {"origin": raw.origin}, ensure_ascii=False)
    return f"{outcome.result:<12} {outcome.title}  ({outcome.detail})".removesuffix("  ()")
