"""What is understood of a question: names, kinds, days, scope."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefs.answer import understand
from briefs.answer.when import windows_in
from briefs.lexicon import Lexicon

NOW = datetime(2030, 3, 20, 3, 0, tzinfo=UTC)
TODAY = date(2030, 3, 20)


@pytest.mark.parametrize(
    ("question", "term", "kind"),
    [
        ("ndpr?", "pr-nd", None),
        ("how much is gallium", "gallium", "prices"),
        ("status of the galium ban", "gallium", "policies"),
        ("any risk for tungsten", "tungsten", "risks"),
        ("who is bullish on copper", "copper", "opinions"),
        ("zinc inventory", "zinc", "volumes"),
        ("氧化镨钕报价", "pr-nd-oxide", "prices"),
    ],
)
def test_a_name_and_a_kind_are_read(
    lexicon: Lexicon, question: str, term: str, kind: str | None
) -> None:
    """By alias, misspelt, or in Chinese; the cue word says which kind of fact."""
    query = understand(question, lexicon, NOW)

    assert term in query.terms
    assert (kind in query.kinds) if kind else not query.kinds


@pytest.mark.parametrize(
    ("said", "first", "last"),
    [
        ("on 20 feb 2025", date(2025, 2, 20), date(2025, 2, 20)),
        ("today", TODAY, TODAY),
        ("this week", date(2030, 3, 18), date(2030, 3, 24)),
        ("in March 2025", date(2025, 3, 1), date(2025, 3, 31)),
        ("mid may 2025", date(2025, 5, 8), date(2025, 5, 23)),
        ("2025年2月20日", date(2025, 2, 20), date(2025, 2, 20)),
        ("last 30 days", date(2030, 2, 18), TODAY),
    ],
)
def test_days_are_resolved_against_now(said: str, first: date, last: date) -> None:
    """In words or figures, a day or a stretch of days."""
    (window,), _ = windows_in(f"tin price {said}", TODAY)

    assert (window.first, window.last) == (first, last)
    assert not window.any_year


def test_a_day_without_its_year_is_any_years() -> None:
    """ "19 nov" asks for the newest 19 November there is."""
    (window,), _ = windows_in("price 19 nov?", TODAY)

    assert window.any_year


def test_a_year_said_once_is_of_both_dates() -> None:
    """ "between 4 July and 12 September 2025" gives two days of 2025."""
    windows, _ = windows_in("between 4 July and 12 September 2025", TODAY)

    assert [one.first for one in windows] == [date(2025, 7, 4), date(2025, 9, 12)]


def test_as_of_is_how_things_stood_then() -> None:
    """A status is asked for at a date, not for news of that day."""
    (window,), _ = windows_in("status as of 20 Feb 2025", TODAY)

    assert window.up_to
    assert window.last == date(2025, 2, 20)


@given(st.text(max_size=600))
def test_any_text_is_understood_somehow(lexicon: Lexicon, text: str) -> None:
    """Hostile or empty: a query comes back, and its terms are known ones."""
    query = understand(text, lexicon, NOW)

    assert set(query.terms) <= set(lexicon.terms)
