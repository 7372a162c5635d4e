"""Words that stand for a place: adjectives, capitals, short names."""

from __future__ import annotations

import pytest

from briefs.place_words import place_words, with_places


@pytest.mark.parametrize(
    ("told", "plain"),
    [
        ("Peruvian copper output", "Peru copper output"),
        ("South Korean buyers met Jakarta", "South Korea buyers met Indonesia"),
        ("Chinese Exports Of Magnets", "China Exports Of Magnets"),
        ("European ferro-vanadium", "Europe ferro-vanadium"),
        ("a Sample Mining mine in Perugia", "a Sample Mining mine in Perugia"),
        ("沪铜 and Peru", "沪铜 and Peru"),
    ],
)
def test_a_place_has_one_name(told: str, plain: str) -> None:
    """An adjective or a capital becomes its country; other names stay as they are."""
    assert with_places(told) == plain


def test_places_are_their_own_names() -> None:
    """No word leads to a word that leads elsewhere: what is replaced once is replaced for good."""
    table = place_words()

    assert {place for place in table.values() if table.get(place, place) != place} == set()
