"""What an operator writes of a source in `sources.toml`: the fields that every kind has."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Annotated, Any, ClassVar, Final, TypeAlias
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from briefs.types import Language

ID: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
SPAN: Final = re.compile(r"(\d{1,6})\s*([smhd])")
UNITS: Final = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}


def read_span(value: Any) -> timedelta:
    """ "90s", "5m", "48h", "7d". Raises ValueError."""
    if isinstance(value, timedelta):
        return value
    found = SPAN.fullmatch(value) if isinstance(value, str) else None
    if found is None or int(found[1]) == 0:
        raise ValueError('must be a span of time such as "90s", "5m", "48h" or "7d"')
    return timedelta(**{UNITS[found[2]]: int(found[1])})


def _known_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError(f"{name!r} is no IANA time zone such as Europe/London") from error
    return name


def _web_address(url: str) -> str:
    if not re.match(r"https?://[^\s/]+", url):
        raise ValueError("must be an address that begins with http:// or https://")
    return url


Span: TypeAlias = Annotated[timedelta, BeforeValidator(read_span)]
KnownZone: TypeAlias = Annotated[str, AfterValidator(_known_zone)]
WebAddress: TypeAlias = Annotated[str, AfterValidator(_web_address)]


class SourceSpec(BaseModel):
    """The fields of every kind. Frozen; a field nobody knows is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    soonest: ClassVar[timedelta] = timedelta(seconds=30)  # after a look, whatever `every` says

    id: str = Field(description="its short name: the heading of its table in the file")
    kind: str = Field(description="feed, and what else stands in briefs/sources/kinds.py")
    name: str | None = Field(None, description="who publishes what it brings")
    language: Language | None = Field(None, description="en or zh, where it cannot be seen")
    zone: KnownZone = Field("Asia/Shanghai", description="the clock of times that state no zone")
    every: Span | None = Field(None, description="looked at so often; without, by its own rhythm")
    oldest: Span | None = Field(None, description="what is older is stored but not pushed")
    late_after: Span | None = Field(None, description="silence that is worth an alert")
    off: bool = Field(False, description="kept in the file, not looked at")

    @property
    def title(self) -> str:
        """What people are shown."""
        return self.name or self.id
