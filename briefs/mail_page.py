"""The text of an e-mail → drafts: a newsletter gives one for each headline in it.

`sources/mail_parts.py` keeps a mail as four lines, an empty one, then its text or HTML:

    Subject: Metals Daily
    Time: 2030-03-05T18:00:00+08:00
    Publisher: Sample Wire
    Kind: html
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from briefs.boilerplate import load_boilerplate
from briefs.draft import Draft
from briefs.page_html import page_lines
from briefs.times import parse_time

SUBJECT, TIME, PUBLISHER, KIND = "Subject", "Time", "Publisher", "Kind"
HEAD: Final = "\ue000"  # a sign that no text has: behind a headline, before its address
HEADINGS: Final = "h1, h2, h3, h4"
EMPHASIS: Final = "a, strong, b"  # a block that is nothing else is a headline too
INLINE: Final = frozenset({"a", "strong", "b", "span", "font", "em", "i", "u"})
HEADLINE: Final = range(8, 201)  # characters
ALONE: Final = 24  # characters of a headline that is news without a line under it
ALONE_CHINESE: Final = 10
INTRODUCTION: Final = 120  # characters before the first headline that say no more than hello
RULE: Final = re.compile(r"[-=*_~—·#]{4,}")
PASSED_ON: Final = re.compile(r"^(?:(?:fwd?|re|转发|回复|答复)\s*[:：]\s*)+", re.IGNORECASE)
FORWARD: Final = re.compile(
    r"-* ?(?:(?:begin )?forwarded message|original message|转发的?邮件|原始邮件) ?[:：]? ?-*",
    re.IGNORECASE,
)
FORWARD_WITHIN, FORWARD_HEAD = 40, 10  # lines
FIELD: Final = re.compile(
    r"(?:>\s*)?(?P<name>from|to|cc|date|sent|subject|reply-to|发件人|收件人|抄送|日期|发送时间|主题)"
    r"\s*[:：]\s*(?P<value>.*)",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Piece:
    """A headline and what stands under it."""

    title: str
    url: str | None = None
    lines: list[str] = field(default_factory=list)


def read_mail_page(text: str) -> tuple[Draft, ...]:
    """The drafts of a kept mail."""
    head, _, body = text.partition("\n\n")
    told = dict(line.partition(": ")[::2] for line in head.split("\n"))
    mail = Draft(
        title=_subject(told.get(SUBJECT, "")),
        lines=(),
        published_at=parse_time(told.get(TIME, "")),
        publisher=told.get(PUBLISHER) or None,
    )
    lines = _html_lines(body) if told.get(KIND) == "html" else _text_lines(body)
    mail, own = _unforwarded(mail, lines)
    return tuple(_drafts(mail, list(_own(own))))


def _subject(subject: str) -> str:
    return PASSED_ON.sub("", subject).strip()


def _html_lines(html: str) -> list[str]:
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


def _text_lines(text: str) -> list[str]:
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


def _unforwarded(mail: Draft, lines: Sequence[str]) -> tuple[Draft, Sequence[str]]:
    """What a forwarded mail says of itself counts, not who passed it on, nor their words."""
    for at, line in enumerate(lines[:FORWARD_WITHIN]):
        if FORWARD.fullmatch(_plain(line)):
            start = at + 1
            told: dict[str, str] = {}
            while start < len(lines) and start <= at + FORWARD_HEAD:
                found = FIELD.fullmatch(_plain(lines[start]))
                if found is None:
                    break
                told[found["name"].casefold()] = found["value"].strip()
                start += 1
            return _as_told(mail, told), lines[start:]
    return mail, lines


def _as_told(mail: Draft, told: dict[str, str]) -> Draft:
    subject = told.get("subject") or told.get("主题") or ""
    sent = told.get("date") or told.get("sent") or told.get("日期") or told.get("发送时间") or ""
    return replace(
        mail,
        title=_subject(subject) or mail.title,
        published_at=_sent(sent) or mail.published_at,
    )


def _sent(text: str) -> datetime | None:
    """ "Tue, Mar 5, 2030 at 6:00 PM": without the weekday it is a time like any other."""
    return parse_time(re.sub(r"^\w{3,9},? |^星期.,? ?", "", text)) or parse_time(text)


def _own(lines: Sequence[str]) -> Iterator[str]:
    """Without what newsletters say of themselves."""
    words = load_boilerplate()
    for line in lines:
        if words.ends_mail(_plain(line)):
            return
        if words.is_content(_plain(line)):
            yield line


def _plain(line: str) -> str:
    return line.partition(HEAD)[0]


def _drafts(mail: Draft, lines: Sequence[str]) -> Iterator[Draft]:
    introduction, pieces = _pieces(lines)
    told = [piece for piece in pieces if piece.lines or _is_news_alone(piece.title)]
    if len(told) < 2:
        plain = tuple(text for line in lines if (text := _plain(line)) != mail.title)
        url = told[0].url if told else None
        yield replace(mail, title=mail.title or (plain[0] if plain else ""), lines=plain, url=url)
        return
    if sum(map(len, introduction)) > INTRODUCTION:
        yield replace(mail, lines=tuple(introduction))
    for piece in told:
        yield replace(mail, title=piece.title, lines=tuple(piece.lines), url=piece.url)


def _pieces(lines: Sequence[str]) -> tuple[list[str], list[Piece]]:
    """What stands before the first headline, and the pieces of news."""
    introduction: list[str] = []
    pieces: list[Piece] = []
    for line in lines:
        title, is_head, url = line.partition(HEAD)
        if is_head:
            pieces.append(Piece(title.strip(), url.strip() or None))
        else:
            (pieces[-1].lines if pieces else introduction).append(line)
    return introduction, pieces


def _is_news_alone(title: str) -> bool:
    return len(title) >= (ALONE if title.isascii() else ALONE_CHINESE)
