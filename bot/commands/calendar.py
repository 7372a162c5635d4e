"""`flashbrief calendar`: days to come of rules and exchanges."""

from __future__ import annotations

import asyncio
import json
from datetime import datetime, timedelta
from typing import Any

import click

from bot.config import load_settings
from bot.desk import open_desk
from bot.several import BOARDED, read_names
from bot.spans import take_days
from briefs.coming.calendar import Coming, load_calendar
from briefs.coming.page import calendar_page
from briefs.times import CHINA
from briefs.trading import TradingCalendars
from briefs.types import Language

USUAL = 60  # days ahead


@click.command("calendar")
@click.argument("words", nargs=-1, metavar="[TOPIC] [SPAN]")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a day.")
@click.option("--language", type=click.Choice(["en", "zh"]), default="en", show_default=True)
def command(words: tuple[str, ...], as_json: bool, language: Language) -> None:
    """Print what comes in SPAN (60d, 6m): rules that take effect, comments that close, measures
    that run out and, without a TOPIC, days on which exchanges are closed."""
    click.echo(asyncio.run(_calendar(words, as_json, language)))


async def _calendar(words: tuple[str, ...], as_json: bool, language: Language) -> str:
    topic, days = take_days(words, USUAL)
    today = datetime.now(CHINA).date()
    async with open_desk(load_settings()) as desk:
        named = read_names(desk.lexicon, topic, BOARDED)
        if named.unknown:
            raise click.ClickException(f"no such name: {', '.join(named.unknown)}")
        async with desk.store.read() as conn:
            coming = await load_calendar(
                conn,
                desk.lexicon,
                TradingCalendars(),
                today=today,
                until=today + timedelta(days=days),
                terms=[term.id for term in named.terms],
            )
        if not coming:
            raise click.ClickException(f"nothing is known of the next {days} days")
        if as_json:
            return "\n".join(json.dumps(_row(one), ensure_ascii=False) for one in coming)
        return desk.renderer.plain(
            calendar_page(desk.renderer, coming, days, language, today)
        )  # fmt: skip


def _row(one: Coming) -> dict[str, Any]:
    return {
        "day": one.day.isoformat(),
        "last": one.last and one.last.isoformat(),
        "kind": one.kind,
        "title": one.line.title if one.line else one.name,
        "venues": list(one.venues),
        "flash_id": one.cited and one.cited.flash_id,
        "quote": one.cited and one.cited.quote,
    }
