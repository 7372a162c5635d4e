"""An archive → the store: pushed to nobody, part by part, each with how far the file is read."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Final

from briefs.ingest import Line, Outcome
from briefs.intake import ingest_together
from briefs.sources.folder import Piece, read_pieces
from briefs.store import Store, archives
from briefs.store.archives import Place

SOURCE: Final = "archive"
PART: Final = 64  # raw flashes in one transaction: a bot beside it waits for well under a second


@dataclass(frozen=True, slots=True)
class Part:
    """What became of some flashes of a file, and the bytes of it read so far."""

    outcomes: tuple[Outcome, ...]
    offset: int


async def read_archive(path: Path, *, store: Store, line: Line) -> AsyncIterator[Part]:
    """The flashes of a file that are not read yet; nothing of one that was read to its end.

    A part is stored together with the place it ends at: after a stop, or kill -9, the next call
    goes on behind the last part. Raises OSError.
    """
    name, place = _beginning(path)
    async with store.read() as conn:
        known = await archives.load_place(conn, name)
    if known is not None and known.is_of(place):
        place = known
    if place.done:
        return
    yield Part((), place.offset)
    pieces = read_pieces(path, line.now, source=SOURCE, after=(place.offset, place.number))
    for part in _parts(pieces):
        place = replace(place, offset=part[-1].offset, number=part[-1].number)
        stored = await ingest_together(
            [(piece.raw, line) for piece in part],
            store,
            last=partial(archives.save_place, path=name, place=place),
        )
        yield Part(tuple(one for outcomes in stored for one in outcomes), place.offset)
    async with store.begin() as conn:
        await archives.save_place(conn, name, replace(place, offset=place.size, done=True))
    yield Part((), place.size)


def _beginning(path: Path) -> tuple[str, Place]:
    """The name a file is remembered by, and its first place."""
    info = path.stat()
    return str(path.resolve()), Place(info.st_size, info.st_mtime_ns)


def _parts(pieces: Iterable[Piece]) -> Iterator[list[Piece]]:
    left = iter(pieces)
    while part := list(islice(left, PART)):
        yield part
