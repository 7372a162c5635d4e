"""Every number of a text is in a fact, listed as unread, or set aside with the reason."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from briefs.extract import explain
from briefs.extract.unread import Apart
from briefs.lexicon import load_lexicon
from briefs.types import Extraction, Flash

LEXICON = load_lexicon()


def told(text: str, title: str = "Note") -> tuple[Extraction, dict[str, Apart]]:
    flash = Flash("u-1", title, text, datetime(2030, 3, 5, 10, tzinfo=UTC), "en")
    extraction, asides = explain(flash, LEXICON)
    return extraction, {one.text: one.why for one in asides}


@pytest.mark.parametrize(
    "text",
    [
        "The sentiment gauge read 1.8 for sellers.",
        "A queue of 12 ships waits at the port.",
        "The broker looks for a pause at 2,285.",
        "Eight of the 33 producers stopped.",
        "They settled at SMM+10.",
    ],
)
def test_a_bare_number_is_listed_with_its_sentence(text: str) -> None:
    """A number without a unit may be the one that mattered: it is not passed over."""
    extraction, _ = told(text)

    (gap,) = extraction.unread
    assert gap.quote == text
    assert re.sub(r"\D", "", gap.text) in re.sub(r"\D", "", text)


@pytest.mark.parametrize(
    ("text", "number", "why"),
    [
        ("SHFE copper 2511 was busy.", "2511", Apart.CONTRACT),
        ("The 2407 contract was busy.", "2407", Apart.CONTRACT),
        ("They priced it over the 07 contract.", "07", Apart.CONTRACT),
        ("The coal ETF (515220) was busy.", "515220", Apart.TICKER),
        ("It is under Section 232 of the act.", "232", Apart.LABEL),
        ("Announcement No. 61 is out.", "61", Apart.LABEL),
        ("It runs for the first 25 years.", "25", Apart.DURATION),
        ("合同为期15年。", "15", Apart.DURATION),
        ("It met on March 4, 2030.", "4", Apart.DATE),
        ("A shortage is seen through 2031-2035.", "2031-2035", Apart.DATE),
        ("NdFeB blank 40M was sought.", "40", Apart.CODE),
        ("TCs are in the mid-$70s.", "70", Apart.ROUGH),
        ("Trade began at 0145 GMT.", "0145", Apart.CLOCK),
    ],
)
def test_what_counts_nothing_is_set_aside_with_the_reason(
    text: str, number: str, why: Apart
) -> None:
    """Labels, dates, codes: named by `explain`, never counted as not understood."""
    extraction, asides = told(text)

    assert extraction.unread == ()
    assert asides[number] is why


def test_a_headline_that_tells_the_texts_own_number_misses_nothing() -> None:
    """The percent of the title is read once, from the sentence; another one would be unread."""
    text = "SMM tin ingot was quoted at 250,000 yuan/mt, up 2.4%."

    told_again, asides = told(text, "Tin rises 2.4%")
    assert told_again.unread == ()
    assert asides["2.4"] is Apart.RESTATED
    another, _ = told(text, "Tin rises, loan of $21 million granted")
    assert "$21 million" in [gap.text for gap in another.unread]


@pytest.mark.parametrize(
    "text", ["The loan is for 80 million yuan over 11 steps.", "共有8家企业停产，占33家的一部分。"]
)
def test_no_digit_is_unaccounted(text: str) -> None:
    """Fact, unread or aside: together they hold every digit."""
    extraction, asides = told(text)
    shown = " ".join((*(gap.text for gap in extraction.unread), *asides))

    for number in re.findall(r"\d+", text):
        assert number in shown


PIECES = ("12 ", "SHFE 2511 ", "at 250,000 yuan/mt ", "2.4% ", "tin ", "was ", "up ", ". ", "(7) ",
          "Section 9 ", "$70s ", "3 years ", "N38 ", "第5号 ", "May 4 ", "-3", "1-2 ")  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=12))
@example(["12 ", "-3", "3 years "])
def test_whatever_the_text_each_digit_has_its_place(pieces: list[str]) -> None:
    """Every digit stands in a claimed number, an unread one or an aside."""
    flash = Flash("u-1", "Note", "".join(pieces), datetime(2030, 3, 5, tzinfo=UTC), "en")
    extraction, asides = explain(flash, LEXICON)
    covered = {at for gap in extraction.unread for at in range(gap.span.start, gap.span.end)}
    covered |= {at for one in asides for at in range(one.span.start, one.span.end)}
    covered |= {at for fact in extraction.facts for at in range(fact.span.start, fact.span.end)}

    assert all(at in covered for at, sign in enumerate(flash.text) if sign.isdigit())
