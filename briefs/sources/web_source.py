"""What feeds and listings have in common: an address that is asked whether anything is new, and
pages of their own site."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final
from urllib.parse import urlsplit

from pydantic import Field

from briefs.sources.client import Fetched, Validators, Web
from briefs.sources.polled import Look
from briefs.sources.spec import SourceSpec, WebAddress
from briefs.sources.state import SourceState

#: In front of a site's name in the address of its front page or its feeds.
USUAL_PARTS: Final = ("www.", "feeds.", "rss.")
LONGEST_WAIT: Final = timedelta(hours=1)  # that a source's own word can make us wait


class WebSpec(SourceSpec):
    """A source with an address, as sources.toml has it."""

    url: WebAddress = Field(description="its address")
    sites: tuple[str, ...] = Field((), description="hosts besides its own whose pages we fetch")
    robots: bool = Field(True, description="false where the publisher lets us despite robots.txt")

    def wait(self, *said: timedelta | None) -> timedelta | None:
        """How long the source's own word keeps us away; what the operator wrote goes before it."""
        spans = [span for span in said if span is not None]
        return None if self.every or not spans else min(max(spans), LONGEST_WAIT)

    def is_ours(self, url: str) -> bool:
        """Whether an address is of the source's own site, or of one that the operator named."""
        host, home = urlsplit(url).hostname or "", urlsplit(self.url).hostname or ""
        for part in USUAL_PARTS:
            home = home.removeprefix(part)
        return any(host == site or host.endswith(f".{site}") for site in (home, *self.sites))


async def ask(spec: WebSpec, state: SourceState, web: Web, now: datetime) -> tuple[Fetched, Look]:
    """The answer of the source's address, and the look as far as it is known from that.

    Raises FetchError.
    """
    state = state.of(spec.url)
    url = state.url or spec.url
    validators = Validators(state.etag, state.last_modified)
    answer = await web.get(url, now=now, validators=validators, robots=spec.robots)
    look = Look(
        unchanged=answer.unchanged,
        validators=answer.validators,
        asked=spec.url,
        url=answer.moved_to or url,
        wait=spec.wait(answer.fresh_for),
    )
    return answer, look
