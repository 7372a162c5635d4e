"""Every kind of source that sources.toml may name: its fields, and what opens it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from briefs.sources.feed import FeedSource, FeedSpec
from briefs.sources.listing import ListingSource, ListingSpec
from briefs.sources.mail_spec import MailSpec
from briefs.sources.polled import PolledSource
from briefs.sources.spec import SourceSpec
from briefs.sources.telegram import TelegramSpec
from briefs.sources.watched import FolderSpec, WatchedFolder


@dataclass(frozen=True, slots=True)
class Kind:
    """`open` makes the source of a checked spec; None: it is not looked at, it comes by itself."""

    spec: type[SourceSpec]
    open: Callable[[Any], PolledSource] | None = None


def _mailbox(spec: MailSpec) -> PolledSource:
    # Loaded by those who read mail: 10 MB and a tenth of a second for all others.
    from briefs.sources.mail import MailSource

    return MailSource(spec)


KINDS: Final[Mapping[str, Kind]] = {
    "feed": Kind(FeedSpec, FeedSource),
    "folder": Kind(FolderSpec, WatchedFolder),
    "mail": Kind(MailSpec, _mailbox),
    "page": Kind(ListingSpec, ListingSource),
    "telegram": Kind(TelegramSpec),
}
