"""Reads risks."""

from __future__ import annotations

from collections.abc import Iterator

from briefs.extract.reading import Reading
from briefs.types import Risk


def read_risks(reading: Reading) -> Iterator[Risk]:
    """The risks a flash states."""
    yield from ()
