"""`flashbrief doctor`: what is set, what is missing, what answers, and what to do."""

from __future__ import annotations

import asyncio
import json
from dataclasses import asdict
from datetime import UTC, datetime

import click

from bot.config import load_settings
from bot.doctor import examine

MARKS = {"ok": "✓", "note": "·", "bad": "✗"}


@click.command("doctor")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def command(as_json: bool) -> None:
    """Say what is set, what is missing, what answers, and what to do."""
    checks = asyncio.run(examine(load_settings(), datetime.now(UTC)))
    for check in checks:
        if as_json:
            click.echo(json.dumps(asdict(check), ensure_ascii=False))
            continue
        click.echo(f"{MARKS[check.state]} {check.name}: {check.said}")
        if check.remedy:
            click.echo(f"    → {check.remedy}")
    bad = [check.name for check in checks if check.state == "bad"]
    if bad:
        raise click.ClickException(f"{len(bad)} to mend: {', '.join(bad)}")
