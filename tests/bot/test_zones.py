"""Time zones by the names people use."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.zones import ALIASES, COMMON, GUESSES, find_zone, guess_zone, known_zones, near_zones


@pytest.mark.parametrize(
    ("code", "zone"),
    [
        ("zh-hans", "Asia/Shanghai"),
        ("zh-TW", "Asia/Taipei"),
        ("en", "Europe/London"),
        ("en-us", "America/New_York"),
        ("pt-br", "America/Sao_Paulo"),
        ("de-at", "Europe/Berlin"),
        ("xx", "UTC"),
        (None, "UTC"),
    ],
)
def test_a_zone_is_guessed_from_the_language(code: str | None, zone: str) -> None:
    """A language with its country, else the language, else nothing is known."""
    assert guess_zone(code) == zone


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        ("Europe/Berlin", "Europe/Berlin"),
        ("berlin", "Europe/Berlin"),
        ("new york", "America/New_York"),
        ("NEW_YORK", "America/New_York"),
        ("北京", "Asia/Shanghai"),
        ("Frankfurt", "Europe/Berlin"),
        ("utc+8", "Etc/GMT-8"),
        ("GMT -5", "Etc/GMT+5"),
        ("+0", "UTC"),
        ("utc", "UTC"),
        ("+15", None),
        ("berlim", None),
        ("", None),
    ],
)
def test_a_zone_is_found_by_what_people_type(typed: str, zone: str | None) -> None:
    """Its name, a city in either language, an offset; nothing that is only near."""
    assert find_zone(typed) == zone


def test_a_slip_gets_the_nearest() -> None:
    """Misspelt cities are offered, not taken."""
    assert near_zones("berlim")[0] == "Europe/Berlin"
    assert "Asia/Shanghai" in near_zones("shangai")
    assert near_zones("xqzzw") == ()


def test_every_zone_we_name_exists() -> None:
    """In the tables of guesses, buttons and aliases."""
    assert {*GUESSES.values(), *COMMON, *ALIASES.values()} <= known_zones()


@given(st.one_of(st.text(max_size=60), st.sampled_from(sorted(known_zones()))))
@settings(max_examples=200, deadline=None)
def test_whatever_is_typed_is_a_zone_or_none(typed: str) -> None:
    """Never a name that no zone has; the name of a zone is that zone."""
    found = find_zone(typed)

    assert found is None or found in known_zones()
    assert typed not in known_zones() or found in (typed, "UTC")
