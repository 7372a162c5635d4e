"""The text or HTML of an e-mail → its lines, those of headlines marked, with their addresses."""

from __future__ import annotations

import re
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from briefs.page_html import page_lines

HEAD: Final = "\ue000"  # a sign that no text has: behind a headline, before its address
HEADINGS: Final = "h1, h2, h3, h4"
EMPHASIS: Final = "a, strong, b"  # a block that is nothing else is a headline too
INLINE: Final = frozenset({"a", "strong", "b", "span", "font", "em", "i", "u"})
HEADLINE: Final = range(8, 201)  # characters
RULE: Final = re.compile(r"[-=*_~—·#]{4,}")


def plain(line: str) -> str:
    """The line without its mark."""
    return line.partition(HEAD)[0]


def html_lines(html: str) -> list[str]:
    """Lines of the mail, those of headlines marked."""
    page = LexborHTMLParser(html.replace(HEAD, ""))
    for node in page.css(HEADINGS):
        _mark(node)
    for node in page.css(EMPHASIS):
        block = _block(node)
        if block is not None and _alike(block, node) and HEAD not in block.text():
            _mark(node)
    return page_lines(page)


def _mark(node: LexborNode) -> None:
    if len(" ".join(node.text().split())) not in HEADLINE:
        return
    link = node if node.tag == "a" else node.css_first("a") or _above(node, "a")
    url = (link.attributes.get("href") or "").strip() if link is not None else ""
    url = url if url.startswith(("http://", "https://")) else ""
    node.insert_child(f"{HEAD}{url}\n")  # what stands in the next cell is another line


def _block(node: LexborNode) -> LexborNode | None:
    above = node.parent
    while above is not None and above.tag in INLINE:
        above = above.parent
    return above


def _above(node: LexborNode, tag: str) -> LexborNode | None:
    above = node.parent
    return above if above is not None and above.tag == tag else None


def _alike(block: LexborNode, node: LexborNode) -> bool:
    return " ".join(block.text().split()) == " ".join(node.text().split())


def text_lines(text: str) -> list[str]:
    """Lines of a plain text; what follows a ruled line, or "#", is a headline."""
    lines: list[str] = []
    ruled = False
    for line in (raw.strip().removeprefix("> ") for raw in text.split("\n")):
        if RULE.fullmatch(line):
            ruled = True
        elif line:
            is_head = (ruled or line.startswith("#")) and len(line) in HEADLINE
            lines.append(f"{line.lstrip('# ')}{HEAD}" if is_head else line)
            ruled = False
    return lines
