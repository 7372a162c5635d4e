"""`flashbrief board`: the last price of several materials, how it changed, and how it went."""

from __future__ import annotations

import asyncio
import json
from datetime import datetime

import click

from bot.config import load_settings
from bot.desk import open_desk
from bot.several import BOARDED, read_names
from briefs.history.board import load_board, usual_materials
from briefs.history.pages import board_page
from briefs.history.wire import board_row_to_json
from briefs.times import CHINA
from briefs.types import Language


@click.command("board")
@click.argument("names", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="One JSON object a material.")
@click.option("--language", type=click.Choice(["en", "zh"]), default="en", show_default=True)
def command(names: tuple[str, ...], as_json: bool, language: Language) -> None:
    """Print the last stored price of each of NAMES, or of the usual materials.

    NAMES stand one after the other, or by commas: ndpr dy "lme copper".
    """
    click.echo(asyncio.run(_board(" ".join(names), as_json, language)))


async def _board(typed: str, as_json: bool, language: Language) -> str:
    today = datetime.now(CHINA).date()
    async with open_desk(load_settings()) as desk:
        named = read_names(desk.lexicon, typed, BOARDED)
        if named.unknown:
            raise click.ClickException(f"no such name: {', '.join(named.unknown)}")
        terms = [term.id for term in named.terms] or usual_materials()
        async with desk.store.read() as conn:
            board = await load_board(conn, terms, desk.lexicon, today=today)
        if as_json:
            rows = (board_row_to_json(row) for row in board.rows)
            return "\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
        silent = [desk.lexicon.get(term).name for term in board.silent] if named.terms else []
        return desk.renderer.plain(board_page(desk.renderer, board, silent, language, today))
