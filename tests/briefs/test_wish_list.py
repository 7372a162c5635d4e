"""A chat's subscriptions as a file: written, read as the same, and refused with the reasons."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefs.filters import Filter
from briefs.lexicon import Lexicon, load_lexicon
from briefs.wish_list import BadList, Flaw, Line, is_wish_list, read_list, write_list
from tests.briefs.filters.test_filters import expressions, rhythms

lines = st.builds(
    Line, st.builds(Filter, expressions, rhythms), st.sampled_from(["on", "silent"]), st.booleans()
)
plain = st.none() | st.booleans() | st.integers() | st.text(max_size=8)
anything: st.SearchStrategy[Any] = st.recursive(
    plain,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["flashbrief", "version", "subscriptions", "watch", "paused", "x"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=8,
)


@cache
def lexicon() -> Lexicon:
    return load_lexicon()


@settings(max_examples=60, deadline=None)
@given(st.lists(lines, max_size=4))
def test_what_is_written_is_read_as_the_same(some: list[Line]) -> None:
    """Filters, rhythms, loudness and pauses come back, whatever they are."""
    text = write_list(some)

    assert is_wish_list(text)
    assert read_list(text, lexicon()) == tuple(some)


@settings(max_examples=200, deadline=None)
@given(anything)
def test_whatever_a_file_holds_is_read_or_explained(data: Any) -> None:
    """Never any other error, and one that says something."""
    assert all(flaw.error or flaw.mistake for flaw in flaws_of(json.dumps(data)))


def flaws_of(text: str) -> Sequence[Flaw]:
    try:
        read_list(text, lexicon())
    except BadList as bad:
        return bad.flaws
    return ()


@pytest.mark.parametrize("text", ["", "[]", "{", '{"title": "Tin", "body": "x"}', "\x00"])
def test_what_is_no_list_is_not_taken_for_one(text: str) -> None:
    """A flash in JSON is left to those who read flashes."""
    assert not is_wish_list(text)
