"""A correction supersedes what it corrects; the old value stays visible beside the new one."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefs.answer import answer
from briefs.condense import condense
from briefs.ingest import ingest
from briefs.lexicon import load_lexicon
from briefs.render import load_renderer
from briefs.store import Store
from briefs.store.facts import find_facts
from briefs.superseded import give_way
from briefs.types import FindingKind, Found, Language, RawFlash
from tests.support.facts import price

NOW = datetime(2030, 3, 5, 10, tzinfo=UTC)
LEXICON = load_lexicon()
RENDERER = load_renderer(lexicon=LEXICON)


async def tell(store: Store, body: str, minutes: int) -> None:
    at = NOW + timedelta(minutes=minutes)
    row = {"title": "Tin note", "body": body, "published_at": at.isoformat(), "publisher": "SMM"}
    flash = RawFlash("paste", str(minutes), json.dumps(row), "json", at)
    await ingest(flash, store=store, lexicon=LEXICON, renderer=RENDERER, now=at)


async def corrected(store: Store, second: str) -> None:
    await tell(store, "SMM tin ingot was quoted at 250,000 yuan/mt.", 0)
    await tell(store, second, 30)


@pytest.mark.parametrize(
    "second",
    [
        "SMM tin ingot was quoted at 252,000 yuan/mt.",
        "Correction: SMM tin ingot stood at 252,000 yuan/mt, the house said.",
        "更正：锡锭报价为252,000元/吨。",
    ],
    ids=["the same words", "words of its own", "another language"],
)
@pytest.mark.parametrize(
    ("language", "words"), [("en", "corrected, was 250,000"), ("zh", "已更正，原为 250,000")]
)
async def test_a_digest_shows_the_new_value_and_what_it_was(
    store: Store, second: str, language: Language, words: str
) -> None:
    """One line for the figure, not two, and not a repeat: the newer with the older named."""
    await corrected(store, second)
    async with store.read() as conn:
        found = await find_facts(conn, kinds=["prices"])
    since, until = NOW - timedelta(days=1), NOW + timedelta(days=1)
    text = RENDERER.plain(RENDERER.briefing(condense(found, since=since, until=until), language))

    assert words in text
    assert text.count("252,000 CNY/t") + text.count("252,000 元/吨") == 1


async def test_an_answer_gives_the_new_value_first_and_cites_the_old(store: Store) -> None:
    """The old one stands under it, marked, with its own sentence."""
    await corrected(store, "SMM tin ingot was quoted at 252,000 yuan/mt.")
    found = await answer("tin ingot price", store=store, lexicon=LEXICON, now=NOW)
    lines = RENDERER.plain(RENDERER.answer(found, "en")).splitlines()

    assert "252,000" in lines[0]
    assert "✎" not in lines[0]
    assert "250,000" in lines[1]
    assert "corrected since" in lines[1]
    assert "[2] SMM tin ingot was quoted at 250,000 yuan/mt." in lines


def told(amount: str, event: int, superseded_by: int | None = None) -> Found:
    fact = price(amount)
    return Found(fact, f"f-{event}", "t", "SMM", NOW, None, event, superseded_by=superseded_by)


def test_a_figure_whose_correction_is_elsewhere_stays_and_says_so() -> None:
    """A digest that ends before the correction came must not lose the figure."""
    (only,) = give_way([told("250000", 1, superseded_by=7)])

    assert [finding.kind for finding in only.findings] == [FindingKind.CORRECTED]
    assert only.findings[0].inputs == {}


@given(st.lists(st.tuples(st.sampled_from(["1", "2"]), st.integers(1, 4),
                          st.one_of(st.none(), st.integers(1, 4))), max_size=6))  # fmt: skip
def test_nothing_disappears_but_what_was_corrected(rows: list[tuple[str, int, int | None]]) -> None:
    """Of figures that nobody corrected each is still there."""
    found = [told(amount, event, by) for amount, event, by in rows]
    kept = give_way(found)

    assert len(kept) >= sum(1 for one in found if one.superseded_by is None)
    assert {one.flash_id for one in kept} <= {one.flash_id for one in found}
