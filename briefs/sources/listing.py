"""A page that lists news: its links are followed, each article read on its own page."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Final, Literal
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit
from zoneinfo import ZoneInfo

from pydantic import Field
from selectolax.lexbor import LexborHTMLParser

from briefs.draft import Draft
from briefs.page_html import parse_page
from briefs.sources.article import read_article
from briefs.sources.client import Web
from briefs.sources.failures import FetchError, Reason
from briefs.sources.polled import Item, Look
from briefs.sources.sites import Selector, site_of
from briefs.sources.state import SourceState
from briefs.sources.web_source import WebSpec, ask
from briefs.sources.worker import in_time
from briefs.types import RawFlash

HEADLINE: Final = 20  # letters of a link that is one; a Chinese sign counts as three
CHINESE: Final = re.compile(r"[\u3400-\u9fff]")
TRACKING: Final = ("utm_", "fbclid", "gclid", "spm")
MOST_LINKS: Final = 200
USUAL: Final = "links"  # in the source's memory: how many were found when all was well,
FOUND_BY: Final = "found_by"  # and by what they were looked for
FEW: Final = 5  # times fewer than usual: the page is built otherwise now


class ListingSpec(WebSpec):
    """A list of news as sources.toml has it."""

    kind: Literal["page"]
    links: Selector | None = Field(None, description="a CSS selector of the links to articles")
    articles: tuple[str, ...] = Field((), description="what an article's address has in it")

    @property
    def parts(self) -> tuple[str, ...]:
        """What an article's address has in it: the operator's word, else the site's profile."""
        site = site_of(self.url)
        return self.articles or (site.articles if site else ())

    @property
    def found_by(self) -> str:
        """How its links are found, in one text."""
        return " ".join((self.links or "", *self.parts))


@dataclass(frozen=True, slots=True)
class ListingSource:
    """See `PolledSource`."""

    spec: ListingSpec

    async def look(self, state: SourceState, web: Web, now: datetime) -> Look:
        answer, look = await ask(self.spec, state, web, now)
        if answer.unchanged:
            return look
        links = await in_time(partial(read_links, answer.text, answer.url, self.spec))
        same = state.memory.get(FOUND_BY) == self.spec.found_by
        usual = int(state.memory.get(USUAL, 0)) if same else 0
        _check_layout(len(links), usual)
        # New ones stand on top of a list: the oldest is to be read first.
        items = tuple(Item(_key(link), link) for link in reversed(links))
        memory = {USUAL: _learnt(usual, len(links)), FOUND_BY: self.spec.found_by}
        return replace(look, items=items, memory=memory)

    async def read(self, item: Item, web: Web, now: datetime) -> tuple[RawFlash, ...]:
        """The article and what is told under it; a page without any as it came, for the record."""
        assert item.url is not None
        page = await web.get(item.url, now=now, robots=self.spec.robots)
        html, zone = page.text, ZoneInfo(self.spec.zone)
        drafts = await in_time(partial(read_article, html, page.url, zone=zone))
        if not drafts:
            return (RawFlash(self.spec.id, item.url, html, "html", now),)
        return tuple(self._raw(draft, item.url, now) for draft in drafts)

    def _raw(self, draft: Draft, url: str, now: datetime) -> RawFlash:
        record = {
            "title": draft.title,
            "body": "\n".join(draft.lines),
            "published_at": draft.published_at and draft.published_at.isoformat(),
            "url": draft.url,
            "publisher": draft.publisher or self.spec.name,
        }
        content = json.dumps(record, ensure_ascii=False)
        return RawFlash(self.spec.id, url, content, "json", now)


def read_links(html: str, url: str, spec: ListingSpec) -> list[str]:
    """Addresses of the articles on the page, each once, in its order."""
    page = parse_page(html)
    found = dict.fromkeys(_links(page, url, spec))
    return list(found)[:MOST_LINKS]


def _links(page: LexborHTMLParser, url: str, spec: ListingSpec) -> Iterator[str]:
    for node in page.css(spec.links or "a[href]"):
        link = node if node.tag == "a" else node.css_first("a[href]")
        href = (link.attributes.get("href") or "").strip() if link is not None else ""
        target = _plain(url, href) if href else None
        if target is None or not spec.is_ours(target) or target == _plain(url, url):
            continue
        if spec.links is not None or _is_article(target, node.text(), spec.parts):
            yield target


def _is_article(target: str, text: str, parts: tuple[str, ...]) -> bool:
    """By what its address has in it, or where that is not known by the length of its headline."""
    if parts:
        return any(part in target for part in parts)
    said = "".join(text.split())
    return len(said) + 2 * len(CHINESE.findall(said)) >= HEADLINE


def _plain(base: str, href: str) -> str | None:
    """The address without what only says whence one came; None for what is no web address."""
    try:
        parts = urlsplit(urljoin(base, href))
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return None
    asked = [
        pair for pair in parse_qsl(parts.query, keep_blank_values=True)
        if not pair[0].startswith(TRACKING)
    ]  # fmt: skip
    return parts._replace(query=urlencode(asked), fragment="").geturl()


def _key(link: str) -> str:
    return hashlib.sha256(link.encode(errors="replace")).hexdigest()[:32]


def _check_layout(count: int, usual: int) -> None:
    """Raises FetchError where nearly nothing is found that was found before."""
    if count * FEW < usual:
        raise FetchError(Reason.CHANGED, f"{count} links to news were found, usually {usual}")
    if count == 0:
        raise FetchError(
            Reason.UNREADABLE, 'no links to news were found; name them with "links" or "articles"'
        )


def _learnt(usual: int, count: int) -> int:
    """How many links are usual, a little nearer to what was found now."""
    return count if usual == 0 else round((3 * usual + count) / 4)
