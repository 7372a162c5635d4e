"""Flashes and questions for `flashbrief bench answer`, always the same, from a data file."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from importlib.resources import files
from random import Random
from typing import Any, Final

from briefs.types import Flash

SEED: Final = 600111
END: Final = datetime(2026, 3, 2, 8, tzinfo=UTC)
YEARS: Final = timedelta(days=5 * 365)


@dataclass(frozen=True, slots=True)
class Mould:
    """The texts of one sort of flash, with places for names and numbers."""

    title: str
    body: str
    share: int  # of the flashes, beside the others


@dataclass(frozen=True, slots=True)
class Plan:
    """The data file, read."""

    materials: tuple[str, ...]
    moulds: tuple[Mould, ...]
    questions: tuple[str, ...]


def load_plan() -> Plan:
    table = tomllib.loads(files("bot.bench").joinpath("data", "answers.toml").read_text("utf-8"))
    return Plan(
        materials=tuple(table["materials"]),
        moulds=tuple(Mould(**mould) for mould in table["flash"]),
        questions=tuple(table["questions"]["asked"]),
    )


def flashes(plan: Plan, count: int) -> Iterator[Flash]:
    """So many flashes, spread evenly over the years up to `END`, the oldest first."""
    chance, weights = Random(SEED), [mould.share for mould in plan.moulds]
    for number in range(count):
        at = END - YEARS * (count - number) / count
        (mould,) = chance.choices(plan.moulds, weights)
        slots = _slots(plan, chance, at, number)
        yield Flash(
            id=f"bench-{number}",
            title=mould.title.format(**slots),
            body=mould.body.strip().format(**slots),
            published_at=at,
            language="en",
            publisher="Bench",
        )


def questions(plan: Plan, count: int) -> Iterator[str]:
    """So many questions, every wording in its turn, about days and materials by chance."""
    chance = Random(SEED)
    for number in range(count):
        at = END - timedelta(days=chance.randrange(YEARS.days))
        yield plan.questions[number % len(plan.questions)].format(
            **_slots(plan, chance, at, number)
        )


def _slots(plan: Plan, chance: Random, at: datetime, number: int) -> Mapping[str, Any]:
    name, other = chance.sample(plan.materials, 2)
    rose = chance.random() < 0.5
    level = chance.randrange(10_000, 900_000, 50)
    return {
        "name": name,
        "other": other,
        "number": number,
        "day": f"{at:%B} {at.day}",
        "date": f"{at.day} {at:%B %Y}",
        "month": f"{at:%B %Y}",
        "level": f"{level:,}",
        "change": f"{max(50, level // 100):,}",
        "small": f"{chance.randrange(20, 900)}",
        "tonnes": f"{chance.randrange(1_000, 90_000):,}",
        "rises": "rises" if rose else "falls",
        "up": "up" if rose else "down",
    }
