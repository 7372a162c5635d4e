"""A news page saved as HTML: its readable lines, then read like a page saved as text."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from selectolax.lexbor import LexborHTMLParser, LexborNode

from briefs.boilerplate import fold_line
from briefs.draft import Draft
from briefs.page_text import read_lines
from briefs.times import parse_time

NO_TEXT = "script, style, noscript, template, svg, iframe, nav, footer, form, button, select"
BLOCKS = (
    "address, article, aside, blockquote, br, dd, div, dl, dt, figcaption, figure, h1, h2, h3, h4, "
    "h5, h6, header, hr, li, main, ol, p, pre, section, table, time, title, tr, ul"
)
CELLS = "td, th"
TITLES = ("meta[property='og:title']", "meta[name='twitter:title']")
TIMES = (
    "meta[property='article:published_time']",
    "meta[name='publishdate']",
    "meta[itemprop='datePublished']",
)
ADDRESSES = (("link[rel='canonical']", "href"), ("meta[property='og:url']", "content"))


def read_html(text: str) -> tuple[Draft, ...]:
    """The drafts of the page; the first also takes what only the page's head says."""
    page = LexborHTMLParser(text)
    title, published, url = _headline(page), _time(page), _address(page)
    lines = page_lines(page)
    if title:
        lines = _from_headline(lines, title)
    first, *others = read_lines(lines) or (Draft(title or "", ()),)
    first = replace(first, published_at=first.published_at or published, url=url)
    return tuple(draft for draft in (first, *others) if draft.title)


def html_to_text(text: str) -> str:
    """The readable lines of a fragment of HTML."""
    return "\n".join(page_lines(LexborHTMLParser(text)))


def page_lines(page: LexborHTMLParser) -> list[str]:
    """One line a block, one line a table row with tabs between its cells."""
    for node in page.css(NO_TEXT):
        node.decompose()
    for node in page.css(CELLS):
        node.insert_after("\t")
    for node in page.css("span + span"):
        # Set apart by style alone, such as a time and its source.
        if node.prev is not None and node.prev.tag == "span":
            node.insert_before(" ")
    for node in page.css(BLOCKS):
        node.insert_before("\n")
        node.insert_after("\n")
    text = page.body.text() if page.body else ""
    lines = (" ".join(line.split(" ")).strip() for line in text.split("\n"))
    return [line for line in lines if line]


def _headline(page: LexborHTMLParser) -> str | None:
    heading = page.css_first("h1")
    if heading is not None and heading.text().strip():
        return " ".join(heading.text().split())
    metas = (_attribute(page.css_first(selector), "content") for selector in TITLES)
    return next((title for title in metas if title), None)


def _from_headline(lines: list[str], title: str) -> list[str]:
    """The lines from the headline on: above it is the way through the site."""
    folded = fold_line(title)
    start = next((at for at, line in enumerate(lines) if fold_line(line) == folded), None)
    return [title, *lines] if start is None else lines[start:]


def _time(page: LexborHTMLParser) -> datetime | None:
    stated = [_attribute(page.css_first(selector), "content") for selector in TIMES]
    stated.append(_attribute(page.css_first("time[datetime]"), "datetime"))
    return next((time for text in stated if text and (time := parse_time(text))), None)


def _address(page: LexborHTMLParser) -> str | None:
    for selector, attribute in ADDRESSES:
        url = _attribute(page.css_first(selector), attribute)
        if url and url.startswith(("http://", "https://")):
            return url
    return None


def _attribute(node: LexborNode | None, name: str) -> str | None:
    return None if node is None else (node.attributes.get(name) or "").strip() or None
