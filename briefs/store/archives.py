"""How far the files of an archive are read, so that a stop costs nothing."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from sqlalchemy.ext.asyncio import AsyncConnection

from briefs.store.settings import get_setting, set_setting


@dataclass(frozen=True, slots=True)
class Place:
    """How far a file is read: bytes, and pieces. `size` and `changed` (nanoseconds) say which file
    it was: another one under its name is read from its beginning."""

    size: int
    changed: int
    offset: int = 0
    number: int = 0
    done: bool = False

    def is_of(self, other: Place) -> bool:
        return (self.size, self.changed) == (other.size, other.changed)


async def load_place(conn: AsyncConnection, path: str) -> Place | None:
    kept = await get_setting(conn, _name(path))
    return None if kept is None else Place(**kept)


async def save_place(conn: AsyncConnection, path: str, place: Place) -> None:
    await set_setting(conn, _name(path), asdict(place))


def _name(path: str) -> str:
    return f"archive:{path}"
