"""Reads policies."""

from __future__ import annotations

from collections.abc import Iterator

from briefs.extract.reading import Reading
from briefs.types import Policy


def read_policies(reading: Reading) -> Iterator[Policy]:
    """The policies a flash states."""
    yield from ()
