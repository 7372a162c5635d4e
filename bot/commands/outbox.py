"""`flashbrief outbox`: what waits to be sent, what was given up and why, and sending it again."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from datetime import UTC, datetime

import click

from bot.config import load_settings
from bot.desk import open_or_create
from briefs.store import dead_letters, outbox
from briefs.store.dead_letters import DeadLetter


@click.group("outbox", invoke_without_command=True)
@click.pass_context
def command(ctx: click.Context) -> None:
    """Say how many messages are in each state; `list` names those that were given up."""
    if ctx.invoked_subcommand is not None:
        return
    counts = asyncio.run(_counts())
    for state, number in sorted(counts.items()):
        click.echo(f"{number:>9,}  {state}")
    if not counts:
        click.echo("The outbox is empty.")


@command.command("list")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def list_(as_json: bool) -> None:
    """List the messages that were given up, with the reason of the last failure."""
    letters = asyncio.run(_letters())
    for letter in letters:
        click.echo(_line(letter, as_json))
    if not letters and not as_json:
        click.echo("Nothing was given up.")


@command.command("show")
@click.argument("number", type=int)
def show(number: int) -> None:
    """Print the text of the message NUMBER, which was given up."""
    for letter in asyncio.run(_letters(number)):
        click.echo(letter.text)
        return
    raise click.ClickException(f"no message {number} was given up; see: flashbrief outbox list")


@command.command("replay")
@click.argument("number", type=int, required=False)
def replay(number: int | None) -> None:
    """Queue NUMBER again, or all that was given up, with all their tries."""
    again = asyncio.run(_replay(number))
    if not again:
        raise click.ClickException("nothing to replay; see: flashbrief outbox list")
    click.echo(f"{again} queued again")


async def _counts() -> Mapping[str, int]:
    store = await open_or_create(load_settings())
    try:
        async with store.read() as conn:
            return await outbox.counts(conn)
    finally:
        await store.close()


async def _letters(number: int | None = None) -> tuple[DeadLetter, ...]:
    store = await open_or_create(load_settings())
    try:
        async with store.read() as conn:
            return await dead_letters.dead_letters(conn, id=number)
    finally:
        await store.close()


async def _replay(number: int | None) -> int:
    store = await open_or_create(load_settings())
    try:
        async with store.begin() as conn:
            return await dead_letters.replay(conn, id=number, now=datetime.now(UTC))
    finally:
        await store.close()


def _line(letter: DeadLetter, as_json: bool) -> str:
    if as_json:
        row = {"number": letter.id, "chat": letter.chat_id, "reason": letter.reason}
        more = {"tries": letter.attempts, "at": letter.created_at.isoformat()}
        return json.dumps(row | more, ensure_ascii=False)
    head = letter.text.partition("\n")[0][:60]
    return (
        f"{letter.id:>7}  {letter.created_at:%Y-%m-%d %H:%M}  chat {letter.chat_id}  "
        f"{letter.reason}, {letter.attempts} tries: {head}"
    )
