"""Reads deals."""

from __future__ import annotations

from collections.abc import Iterator

from briefs.extract.reading import Reading
from briefs.types import Deal


def read_deals(reading: Reading) -> Iterator[Deal]:
    """The deals a flash states."""
    yield from ()
