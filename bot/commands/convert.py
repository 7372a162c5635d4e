"""`flashbrief convert`: a price in another unit or currency, with all it was made from."""

from __future__ import annotations

import asyncio
from datetime import UTC, date, datetime
from typing import cast

import click

from bot.config import load_settings
from bot.desk import open_desk
from briefs.convert import FxQuote, Tax, convert
from briefs.extract.numbers import Measure, Number, scan_numbers
from briefs.fx import stored_rate


@click.command("convert", context_settings={"ignore_unknown_options": True})
@click.argument("amount")
@click.argument("unit")
@click.argument("to")
@click.option("--on", "on", type=click.DateTime(["%Y-%m-%d"]), help="The day of the price; today.")
@click.option("--vat", type=click.Choice(["add", "remove"]), help="China's VAT of that day.")
def command(amount: str, unit: str, to: str, on: datetime | None, vat: str | None) -> None:
    """AMOUNT of UNIT in TO: flashbrief convert 91890 CNY/t USD/lb --on 2026-02-02 --vat remove.

    An amount may be a range, and units may be written as wires write them: yuan/mt, 万元/吨,
    cents/lb. An exchange rate is taken from the stored flashes of that day or the week before, or
    not at all.
    """
    day = on.date() if on else datetime.now(UTC).date()
    price, target = _price(f"{amount} {unit}"), _price(f"1 {to}")
    wanted = target.unit or ""
    fx = asyncio.run(_rate(day)) if price.currency != target.currency else None
    for end in dict.fromkeys((price.low, price.high)):
        done = convert(end, price.unit or "", wanted, day=day, vat=cast("Tax | None", vat), fx=fx)
        click.echo(done.formula)
    if fx is not None:
        cited = fx.citation
        click.echo(f"“{cited.quote}” {cited.publisher or ''} {fx.day} {cited.url or ''}".rstrip())


def _price(text: str) -> Number:
    numbers = [one for one in scan_numbers(text) if one.measure is Measure.PRICE]
    if len(numbers) != 1:
        raise click.UsageError(f"{text!r} is no price such as 91890 CNY/t or 4.12 USD/lb")
    return numbers[0]


async def _rate(day: date) -> FxQuote | None:
    async with open_desk(load_settings()) as desk, desk.store.read() as conn:
        return await stored_rate(conn, day)
