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
    figures: dict[str, float] = import_module(f"bot.bench.{name}").measure(path)
    width = max(map(len, figures))
    for figure, value in figures.items():
        click.echo(
            f"{figure:<{width}}  {value:>12,.1f}"
            if value >= 10
            else f"{figure:<{width}}  {value:>12,.3f}"
        )
    if as_json:
        click.echo(json.dumps(figures))
