"""Reads volumes."""

from __future__ import annotations

from collections.abc import Iterator

from briefs.extract.reading import Reading
from briefs.types import Volume


def read_volumes(reading: Reading) -> Iterator[Volume]:
    """The volumes a flash states."""
    yield from ()
