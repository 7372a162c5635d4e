"""`flashbrief quarantine`: what could not be read, and trying it again."""

from __future__ import annotations

import asyncio
import json
from datetime import UTC, datetime

import click

from bot.config import load_settings
from bot.desk import open_desk
from briefs.ingest import Outcome, Result, replay
from briefs.store import quarantine
from briefs.store.quarantine import Quarantined


@click.group("quarantine", invoke_without_command=True)
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.pass_context
def command(ctx: click.Context, as_json: bool) -> None:
    """List what could not be read, with the reason; `replay` tries it again."""
    if ctx.invoked_subcommand is not None:
        return
    waiting = asyncio.run(_waiting())
    for item in waiting:
        click.echo(_line(item, as_json))
    if not waiting and not as_json:
        click.echo("Nothing in quarantine.")


@command.command("show")
@click.argument("number", type=int)
def show(number: int) -> None:
    """Print what came in as NUMBER, as it came."""
    for item in asyncio.run(_waiting(number)):
        click.echo(item.raw.content)
        return
    raise click.ClickException(f"there is no number {number} in quarantine")


@command.command("replay")
@click.argument("number", type=int, required=False)
def replay_(number: int | None) -> None:
    """Try NUMBER again, or all; what can be read now leaves the quarantine."""
    outcomes = asyncio.run(_replay(number))
    for outcome in outcomes:
        click.echo(f"{outcome.result:<12} {outcome.title}  ({outcome.detail})")
    if not outcomes:
        raise click.ClickException("nothing to replay")
    if any(outcome.result is Result.QUARANTINED for outcome in outcomes):
        raise click.ClickException("some of it still cannot be read")


async def _waiting(number: int | None = None) -> tuple[Quarantined, ...]:
    async with open_desk(load_settings()) as desk, desk.store.read() as conn:
        return await quarantine.waiting(conn, raw_id=number)


async def _replay(number: int | None) -> tuple[Outcome, ...]:
    settings = load_settings()
    async with open_desk(settings) as desk:
        return await replay(
            store=desk.store,
            lexicon=desk.lexicon,
            renderer=desk.renderer,
            now=datetime.now(UTC),
            raw_id=number,
            freshness=settings.freshness,
        )


def _line(item: Quarantined, as_json: bool) -> str:
    if as_json:
        row = {"number": item.raw_id, "origin": item.raw.origin, "reason": item.reason}
        return json.dumps(row | {"at": item.created_at.isoformat()}, ensure_ascii=False)
    return f"{item.raw_id:>5}  {item.created_at:%Y-%m-%d %H:%M}  {item.raw.origin}: {item.reason}"
