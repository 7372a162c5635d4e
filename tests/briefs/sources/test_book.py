"""sources.toml: what an operator writes, and what he is told of his mistakes."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefs.errors import SourcesError
from briefs.sources.book import Book, load_sources, read_sources
from briefs.sources.feed import FeedSpec

GOOD = """# a comment
[example-wire]
kind = "feed"
url = "https://www.example.com/rss"
name = "Example Wire"
every = "90s"
zone = "Europe/London"

[other]
kind = "feed"
url = "https://other.example/rss"
off = true
"""


def problems(text: str) -> list[str]:
    with pytest.raises(SourcesError) as raised:
        read_sources(text, "sources.toml")
    return str(raised.value).splitlines()


def test_a_file_of_sources_is_read() -> None:
    """In its order; one that is off stays in the book and is not looked at."""
    book = read_sources(GOOD, "sources.toml")

    first, second = book.specs
    assert isinstance(first, FeedSpec)
    assert (first.id, first.title, first.every) == (
        "example-wire",
        "Example Wire",
        timedelta(seconds=90),
    )
    assert (second.title, second.off) == ("other", True)
    assert [source.spec.id for source in book.polled()] == ["example-wire"]


def test_no_file_is_no_sources(tmp_path: Path) -> None:
    """A bot without sources runs as before."""
    assert load_sources(tmp_path / "none.toml") == Book()


@pytest.mark.parametrize(
    ("wrong", "right", "line", "said"),
    [
        ('every = "90s"', 'every = "often"', 6, "every: must be a span of time"),
        ('zone = "Europe/London"', 'zone = "Mars/North"', 7, "zone: 'Mars/North' is no IANA"),
        ('url = "https://www', 'url = "ftp://www', 4, "url: must be an address that begins"),
        ('url = "https://www.example.com/rss"\n', "", 2, "url: Field required"),
        ('name = "Example Wire"', 'nane = "Example Wire"', 5, "nane: no such field"),
        ('kind = "feed"', 'kind = "rss"', 3, "kind must be one of: feed"),
        ('kind = "feed"\n', "", 2, "kind must be one of: feed"),
        ("[example-wire]", "[Example Wire]", 2, "Expected"),
        ("[example-wire]", '["Example Wire"]', 2, "short name has small letters"),
        ("# a comment", "name = 1", 1, "stands outside any"),
        ("off = true", 'off = "perhaps"', 12, "off: "),
    ],
)
def test_a_mistake_is_named_with_its_line(wrong: str, right: str, line: int, said: str) -> None:
    """Where it stands, and what to write instead."""
    (told,) = problems(GOOD.replace(wrong, right, 1))

    assert said in told
    assert told.startswith(f"sources.toml:{line}:") or f"line {line}" in told


def test_all_mistakes_are_told_at_once() -> None:
    """Nobody mends a file one start at a time."""
    told = problems(GOOD.replace("90s", "often").replace("https://other", "other"))

    assert [each.split(": ")[0] for each in told] == ["sources.toml:6", "sources.toml:11"]


@given(st.text())
def test_any_text_is_a_book_or_refused(text: str) -> None:
    """Whatever stands in the file, the operator gets sentences."""
    try:
        read_sources(text, "sources.toml")
    except SourcesError as error:
        assert str(error).startswith("sources.toml:")  # noqa: PT017
