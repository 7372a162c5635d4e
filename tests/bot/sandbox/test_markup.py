"""Markup as Telegram reads it."""

from __future__ import annotations

from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox import Refusal
from bot.sandbox.markup_html import parse_html, units
from bot.sandbox.markup_markdown import parse_markdown, parse_markdown_v2
from bot.sandbox.text import format_text

READ = [
    ("a<b>b</b>c", "abc", [("bold", 1, 1)]),
    ("<strong>x</strong><em>y</em>", "xy", [("bold", 0, 1), ("italic", 1, 1)]),
    ("<b>a<i>b</i></b>", "ab", [("italic", 1, 1), ("bold", 0, 2)]),
    ('<a href="https://a.b/?x=1&amp;y=2">t</a>', "t", [("text_link", 0, 1)]),
    ("👋<u>x</u>", "👋x", [("underline", 2, 1)]),
    ("&lt;&#65;&#x4e2d;&nbsp;&amp", "<A中&nbsp;&", []),
    ("<blockquote expandable>q</blockquote>", "q", [("expandable_blockquote", 0, 1)]),
    ('<span class="tg-spoiler">s</span>', "s", [("spoiler", 0, 1)]),
    ('<tg-time unix="5" format="dt">t</tg-time>', "t", [("date_time", 0, 1)]),
    ("<b></b>x", "x", []),
    ("2 > 1", "2 > 1", []),
    ("👋👋<a>x.org</a>", "👋👋x.org", [("text_link", 4, 5)]),
    ("<a>👋.org</a>👋", "👋.org👋", [("text_link", 0, 6)]),
    ("<a>no address</a>", "no address", []),
    ('<a href="x.org">a<a href="y.org">b</a></a>', "ab", [("text_link", 0, 2)]),
]
COMPLAINTS = [
    ("<p>x</p>", 'Unsupported start tag "p" at byte offset 0'),
    ("中<font>x", 'Unsupported start tag "font" at byte offset 3'),
    ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
    ("x</b>", "Unexpected end tag at byte offset 1"),
    ("<b>x</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
    ("a < b", "Unclosed start tag at byte offset 2"),
    ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
]


@pytest.mark.parametrize(("source", "text", "entities"), READ)
def test_html_becomes_text_and_entities(
    source: str, text: str, entities: list[tuple[str, int, int]]
) -> None:
    """Tags become entities with UTF-16 offsets, references become characters."""
    got, found = parse_html(source)

    assert got == text
    assert [(e["type"], e["offset"], e["length"]) for e in found] == entities


@pytest.mark.parametrize(("source", "complaint"), COMPLAINTS)
def test_wrong_html_is_refused_with_its_place(source: str, complaint: str) -> None:
    """Telegram names what is wrong and at which byte."""
    with pytest.raises(Refusal) as refused:
        parse_html(source)

    assert refused.value.description == f"Bad Request: can't parse entities: {complaint}"


def test_a_code_block_has_its_language() -> None:
    """<pre><code class=language-…> is one entity."""
    _, entities = parse_html('<pre><code class="language-python">x</code></pre>')

    assert entities == [{"type": "pre", "language": "python", "offset": 0, "length": 1}]


def test_a_link_without_address_goes_to_what_it_shows() -> None:
    """The text is the address, also after and with signs of two UTF-16 units."""
    _, entities = parse_html("👋👋 <a>https://x.org/👋</a> after")

    assert entities == [{"type": "text_link", "url": "https://x.org/👋", "offset": 5, "length": 16}]


HOSTILE = {
    "pairs": "<b>x</b>" * 50_000,
    "open": "<b>" * 130_000,
    "nested": "<i>" * 60_000 + "x" + "</i>" * 60_000,
    "links": "<a>" * 40_000 + "x.y" * 600 + "</a>" * 40_000,
    "pieces": "<a>" * 20_000 + "x.<b></b>" * 1_000 + "</a>" * 20_000,
    "attributes": "<a " + " " * 400_000 + '"">x</a>',
    "quotes": "<a '" * 100_000,
    "markdown": "[" * 200_000 + "*a" * 100_000,
    "quotations": ">" * 400_000,
    "codes": "<code>" * 30_000 + "/a " * 1_300 + "</code>" * 30_000,
}


@pytest.mark.timeout(20)
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_markup_is_read_in_linear_time(name: str) -> None:
    """Some 400,000 signs of the worst markup: in linear time moments, else minutes."""
    mode = "MarkdownV2" if name in ("markdown", "quotations") else "HTML"
    try:
        text, entities = format_text(HOSTILE[name], mode, None, 4096)
    except Refusal:
        return
    assert len(text) <= 4096
    assert len(entities) <= 100


@given(st.text())
def test_escaped_text_comes_through_unchanged(text: str) -> None:
    """Any text, escaped, is read as itself."""
    assert parse_html(escape(text)) == (text, [])


@given(st.text(alphabet="<>/ab=\"'&;# pre", max_size=60))
def test_hostile_html_is_read_or_refused(source: str) -> None:
    """Whatever stands there, it is text and entities inside it, or a refusal."""
    try:
        text, entities = parse_html(source)
    except Refusal:
        return
    assert all(e["offset"] >= 0 and e["offset"] + e["length"] <= units(text) for e in entities)


@pytest.mark.parametrize(
    ("source", "text", "kinds"),
    [
        ("*b* _i_ __u__ ~s~ ||p||", "b i u s p", "bold italic underline strikethrough spoiler"),
        ("`c` [t](https://a.b)", "c t", "code text_link"),
        (r"1\.5\!", "1.5!", ""),
        ("```python\nx```", "x", "pre"),
    ],
)
def test_markdown_v2(source: str, text: str, kinds: str) -> None:
    """The marks of MarkdownV2 and its escapes."""
    got, entities = parse_markdown_v2(source)

    assert got == text
    assert " ".join(entity["type"] for entity in entities) == kinds


def test_markdown_v2_wants_its_signs_escaped() -> None:
    """A reserved sign in the text is refused by its name."""
    with pytest.raises(Refusal, match=r"Character '\.' is reserved"):
        parse_markdown_v2("1.5")


def test_the_older_markdown_is_lenient() -> None:
    """Only its own marks count in the older dialect."""
    assert parse_markdown("*b* 1.5!")[0] == "b 1.5!"


@given(st.text(alphabet="*_~`|[]()\\>ab\n", max_size=60))
def test_hostile_markdown_is_read_or_refused(source: str) -> None:
    """MarkdownV2 either parses or is refused; it never breaks."""
    try:
        text, entities = parse_markdown_v2(source)
    except Refusal:
        return
    assert all(e["offset"] + e["length"] <= units(text) for e in entities)
