"""`flashbrief ask`: a question answered from what is stored, with its sources."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime

import click

from bot.config import load_settings
from bot.desk import open_desk
from bot.language_model import open_model
from briefs.answer import Asked, ask
from briefs.answer.wire import answer_to_json
from briefs.asked import Answer


@click.command("ask")
@click.argument("words", nargs=-1, metavar="[QUESTION]")
@click.option("--json", "as_json", is_flag=True, help="The answer as one JSON object.")
@click.option(
    "--jsonl", is_flag=True, help='Read {"q": …} lines from standard input, answer each on a line.'
)
def command(words: tuple[str, ...], as_json: bool, jsonl: bool) -> None:
    """Answer QUESTION from what is stored, with its sources."""
    if bool(words) == jsonl:
        raise click.UsageError("give a question, or --jsonl and questions on standard input")
    asyncio.run(_answer_lines() if jsonl else _answer_one(" ".join(words), as_json))


async def _answer_one(question: str, as_json: bool) -> None:
    async with _asking() as ask_it:
        found, text = await ask_it(question)
    click.echo(_row(question, found, text) if as_json else text)


async def _answer_lines() -> None:
    async with _asking() as ask_it:
        for number, line in enumerate(sys.stdin, 1):
            if line.strip():
                question = _question(line, number)
                click.echo(_row(question, *await ask_it(question)))


def _question(line: str, number: int) -> str:
    try:
        return str(json.loads(line)["q"])
    except (ValueError, KeyError, TypeError):
        raise click.ClickException(f'line {number} is not of the form {{"q": "…"}}') from None


@asynccontextmanager
async def _asking() -> AsyncIterator[Callable[[str], Awaitable[tuple[Answer, str]]]]:
    """What answers a question, with the text of the answer as a person reads it."""
    settings = load_settings()
    async with open_desk(settings) as desk, open_model(settings, _now) as complete:

        async def ask_it(question: str) -> tuple[Answer, str]:
            _, found = await ask(
                Asked(question),
                store=desk.store,
                lexicon=desk.lexicon,
                now=_now(),
                complete=complete,
            )
            html = desk.renderer.answer(found, found.query.language)
            return found, desk.renderer.plain(html)

        yield ask_it


def _now() -> datetime:
    return datetime.now(UTC)


def _row(question: str, found: Answer, text: str) -> str:
    """The answer as JSON, under the question as it was put."""
    return json.dumps({**answer_to_json(found, text), "q": question}, ensure_ascii=False)
