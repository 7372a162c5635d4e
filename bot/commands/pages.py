"""Reading what a command is given: files, folders, or `-` for standard input."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from briefs.normalize import normalize
from briefs.sources.content import decode, read_content
from briefs.sources.folder import find_files, read_file
from briefs.types import Flash, RawFlash

STDIN = Path("-")


def read_raw(path: Path) -> Iterator[RawFlash]:
    """The raw flashes of a file, a folder or standard input. Raises OSError."""
    now = datetime.now(UTC)
    if path == STDIN:
        content = decode(sys.stdin.buffer.read())
        yield from read_content(content, source="stdin", origin="-", now=now)
        return
    for file in find_files(path):
        yield from read_file(file, now)


def read_pages(path: Path) -> Iterator[Flash]:
    """The flashes in it, cleaned. Raises OSError, Unreadable."""
    for raw in read_raw(path):
        yield from normalize(raw)
