"""Days of prices that never were: one flash a day, as a wire writes them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from functools import cache

from briefs.ingest import ingest
from briefs.lexicon import Lexicon, load_lexicon
from briefs.render import Renderer, load_renderer
from briefs.store import Store
from briefs.types import RawFlash

TODAY = date(2026, 3, 6)  # a Friday
NOW = datetime(2026, 3, 6, 12, 0, tzinfo=UTC)
#: Pr-Nd oxide over five working days, with the change that each flash states.
WEEK = (
    (
        date(2026, 3, 2),
        "512,000",
        "up 12,000 yuan/mt from the previous trading day, an increase of 2.4%",
    ),
    (
        date(2026, 3, 3),
        "515,000",
        "up 3,000 yuan/mt from the previous trading day, an increase of 0.59%",
    ),
    (date(2026, 3, 4), "509,000", "down 6,000 yuan/mt from the previous trading day"),
    (date(2026, 3, 5), "509,000-511,000", ""),
    (date(2026, 3, 6), "520,000-524,000", ""),
)


@cache
def lexicon() -> Lexicon:
    return load_lexicon()


@cache
def renderer() -> Renderer:
    return load_renderer(lexicon=lexicon())


def flash(day: date, name: str, level: str, change: str = "", unit: str = "yuan/mt") -> str:
    """The text of a flash of that day's afternoon."""
    said = f"{day:%B} {day.day}"
    told = f", {change}" if change else ""
    return (
        f"Sample: {name} on {said}, {day.year}\n{day.isoformat()} 15:00\n"
        f"The average price of SMM {name} on {said} was reported at {level} {unit}{told}.\n"
    )


async def tell(store: Store, texts: Iterable[str], now: datetime = NOW) -> None:
    """These flashes come in, by their own way."""
    for number, text in enumerate(texts):
        raw = RawFlash("test", f"{number} {text[:60]}", text, "text", now)
        outcomes = await ingest(raw, store=store, lexicon=lexicon(), renderer=renderer(), now=now)
        assert [outcome.result for outcome in outcomes] == ["stored"], (text, outcomes)


async def tell_week(store: Store) -> None:
    await tell(store, [flash(day, "Pr-Nd oxide", level, change) for day, level, change in WEEK])


def every_day(first: date, days: int) -> list[date]:
    """Working days from a first one."""
    every = (first + timedelta(days=n) for n in range(days))
    return [day for day in every if day.isoweekday() < 6]


def afternoon(day: date) -> datetime:
    return datetime.combine(day, time(9), UTC)
