"""JSON Feed 1.0 and 1.1 (jsonfeed.org)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urljoin
from zoneinfo import ZoneInfo

from briefs.sources.entries import Entry, Feed, one_line, plain, unreadable
from briefs.sources.moments import read_moment

VERSION: Final = "https://jsonfeed.org/version/"


def read_json_feed(text: str, url: str, zone: ZoneInfo) -> Feed:
    """The feed in it. Raises FetchError for JSON that is no feed."""
    try:
        feed = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise unreadable("it is no valid JSON") from error
    if not isinstance(feed, Mapping) or not _text(feed, "version").startswith(VERSION):
        raise unreadable(f'it is JSON, but no feed: no "version" that begins with {VERSION}')
    items = feed.get("items")
    if not isinstance(items, list):
        raise unreadable('the JSON feed has no list of "items"')
    entries = tuple(_entry(item, url, zone) for item in items if isinstance(item, Mapping))
    return Feed(title=one_line(_text(feed, "title")), entries=entries)


def _entry(item: Mapping[str, Any], url: str, zone: ZoneInfo) -> Entry:
    link = _text(item, "url") or _text(item, "external_url")
    stated = _text(item, "date_published") or _text(item, "date_modified")
    texts = (
        plain(_text(item, "content_html")),
        _text(item, "content_text"),
        _text(item, "summary"),
    )
    return Entry(
        id=_text(item, "id") or None,
        url=urljoin(url, link) if link else None,
        title=one_line(_text(item, "title")),
        text=max(texts, key=len),
        published_at=read_moment(stated, zone),
    )


def _text(record: Mapping[str, Any], name: str) -> str:
    value = record.get(name)
    return str(value).strip() if isinstance(value, str | int | float) else ""
