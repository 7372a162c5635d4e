"""The bench of extraction: hostile texts cost what their length says; a table for people."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.bench import extract as bench
from bot.bench.flashes import flashes_of, splits
from bot.bench.hostile import PIECES
from bot.bench.peers import PEERS
from briefs.extract import extract_facts
from briefs.lexicon import Lexicon, load_lexicon
from briefs.types import Flash
from tests.support.growth import steps

SHORT = 2_400  # twice the longest sentence, so that both texts are cut alike
FIGURES = {
    "flashes": 5.0, "ordinary": 3.0, "characters": 558.4, "facts": 3.2, "dense": 2.0,
    "dense_characters": 1750.0, "dense_facts": 8.5, "flashes_per_second": 1234.4,
    "dense_per_second": 567.0, "ms_at_1x": 1.0, "ms_at_10x": 9.9, "ms_at_100x": 101.0,
    "peak_mb": 63.0, "startup_ms": 151.0, "growth: commas": 10.1, "growth: table": 11.2,
    "price-parser_per_second": 6000.0, "price-parser_dense_per_second": 5000.0,
}  # fmt: skip


@cache
def _lexicon() -> Lexicon:
    return load_lexicon()


def _read(text: str, *, titled: bool) -> Flash:
    flash = Flash("x", text if titled else "News", "" if titled else text, None, "en")
    for fact in extract_facts(flash, _lexicon()).facts:
        assert fact.quote == fact.span.of(flash.text)
        assert fact.quote.strip()
    return flash


@pytest.mark.parametrize("titled", [False, True], ids=["body", "title"])
@pytest.mark.parametrize("shape", PIECES)
def test_work_grows_with_a_hostile_text_and_no_faster(shape: str, titled: bool) -> None:
    """Five times the text takes about five times the calls, whatever is repeated."""
    piece = PIECES[shape]
    texts = [(piece * (size // len(piece) + 1))[:size] for size in (SHORT, 5 * SHORT)]
    short, long = (steps(lambda text=text: _read(text, titled=titled)) for text in texts)

    assert long < 2_000 + 6 * short


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.sampled_from(sorted(PIECES.values())) | st.text(max_size=6), max_size=60),
    st.booleans(),
)
def test_any_mixture_is_read_and_quoted(pieces: list[str], titled: bool) -> None:
    """No text raises, and the quote of every fact of every kind stands in it."""
    _read("".join(pieces), titled=titled)


def test_samples_are_split_by_their_facts() -> None:
    """Every sample is ordinary or dense, and the dense ones hold more facts."""
    flashes = flashes_of(None)
    ordinary, dense = splits(flashes, _lexicon())

    assert len(ordinary.flashes) + len(dense.flashes) == len(flashes)
    assert max(ordinary.facts) < min(dense.facts)
    assert ordinary.characters > 0


def test_the_table_says_what_grew_most_and_which_peer_is_missing() -> None:
    """Rates stand side by side; a peer that is not installed says so."""
    table = "\n".join(bench.lines(FIGURES))

    assert "1,234" in table
    assert "10x → 9.9x, 100x → 101.0x" in table
    assert "worst growth 10x → 11.2x (table" in table
    assert table.count("not installed") == len(PEERS) - 1
