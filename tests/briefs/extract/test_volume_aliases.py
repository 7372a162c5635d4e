"""Other names of a volume's subject: the same owner, place and material, otherwise written."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefs.extract.place_names import opening_place, otherwise_placed, place_noun
from briefs.extract.reading import Reading
from briefs.extract.volumes import read_volumes
from briefs.lexicon import load_lexicon
from briefs.types import Flash, Volume
from briefs.wire import fact_from_json, fact_to_json


def _volumes(title: str, body: str) -> list[Volume]:
    flash = Flash("t-1", title, body, datetime(2025, 6, 16, 10, tzinfo=UTC), "en")
    return list(read_volumes(Reading(flash, load_lexicon())))


@pytest.mark.parametrize(
    ("title", "body", "name"),
    [
        ("Lynas", "Lynas Rare Earths produced 2,003 tonnes of NdPr oxide.", "Lynas NdPr oxide"),
        ("NPI", "Indonesia's NPI output was 141,200 mt in May.", "Indonesian NPI"),
        (
            "Platinum market",
            "The platinum market faces a shortfall of 992,000 oz.",
            "platinum deficit",
        ),
        (
            "Iron ore",
            "Imported iron ore at Chinese ports stood at 128.95 million tonnes.",
            "Imported iron ore at Chinese ports",
        ),
        (
            "Silicon metal climbs",
            "553# silicon rose. Plants in Xinjiang produced 31,450 mt.",
            "Xinjiang silicon metal",
        ),
    ],
)
def test_a_subject_is_known_by_its_other_names(title: str, body: str, name: str) -> None:
    """A short company, an adjective, a synonym, the clause's words, the headline's group."""
    found = _volumes(title, body)
    assert len(found) == 1
    assert name.lower() in [alias.lower() for alias in found[0].aliases]


def test_a_share_has_no_name_of_the_whole() -> None:
    """A holder's share of a trade is never called the trade itself."""
    found = _volumes("Metals", "Peru supplied 31% of China's imports of copper concentrate.")
    assert len(found) == 1
    assert all(" share of " in name for name in (found[0].subject, *found[0].aliases))


def test_aliases_survive_the_store() -> None:
    """Written as JSON and read back, exactly."""
    fact = _volumes("NPI", "Indonesia's NPI output was 141,200 mt in May.")[0]
    assert fact.aliases
    assert fact_from_json("volumes", fact_to_json(fact, exact=True)) == fact


def test_a_country_is_one_place_as_noun_and_adjective() -> None:
    """ "Zambian MPs" are of Zambia; what is no country has no noun."""
    assert opening_place("Zambian MPs back a watchdog") == "Zambia"
    assert place_noun("Chilean") == "Chile"
    assert place_noun("Copper") is None
    assert "Chilean copper" in list(otherwise_placed("Chile copper"))


@given(st.text(max_size=60))
def test_no_name_is_its_own_other(name: str) -> None:
    """Whatever the text, another way to write a name is never the name."""
    assert name not in list(otherwise_placed(name))
