"""The same text is known again; the same words are not always the same text."""

from __future__ import annotations

import pytest

from briefs.marks import marks_of

TEXT = ("Tin up 1.5%", "SMM tin ingot was quoted at 250,000 yuan/mt on March 5, up 3,700 yuan/mt.")


@pytest.mark.parametrize(
    "body",
    [
        TEXT[1].upper(),
        TEXT[1].replace(" ", "\n"),
        TEXT[1].replace("250,000", "250000"),
        TEXT[1].replace(",", "，").replace("5，", "5,"),
        "“" + TEXT[1] + "”",
        TEXT[1].replace("250,000", "２５０，０００"),
    ],
)
def test_setting_makes_no_difference(body: str) -> None:
    """Case, white space, width, thousands marks and quotation marks are not the text."""
    assert marks_of(TEXT[0], body) == marks_of(*TEXT)


@pytest.mark.parametrize(
    ("old", "new"),
    [("250,000", "251,000"), ("up 3,700", "up -3,700"), ("3,700", "3.700"), ("3,700", "3,700%")],
)
def test_another_number_is_another_text_in_the_same_words(old: str, new: str) -> None:
    """A digit, a sign, a decimal point: another fingerprint, the same skeleton."""
    one, other = marks_of(*TEXT), marks_of(TEXT[0], TEXT[1].replace(old, new))

    assert one.fingerprint != other.fingerprint
    assert one.skeleton == other.skeleton


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("on March 5", "on March 6"),
        ("on 5 March", "on 6 March"),
        ("at 10:30", "at 11:30"),
        ("3月5日", "3月6日"),
        ("N38 blanks", "N35 blanks"),
        ("tin rose", "tin fell"),
    ],
)
def test_another_day_clock_or_grade_is_other_words(one: str, other: str) -> None:
    """These numbers say which, not how much."""
    assert marks_of("Tin", one).skeleton != marks_of("Tin", other).skeleton
