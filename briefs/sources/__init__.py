"""Where flashes come from: one file a source, each a `Source` or a `PolledSource`.

sources.toml → book → PolledSource.look(), .read() → poll → the spool → briefs.ingest
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime
from typing import Protocol

from briefs.types import RawFlash


class Source(Protocol):
    """Something that hands over raw flashes, readable or not."""

    name: str

    def fetch(self, now: datetime) -> AsyncIterator[RawFlash]:
        """What there is right now; `now` is the time of receipt."""
