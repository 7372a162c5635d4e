"""`flashbrief lexicon`: look names up, add them, list those we do not know, check the files."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import click

from bot.config import load_settings
from bot.desk import open_desk
from briefs.lacking import lacking
from briefs.lexicon import TermKind, add_term, check_lexicon, load_lexicon
from briefs.lexicon.rows import split_values
from briefs.lexicon.terms import Term
from briefs.store.names_told import Name, names_told


@click.group("lexicon")
def command() -> None:
    """Look names up in the lexicon, add to it, and check its data files."""


@command.command("find")
@click.argument("name", nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def find(name: tuple[str, ...], as_json: bool) -> None:
    """Say what NAME means: one line a meaning, nearest first."""
    hits = load_lexicon().find(" ".join(name))
    for hit in hits:
        term = hit.term
        if as_json:
            row = {"id": term.id, "kind": term.kind, "name": term.name, "how": hit.how}
            click.echo(json.dumps(row | {"score": round(hit.score, 3)}, ensure_ascii=False))
        else:
            names = " · ".join(filter(None, (term.name_zh, *term.aliases[:6])))
            click.echo(f"{term.id}  {term.name} ({term.kind}, {hit.how})  {names}")
    if not hits:
        raise click.ClickException(f"nothing in the lexicon is like {' '.join(name)!r}")


@command.command("add")
@click.argument("name", nargs=-1, required=True)
@click.option("--kind", type=click.Choice([kind.value for kind in TermKind]), required=True)
@click.option("--id", "ident", help="Small letters, digits and hyphens; made from NAME without.")
@click.option("--zh", default="", help="The Chinese name.")
@click.option("--alias", "aliases", multiple=True, help="Another way to write it; repeatable.")
@click.option("--parent", "parents", multiple=True, help="The id of a group; repeatable.")
@click.option("--unit", "units", multiple=True, help="A usual unit, such as CNY/t; repeatable.")
@click.option("--code", help="Contract code or ticker.")
@click.option("--venue", help="The exchange of the code.")
@click.option("--source", default="added by hand", show_default=True, help="Where it is from.")
def add(name: tuple[str, ...], kind: str, ident: str | None, zh: str, **more: Any) -> None:
    """Add NAME to the data file of its kind; what clashes with another name is refused."""
    full = " ".join(name)
    term = Term(
        id=ident or full.casefold().replace(" ", "-"),
        kind=TermKind(kind),
        name=full,
        name_zh=zh,
        aliases=tuple(one for cell in more["aliases"] for one in split_values(cell)),
        parents=tuple(more["parents"]),
        units=tuple(more["units"]),
        code=more["code"] or None,
        venue=more["venue"] or None,
        source=more["source"],
    )
    click.echo(f"Added {term.id} to {add_term(term)}.")


@command.command("unknown")
@click.option("--limit", default=30, show_default=True, help="So many names at most.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def unknown(limit: int, as_json: bool) -> None:
    """Names in stored facts that the lexicon lacks, most frequent first, each with a sentence."""
    names = asyncio.run(_unknown(limit))
    for one in names:
        if as_json:
            row = {"mention": one.mention, "times": one.times, "example": one.example}
            click.echo(json.dumps(row, ensure_ascii=False))
        else:
            click.echo(f"{one.times:>5}  {one.mention}\n       {one.example}")
    if not names and not as_json:
        click.echo("Every name in the stored facts is in the lexicon.")


async def _unknown(limit: int) -> tuple[Name, ...]:
    async with open_desk(load_settings()) as desk, desk.store.read() as conn:
        names = await names_told(conn)
        return lacking(names, desk.lexicon)[:limit]


@command.command("check")
def check() -> None:
    """Check the data files: every problem with its file and line."""
    problems = check_lexicon()
    for problem in problems:
        click.echo(problem)
    if problems:
        raise click.ClickException(f"{len(problems)} problems in the lexicon's files")
    click.echo(f"{len(load_lexicon().terms)} names, no problem.")
