"""A model's wording is let through only if all of it stands in the evidence."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefs.answer.guard import Fault, fault_in
from briefs.lexicon import load_lexicon

LEXICON = load_lexicon()
PRICE = (
    "The average price of SMM Pr-Nd oxide on March 2 was reported at 512,000 yuan/mt, up 12,000 "
    "yuan/mt from the previous trading day, an increase of 2.4%."
)
BAN = "China may suspend its ban on gallium exports to the US until 27 November 2026, MOFCOM said."
FLAT = "Analysts do not expect copper prices to fall, Goldman Sachs said in a note."
KNOWN = ["2 March 2026", "SMM"]


def fault(wording: str, *evidence: str) -> Fault | None:
    return fault_in(wording, evidence or (PRICE, BAN, FLAT), KNOWN, LEXICON)


@pytest.mark.parametrize(
    "wording",
    [
        PRICE,
        "SMM reported Pr-Nd oxide at 512,000 yuan/mt on 2 March 2026, up 12,000 yuan/mt.",
        "Pr-Nd oxide rose by 12,000 yuan/mt to 512,000 yuan/mt.",
        "Pr-Nd oxide was at 512,000 yuan/mt. China may suspend its ban on gallium exports until "
        "27 November 2026.",
        "Goldman Sachs said that analysts do not expect copper prices to fall.",
    ],
)
def test_what_stands_in_a_sentence_may_be_said(wording: str) -> None:
    """In fewer words, in another order, each sentence from one sentence."""
    assert fault(wording) is None


@pytest.mark.parametrize(
    ("wording", "because"),
    [
        ("Pr-Nd oxide was at 521,000 yuan/mt.", Fault.NUMBER),
        ("Pr-Nd oxide was at 512,000 yuan/mt, up 2.5%.", Fault.NUMBER),
        ("Pr-Nd oxide was up 512,000 yuan/mt.", Fault.PART),
        ("Pr-Nd oxide was at 12,000 yuan/mt.", Fault.PART),
        ("Pr-Nd oxide increased by 12,000%.", Fault.PART),
        ("Terbium oxide was at 512,000 yuan/mt.", Fault.NAME),
        ("Copper prices were at 512,000 yuan/mt.", Fault.NUMBER),
        ("Pr-Nd oxide fell by 12,000 yuan/mt to 512,000 yuan/mt.", Fault.WORD),
        ("China may lift its ban on gallium exports.", Fault.WORD),
        ("China suspends its ban on gallium exports to the US.", Fault.TURN),
        ("Analysts expect copper prices to fall, Goldman Sachs said.", Fault.TURN),
        ("Buy Pr-Nd oxide at 512,000 yuan/mt.", Fault.WORD),
        ("The ban on gallium is in force.", Fault.WORD),
        ("UBS said copper prices do not fall.", Fault.NAME),
        ("", Fault.EMPTY),
    ],
)
def test_what_stands_in_none_is_refused(wording: str, because: Fault) -> None:
    """Another number, part, name, direction, status, a dropped "may" or "not", advice, nothing."""
    assert fault(wording) is not None
    assert because in {fault(wording, one) for one in (PRICE, BAN, FLAT)} | {fault(wording)}


@given(number=st.integers(1, 10**7), at=st.integers(0, 3))
def test_no_number_of_its_own_comes_through(number: int, at: int) -> None:
    """Property: with any number of the sentence replaced by one that it has not, it is refused."""
    places = list(re.finditer(r"\d[\d,.]*\d|\d", PRICE))
    place = places[at % len(places)]
    changed = f"{PRICE[: place.start()]}{number:,}{PRICE[place.end() :]}"
    stated = {match[0].replace(",", "") for match in places} | {"2026"}
    if str(number) not in stated:
        assert fault(changed, PRICE) is not None


@given(wording=st.text(max_size=200))
def test_any_text_can_be_judged(wording: str) -> None:
    """Property: nothing raises, and invented words do not pass."""
    assert fault(f"Zzyzx {wording}") is not None
