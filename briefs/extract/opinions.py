"""Reads opinions."""

from __future__ import annotations

from collections.abc import Iterator

from briefs.extract.reading import Reading
from briefs.types import Opinion


def read_opinions(reading: Reading) -> Iterator[Opinion]:
    """The opinions a flash states."""
    yield from ()
