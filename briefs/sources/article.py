"""The article of a web page: by the profile of its site, else by what all pages have in common."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from selectolax.lexbor import LexborHTMLParser

from briefs.boilerplate import fold_line, load_boilerplate
from briefs.draft import Draft
from briefs.page_html import address_of, headline_of, html_to_text, parse_page, read_html, time_of
from briefs.page_text import read_lines
from briefs.sources.sites import Site, site_of
from briefs.times import CHINA, find_time, parse_time

RELATED: Final = "Related News"  # opens the related flashes for `read_lines`
BETWEEN_TAGS: Final = re.compile(r">\s+<")
LONGEST_TIME: Final = 100  # characters of an element that says when, and little else


def read_article(html: str, url: str, *, zone: ZoneInfo) -> tuple[Draft, ...]:
    """The article, then the flashes printed under it; nothing where there is no article.
    Raises Unreadable for what is no page.

    `zone` is the clock of times that state none, where the site's profile does not name it.
    """
    page, site = parse_page(html), site_of(url)
    drafts = tuple(_by_profile(page, site)) if site else ()
    drafts = drafts or tuple(_by_habit(page, html, url))
    clock = site.clock if site else zone
    return tuple(
        replace(
            draft,
            url=(address_of(page) or url) if at == 0 else None,
            publisher=site.publisher if site else None,
            published_at=_by_its_clock(draft.published_at, clock),
        )
        for at, draft in enumerate(drafts)
    )


def _by_profile(page: LexborHTMLParser, site: Site) -> Iterator[Draft]:
    title = " ".join(next(_texts(page, site.title), "").split())
    lines = _lines(page, site.body, without=(*site.drop, *site.related, *site.title, *site.time))
    if not title or not lines:
        return
    yield Draft(title, _under(title, lines), _time(page, site))
    words = load_boilerplate()
    related = [line for line in _lines(page, site.related) if not words.opens_related(line)]
    yield from read_lines([RELATED, *related])


def _by_habit(page: LexborHTMLParser, html: str, url: str) -> Iterator[Draft]:
    import trafilatura  # 27 MB, for those who read pages

    found = trafilatura.extract(
        html, url=url, favor_precision=True, include_comments=False, output_format="html"
    )
    # Set in one line: the spaces between its tags are no part of the text.
    lines = html_to_text(BETWEEN_TAGS.sub("><", found or "")).split("\n")
    title = headline_of(page) or lines[0]
    body = _under(title, lines)
    if title and any(body):
        yield Draft(title, body, time_of(page) or _time_in_sight(html))


def _time_in_sight(html: str) -> datetime | None:
    """The time printed over the text; else the day that its address or its words give away."""
    read = next(iter(read_html(html)), None)
    if read is not None and read.published_at is not None:
        return read.published_at
    import trafilatura

    known = trafilatura.extract_metadata(html)
    return parse_time(known.date) if known.date else None


def _texts(page: LexborHTMLParser, selectors: Iterable[str]) -> Iterator[str]:
    """The text of every element found, the first selector's first."""
    for selector in selectors:
        for node in page.css(selector):
            if text := node.text(separator=" ").strip():
                yield text


def _lines(
    page: LexborHTMLParser, selectors: Iterable[str], *, without: Iterable[str] = ()
) -> tuple[str, ...]:
    """The readable lines of the first element that has any."""
    for selector in selectors:
        for node in page.css(selector):
            part = LexborHTMLParser(node.html or "")
            for unwanted in without:
                for inner in part.css(f"body > * {unwanted}"):
                    inner.decompose()
            if text := html_to_text(part.html or ""):
                return tuple(text.split("\n"))
    return ()


def _time(page: LexborHTMLParser, site: Site) -> datetime | None:
    for text in _texts(page, site.time):
        line = " ".join(text.split())
        if len(line) <= LONGEST_TIME and (time := parse_time(line) or _within(line)):
            return time
    return time_of(page)


def _within(line: str) -> datetime | None:
    found = find_time(line)
    return found[0] if found else None


def _under(title: str, lines: Iterable[str]) -> tuple[str, ...]:
    """Without the headline, which many a page prints again in its text."""
    folded = fold_line(title)
    return tuple(line for line in lines if fold_line(line) != folded)


def _by_its_clock(time: datetime | None, clock: ZoneInfo) -> datetime | None:
    """A time that states no zone was read as China's."""
    if time is None or time.tzinfo is not CHINA:
        return time
    return time.replace(tzinfo=clock)
