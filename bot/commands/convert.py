"""`flashbrief convert`: a price in another unit or currency, with all it was made from."""

from __future__ import annotations

import asyncio
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from typing import cast

import click

from bot.config import load_settings
from bot.desk import open_desk
from briefs.convert import FxQuote, Tax, convert
from briefs.fx import stored_rate


@click.command("convert")
@click.argument("amount")
@click.argument("unit")
@click.argument("to")
@click.option("--on", "on", type=click.DateTime(["%Y-%m-%d"]), help="The day of the price; today.")
@click.option("--vat", type=click.Choice(["add", "remove"]), help="China's VAT of that day.")
def command(amount: str, unit: str, to: str, on: datetime | None, vat: str | None) -> None:
    """AMOUNT of UNIT in TO: flashbrief convert 91890 CNY/t USD/lb --on 2026-02-02 --vat remove.

    An exchange rate is taken from the stored flashes of that day or the week before, or not at all.
    """
    day = on.date() if on else datetime.now(UTC).date()
    fx = asyncio.run(_rate(day)) if unit[:3] != to[:3] else None
    done = convert(_number(amount), unit, to, day=day, vat=cast("Tax | None", vat), fx=fx)
    click.echo(done.formula)
    if fx is not None:
        cited = fx.citation
        click.echo(f"“{cited.quote}” {cited.publisher or ''} {fx.day} {cited.url or ''}".rstrip())


def _number(text: str) -> Decimal:
    try:
        number = Decimal(text.replace(",", ""))
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite():
        raise click.UsageError(f"{text!r} is no number")
    return number


async def _rate(day: date) -> FxQuote | None:
    async with open_desk(load_settings()) as desk, desk.store.read() as conn:
        return await stored_rate(conn, day)
