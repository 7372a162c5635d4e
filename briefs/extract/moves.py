"""Reads moves."""

from __future__ import annotations

from collections.abc import Iterator

from briefs.extract.reading import Reading
from briefs.types import Move


def read_moves(reading: Reading) -> Iterator[Move]:
    """The moves a flash states."""
    yield from ()
