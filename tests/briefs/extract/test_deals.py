"""Deals: the corpus of phrasings, and what must hold of any text."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefs.extract.deals import RULES, read_deals
from briefs.extract.reading import Reading
from briefs.lexicon import Lexicon, load_lexicon
from briefs.types import Deal, Flash
from tests.support.corpus import raw_blocks

SEED = Path(__file__).parents[4] / "shared" / "seeds" / "000_e451067bd438b542.txt"
WORDS = st.sampled_from(
    ["Rio Tinto", "Zijin Mining", "will buy", "for", "$6.7 billion", "a 40% stake in", "signed",
     "an offtake agreement with", "Carester", ".", ",", "and", "loan", "13.7 billion yuan",
     "($1.9 billion)", "settled with", "a Chinese smelter", "at a TC of $80/mt", "the $2 billion",
     "smelter", "own", "half and half", "net profit", "it"]
)  # fmt: skip


@cache
def lexicon() -> Lexicon:
    """The lexicon, read once for all tests of this file."""
    return load_lexicon()


def deals_of(body: str, title: str = "Market note") -> list[Deal]:
    """The deals of a flash with this body."""
    return list(read_deals(Reading(Flash("x", title, body, None, "en"), lexicon())))


def _wanted(lines: list[str]) -> list[tuple[Decimal | None, str | None, tuple[str, ...]]]:
    facts = []
    for line in lines:
        if "|" in line:
            amount, currency, parties = (cell.strip() for cell in line[1:].split("|"))
            names = tuple(parties.split("; "))
            facts.append((Decimal(amount) if amount else None, currency or None, names))
    return facts


@pytest.mark.parametrize(("text", "lines"), list(raw_blocks("deals.txt")))
def test_a_phrasing_gives_its_deals_and_no_others(text: str, lines: list[str]) -> None:
    """Every text of the corpus gives exactly its deals: sum in full units, currency, parties."""
    found = [(deal.amount, deal.currency, deal.parties) for deal in deals_of(text)]
    assert found == _wanted(lines)


def test_a_deal_of_the_headline_and_of_the_text_is_one() -> None:
    """The headline repeats the deal of the text; the text's parties are kept."""
    found = deals_of(
        "Serra Verde said the DFC offered it a financing package worth $565 million.",
        title="US Provides $565 Million in Financing for Brazilian Rare Earth Project",
    )
    assert [deal.amount for deal in found] == [Decimal(565_000_000)]
    assert "Serra Verde" in found[0].parties


def test_a_sum_in_a_second_currency_is_no_second_deal() -> None:
    """The bracketed conversion of a sum is not another sum."""
    found = deals_of("Zijin Mining will pay 13.7 billion yuan ($1.9 billion) for Zangge Mining.")
    assert [(deal.amount, deal.currency) for deal in found] == [(Decimal("13.7e9"), "CNY")]


def test_it_stands_for_the_company_of_the_sentence_before() -> None:
    """A sentence that says only "it" takes the company named before."""
    found = deals_of("Ganfeng Lithium was busy last year. It bought a stake for $203 million.")
    assert found[0].parties == ("Ganfeng Lithium",)


@pytest.mark.skipif(not SEED.exists(), reason="the seed page is not on this machine")
def test_the_seed_page_states_three_deals() -> None:
    """Frontier's investment and its offtake with Carester, and Serra Verde's financing."""
    body = SEED.read_text(encoding="utf-8").split("Related News", 1)[1]
    found = {(deal.kind, deal.amount, deal.parties[0]) for deal in deals_of(body)}
    assert found == {
        ("investment", Decimal(20_000_000), "Frontier Rare Earths"),
        ("offtake", None, "Frontier Rare Earths"),
        ("financing", Decimal(565_000_000), "Serra Verde"),
    }


@given(st.lists(WORDS, max_size=40).map(" ".join), st.text(max_size=60))
def test_any_text_is_read_and_quoted_word_for_word(words: str, noise: str) -> None:
    """Whatever the text, nothing is raised, quotes stand at their spans, no deal lacks a party."""
    flash = Flash("x", words[:40], f"{words}{noise}\n{words}", None, "en")
    for deal in read_deals(Reading(flash, lexicon())):
        assert deal.span.of(flash.text) == deal.quote
        assert deal.parties
        assert (deal.amount is None) == (deal.currency is None)
        assert deal.rule in {rule.name for rule in RULES}
