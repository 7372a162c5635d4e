"""What a reader of a page or a record found, before it is cleaned into a Flash."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Draft:
    """A headline and the lines under it, as printed. `id` only where the source gave one."""

    title: str
    lines: tuple[str, ...]
    published_at: datetime | None = None
    id: str | None = None
    publisher: str | None = None
    section: str | None = None
    url: str | None = None
