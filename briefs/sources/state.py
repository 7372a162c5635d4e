"""What is remembered of a source between two looks at it. All times are aware."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date as Day
from datetime import datetime
from typing import Any

from briefs.sources.failures import Reason


@dataclass(frozen=True, slots=True)
class Pace:
    """The rhythm of a source: when news came lately, and the longest silence that ended each day.

    Silences are in seconds.
    """

    recent: tuple[datetime, ...] = ()
    silences: Mapping[Day, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SourceState:
    """One row a source. `due_at` None: it was never looked at, and is due now.

    `url` is where the address in the file (`asked`) has moved to for good; `memory` is a kind's
    own, as JSON; `told` is the health its owners were last told of.
    """

    id: str
    asked: str | None = None
    url: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    due_at: datetime | None = None
    looked_at: datetime | None = None
    answered_at: datetime | None = None
    news_at: datetime | None = None
    failures: int = 0  # in a row
    reason: Reason | None = None
    detail: str = ""
    pace: Pace = Pace()
    memory: Mapping[str, Any] = field(default_factory=dict)
    told: str | None = None

    def of(self, asked: str) -> SourceState:
        """The state for this address: validators and moves of another one are of no use to it."""
        if self.asked == asked:
            return self
        return replace(self, asked=asked, url=asked, etag=None, last_modified=None)
