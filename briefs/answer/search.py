"""What every way of answering is handed: the question, the database, and the day it is asked."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TypeAlias

from sqlalchemy.ext.asyncio import AsyncConnection

from briefs.answer.concepts import Concept
from briefs.asked import Answer, Query
from briefs.lexicon import Lexicon
from briefs.times import CHINA


@dataclass(frozen=True, slots=True)
class Search:
    """One question on its way to its answer, within one view of the database."""

    conn: AsyncConnection
    query: Query
    concepts: tuple[Concept, ...]
    lexicon: Lexicon
    today: date

    def terms(self, *kinds: str) -> list[str]:
        """Lexicon ids of the names asked about, of these kinds."""
        return [id for one in self.concepts if one.kind in kinds for id in sorted(one.terms)]


#: A way of answering: None where the question is not of its kind, or it finds nothing.
Way: TypeAlias = Callable[[Search], Awaitable[Answer | None]]


def midnight(day: date) -> datetime:
    return datetime.combine(day, time(), CHINA)


def day_after(day: date) -> datetime:
    """When a day is over."""
    return midnight(day) + timedelta(days=1)
