"""The quick looks that save time lose nothing of what the full reading finds."""

from __future__ import annotations

import re
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefs.extract import (
    numbers,
    policies,
    policy_dates,
    policy_orders,
    price_attributes,
    price_days,
    price_facts,
    price_roles,
    price_sentences,
    price_venues,
    price_words,
    volume_dates,
    volume_levels,
)
from briefs.extract.cues import between, load_cues, phrases_of
from briefs.extract.folding import folded
from briefs.extract.move_clauses import Walk
from briefs.extract.move_directions import priced_terms
from briefs.extract.move_statements import _may_change
from briefs.extract.moves import _BY_TOLD
from briefs.extract.needed_words import needed_words
from briefs.extract.number_edges import is_plain_left, is_plain_right, is_plain_word
from briefs.extract.numbers import _AMOUNT, _SIGNED_ASIDE, _TAIL, _is_code, _left
from briefs.extract.prices import read_prices
from briefs.extract.reading import Reading
from briefs.extract.sieve import Sieved
from briefs.extract.whole_cues import TABLES, scan_tables, whole_cues
from briefs.lexicon import Lexicon, load_lexicon
from briefs.types import Flash
from tests.support.corpus import FOLDER, blocks

CORPORA = ("prices.txt", "moves.txt", "volumes.txt", "policies.txt", "risks.txt", "opinions.txt")
TEXTS = [text for name in CORPORA if (FOLDER / name).exists() for text, _ in blocks(name)]
SIEVED = {
    "forecast": price_attributes._LIKELY_FORECAST,
    "now": policy_dates._LIKELY_NOW,
    "unconfirmed": policies._LIKELY_UNCONFIRMED,
    "earlier": volume_levels._LIKELY_EARLIER,
    "overnight": price_days._LIKELY_OVERNIGHT,
}
PATTERNS = {
    **{name: sieved.pattern for name, sieved in SIEVED.items()},
    **dict(price_attributes._ROLE_WORDS),
    "other": price_attributes._OTHER,
    "futures": price_attributes._FUTURES,
    "terms": price_venues._TERMS,
    "start": volume_dates._START,
    "previous": price_roles._PREVIOUS,
    "levied": price_roles._LEVIED,
    "designated": policy_orders._DESIGNATED,
    "planned": policy_orders._PLANNED,
    "must": policy_orders._MUST,
    "paper": policy_orders._PAPER,
    "parity to": price_words.PARITY_TO,
    "discount to": price_words.DISCOUNT_TO,
    "content": price_words.OF_CONTENT,
    "contract": price_words.CONTRACT_TOLD,
}
AROUND_DIGITS = st.text(
    st.sampled_from(" -–/%$¥(),.:;#+↑abcdehkmnprstuywKMT万亿吨元每百个点手"), max_size=12
)

UNITS = (
    "%", "％", "yuan/mt", "RMB/kg", "cny/t", "元/吨", "CNY/lb", "yuan/oz", "yuan/tonne", "USD/mt",
    "mt", "MT", "t", "T", "tonnes", "tons", "kg", "lots", "吨",
    "Mt", "元", "yuan", "million mt", "万吨",
)  # fmt: skip
GOES_ON = (
    "", "p", "pts", " pts", " points", "/t", "/y", "/yr", " / kg", "／吨", "每吨", " per mt",
    " a ton",
    "u", " unit", " oz", "oz", "度", "s", "x", "2", "(+5) yuan/mt", " ($700) a ton", "%", ",",
    " to 6",
)  # fmt: skip


@cache
def _lexicon() -> Lexicon:
    return load_lexicon()


@pytest.mark.parametrize("name", SIEVED)
def test_a_sieve_lets_all_through_that_its_pattern_matches(name: str) -> None:
    """On every text of the corpora, and on every beginning of it, sieved and plain agree."""
    sieved: Sieved = SIEVED[name]
    for text in TEXTS:
        for end in range(0, len(text), 7):
            plain, found = sieved.pattern.search(text, 0, end), sieved.search(text, 0, end)
            assert (plain and plain.span()) == (found and found.span())


def test_the_role_of_a_level_is_the_first_pattern_that_matches() -> None:
    """The words looked for first turn no pattern away that would name a role."""
    for text in TEXTS:
        for end in range(0, len(text), 7):
            left = text[max(0, end - 90) : end]
            plain = next((w for w, p in price_attributes._ROLE_WORDS if p.search(left)), None)
            assert price_attributes.role_word(left) == plain


@pytest.mark.parametrize("name", PATTERNS)
@given(st.data())
def test_a_match_holds_one_of_the_needed_words(name: str, data: st.DataObject) -> None:
    """The words read from a pattern stand in every text made from the pattern."""
    text = data.draw(st.from_regex(PATTERNS[name]))
    assert any(word in folded(text) for word in needed_words(PATTERNS[name]))


@pytest.mark.parametrize("pattern", ["a*", r"\d+", "a|[^b]", "(?:)"])
def test_a_pattern_that_needs_no_word_cannot_be_sieved(pattern: str) -> None:
    """A pattern that may match without any letter is refused, at import and not at work."""
    with pytest.raises(ValueError, match="no word is needed"):
        needed_words(re.compile(pattern))


@given(AROUND_DIGITS, st.integers(0, 99_999), AROUND_DIGITS)
def test_plain_digits_have_nothing_that_touches_them(left: str, digits: int, right: str) -> None:
    """Where a quick look sees no currency, unit or code, the full patterns find none either."""
    text, start = f"{left}{digits}{right}", len(left)
    end = start + len(str(digits))
    if is_plain_left(text, start):
        assert _left(text, start) == (start, 0, None)
    if is_plain_right(text, end):
        tail = _TAIL.match(text, end)
        assert tail is not None
        assert tail.end() == end
        assert not _AMOUNT.match(text, end)
        assert not _SIGNED_ASIDE.match(text, end)
    if is_plain_word(text, start, end):
        assert not _is_code(text, start, end)


@pytest.mark.parametrize("unit", UNITS)
def test_the_usual_tails_are_read_as_the_full_pattern_reads_them(unit: str) -> None:
    """Whatever stands before and goes on behind, numbers come out as without the short pattern."""
    texts = [
        f"at {left}1,200.50{gap}{unit}{more} y"
        for left in ("", "-", "+", "$", "RMB ")
        for gap in ("", " ", "-", "  ")
        for more in GOES_ON
    ]
    quick = [numbers.scan_numbers(text) for text in texts]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(numbers, "usual_tail", lambda _text, _end: None)
        assert [numbers.scan_numbers(text) for text in texts] == quick


def test_no_price_is_changed_by_what_the_flash_does_not_have() -> None:
    """Prices are the same when every pattern is tried at every level."""
    everything = frozenset(
        ("forecast", "premium", "now", "overnight", "parity", "parity to", "discount to")
    ) | {"content", "contract"}
    for text in TEXTS:
        flash = Flash("x", "News", text, None, "en")
        quick = list(read_prices(Reading(flash, _lexicon())))
        with pytest.MonkeyPatch.context() as patch:
            for module in (price_sentences, price_facts):
                patch.setattr(module, "words_of", lambda _reading: everything)
            assert list(read_prices(Reading(flash, _lexicon()))) == quick


@pytest.mark.parametrize("titled", [False, True])
def test_no_move_is_lost_by_not_walking_a_sentence(titled: bool) -> None:
    """A sentence the quick look lets go tells no change that a rule accepts."""
    for text in TEXTS:
        title, body = (text, "") if titled else ("News", text)
        reading = Reading(Flash("x", title, body, None, "en"), _lexicon())
        list(read_prices(reading))
        priced = priced_terms(reading)
        limits = whole_cues(reading, "move_limits")
        for sentence in reading.sentences:
            cues = between(limits, sentence.start, sentence.end)
            if cues or _may_change(reading, sentence):
                continue
            for one in Walk(reading, sentence, cues).run():
                assert not _BY_TOLD[one.told].accepts(reading, one, priced), text


CUE_WORDS = st.sampled_from(
    sorted({word for table in TABLES for phrase in phrases_of(table) for word in phrase.split()})
)


@given(st.lists(CUE_WORDS | st.sampled_from([" ", ", ", "x", "铜"]), max_size=30), st.booleans())
def test_one_pass_gives_each_table_what_its_own_scan_gives(words: list[str], apart: bool) -> None:
    """All tables at once: the same phrases, places and senses as table by table."""
    text = (" " if apart else "").join(words)
    assert scan_tables(text) == {table: load_cues(table).scan(text) for table in TABLES}
