"""`flashbrief explain`: every fact of a page with the rule that made it and its sentence."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from bot.commands.pages import read_pages
from briefs.check import check_facts
from briefs.extract import explain
from briefs.extract.unread import Aside
from briefs.lexicon import load_lexicon
from briefs.types import Evidence, Extraction, Finding, Flash
from briefs.wire import fact_to_json

# Quote and rule have lines of their own; offsets mean nothing to a reader.
OWN_LINES = {"quote", "rule", "span", "mention"}


@click.command("explain")
@click.argument("path", type=click.Path(path_type=Path, exists=True, allow_dash=True))
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def command(path: Path, as_json: bool) -> None:
    """Print each fact of PATH with its rule and sentence, then the numbers that are in none."""
    lexicon = load_lexicon()
    for flash in read_pages(path):
        extraction, asides = explain(flash, lexicon)
        findings = check_facts(flash, extraction.facts)
        if as_json:
            row = _row(flash, extraction, findings)
            row["aside"] = [{"text": one.text, "why": one.why} for one in asides]
            click.echo(json.dumps(row, ensure_ascii=False))
        else:
            _print(flash, extraction, findings)
            _print_asides(asides)


def _row(flash: Flash, extraction: Extraction, findings: tuple[Finding, ...]) -> dict[str, Any]:
    return {
        "id": flash.id,
        "title": flash.title,
        "facts": [
            {"kind": fact.fact, **fact_to_json(fact), "rule": fact.rule}
            for fact in extraction.facts
        ],
        "findings": [asdict(finding) for finding in findings],
        "unread": [{"text": gap.text, "quote": gap.quote} for gap in extraction.unread],
    }


def _print(flash: Flash, extraction: Extraction, findings: tuple[Finding, ...]) -> None:
    told = flash.published_at.isoformat(" ", "minutes") if flash.published_at else "time not told"
    click.secho(f"{flash.title}", bold=True)
    click.echo(f"{told} · {len(extraction.facts)} facts")
    for index, fact in enumerate(extraction.facts):
        click.echo(f"\n  {fact.fact}: {_fields(fact)}")
        click.echo(f"    rule   {fact.rule}")
        click.echo(f"    quote  {' '.join(fact.quote.split())}")
        for finding in findings:
            if finding.fact == index:
                click.echo(f"    check  {finding.kind}: {finding.detail}")
    for finding in findings:
        if finding.fact is None:
            click.echo(f"\n  check  {finding.kind}: {finding.detail}\n    quote  {finding.quote}")
    for gap in extraction.unread:
        click.echo(f"\n  not read: {gap.text}\n    quote  {' '.join(gap.quote.split())}")


def _print_asides(asides: Sequence[Aside]) -> None:
    """The digits that count nothing, by the reason: no number of the text is left out."""
    by_reason: dict[str, list[str]] = {}
    for one in asides:
        by_reason.setdefault(one.why, []).append(one.text)
    if by_reason:
        click.echo("\n  set aside")
    for why, texts in by_reason.items():
        click.echo(f"    {why}: {', '.join(texts)}")
    click.echo()


def _fields(fact: Evidence) -> str:
    shown = {
        name: value
        for name, value in fact_to_json(fact).items()  # type: ignore[arg-type]
        if name not in OWN_LINES and value not in (None, [], "")
    }
    return ", ".join(f"{name} {value}" for name, value in shown.items())
