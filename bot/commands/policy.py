"""`flashbrief policy`: rules over time, and where each of them stands."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import click

from bot.config import load_settings
from bot.desk import open_desk
from briefs.coming.calendar import coming_of
from briefs.lexicon import Lexicon
from briefs.life_cycle import Timeline, policies_as_of
from briefs.times import CHINA
from briefs.types import Language


@click.command("policy")
@click.argument("topic", nargs=-1)
@click.option("--on", "on", type=click.DateTime(["%Y-%m-%d"]), help="As it stood on that day.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a policy.")
@click.option("--language", type=click.Choice(["en", "zh"]), default="en", show_default=True)
def command(topic: tuple[str, ...], on: datetime | None, as_json: bool, language: Language) -> None:
    """Print the life of each stored policy on TOPIC, or of all: every status with its day.

    TOPIC is a name of the lexicon, or else words of a policy's title.
    """
    then = on.date() if on else None
    click.echo(asyncio.run(_lives(" ".join(topic), then, as_json, language)))


async def _lives(topic: str, then: date | None, as_json: bool, language: Language) -> str:
    day = then or datetime.now(CHINA).date()
    async with open_desk(load_settings()) as desk:
        terms = _terms(topic, desk.lexicon)
        words = topic.split() if topic and not terms else ()
        async with desk.store.read() as conn:
            lines = await policies_as_of(conn, day, lexicon=desk.lexicon, terms=terms, words=words)
            coming = await coming_of(conn, lines, day)
        if as_json:
            return "\n".join(json.dumps(_row(line, day), ensure_ascii=False) for line in lines)
        if not lines:
            raise click.ClickException(f"no policy is stored{f' on {topic}' if topic else ''}")
        shown = desk.renderer.timelines(lines, language, day, coming, then=then)
        return desk.renderer.plain(shown)


def _terms(topic: str, lexicon: Lexicon) -> Sequence[str]:
    return [hit.term.id for hit in lexicon.find(topic, limit=3) if hit.how == "exact"]


def _row(line: Timeline, day: date) -> dict[str, Any]:
    stages = [
        {
            "status": stage.status,
            "since": stage.since and stage.since.isoformat(),
            "effective_date": stage.effective_date and stage.effective_date.isoformat(),
            "flashes": [one.flash_id for one in stage.told],
            "quote": stage.news.fact.quote,
        }
        for stage in line.stages
    ]
    status = line.status_at(day)
    return {"title": line.title, "names": line.names, "agency": line.agency,
            "status": status, "stages": stages}  # fmt: skip
