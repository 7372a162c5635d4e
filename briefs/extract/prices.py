"""Reads prices."""

from __future__ import annotations

from collections.abc import Iterator

from briefs.extract.reading import Reading
from briefs.types import Price


def read_prices(reading: Reading) -> Iterator[Price]:
    """The prices a flash states."""
    yield from ()
