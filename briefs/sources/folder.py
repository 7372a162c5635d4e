"""Files on disk: a page saved as text or HTML, JSON Lines, or a folder of such."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from datetime import datetime
from pathlib import Path
from typing import Final

from briefs.sources.files import READABLE, read_bytes
from briefs.types import RawFlash

LINES: Final = frozenset({".jsonl", ".ndjson"})


class FolderSource:
    """A file, or every readable file below a folder, in the order of their names."""

    name = "folder"

    def __init__(self, path: Path) -> None:
        self.path = path

    async def fetch(self, now: datetime) -> AsyncIterator[RawFlash]:
        """Raises OSError for a path that is not there or must not be read."""
        for path in await asyncio.to_thread(find_files, self.path):
            for raw in await asyncio.to_thread(_read_all, path, now):
                yield raw


def find_files(path: Path) -> tuple[Path, ...]:
    """The file itself, or those below a folder that we know how to read, hidden ones left out.

    Raises OSError.
    """
    if not path.is_dir():
        path.stat()
        return (path,)
    below = (file for file in path.rglob("*") if file.suffix.lower() in READABLE and file.is_file())
    return tuple(sorted(file for file in below if not _hidden(file.relative_to(path))))


def read_file(path: Path, now: datetime) -> Iterator[RawFlash]:
    """The raw flashes of one file, of JSON Lines one a line. Raises OSError."""
    suffix = path.suffix.lower()
    if suffix in LINES:
        with path.open(encoding="utf-8-sig", errors="replace") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    yield RawFlash(FolderSource.name, f"{path}:{number}", line, "json", now)
        return
    yield from read_bytes(
        path.read_bytes(), path.name, source=FolderSource.name, origin=str(path), now=now
    )


def _read_all(path: Path, now: datetime) -> tuple[RawFlash, ...]:
    return tuple(read_file(path, now))


def _hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)
