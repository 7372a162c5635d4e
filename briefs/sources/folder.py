"""Files on disk: a page saved as text or HTML, JSON Lines, or a folder of such."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from briefs.normalize import LARGEST
from briefs.sources.content import decode
from briefs.sources.files import READABLE, read_bytes
from briefs.types import RawFlash

LINES: Final = frozenset({".jsonl", ".ndjson"})
MOST_BYTES: Final = 4 * LARGEST  # of a line, or of a file that is read as a whole


@dataclass(frozen=True, slots=True)
class Piece:
    """A raw flash of a file; bytes of the file read with it, and its number there."""

    raw: RawFlash
    offset: int
    number: int


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
    return (piece.raw for piece in read_pieces(path, now))


def read_pieces(
    path: Path, now: datetime, *, source: str = FolderSource.name, after: tuple[int, int] = (0, 0)
) -> Iterator[Piece]:
    """The same with how far it is read; `after`: a piece's offset and number, to go on from there.

    Raises OSError.
    """
    offset, number = after
    if path.suffix.lower() in LINES:
        yield from _read_lines(path, now, source, offset, number)
        return
    with path.open("rb") as file:
        data = file.read(MOST_BYTES)
    raws = list(read_bytes(data, path.name, source=source, origin=str(path), now=now))
    for at, raw in enumerate(raws[number:], number + 1):
        yield Piece(raw, len(data) * at // len(raws), at)


def _read_lines(
    path: Path, now: datetime, source: str, offset: int, number: int
) -> Iterator[Piece]:
    with path.open("rb") as file:
        file.seek(offset)
        while line := file.readline(MOST_BYTES):
            number += 1
            while not line.endswith(b"\n") and len(file.readline(MOST_BYTES)) == MOST_BYTES:
                pass  # the rest of a line without end: what is kept of it is refused as too large
            text = decode(line)[: LARGEST + 1]
            if text.strip():
                raw = RawFlash(source, f"{path}:{number}", text, "json", now)
                yield Piece(raw, file.tell(), number)


def _read_all(path: Path, now: datetime) -> tuple[RawFlash, ...]:
    return tuple(read_file(path, now))


def _hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)
