"""`flashbrief bench NAME`: measure a hot path on this machine."""

from __future__ import annotations

import json
from importlib import import_module
from pathlib import Path

import click

BENCHES = ("extract", "ingest")


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
def command(name: str, as_json: bool, path: Path | None) -> None:
    """Measure a hot path on this machine, as a table."""
    bench = import_module(f"bot.bench.{name}")
    figures: dict[str, float] = bench.measure(path)
    for line in bench.lines(figures):
        click.echo(line)
    if as_json:
        click.echo(json.dumps(figures))
