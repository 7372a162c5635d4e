"""The text of an e-mail → drafts: a newsletter gives one for each headline in it.

`sources/mail_parts.py` keeps a mail as four lines, an empty one, then its text or HTML:

    Subject: Metals Daily
    Time: 2030-03-05T18:00:00+08:00
    Publisher: Sample Wire
    Kind: html
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from briefs.boilerplate import load_boilerplate
from briefs.draft import Draft
from briefs.mail_forward import own_subject, unforwarded
from briefs.mail_lines import HEAD, html_lines, plain, text_lines
from briefs.times import parse_time

SUBJECT, TIME, PUBLISHER, KIND = "Subject", "Time", "Publisher", "Kind"
ALONE: Final = 24  # characters of a headline that is news without a line under it
ALONE_CHINESE: Final = 10
INTRODUCTION: Final = 120  # characters before the first headline that say no more than hello


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
        title=own_subject(told.get(SUBJECT, "")),
        lines=(),
        published_at=parse_time(told.get(TIME, "")),
        publisher=told.get(PUBLISHER) or None,
    )
    lines = html_lines(body) if told.get(KIND) == "html" else text_lines(body)
    mail, own = unforwarded(mail, lines)
    return tuple(_drafts(mail, list(_own(own))))


def _own(lines: Sequence[str]) -> Iterator[str]:
    """Without what newsletters say of themselves."""
    words = load_boilerplate()
    for line in lines:
        if words.ends_mail(plain(line)):
            return
        if words.is_content(plain(line)):
            yield line


def _drafts(mail: Draft, lines: Sequence[str]) -> Iterator[Draft]:
    introduction, pieces = _pieces(lines)
    told = [piece for piece in pieces if piece.lines or _is_news_alone(piece.title)]
    if len(told) < 2:
        body = tuple(text for line in lines if (text := plain(line)) != mail.title)
        url = told[0].url if told else None
        yield replace(mail, title=mail.title or next(iter(body), ""), lines=body, url=url)
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
