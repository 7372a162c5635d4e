"""`flashbrief ask`: a question answered from what is stored, with its sources."""

from __future__ import annotations

import asyncio
import json
import sys
from datetime import UTC, datetime

import click

from bot.config import load_settings
from bot.desk import Desk, open_desk
from briefs.answer import answer
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
    async with open_desk(load_settings()) as desk:
        found, text = await _ask(desk, question)
    click.echo(_row(found, text) if as_json else text)


async def _answer_lines() -> None:
    async with open_desk(load_settings()) as desk:
        for number, line in enumerate(sys.stdin, 1):
            if line.strip():
                click.echo(_row(*await _ask(desk, _question(line, number))))


def _question(line: str, number: int) -> str:
    try:
        return str(json.loads(line)["q"])
    except (ValueError, KeyError, TypeError):
        raise click.ClickException(f'line {number} is not of the form {{"q": "…"}}') from None


async def _ask(desk: Desk, question: str) -> tuple[Answer, str]:
    found = await answer(question, store=desk.store, lexicon=desk.lexicon, now=datetime.now(UTC))
    html = desk.renderer.answer(found, found.query.language)
    return found, desk.renderer.plain(html)


def _row(found: Answer, text: str) -> str:
    return json.dumps(answer_to_json(found, text), ensure_ascii=False)
