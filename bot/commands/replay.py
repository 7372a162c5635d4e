"""`flashbrief replay`: a stored day once more, in a sandbox.

To try again what could not be read or sent is another thing: `flashbrief quarantine replay` and
`flashbrief outbox replay`.
"""

from __future__ import annotations

import asyncio
import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import click

from bot.config import Settings, load_settings
from bot.desk import Desk, open_desk
from bot.log import set_up_logging
from bot.replay import replay_day
from briefs.store.raws import last_told, told_between

SPEED = re.compile(r"(\d{1,5}(?:\.\d{1,2})?)x?")
FASTEST = 10_000.0
DAY = click.DateTime(["%Y-%m-%d"])
CLOCK = click.DateTime(["%H:%M"])


class Speed(click.ParamType[float]):
    """ "60x": an hour in a minute."""

    name = "speed"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        found = SPEED.fullmatch(str(value))
        if found is None or not 0 < float(found[1]) <= FASTEST:
            self.fail(f"{value!r} is no speed such as 60x; up to {FASTEST:,.0f}x", param, ctx)
        return float(found[1])


@click.command("replay")
@click.argument("day", required=False, type=DAY, metavar="[YYYY-MM-DD]")
@click.option("--speed", type=Speed(), default="60x", show_default=True, help="How fast.")
@click.option("--from", "since", type=CLOCK, metavar="HH:MM", help="Begin at this time of day.")
@click.option("--to", "until", type=CLOCK, metavar="HH:MM", help="End at this time of day.")
def command(
    day: datetime | None, speed: float, since: datetime | None, until: datetime | None
) -> None:
    """Play the flashes of a day again, at the times they were told, into a sandbox of their own.

    Without a day the last one with any. Times are by FLASHBRIEF_TIME_ZONE. The web chat there
    follows everything; your database is only read, and nothing leaves this machine.
    """
    settings = load_settings()
    set_up_logging(settings.log_level)
    asyncio.run(_replay(settings, day, speed, since, until))


async def _replay(
    settings: Settings,
    day: datetime | None,
    speed: float,
    since: datetime | None,
    until: datetime | None,
) -> None:
    async with open_desk(settings) as desk:
        played = day.date() if day else await _last_day(desk, settings.zone)
        start, end = _span(played, since, until, settings.zone)
        async with desk.store.read() as conn:
            told = await told_between(conn, start, end)
        if not told:
            raise click.ClickException(f"no flash was told on {played}, in the time asked for")
        first = max(start, told[0].at - timedelta(minutes=1)) if since is None else start
        await replay_day(settings, desk, told, first, speed)


async def _last_day(desk: Desk, zone: ZoneInfo) -> date:
    async with desk.store.read() as conn:
        last = await last_told(conn)
    if last is None:
        raise click.ClickException("nothing is stored yet; see: flashbrief ingest")
    return last.astimezone(zone).date()


def _span(
    day: date, since: datetime | None, until: datetime | None, zone: ZoneInfo
) -> tuple[datetime, datetime]:
    start = datetime.combine(day, since.time() if since else time(), zone).astimezone(UTC)
    end = (
        datetime.combine(day, until.time(), zone)
        if until
        else datetime.combine(day + timedelta(days=1), time(), zone)
    ).astimezone(UTC)
    if end <= start:
        raise click.UsageError("--to must be later than --from.")
    return start, end
