"""`flashbrief policy`: rules over time, and where each of them stands."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import click

from bot.config import load_settings
from bot.desk import open_desk
from briefs.coming.calendar import coming_of
from briefs.lexicon import Lexicon
from briefs.life_cycle import Timeline, policy_timeline
from briefs.times import CHINA
from briefs.types import Language


@click.command("policy")
@click.argument("topic", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="One JSON object a policy.")
@click.option("--language", type=click.Choice(["en", "zh"]), default="en", show_default=True)
def command(topic: tuple[str, ...], as_json: bool, language: Language) -> None:
    """Print the life of each stored policy on TOPIC, or of all: every status with its day.

    TOPIC is a name of the lexicon, or else words of a policy's title.
    """
    click.echo(asyncio.run(_lives(" ".join(topic), as_json, language)))


async def _lives(topic: str, as_json: bool, language: Language) -> str:
    async with open_desk(load_settings()) as desk:
        today = datetime.now(CHINA).date()
        terms = _terms(topic, desk.lexicon)
        words = topic.split() if topic and not terms else ()
        async with desk.store.read() as conn:
            lines = await policy_timeline(conn, lexicon=desk.lexicon, terms=terms, words=words)
            coming = await coming_of(conn, lines, today)
        if as_json:
            return "\n".join(json.dumps(_row(line), ensure_ascii=False) for line in lines)
        if not lines:
            raise click.ClickException(f"no policy is stored{f' on {topic}' if topic else ''}")
        return desk.renderer.plain(desk.renderer.timelines(lines, language, today, coming))


def _terms(topic: str, lexicon: Lexicon) -> Sequence[str]:
    return [hit.term.id for hit in lexicon.find(topic, limit=3) if hit.how == "exact"]


def _row(line: Timeline) -> dict[str, Any]:
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
    status = line.status_at(datetime.now(CHINA).date())
    return {"title": line.title, "names": line.names, "agency": line.agency,
            "status": status, "stages": stages}  # fmt: skip
