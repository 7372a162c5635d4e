"""RSS, Atom and JSON Feed: entries as raw flashes, the page fetched where one is only a teaser."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Final, Literal
from zoneinfo import ZoneInfo

from pydantic import Field

from briefs.boilerplate import load_boilerplate
from briefs.sources.article import read_article
from briefs.sources.client import Fetched, Web
from briefs.sources.entries import Entry, Feed
from briefs.sources.json_feed import read_json_feed
from briefs.sources.polled import Item, Look
from briefs.sources.state import SourceState
from briefs.sources.web_source import WebSpec, ask
from briefs.sources.worker import in_time
from briefs.sources.xml_feed import read_xml
from briefs.types import RawFlash

TEASER: Final = 400  # characters; a shorter text may be the beginning of a longer one
CUT: Final = ("…", "...", "[…]", "[...]", "read more", "continue reading", "阅读全文", "查看详情")


class FeedSpec(WebSpec):
    """A feed as sources.toml has it."""

    kind: Literal["feed"]
    full_text: bool = Field(True, description="fetch the page of an entry that is only a teaser")


@dataclass(frozen=True, slots=True)
class FeedSource:
    """See `PolledSource`."""

    spec: FeedSpec

    async def look(self, state: SourceState, web: Web, now: datetime) -> Look:
        answer, look = await ask(self.spec, state, web, now)
        if answer.unchanged:
            return look
        feed = await in_time(partial(read_feed, answer, ZoneInfo(self.spec.zone)))
        items = tuple(self._item(entry, feed, now) for entry in _in_order(feed.entries))
        return replace(look, items=items, wait=self.spec.wait(look.wait, feed.lasts))

    async def read(self, item: Item, web: Web, now: datetime) -> tuple[RawFlash, ...]:
        """The entry as it stood in the feed, or with the text of its page."""
        assert item.raw is not None
        record = json.loads(item.raw.content)
        teaser = self.spec.full_text and is_teaser(record["body"])
        if not teaser or item.url is None or not self.spec.is_ours(item.url):
            return (item.raw,)
        page = await web.get(item.url, now=now, robots=self.spec.robots)
        full = await in_time(partial(_page_text, page, ZoneInfo(self.spec.zone)))
        if len(full) <= len(record["body"]):
            return (item.raw,)
        content = json.dumps(record | {"body": full}, ensure_ascii=False)
        return (replace(item.raw, content=content),)

    def _item(self, entry: Entry, feed: Feed, now: datetime) -> Item:
        signs = load_boilerplate().publisher_of(f"{entry.url or ''} {entry.title}")
        record = {
            "title": entry.title,
            "body": entry.text,
            "published_at": entry.published_at and entry.published_at.isoformat(),
            "url": entry.url,
            "publisher": entry.publisher or self.spec.name or signs or feed.title or None,
        }
        content = json.dumps(record, ensure_ascii=False)
        origin = entry.url or entry.id or self.spec.url
        raw = RawFlash(self.spec.id, origin, content, "json", now)
        return Item(entry.key, entry.url, entry.published_at, raw)


def read_feed(answer: Fetched, zone: ZoneInfo) -> Feed:
    """Raises FetchError for what is no feed."""
    text = answer.text
    if text.lstrip("\ufeff \t\r\n").startswith(("{", "[")):
        return read_json_feed(text, answer.url, zone)
    return read_xml(text, answer.url, zone)


def is_teaser(text: str) -> bool:
    """Whether it looks like the beginning of a longer text."""
    return len(text) < TEASER or text.rstrip(" .:>»").casefold().endswith(CUT)


def _in_order(entries: tuple[Entry, ...]) -> list[Entry]:
    """Oldest first. Feeds have the newest on top: that tells where an entry states no time."""
    dated = [entry.published_at for entry in entries if entry.published_at is not None]
    if len(dated) < len(entries):
        return list(reversed(entries))
    return sorted(reversed(entries), key=lambda entry: entry.published_at or dated[0])


def _page_text(page: Fetched, zone: ZoneInfo) -> str:
    article = next(iter(read_article(page.text, page.url, zone=zone)), None)
    return "" if article is None else "\n".join(article.lines)
