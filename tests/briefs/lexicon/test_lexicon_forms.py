"""A known material in a form the lexicon lacks is a name to be added."""

from __future__ import annotations

import pytest

from briefs.lexicon import load_lexicon
from briefs.lexicon.forms import lacks_form

LEXICON = load_lexicon()


@pytest.mark.parametrize(
    ("name", "term", "lacking"),
    [
        ("scandium fluoride", "scandium", True),
        ("Hafnium tetrachloride", "hafnium", True),
        ("caesium formate brine", "caesium", True),
        ("四氯化铪", "hafnium", True),
        ("氟化钪", "scandium", True),
        ("Guangdong scandium", "scandium", False),
        ("scandium", "scandium", False),
        ("tin ingot 2511", "tin-ingot", False),
        ("copper premium", "copper", False),
        ("SHFE copper", "shfe-copper", False),
        ("unobtainium oxide", None, False),
        ("海外钪", "scandium", False),
        ("", "scandium", False),
    ],
)
def test_forms(name: str, term: str | None, lacking: bool) -> None:
    """By its last word; places, months and premiums are no forms."""
    assert lacks_form(name, term, LEXICON) is lacking
