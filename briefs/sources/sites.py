"""How the pages of known sites are built: selectors in data/sites.toml, for all to edit."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Annotated, Final, TypeAlias
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, ConfigDict, ValidationError
from selectolax.lexbor import LexborHTMLParser, SelectolaxError

from briefs.errors import SourcesError
from briefs.sources.spec import KnownZone

DATA: Final = Path(__file__).parents[1] / "data" / "sites.toml"


def _selector(text: str) -> str:
    try:
        LexborHTMLParser("<p></p>").css(text)
    except SelectolaxError as error:
        raise ValueError(f"{text!r} is no CSS selector") from error
    return text


Selector: TypeAlias = Annotated[str, AfterValidator(_selector)]
Selectors: TypeAlias = tuple[Selector, ...]


class Site(BaseModel):
    """One entry of the file. Frozen; a field nobody knows is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    hosts: tuple[str, ...]
    publisher: str | None = None
    zone: KnownZone = "Asia/Shanghai"
    title: Selectors = ()
    time: Selectors = ()
    body: Selectors = ()
    related: Selectors = ()
    drop: Selectors = ()
    articles: tuple[str, ...] = ()

    def has(self, url: str) -> bool:
        host = (urlsplit(url).hostname or "").casefold()
        return any(host == known or host.endswith(f".{known}") for known in self.hosts)

    @property
    def clock(self) -> ZoneInfo:
        return ZoneInfo(self.zone)


@cache
def load_sites(path: Path = DATA) -> tuple[Site, ...]:
    """Raises SourcesError that names the site and the field."""
    tables = tomllib.loads(path.read_text(encoding="utf-8"))
    sites = []
    for name, table in tables.items():
        try:
            sites.append(Site.model_validate(table))
        except ValidationError as error:
            found = error.errors()[0]
            where = ".".join(map(str, found["loc"]))
            raise SourcesError(f"{path.name}: [{name}] {where}: {found['msg']}") from None
    return tuple(sites)


def site_of(url: str) -> Site | None:
    """The entry for an address."""
    return next((site for site in load_sites() if site.has(url)), None)
