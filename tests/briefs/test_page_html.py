"""Pages that no person wrote are refused before they cost anything; odd ones are read."""

from __future__ import annotations

import pytest

from briefs.errors import Unreadable
from briefs.page_html import html_to_text

MANY = 5_000


@pytest.mark.parametrize(
    "tag",
    [
        "<p " + " ".join(f'a{n}="1"' for n in range(MANY)) + ">",
        "<p " + "".join(f'a{n}="1"' for n in range(MANY)) + ">",
        "<p " + "a/" * MANY + ">",
        "<p " + "a='>' " * MANY + ">",
        "<a " * MANY,
    ],
    ids=["spaces", "nothing between", "slashes", "signs in quotes", "never closed"],
)
def test_attributes_without_end_are_refused(tag: str) -> None:
    """The time that a parser takes for them grows with the square of their number."""
    with pytest.raises(Unreadable, match="without end"):
        html_to_text(f"<p>Tin rose.</p>{tag}")


@pytest.mark.parametrize(
    "odd",
    [
        '<img src="data:image/png;base64,' + "A b/" * MANY + '">',
        "<script>for (i=0; i<n; i++) { it's = '" + "a = b; " * MANY + "</script>",
        "<style>a<b { " + "margin: 0 auto; " * MANY + "}</style>",
        "<!-- <p " + "a " * MANY + "-->",
        "<p>3 < 5 " + "and so on " * MANY + "</p>",
        "<p title=it's " + "b " * 20 + ">" + "it's " * MANY + "</p>",
    ],
    ids=["a picture", "a program", "a style", "a comment", "a sign", "an apostrophe"],
)
def test_long_but_honest_pages_are_read(odd: str) -> None:
    """What is long in them is no list of attributes."""
    assert html_to_text(f"<p>Tin rose.</p>{odd}").startswith("Tin rose.")
