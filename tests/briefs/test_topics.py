"""What a fact is about decides who finds it and who is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from briefs.lexicon import Lexicon, load_lexicon
from briefs.topics import known_as, topics_of
from briefs.types import Flash, Risk, Span
from tests.support.facts import price

FLASH = Flash("x", "Rare earths firm (Sample)", "", datetime(2030, 3, 5, tzinfo=UTC), "en")
RISK = Risk(
    text="weak demand", quote="Demand for Pr-Nd oxide may weaken.", span=Span(0, 1), rule=""
)


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return load_lexicon()


def test_a_fact_is_about_its_term_and_every_group_of_it(lexicon: Lexicon) -> None:
    """Who follows the group is told of the member."""
    topics = topics_of(price("444500", term="pr-nd-oxide"), FLASH, lexicon)

    assert {"pr-nd-oxide", "rare-earths"} <= topics


def test_a_fact_without_a_term_is_about_what_its_sentence_names(lexicon: Lexicon) -> None:
    """Or else about what the headline names; a fact that names nothing has no topic."""
    silent = replace(RISK, quote="Demand may weaken.")

    assert "pr-nd-oxide" in topics_of(RISK, FLASH, lexicon)
    assert "rare-earths" in topics_of(silent, FLASH, lexicon)
    assert "pr-nd-oxide" not in topics_of(silent, FLASH, lexicon)
    assert topics_of(silent, replace(FLASH, title="Sample"), lexicon) == frozenset()


def test_a_term_that_left_the_lexicon_is_no_error(lexicon: Lexicon) -> None:
    """An id of yesterday's spreadsheet finds nothing, and breaks nothing."""
    assert topics_of(price("1", term="no-such-thing"), FLASH, lexicon) == frozenset()


def test_an_entity_has_one_name_however_it_is_written(lexicon: Lexicon) -> None:
    """So that two tellings of a deal meet; an unknown name stays as it is."""
    long, short = "US International Development Finance Corporation", "DFC"

    assert known_as(long, lexicon) == known_as(short, lexicon)
    assert known_as("Sample Tin Corp", lexicon) == "Sample Tin Corp"
