"""`flashbrief movers`: what moved most in percent, by sector."""

from __future__ import annotations

import asyncio
import json
from datetime import datetime

import click

from bot.config import load_settings
from bot.desk import open_desk
from briefs.history.movers import Over, load_movers
from briefs.history.pages import movers_page
from briefs.history.wire import mover_to_json
from briefs.times import CHINA
from briefs.types import Language


@click.command("movers")
@click.argument("over", type=click.Choice(["day", "week"]), default="day")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a mover.")
@click.option("--language", type=click.Choice(["en", "zh"]), default="en", show_default=True)
def command(over: Over, as_json: bool, language: Language) -> None:
    """Print the largest moves of the day, or over a week, up and down."""
    click.echo(asyncio.run(_movers(over, as_json, language)))


async def _movers(over: Over, as_json: bool, language: Language) -> str:
    today = datetime.now(CHINA).date()
    async with open_desk(load_settings()) as desk:
        async with desk.store.read() as conn:
            movers = await load_movers(conn, desk.lexicon, over, today=today)
        if movers.day is None:
            raise click.ClickException("no change in percent was told lately")
        if as_json:
            rows = [
                mover_to_json(one, sector)
                for sector, each in movers.sectors.items()
                for one in each
            ]
            return "\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
        known = desk.lexicon.terms
        names = {one: known[one].name for one in movers.sectors if one}
        return desk.renderer.plain(movers_page(desk.renderer, movers, names, language, today))
