"""`flashbrief chart`: prices as a picture, with what became of the rules on them."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from pathlib import Path

import click

from bot.config import load_settings
from bot.desk import open_desk
from bot.several import CHARTED, read_names
from bot.spans import take_days
from briefs.charts import draw, writes_chinese
from briefs.history.chart import load_chart
from briefs.history.chart_words import caption_of, picture_of
from briefs.times import CHINA
from briefs.types import Language

USUAL = 90  # days
MOST = 2  # materials in a picture


@click.command("chart")
@click.argument("words", nargs=-1, required=True, metavar="NAME [NAME] [SPAN]")
@click.option(
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    default=Path("chart.png"),
    show_default=True,
    help="The PNG to write.",
)
@click.option("--dark", is_flag=True, help="Light on dark.")
@click.option("--language", type=click.Choice(["en", "zh"]), default="en", show_default=True)
def command(words: tuple[str, ...], output: Path, dark: bool, language: Language) -> None:
    """Draw the stored prices of one material or two over SPAN (90d, 6m, 1y), and say what is shown.

    Two of different units are each shown in percent of their first price.
    """
    drawn, said = asyncio.run(_chart(words, dark, language))
    output.write_bytes(drawn)
    click.echo(f"{output}\n\n{said}")


async def _chart(words: tuple[str, ...], dark: bool, language: Language) -> tuple[bytes, str]:
    name, days = take_days(words, USUAL)
    today = datetime.now(CHINA).date()
    async with open_desk(load_settings()) as desk:
        named = read_names(desk.lexicon, name, CHARTED)
        if not 0 < len(named.terms) <= MOST or named.unknown:
            raise click.ClickException(f"{name!r} names no one or two materials or contracts")
        async with desk.store.read() as conn:
            chart = await load_chart(
                conn,
                [term.id for term in named.terms],
                desk.lexicon,
                first=today - timedelta(days=days),
                last=today,
            )
        if not chart.shown:
            raise click.ClickException(f"no price of {name} is stored of the last {days} days")
        written: Language = language if writes_chinese() else "en"
        drawn = draw(picture_of(chart, desk.renderer, written, dark=dark))
        return drawn, desk.renderer.plain(caption_of(chart, desk.renderer, language))
