"""`flashbrief history`: a price day by day, as a table or a file with every sentence."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

import click

from bot.config import load_settings
from bot.desk import open_desk
from bot.several import CHARTED, read_names
from bot.spans import take_days
from briefs.history import Series, main_series
from briefs.history.load import load_series
from briefs.history.pages import history_page
from briefs.history.sheets import to_csv, to_xlsx
from briefs.history.wire import series_to_json
from briefs.times import CHINA
from briefs.types import Language

USUAL = 30  # days
WRITERS = {".csv": to_csv, ".xlsx": to_xlsx}


@click.command("history")
@click.argument("words", nargs=-1, required=True, metavar="NAME [SPAN]")
@click.option(
    "--output", type=click.Path(path_type=Path, dir_okay=False), help="A .csv or .xlsx to write."
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object a day.")
@click.option("--language", type=click.Choice(["en", "zh"]), default="en", show_default=True)
def command(words: Sequence[str], output: Path | None, as_json: bool, language: Language) -> None:
    """Print the stored prices of NAME over SPAN (30d, 6w, 3m, 1y), the newest day first.

    Each row of a file has its source and its sentence; a computed percent has its inputs.
    """
    if output is not None and output.suffix not in WRITERS:
        raise click.UsageError("--output takes a name that ends in .csv or .xlsx")
    told = asyncio.run(_history(words, datetime.now(CHINA).date(), language))
    if output is not None:
        output.write_bytes(WRITERS[output.suffix](told.series))
        click.echo(f"{len(told.series.points)} days in {output}")
    elif as_json:
        for line in series_to_json(told.series):
            click.echo(json.dumps(line, ensure_ascii=False))
    else:
        click.echo(told.table)


@dataclass(frozen=True, slots=True)
class _Told:
    series: Series
    table: str


async def _history(words: Sequence[str], today: date, language: Language) -> _Told:
    name, days = take_days(words, USUAL)
    first = today - timedelta(days=days)
    async with open_desk(load_settings()) as desk:
        named = read_names(desk.lexicon, name, CHARTED)
        if len(named.terms) != 1 or named.unknown:
            raise click.ClickException(f"{name!r} names no one material or contract")
        term = named.terms[0].id
        async with desk.store.read() as conn:
            every = await load_series(conn, term, desk.lexicon, first=first, last=today)
        series = main_series(every)
        if series is None:
            raise click.ClickException(f"no price of {name} is stored of the last {days} days")
        table = history_page(desk.renderer, series, every, language, today)
        return _Told(series, desk.renderer.plain(table))
