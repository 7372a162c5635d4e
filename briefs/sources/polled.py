"""What every source that is looked at again and again has in common."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol, runtime_checkable

from briefs.sources.client import Validators, Web
from briefs.sources.spec import SourceSpec
from briefs.sources.state import SourceState
from briefs.types import RawFlash


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that stands at a source: an entry of a feed, a link of a listing, a mail, a file.

    `key` is new when its text is new. `raw` is what is known of it without reading further.
    """

    key: str
    url: str | None = None
    published_at: datetime | None = None
    raw: RawFlash | None = None


@dataclass(frozen=True, slots=True)
class Look:
    """What a look at a source gave: all that stands there, known or not, oldest first.

    `unchanged`: the source said itself that nothing is new. `asked`, `url`: the address in the
    file, and the one to ask from now on. `wait`: it asks not to be looked at sooner. `memory`
    replaces the state's, unless None.
    """

    items: tuple[Item, ...] = ()
    unchanged: bool = False
    validators: Validators | None = None
    asked: str | None = None
    url: str | None = None
    wait: timedelta | None = None
    memory: Mapping[str, Any] | None = None


class PolledSource(Protocol):
    """A source that is looked at again and again. It keeps no state: all of it is `SourceState`."""

    @property
    def spec(self) -> SourceSpec:
        """What the operator wrote of it."""

    async def look(self, state: SourceState, web: Web, now: datetime) -> Look:
        """What stands there. Raises FetchError."""

    async def read(self, item: Item, web: Web, now: datetime) -> tuple[RawFlash, ...]:
        """A new item as raw flashes, its full text fetched if need be. Raises FetchError."""


@runtime_checkable
class Settling(Protocol):
    """A source at which something is done with an item once it is kept."""

    async def settle(self, item: Item, now: datetime) -> None:
        """Of an item just taken in, or of one that a stop left standing. Raises FetchError."""
