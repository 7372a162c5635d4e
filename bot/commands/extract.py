"""`flashbrief extract`: JSON Lines in, facts out, in the same order."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any, TextIO

import click

from briefs.errors import Unreadable
from briefs.extract import extract_facts
from briefs.lexicon import Lexicon, load_lexicon
from briefs.normalize import normalize
from briefs.types import FACT_KINDS, RawFlash
from briefs.wire import fact_to_json


@click.command("extract")
@click.argument("source", type=click.File(encoding="utf-8", errors="replace"), default="-")
def command(source: TextIO) -> None:
    """Print the facts of flashes.

    Reads one JSON object a line (id, title, body, published_at, url) from SOURCE or standard input,
    and prints one line for each, in the same order. A line that cannot be read gives a line with
    "error"; the exit status is then 1.
    """
    lexicon = load_lexicon()
    failed = 0
    for line in source:
        if line.strip():
            row = _read(line, lexicon)
            failed += "error" in row
            click.echo(json.dumps(row, ensure_ascii=False))
    if failed:
        raise click.ClickException(f'{failed} of the lines could not be read; see their "error"')


def _read(line: str, lexicon: Lexicon) -> dict[str, Any]:
    facts: dict[str, list[dict[str, Any]]] = {kind.fact: [] for kind in FACT_KINDS}
    try:
        (flash,) = normalize(RawFlash("extract", "-", line, "json", datetime.now(UTC)))
    except Unreadable as error:
        return {"id": _id(line), "facts": facts, "error": str(error)}
    extraction = extract_facts(flash, lexicon)
    for fact in extraction.facts:
        facts[fact.fact].append(fact_to_json(fact))
    unread = [{"text": gap.text, "quote": gap.quote} for gap in extraction.unread]
    return {"id": flash.id, "facts": facts, "unread": unread}


def _id(line: str) -> Any:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return row.get("id") if isinstance(row, dict) else None
