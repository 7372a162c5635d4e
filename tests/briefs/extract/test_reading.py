"""The reading, and what holds of the facts of any text."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefs.extract.prices import read_prices
from briefs.extract.reading import Reading
from briefs.lexicon import Lexicon, load_lexicon
from briefs.types import Flash, Price
from tests.support.growth import steps

PIECES = st.sampled_from(
    ["SMM ", "Pr-Nd oxide ", "copper ", "LME zinc ", "was ", "at ", "to ", "from ", "rose ",
     "fell ", "1,234 ", "5-6 ", "yuan/mt", "$7/lb", " 2.42%", ", ", "; ", ". ", "\n",
     "(", ")", "up ", "down ",
     "by ", "and ", "respectively", "premium of ", "discount ", "Feb 20 ", "yesterday ",
     "氧化镨钕", "涨", "元/吨", "万", "each ", ":", "-", "RMB/kg 108 113 4%", "all flat", "for ",
     "of ", "the ", "0"]
)  # fmt: skip
LEXICON = load_lexicon()
TEXTS = st.lists(PIECES, max_size=40).map("".join) | st.text(max_size=300)


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return load_lexicon()


def read(text: str, lexicon: Lexicon) -> tuple[Reading, list[Price]]:
    title, _, body = text.partition("\n")
    flash = Flash("x", title, body, datetime(2025, 2, 20, 10, tzinfo=UTC), "en")
    reading = Reading(flash, lexicon)
    return reading, list(read_prices(reading))


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS)
def test_every_price_of_any_text_quotes_it(text: str) -> None:
    """No text raises; quotes stand in the text word for word; low is never above high."""
    reading, prices = read(text, LEXICON)
    for price in prices:
        assert price.quote == price.span.of(reading.flash.text)
        assert price.quote.strip()
        assert price.low <= price.high
        assert price.commodity.strip()
    for unread in reading.unread():
        assert unread.quote == unread.span.of(reading.flash.text)


@pytest.mark.parametrize(
    "piece",
    ["1", "1,234 ", "-", "(", "1-", "$1 to ", "yuan/mt ", "up 1% ", "copper ", "and ", "May ",
     "。", "x",     "between 1 and ", "copper at 1 yuan/mt, ", "Pr-Nd ", " ", "1(+", "万1"],
)  # fmt: skip
def test_ten_times_the_text_is_about_ten_times_the_work(piece: str, lexicon: Lexicon) -> None:
    """Hostile repetition grows linearly: nothing looks at the whole text again and again."""
    texts = ["t\n" + piece * (size // len(piece)) for size in (1_500, 15_000)]
    short, long = (steps(lambda text=text: read(text, lexicon)[0].unread()) for text in texts)

    assert long < 1_000 + 13 * short


def test_a_number_nobody_claims_is_listed_with_its_sentence(lexicon: Lexicon) -> None:
    """Money, units, percents and bare counts outside facts are listed as unread."""
    sentence = "The loan is $20 million over 5 steps."
    reading, _ = read(f"t\nIt rose. {sentence}", lexicon)
    listed = [(unread.text, unread.quote) for unread in reading.unread()]
    assert listed == [("$20 million", sentence), ("5", sentence)]


def test_a_claimed_number_is_no_longer_unread(lexicon: Lexicon) -> None:
    """The numbers of a price, its change and its percent count as read."""
    reading, prices = read(
        "t\nSMM Pr-Nd oxide was 444,500 yuan/mt, up 10,500 yuan/mt or 2.42%.", lexicon
    )
    assert len(prices) == 1
    assert reading.unread() == ()


def test_cite_gives_the_sentence_around_an_offset(lexicon: Lexicon) -> None:
    """A citation is the whole sentence, and its span points at it."""
    reading, _ = read("Title\nOne is here. Two is there.", lexicon)
    at = reading.text.index("there")
    quote, span = reading.cite(at, at + 5)
    assert quote == "Two is there." == span.of(reading.text)


def test_the_seed_sentence_gives_its_one_price(lexicon: Lexicon) -> None:
    """The price of the rare earth page, complete and exact."""
    _, (price,) = read(
        "Draft rules\nThe average price of SMM Pr-Nd oxide on February 20 was ultimately"
        " reported at"
        " 444,500 yuan/mt, up by 10,500 yuan/mt from the previous trading day, an increase of"
        " 2.42%.",
        lexicon,
    )
    assert (price.commodity, price.low, price.high, price.unit) == (
        "Pr-Nd oxide", 444500, 444500, "CNY/t",
    )  # fmt: skip
    assert (str(price.change), str(price.change_pct), price.direction) == ("10500", "2.42", "up")
    assert (price.venue, price.date, price.term) == ("SMM", date(2025, 2, 20), "pr-nd-oxide")
