"""Risks: the corpus of phrasings, and what must hold of any text."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefs.extract.reading import Reading
from briefs.extract.risks import RULES, read_risks
from briefs.lexicon import Lexicon, load_lexicon
from briefs.types import Flash, Language, Risk
from tests.support.corpus import raw_blocks

SEED = Path(__file__).parents[4] / "shared" / "seeds" / "000_e451067bd438b542.txt"
WORDS = st.sampled_from(
    ["Risk warnings:", "demand", "may", "fall", "risk of", "a shortage", "warned that", "prices",
     "could", "and", "which", ",", ".", ";", "if tariffs", "will be", "squeeze", "uncertain",
     "风险提示：", "需求不及预期；", "fears of", "remain", "worry that", "the ore"]
)  # fmt: skip


@cache
def lexicon() -> Lexicon:
    """The lexicon, read once for all tests of this file."""
    return load_lexicon()


def risks_of(body: str) -> list[Risk]:
    """The risks of a flash with this body."""
    language: Language = "zh" if any("\u4e00" <= char <= "\u9fff" for char in body) else "en"
    return list(read_risks(Reading(Flash("x", "Market note", body, None, language), lexicon())))


@pytest.mark.parametrize(("text", "wanted"), list(raw_blocks("risks.txt")))
def test_a_phrasing_gives_its_risks_and_no_others(text: str, wanted: list[str]) -> None:
    """Every text of the corpus gives exactly the risks it states, in the fewest words."""
    stated = [line.removeprefix("= ") for line in wanted if line != "nothing"]
    assert sorted(risk.text for risk in risks_of(text)) == sorted(stated)


def test_a_danger_is_not_told_twice() -> None:
    """A clause that goes on about the risk just named is no second risk."""
    found = risks_of("There is a risk of a surplus in copper, which may hurt prices later on.")
    assert [risk.text for risk in found] == ["risk of a surplus in copper"]


def test_the_house_that_warns_is_kept() -> None:
    """A risk told by a house carries its name."""
    (risk,) = risks_of("Goldman Sachs warned that a global recession could hurt copper.")
    assert risk.warner == "Goldman Sachs"


@pytest.mark.skipif(not SEED.exists(), reason="the seed page is not on this machine")
def test_the_seed_page_states_five_risks() -> None:
    """The broker's three, Myanmar's resource depletion, and the constraint on supply."""
    body = SEED.read_text(encoding="utf-8").split("Institutional Opinions", 1)[1]
    assert [risk.text for risk in risks_of(body.split("Related News", 1)[0])] == [
        "demand falling short of expectations",
        "supply exceeding expectations",
        "rare earth price fluctuations",
        "risk of resource depletion",
        "supply may face strong constraints",
    ]


@given(st.lists(WORDS, max_size=40).map(" ".join), st.text(max_size=60))
def test_any_text_is_read_and_quoted_word_for_word(words: str, noise: str) -> None:
    """Whatever the text, nothing is raised, and every risk stands in its quote."""
    flash = Flash("x", words[:40], f"{words}{noise}\n{words}", None, "en")
    for risk in read_risks(Reading(flash, lexicon())):
        assert risk.span.of(flash.text) == risk.quote
        assert risk.text in risk.quote
        assert risk.rule in {rule.name for rule in RULES}
