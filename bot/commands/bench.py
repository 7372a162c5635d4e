"""`flashbrief bench NAME`: measure a hot path on this machine."""

from __future__ import annotations

import json
from importlib import import_module
from pathlib import Path

import click

BENCHES = ("extract", "ingest", "match", "answer", "deliver")
ON_A_SERVER = ("match", "answer", "deliver")  # those that run on PostgreSQL too


@click.command("bench")
@click.argument("name", type=click.Choice(BENCHES))
@click.option(
    "--json", "as_json", is_flag=True, help="The figures as one JSON object on the last line."
)
@click.option(
    "--flashes",
    "path",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="JSON Lines to measure on, instead of the samples.",
)
@click.option(
    "--database",
    metavar="URL",
    help="PostgreSQL to measure on, in a database made for it: postgresql+asyncpg://user@host/name.",
)
def command(name: str, as_json: bool, path: Path | None, database: str | None) -> None:
    """Measure a hot path on this machine, as a table."""
    if database is not None and name not in ON_A_SERVER:
        raise click.UsageError(f"--database is for: {', '.join(ON_A_SERVER)}.")
    more = {"database": database} if name in ON_A_SERVER else {}
    bench = import_module(f"bot.bench.{name}")
    figures: dict[str, float] = bench.measure(path, **more)
    for line in bench.lines(figures):
        click.echo(line)
    if as_json:
        click.echo(json.dumps(figures))
