"""All sources of a book as they stand now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from briefs.sources.book import Book
from briefs.sources.health import Health, health_of
from briefs.sources.spec import SourceSpec
from briefs.sources.state import SourceState


@dataclass(frozen=True, slots=True)
class Standing:
    """A source as the operator wrote it, what is remembered of it, and how it is."""

    spec: SourceSpec
    state: SourceState
    health: Health

    @property
    def turned(self) -> bool:
        """Whether it is in another bad way than was last told, or in none after one."""
        told = None if self.state.told is None else Health(self.state.told)
        if self.health.bad:
            return self.health is not told
        return told is not None and told.bad


def standings(book: Book, states: Mapping[str, SourceState], now: datetime) -> tuple[Standing, ...]:
    """Every source that is on, in the order of the file."""
    on = [(spec, states.get(spec.id, SourceState(spec.id))) for spec in book.specs if not spec.off]
    return tuple(Standing(spec, state, health_of(spec, state, now)) for spec, state in on)
