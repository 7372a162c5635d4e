"""Questions about stored flashes: answered with their sentence, or honestly not at all."""

from __future__ import annotations

import re

import pytest

from briefs.answer import retrieve
from briefs.asked import Query
from briefs.lexicon import Lexicon
from briefs.store import Store
from tests.support.asking import NOW, Ask, cited


@pytest.mark.parametrize(
    "question", ["tin?", "tin price", "what is tin trading at?", "锡价格", "tin 11 march 2030"]
)
async def test_a_price_is_the_newest_with_its_change_and_sentence(ask: Ask, question: str) -> None:
    """However it is asked: level, change and percent, and the sentence they stand in."""
    found, text = await ask(question)

    assert found.answerable
    assert "tin-2" in cited(found)
    assert {"256,000", "1,500"} <= set(re.findall(r"[\d,.]*\d", text))


async def test_a_dated_price_is_of_that_day(ask: Ask) -> None:
    """The newer price is another day's and does not answer."""
    found, text = await ask("tin price on 4 March 2030")

    assert cited(found) == {"tin-1"}
    assert "251,000" in text
    assert "256,000" not in text


@pytest.mark.parametrize(
    "question",
    [
        "tin price on 5 March 2029",
        "LME tin price",
        "tin price in Rotterdam",
        "tin inventory",
        "zinc price",
        "has Peru approved the lithium rules?",
        "terbium oxide price on 12 March",
        "weather tomorrow",
    ],
)
async def test_a_neighbour_is_no_answer(ask: Ask, question: str) -> None:
    """Another day, venue, place, metric, metal or domain: nothing stored, and it says so."""
    found, text = await ask(question)

    assert not found.answerable
    assert found.reason == "nothing_stored"
    assert text.startswith("Nothing stored on")


async def test_nothing_stored_names_the_last_word(ask: Ask) -> None:
    """The reader learns when the topic was last told of."""
    found, text = await ask("tin price today")

    assert found.last_word_on is not None
    assert "The last word on it is of 11 Mar 2030." in text


@pytest.mark.parametrize(
    "question", ["should I buy tin?", "will tin prices rise next week?", "锡会涨吗？"]
)
async def test_advice_and_forecasts_are_out_of_scope(ask: Ask, question: str) -> None:
    """The desk reports what was said; it has no opinions."""
    found, _ = await ask(question)

    assert found.reason == "out_of_scope"


async def test_a_reason_is_quoted(ask: Ask) -> None:
    """Asked why, the sentence that says why is quoted word for word."""
    _, text = await ask("why did tin rise on 4 March 2030?")

    assert "Prices rose because smelters in Yunnan stopped two lines." in text


async def test_two_dates_are_both_answered(ask: Ask) -> None:
    """ "Between A and B" gives the figure of each day."""
    found, text = await ask("how did tin prices change between 4 March and 11 March 2030?")

    assert cited(found) == {"tin-1", "tin-2"}
    assert "251,000" in text
    assert "256,000" in text


async def test_a_policy_has_its_status_word(ask: Ask) -> None:
    """A draft is said to be out for comments, in the word of the status."""
    found, text = await ask("are Chile's lithium export rules final?")

    assert cited(found) == {"ban-1"}
    assert "published draft rules" in text


async def test_a_scaled_amount_shows_where_it_comes_from(ask: Ask) -> None:
    """ "1.6-1.62 million" is shown in full units, declared with what it was made from."""
    found, text = await ask("dysprosium oxide price")

    assert "1,600,000" in text
    assert any(one.value == 1600000 and one.inputs for one in found.computed)


async def test_a_misspelling_is_understood(ask: Ask) -> None:
    """A slip of the keyboard is no unknown name."""
    found, _ = await ask("dysprosum oxide price")

    assert cited(found) == {"dy-1"}


async def test_a_command_without_a_topic_lists_what_there_is(
    ask: Ask, store: Store, lexicon: Lexicon
) -> None:
    """ "/risks" alone gives the risks stored, each with its sentence."""
    await ask("tin?")

    found = await retrieve(
        Query("/risks", "en", kinds=("risks",)), store=store, lexicon=lexicon, now=NOW
    )

    assert [one.fact.fact for one in found.found] == ["risks"]
    assert cited(found) == {"ban-1"}
