"""Long texts become messages: nothing lost, nothing broken, nothing too long."""

from __future__ import annotations

import re
from html import escape, unescape
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st
from telegram.constants import MessageLimit

from bot.delivery.split import split, text_length

LIMIT = 40

texts = st.text(st.characters(exclude_categories=("Cs", "Cc")) | st.just("\n"), max_size=60)
tags = st.sampled_from(["b", "i", "code", "blockquote expandable", 'a href="https://x.test/?a=1"'])


@st.composite
def nested(draw: st.DrawFn, depth: int = 0) -> str:
    """Well-formed HTML of a few tags, nested."""
    out = escape(draw(texts))
    for _ in range(draw(st.integers(0, 2 if depth < 3 else 0))):
        tag = draw(tags)
        inner = draw(nested(depth + 1))
        out += f"<{tag}>{inner}</{tag.split()[0]}>" + escape(draw(texts))
    return out


class Balance(HTMLParser):
    """Fails at the first tag that closes what is not open."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def shown(html: str) -> str:
    """What a reader sees, without white space: cuts may drop some of that."""
    return "".join(unescape(re.sub(r"<[^<>]*>", "", html)).split())


@given(nested())
def test_every_part_is_balanced_short_enough_and_not_empty(html: str) -> None:
    """Whatever the text, each part stands alone as a message Telegram takes."""
    for part in split(html, LIMIT):
        balance = Balance()
        balance.feed(part)
        assert balance.open == []
        assert 0 < text_length(part) <= LIMIT
        assert shown(part)


@given(nested())
def test_nothing_is_lost_or_doubled(html: str) -> None:
    """The parts together show what the text showed, in order."""
    assert "".join(shown(part) for part in split(html, LIMIT)) == shown(html)


def test_a_short_text_stays_as_it_is() -> None:
    """One message, unchanged."""
    assert split("<b>Copper</b> 79,000 &amp; up") == ["<b>Copper</b> 79,000 &amp; up"]


def test_an_empty_text_gives_no_message() -> None:
    """Telegram refuses empty messages, so none is made."""
    assert split(" \n<b> </b>\n") == []


def test_cuts_fall_between_paragraphs() -> None:
    """Items stay whole where a blank line near the end offers itself."""
    items = [f"<b>Item {n}</b>\nline one of it\nline two of it" for n in range(6)]

    parts = split("\n\n".join(items), 120)

    assert "\n\n".join(parts) == "\n\n".join(items)
    assert all(part.startswith("<b>Item") and part.endswith("of it") for part in parts)


def test_an_open_blockquote_goes_on_in_the_next_message() -> None:
    """Evidence that is cut stays an expandable quote on both sides."""
    lines = "\n".join(f"sentence number {n}" for n in range(12))

    parts = split(f"<blockquote expandable>{lines}</blockquote>", 100)

    assert len(parts) > 1
    assert all(part.startswith("<blockquote expandable>") for part in parts)
    assert all(part.endswith("</blockquote>") for part in parts)


def test_length_is_counted_after_entities() -> None:
    """4,096 ampersands fit into one message, though they are written with five letters each."""
    html = "&amp;" * MessageLimit.MAX_TEXT_LENGTH

    assert split(html) == [html]
    assert len(split(html + "x")) == 2


def test_more_formatting_than_telegram_shows_is_cut() -> None:
    """Telegram ignores what comes after the hundredth entity, so it begins a new message."""
    parts = split("\n".join(f"<b>{n}</b>" for n in range(150)))

    assert len(parts) == 2
    assert all(part.count("<b>") <= MessageLimit.MESSAGE_ENTITIES for part in parts)


def test_hostile_text_is_cut_in_linear_time() -> None:
    """A long run of half-open tags is text like any other."""
    html = "&lt;" + "<a" * 50_000

    assert "".join(split(html)) == html
