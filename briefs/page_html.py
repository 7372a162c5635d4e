"""A news page saved as HTML: its readable lines, then read like a page saved as text."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from datetime import datetime

from selectolax.lexbor import LexborHTMLParser, LexborNode

from briefs.boilerplate import fold_line
from briefs.draft import Draft
from briefs.errors import Unreadable
from briefs.page_text import read_lines
from briefs.times import parse_time

NO_TEXT = "script, style, noscript, template, svg, iframe, nav, footer, form, button, select"
BLOCKS = (
    "address, article, aside, blockquote, br, dd, div, dl, dt, figcaption, figure, h1, h2, h3, h4, "
    "h5, h6, header, hr, li, main, ol, p, pre, section, table, time, title, tr, ul"
)
DEEPEST = 2_000
MOST_IN_TAG = 2_000  # attributes and what parts them
NO_TAGS = re.compile(
    r"<!--.*?(?:-->|$)|<(script|style)\b.*?(?:</\1\s*>|$)", re.DOTALL | re.IGNORECASE
)
VALUE = r"=\s*(?:\"[^\"]*\"|'[^']*')"
QUOTED = re.compile(VALUE)
WHOLE_TAG = re.compile(rf"<[a-zA-Z](?:[^>=]+|{VALUE}|=)*")
BETWEEN = re.compile(r"[\s/=]+")
TAGS = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
# Elements that end by themselves, so that pages leave many of them open.
CLOSING_THEMSELVES = frozenset({"p", "li", "td", "th", "tr", "dd", "dt", "option", "br", "img"})
CELLS = "td, th"
TITLES = ("meta[property='og:title']", "meta[name='twitter:title']")
TIMES = (
    "meta[property='article:published_time']",
    "meta[name='publishdate']",
    "meta[itemprop='datePublished']",
)
LINKED = "script[type='application/ld+json']"
DATED = re.compile(r'"datePublished"\s*:\s*"([^"]{8,40})"')
ADDRESSES = (("link[rel='canonical']", "href"), ("meta[property='og:url']", "content"))


def read_html(text: str) -> tuple[Draft, ...]:
    """The drafts of the page; the first also takes what only the page's head says."""
    page = parse_page(text)
    title, published, url = headline_of(page), time_of(page), address_of(page)
    lines = page_lines(page)
    if title:
        lines = _from_headline(lines, title)
    first, *others = read_lines(lines) or (Draft(title or "", ()),)
    first = replace(first, published_at=first.published_at or published, url=url)
    return tuple(draft for draft in (first, *others) if draft.title)


def parse_page(text: str) -> LexborHTMLParser:
    """The page as a tree. Raises Unreadable for one nested deeper, or with more in one tag, than
    any page that is meant to be read: the time to parse it grows with the square of that."""
    if text.count("<") > DEEPEST and _is_too_deep(text):
        raise Unreadable("It is no page: its elements are nested one in another without end.")
    if len(text) > MOST_IN_TAG and _is_too_wide(text):
        raise Unreadable("It is no page: one of its tags has attributes without end.")
    return LexborHTMLParser(text)


def html_to_text(text: str) -> str:
    """The readable lines of a fragment of HTML."""
    return "\n".join(page_lines(parse_page(text)))


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


def _is_too_deep(text: str) -> bool:
    """Counted by name: what is closed without having been opened closes nothing."""
    opened: Counter[str] = Counter()
    depth = 0
    for tag in TAGS.finditer(text):
        name = tag[2].lower()
        if name in CLOSING_THEMSELVES:
            continue
        step = 1 if not tag[1] else -1 if opened[name] else 0
        opened[name] += step
        depth += step
        if depth > DEEPEST:
            return True
    return False


def _is_too_wide(text: str) -> bool:
    """Counted outside quotes, where the address of a picture may be as long as a book."""
    tags = WHOLE_TAG.finditer(NO_TAGS.sub("", text))
    long = (tag[0] for tag in tags if len(tag[0]) > MOST_IN_TAG)
    return any(len(BETWEEN.findall(QUOTED.sub("=", tag))) > MOST_IN_TAG for tag in long)


def headline_of(page: LexborHTMLParser) -> str | None:
    """Its heading, else what its head calls it."""
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


def time_of(page: LexborHTMLParser) -> datetime | None:
    """When its head, or an element made for it, says that it was published."""
    stated = [_attribute(page.css_first(selector), "content") for selector in TIMES]
    stated.append(_attribute(page.css_first("time[datetime]"), "datetime"))
    stated += [found[1] for node in page.css(LINKED) for found in DATED.finditer(node.text())]
    return next((time for text in stated if text and (time := parse_time(text))), None)


def address_of(page: LexborHTMLParser) -> str | None:
    """Where the page says that it stands."""
    for selector, attribute in ADDRESSES:
        url = _attribute(page.css_first(selector), attribute)
        if url and url.startswith(("http://", "https://")):
            return url
    return None


def _attribute(node: LexborNode | None, name: str) -> str | None:
    return None if node is None else (node.attributes.get(name) or "").strip() or None
