"""A folder that is looked into: files dropped there are taken in and moved away.

waits (still growing) → read, kept in the spool → done/ or unreadable/, the reason beside it

It is polled: that works on network disks too, where the system tells nobody of a change, and a file
must be seen twice anyway before it counts as whole.
"""

from __future__ import annotations

import asyncio
import hashlib
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import ClassVar, Final, Literal

from pydantic import Field

from briefs.errors import Unreadable
from briefs.normalize import normalize
from briefs.sources.client import Web
from briefs.sources.failures import FetchError, Reason
from briefs.sources.files import READABLE, is_readable, read_bytes
from briefs.sources.polled import Item, Look
from briefs.sources.spec import SourceSpec, Span
from briefs.sources.state import SourceState
from briefs.types import RawFlash

DONE: Final = "done"
UNREADABLE: Final = "unreadable"
WHY: Final = ".why.txt"  # beside an unreadable file
UNFINISHED: Final = (".part", ".tmp", ".filepart", ".crdownload", ".download", "~")
WHOLE_AFTER: Final = timedelta(seconds=2)  # without a change
EMPTY_FOR: Final = timedelta(minutes=1)  # before nothing more is expected of an empty file
LARGEST: Final = 20_000_000  # bytes; an archive goes by `flashbrief ingest`
MOST_FILES: Final = 500  # at one look; handled ones move away, the others come next
SEEN: Final = "seen"  # in the source's memory: the size and time of each file at the last look


class FolderSpec(SourceSpec):
    """A watched folder as sources.toml has it."""

    soonest: ClassVar[timedelta] = timedelta(seconds=1)

    kind: Literal["folder"]
    path: Path = Field(description="the folder")
    every: Span | None = Field(timedelta(seconds=5), description="looked into so often")


@dataclass(frozen=True, slots=True)
class WatchedFolder:
    """See `PolledSource` and `Settling`."""

    spec: FolderSpec

    async def look(self, state: SourceState, web: Web, now: datetime) -> Look:
        return await asyncio.to_thread(self._look, state, now)

    async def read(self, item: Item, web: Web, now: datetime) -> tuple[RawFlash, ...]:
        return await asyncio.to_thread(self._read, item, now)

    async def settle(self, item: Item, now: datetime) -> None:
        """Move the file of an item away. Raises FetchError where that is not allowed."""
        try:
            await asyncio.to_thread(self._settle, item, now)
        except OSError as error:
            detail = f"{item.url} cannot be moved away: {error.strerror}"
            raise FetchError(Reason.REFUSED, detail) from error

    def _look(self, state: SourceState, now: datetime) -> Look:
        if not self.spec.path.is_dir():
            raise FetchError(Reason.UNREACHABLE, f"there is no folder {self.spec.path}")
        before = state.memory.get(SEEN, {})
        files = dict(self._files())
        seen = {name: _stamp(info) for name, info in files.items()}
        items = tuple(
            Item(_key(name, seen[name]), url=name)
            for name, info in files.items()
            if before.get(name) == seen[name] and _is_whole(info, now)
        )
        return Look(items=items, memory={SEEN: seen})

    def _files(self) -> Iterator[tuple[str, os.stat_result]]:
        """(name below the folder, what it is) of what may have been dropped, in its order."""
        count = 0
        for folder, below, names in os.walk(self.spec.path):
            below[:] = sorted(one for one in below if not self._is_ours(Path(folder, one)))
            for name in sorted(names):
                path = Path(folder, name)
                if name.startswith(".") or name.endswith(UNFINISHED):
                    continue
                try:
                    yield str(path.relative_to(self.spec.path)), path.lstat()
                except FileNotFoundError:
                    continue  # taken back meanwhile
                count += 1
                if count == MOST_FILES:
                    return

    def _is_ours(self, folder: Path) -> bool:
        handled = (self.spec.path / DONE, self.spec.path / UNREADABLE)
        return folder in handled or folder.name.startswith(".")

    def _read(self, item: Item, now: datetime) -> tuple[RawFlash, ...]:
        path = self._path(item)
        try:
            _check(path)
            data = path.read_bytes()
        except (Unreadable, FileNotFoundError):
            return ()
        return tuple(read_bytes(data, path.name, source=self.spec.id, origin=str(path), now=now))

    def _settle(self, item: Item, now: datetime) -> None:
        path = self._path(item)
        if not os.path.lexists(path) or _key(item.url or "", _stamp(path.lstat())) != item.key:
            return  # taken back, or written anew: then it is another item
        why = _why_unreadable(path, self._read(item, now))
        target = _free(self.spec.path / (UNREADABLE if why else DONE) / Path(item.url or ""))
        target.parent.mkdir(parents=True, exist_ok=True)
        if why:
            target.with_name(target.name + WHY).write_text(f"{why}\n", encoding="utf-8")
        path.rename(target)

    def _path(self, item: Item) -> Path:
        assert item.url is not None
        return self.spec.path / item.url


def _is_whole(info: os.stat_result, now: datetime) -> bool:
    still_for = now - datetime.fromtimestamp(info.st_mtime, UTC)
    return still_for >= (WHOLE_AFTER if info.st_size else EMPTY_FOR)


def _check(path: Path) -> None:
    """Raises Unreadable for what is not to be opened, FileNotFoundError for what is gone."""
    info = path.lstat()
    if stat.S_ISLNK(info.st_mode):
        raise Unreadable("It is a link: it might lead out of the folder. Drop the file itself.")
    if not stat.S_ISREG(info.st_mode):
        raise Unreadable("It is no file.")
    if not is_readable(path.name):
        raise Unreadable(
            f"Files of this kind are not read; these are: {', '.join(sorted(READABLE))}."
        )
    if info.st_size > LARGEST:
        raise Unreadable(
            f"It is too large: {info.st_size:,} bytes, {LARGEST:,} are read from a folder. "
            "An archive goes by: flashbrief ingest --archive FILE"
        )


def _why_unreadable(path: Path, raws: tuple[RawFlash, ...]) -> str | None:
    """None as soon as one of its flashes can be read; the others wait in quarantine."""
    reasons = []
    try:
        _check(path)
        for raw in raws:
            try:
                normalize(raw)
                return None
            except Unreadable as problem:
                reasons.append(str(problem))
    except Unreadable as problem:
        return str(problem)
    return reasons[0] if reasons else "There is nothing in it."


def _free(path: Path) -> Path:
    """A name that nothing has: two days may each drop a `prices.csv`."""
    number, free = 1, path
    while os.path.lexists(free):
        number += 1
        free = path.with_name(f"{path.stem}-{number}{path.suffix}")
    return free


def _stamp(info: os.stat_result) -> str:
    return f"{info.st_size}:{info.st_mtime_ns}"


def _key(name: str, stamp: str) -> str:
    return hashlib.sha256(f"{name}\n{stamp}".encode(errors="replace")).hexdigest()[:32]
