"""Dates: the corpus of forms, and what holds of any text."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefs.extract.dates import resolve, scan_dates
from tests.support.corpus import blocks

PUBLISHED = date(2025, 9, 16)


@pytest.mark.parametrize(
    ("text", "lines"), [pytest.param(t, ls, id=t[:50]) for t, ls in blocks("dates.txt")]
)
def test_reads_the_dates_of_the_corpus(text: str, lines: list[str]) -> None:
    """Every date comes out as exact as the text is, and nothing else is taken for one."""
    assert [mention.iso or "?" for mention in scan_dates(text, PUBLISHED)] == lines


def test_without_a_publication_date_the_text_gives_the_year() -> None:
    """A day without a year borrows the year of a full date in the same text."""
    found = scan_dates("On June 24 it fell; on June 26, 2024 it rose.", None)
    assert [mention.iso for mention in found] == ["2024-06-24", "2024-06-26"]


def test_without_any_year_a_day_stays_unresolved() -> None:
    """No year is guessed where none is known."""
    (found,) = scan_dates("On January 9 prices rose.", None)
    assert found.iso is None


@given(st.dates(date(2000, 1, 1), date(2040, 12, 31)))
def test_a_day_without_a_year_is_at_most_sixty_days_ahead(anchor: date) -> None:
    """The resolved day never lies far in the future of the publication."""
    found = resolve(3, 15, anchor)
    assert found is not None
    assert (found - anchor).days <= 60


@given(st.text(alphabet="0123456789 -/.,月日年 MayQ1Jan Friday last", max_size=120))
def test_any_text_gives_dates_inside_it(text: str) -> None:
    """Offsets lie in the text and never overlap."""
    end = 0
    for mention in scan_dates(text, PUBLISHED):
        assert end <= mention.start < mention.end <= len(text)
        end = mention.end
