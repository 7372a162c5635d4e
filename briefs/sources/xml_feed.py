"""RSS and Atom, read by feedparser: what is no feed, and what could do harm, is refused first."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final
from urllib.parse import urljoin
from xml.parsers import expat
from zoneinfo import ZoneInfo

from briefs.sources.entries import Entry, Feed, one_line, plain, unreadable
from briefs.sources.moments import read_moment

ROOT: Final = re.compile(r"<[a-z_]", re.IGNORECASE)
NO_XML: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
DECLARED: Final = re.compile(r"\A\s*<\?xml\b[^>]{0,200}\?>")
MOST_ATTRIBUTES: Final = 200  # of one element
DEEPEST: Final = 100
ENDLESS: Final = re.compile(rb"<[^>]{65536}")
DATES: Final = ("published", "updated", "created")


def read_xml(text: str, url: str, zone: ZoneInfo) -> Feed:
    """The feed in it. Raises FetchError for what is none, or brings definitions of its own."""
    import feedparser  # 12 MB, for those who read feeds

    text = NO_XML.sub("", text)
    _check_prolog(text)
    # Its declaration names an encoding; what is handed over is UTF-8, whatever it came in.
    data = DECLARED.sub("", text).encode()
    _check_elements(data)
    headers = {"content-location": url, "content-type": "application/xml; charset=utf-8"}
    # Texts become plain here: its own cleaning of HTML would be work for nothing.
    parsed = feedparser.parse(
        io.BytesIO(data),
        response_headers=headers,
        sanitize_html=False,
        resolve_relative_uris=False,
    )
    if not parsed.get("version") and not parsed.entries:
        raise unreadable("it is no RSS, Atom or JSON feed")
    return Feed(
        title=one_line(parsed.feed.get("title", "")),
        entries=tuple(_entry(entry, url, zone) for entry in parsed.entries),
        lasts=_lasts(parsed.feed.get("ttl")),
    )


def _check_prolog(text: str) -> None:
    """Entities are defined before the first element, or nowhere."""
    root = ROOT.search(text)
    if root is None:
        raise unreadable("there is no element in it")
    if "<!DOCTYPE" in text[: root.start()].upper():
        raise unreadable("it brings a DTD of its own, which may define entities without end")


def _check_elements(data: bytes) -> None:
    """Refuse elements that would keep feedparser busy for minutes, by a reader that is not.

    It ends at the first mistake in the XML, from where feedparser is no longer strict either; what
    that reading of its own is slow with are tags without end.
    """
    depth = 0

    def begin(_name: str, attributes: Mapping[str, str]) -> None:
        nonlocal depth
        depth += 1
        if len(attributes) > MOST_ATTRIBUTES or depth > DEEPEST:
            raise unreadable("its elements are made to keep a reader busy")

    def end(_name: str) -> None:
        nonlocal depth
        depth -= 1

    reader = expat.ParserCreate()
    reader.StartElementHandler, reader.EndElementHandler = begin, end
    try:
        reader.Parse(data, True)
    except expat.ExpatError:
        if ENDLESS.search(data):
            raise unreadable("a tag in it does not end") from None


def _entry(entry: Mapping[str, Any], url: str, zone: ZoneInfo) -> Entry:
    source = entry.get("source") or {}
    return Entry(
        id=entry.get("id") or None,
        url=_web(entry.get("link"), url),
        title=one_line(entry.get("title", "")),
        text=_text(entry),
        published_at=_published(entry, zone),
        publisher=one_line(source.get("title") or "") or None,
    )


def _text(entry: Mapping[str, Any]) -> str:
    """The longest it offers: a summary, or one of several contents."""
    offered = [content.get("value", "") for content in entry.get("content", ())]
    texts = [plain(text) for text in (entry.get("summary", ""), *offered) if text]
    return max(texts, key=len, default="")


def _published(entry: Mapping[str, Any], zone: ZoneInfo) -> datetime | None:
    for name in DATES:
        if name not in entry:
            continue
        at = read_moment(entry.get(name), zone)
        if at is not None:
            return at
    return None


def _lasts(ttl: str | None) -> timedelta | None:
    minutes = (ttl or "").strip()
    return timedelta(minutes=int(minutes)) if re.fullmatch(r"\d{1,5}", minutes) else None


def _web(link: str | None, url: str) -> str | None:
    """A link of the feed at `url`, whole; None for what leads to no page."""
    try:
        whole = urljoin(url, link or "")
    except ValueError:
        return None
    return whole if link and whole.startswith(("http://", "https://")) else None
