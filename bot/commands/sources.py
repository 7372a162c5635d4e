"""`flashbrief sources`: how the sources are, whether the file is right, and one fetched now."""

from __future__ import annotations

import asyncio
import json
import random
from collections.abc import Sequence
from datetime import UTC, datetime

import click

from bot.config import Settings, load_settings
from bot.desk import open_desk, open_or_create
from bot.i18n import load_translations
from briefs.ingest import Outcome
from briefs.intake import read_spool
from briefs.sources.book import Book, load_sources, open_source
from briefs.sources.client import Web
from briefs.sources.health import last_news
from briefs.sources.poll import Polled, poll
from briefs.sources.polled import PolledSource
from briefs.sources.standing import Standing, standings
from briefs.store import sources


@click.group("sources", invoke_without_command=True)
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.pass_context
def command(ctx: click.Context, as_json: bool) -> None:
    """List the sources of sources.toml and how each is, by its own rhythm."""
    if ctx.invoked_subcommand is not None:
        return
    settings = load_settings()
    listed = asyncio.run(_standings(settings))
    for one in listed:
        click.echo(_as_json(one) if as_json else _line(one, settings))
    if not listed and not as_json:
        click.echo(f"No sources: {settings.sources_file} lists none. See docs/sources.md.")


@command.command("check")
def check() -> None:
    """Check sources.toml: every problem with its line and what to write."""
    path = load_settings().sources_file
    if not path.exists():
        raise click.ClickException(f"there is no {path}; docs/sources.md shows one to begin with")
    book = load_sources(path)
    off = sum(spec.off for spec in book.specs)
    click.echo(
        f"{path}: {len(book.specs)} listed{f', {off} of them off' if off else ''}, no problem."
    )


@command.command("fetch")
@click.argument("id")
def fetch(id: str) -> None:
    """Look at the source ID now, read what is new, and tell what came.

    What is new is taken in as if the bot had found it; nothing is taken in twice.
    """
    settings = load_settings()
    book = load_sources(settings.sources_file, settings.freshness)
    polled, outcomes = asyncio.run(_fetch(settings, book, _find(book, id)))
    if polled.state.reason is not None:
        why = load_translations().say("en", f"source-reason-{polled.state.reason}")
        raise click.ClickException(f"{id}: {why} ({polled.state.detail})")
    for outcome in outcomes:
        click.echo(f"{outcome.result:<12} {outcome.title}  ({outcome.detail})")
    if polled.stood:
        click.echo(f"{id}: {polled.new} new of {polled.stood} that stood there.")
    else:
        click.echo(f"{id}: nothing changed there.")


def _find(book: Book, id: str) -> PolledSource:
    spec = book.get(id)
    if spec is None:
        known = ", ".join(each.id for each in book.specs) or "none"
        raise click.ClickException(f"there is no source {id!r}; there are: {known}")
    source = open_source(spec)
    if source is None:
        said = "it is off" if spec.off else "it comes by itself"
        raise click.ClickException(f"{id} cannot be fetched: {said}")
    return source


async def _fetch(
    settings: Settings, book: Book, source: PolledSource
) -> tuple[Polled, list[Outcome]]:
    web = Web(allowed=settings.allowed)
    outcomes: list[Outcome] = []
    try:
        async with open_desk(settings) as desk:
            polled = await poll(
                source, store=desk.store, web=web, now=datetime.now(UTC), draw=random.uniform
            )
            while read := await read_spool(
                store=desk.store,
                lexicon=desk.lexicon,
                renderer=desk.renderer,
                now=datetime.now(UTC),
                freshness_of=book.freshness_of,
            ):
                outcomes += read
            return polled, outcomes
    finally:
        await web.close()


async def _standings(settings: Settings) -> Sequence[Standing]:
    book = load_sources(settings.sources_file, settings.freshness)
    store = await open_or_create(settings)
    try:
        async with store.read() as conn:
            return standings(book, await sources.load_states(conn), datetime.now(UTC))
    finally:
        await store.close()


def _line(one: Standing, settings: Settings) -> str:
    state, last = one.state, last_news(one.state)
    told = ["no news yet" if state.looked_at else "not looked at yet"]
    if last is not None:
        told = [f"last news {last.astimezone(settings.zone):%Y-%m-%d %H:%M}"]
    if state.reason is not None:
        why = load_translations().say("en", f"source-reason-{state.reason}")
        tried = f", {state.failures} times in a row" if state.failures > 1 else ""
        told.append(f"{why} ({state.detail}){tried}")
    return f"{one.health:<8} {one.spec.id:<24} {one.spec.kind:<8} {'; '.join(told)}"


def _as_json(one: Standing) -> str:
    state, last = one.state, last_news(one.state)
    times = {"last_news": last, "looked_at": state.looked_at, "due_at": state.due_at}
    row = {
        "id": one.spec.id,
        "kind": one.spec.kind,
        "name": one.spec.title,
        "health": one.health,
        "reason": state.reason,
        "detail": state.detail,
        "failures": state.failures,
    }
    shown = {name: time and time.isoformat() for name, time in times.items()}
    return json.dumps(row | shown, ensure_ascii=False)
