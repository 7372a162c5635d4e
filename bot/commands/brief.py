"""`flashbrief brief`: the briefing of a page, or of what was stored lately."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import click

from bot.commands.pages import read_pages
from bot.config import load_settings
from bot.desk import open_desk
from bot.handlers.moments import read_period
from briefs.condense import condense
from briefs.jurisdiction import jurisdiction_by
from briefs.lexicon import load_lexicon
from briefs.read import Read, read_flash
from briefs.render import load_renderer
from briefs.store.facts import find_facts
from briefs.types import Flash, Found, Language, SourceLine

MOST_FACTS = 500


@click.command("brief")
@click.argument(
    "path", type=click.Path(path_type=Path, exists=True, allow_dash=True), required=False
)
@click.option("--since", metavar="PERIOD", help="A digest of what is stored: 24h, 7d, 2w, today.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a briefing.")
@click.option("--language", type=click.Choice(["en", "zh"]), default="en", show_default=True)
def command(path: Path | None, since: str | None, as_json: bool, language: Language) -> None:
    """Print the briefing of each flash in PATH, or with --since of what was stored lately."""
    if (path is None) == (since is None):
        raise click.UsageError("give a page, or --since and a period")
    if path is not None:
        for headline, text in _brief_pages(path, language):
            click.echo(_line(headline, text, as_json))
        return
    assert since is not None
    period = read_period(since)
    if period is None:
        raise click.UsageError(f"{since!r} is no period such as 24h, 7d, 2w or today")
    click.echo(_line(since, asyncio.run(_digest(period, language)), as_json))


def _line(headline: str, text: str, as_json: bool) -> str:
    if as_json:
        return json.dumps({"headline": headline, "text": text}, ensure_ascii=False)
    return text + "\n"


def _brief_pages(path: Path, language: Language) -> Iterator[tuple[str, str]]:
    lexicon = load_lexicon()
    renderer = load_renderer(lexicon=lexicon)
    for flash in read_pages(path):
        read = read_flash(flash, lexicon)
        briefing = condense(_found(flash, read), headline=flash.title, unread=len(read.unread))
        told = SourceLine(flash.id, flash.publisher, flash.published_at, flash.url)
        text = renderer.briefing(replace(briefing, sources=(told,)), language)
        yield flash.title, renderer.plain(text)


def _found(flash: Flash, read: Read) -> list[Found]:
    """The facts of a flash that is not stored, as if they were."""
    return [
        Found(
            fact=fact,
            flash_id=flash.id,
            title=flash.title,
            publisher=flash.publisher,
            published_at=flash.published_at,
            url=flash.url,
            event_id=None,
            findings=tuple(one for one in read.findings if one.fact in (position, None)),
        )
        for position, fact in enumerate(read.facts)
    ]


async def _digest(period: timedelta, language: Language) -> str:
    until = datetime.now(UTC)
    since = until - period
    settings = load_settings()
    async with open_desk(settings) as desk:
        async with desk.store.read() as conn:
            found = await find_facts(conn, since=since, until=until, limit=MOST_FACTS)
        if not found:
            return (
                f"Nothing stored since {since.astimezone(load_settings().zone):%d %b %Y %H:%M %Z}."
            )
        briefing = condense(
            found,
            headline="Flashbrief",
            since=since,
            until=until,
            jurisdiction=jurisdiction_by(desk.lexicon),
        )
        return desk.renderer.plain(desk.renderer.briefing(briefing, language))
