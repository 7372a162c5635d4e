"""Opinions: the corpus of phrasings, and what must hold of any text."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefs.extract.opinions import RULES, read_opinions
from briefs.extract.reading import Reading
from briefs.lexicon import Lexicon, load_lexicon
from briefs.types import Flash, Language, Opinion, Stance
from tests.support.corpus import raw_blocks

SEED = Path(__file__).parents[4] / "shared" / "seeds" / "000_e451067bd438b542.txt"
WORDS = st.sampled_from(
    ["Goldman Sachs", "SMM", "expects", "copper", "prices", "to rise", "to fall", "but", "They",
     "believe", "said", ".", ",", "deficit", "surplus", "not", "will", "fluctuate", "The bank",
     "Risk warnings:", "国金证券", "认为", "看好", "Exxon Mobil", "saying", "demand"]
)  # fmt: skip


@cache
def lexicon() -> Lexicon:
    """The lexicon, read once for all tests of this file."""
    return load_lexicon()


def opinions_of(body: str) -> list[Opinion]:
    """The opinions of a flash with this body."""
    language: Language = "zh" if any("\u4e00" <= char <= "\u9fff" for char in body) else "en"
    return list(read_opinions(Reading(Flash("x", "Market note", body, None, language), lexicon())))


@pytest.mark.parametrize(("text", "lines"), list(raw_blocks("opinions.txt")))
def test_a_phrasing_gives_its_opinions_and_no_others(text: str, lines: list[str]) -> None:
    """Every text of the corpus gives exactly its institutions, each with the way it leans."""
    found = [f"{opinion.institution} | {opinion.stance}" for opinion in opinions_of(text)]
    assert found == [line.removeprefix("= ") for line in lines if line != "nothing"]


def test_what_follows_but_outweighs_what_stands_before() -> None:
    """A house that sees a pause but an unbroken trend is bullish."""
    (opinion,) = opinions_of(
        "Citi looks for a pullback in gold, but it regards the upward trend as unbroken."
    )
    assert opinion.stance is Stance.BULLISH


def test_a_house_goes_on_in_the_next_sentence() -> None:
    """ "The bank" in the next sentence is the house named before, and makes no second opinion."""
    (opinion,) = opinions_of(
        "Citi sees zinc at $2,500 in six months. The bank expects a growing surplus."
    )
    assert (opinion.institution, opinion.stance) == ("Citi", Stance.BEARISH)


@pytest.mark.skipif(not SEED.exists(), reason="the seed page is not on this machine")
def test_the_three_brokers_of_the_seed_page_are_bullish() -> None:
    """CITIC Securities, Guojin Securities and Guotai Junan, and nobody else."""
    body = SEED.read_text(encoding="utf-8").split("Institutional Opinions", 1)[1]
    found = opinions_of(body.split("Related News", 1)[0])
    assert [opinion.institution for opinion in found] == [
        "CITIC Securities",
        "Guojin Securities",
        "Guotai Junan",
    ]
    assert {opinion.stance for opinion in found} == {Stance.BULLISH}


@given(st.lists(WORDS, max_size=40).map(" ".join), st.text(max_size=60))
def test_any_text_is_read_and_quoted_word_for_word(words: str, noise: str) -> None:
    """Whatever the text, nothing is raised, and every opinion stands in its quote."""
    flash = Flash("x", words[:40], f"{words}{noise}\n{words}", None, "en")
    for opinion in read_opinions(Reading(flash, lexicon())):
        assert opinion.span.of(flash.text) == opinion.quote
        assert opinion.text in opinion.quote
        assert opinion.rule in {rule.name for rule in RULES}
