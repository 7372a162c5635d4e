"""Sentences: where they end, what kind they are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefs.extract.sentences import split_sentences


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("It rose 2.42% to 4.5. It fell.", ["It rose 2.42% to 4.5.", "It fell."]),
        ("Hanghua Co., Yujing Co. and No. 15 rose.", ["Hanghua Co., Yujing Co. and No. 15 rose."]),
        ("The U.S. cut it. J. Smith agreed.", ["The U.S. cut it.", "J. Smith agreed."]),
        ("At 10:30 a.m. SS2601 rose.", ["At 10:30 a.m. SS2601 rose."]),
        ("价格上涨。成交清淡!", ["价格上涨。", "成交清淡!"]),
        ('He said "no." Then he left.', ['He said "no."', "Then he left."]),
        ("- one. Two.\n- three", ["- one.", "Two.", "- three"]),
    ],
)
def test_splits_where_a_sentence_ends(body: str, expected: list[str]) -> None:
    """Decimals, initials and abbreviations do not end a sentence."""
    text = f"Title\n{body}"
    assert [text[s.start : s.end] for s in split_sentences(text)[1:]] == expected


def test_tells_headings_bullets_and_rows_apart() -> None:
    """A short line without a stop is a heading, with digits a row; a dash opens a bullet."""
    text = "A title. Still one\nMinor metals\nGallium RMB/kg 745 745 0\n- a point.\nProse here."
    kinds = [sentence.kind for sentence in split_sentences(text)]
    assert kinds == ["title", "heading", "row", "bullet", "prose"]


@given(st.text(alphabet='ab .!?。\n-1"', max_size=200))
def test_sentences_cover_everything_but_white_space(text: str) -> None:
    """Nothing is lost between sentences, nothing is told twice."""
    end = 0
    for sentence in split_sentences(text):
        assert text[end : sentence.start].strip() == ""
        assert sentence.start < sentence.end
        end = sentence.end
    assert text[end:].strip() == ""
