"""`flashbrief lexicon`: look names up, and check the data files."""

from __future__ import annotations

import json

import click

from briefs.lexicon import check_lexicon, load_lexicon


@click.group("lexicon")
def command() -> None:
    """Look names up in the lexicon, and check its data files."""


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


@command.command("check")
def check() -> None:
    """Check the data files: every problem with its file and line."""
    problems = check_lexicon()
    for problem in problems:
        click.echo(problem)
    if problems:
        raise click.ClickException(f"{len(problems)} problems in the lexicon's files")
    click.echo(f"{len(load_lexicon().terms)} names, no problem.")
