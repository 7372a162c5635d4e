"""Policies: the corpus of phrasings, the joining of tellings, and the seed page's two drafts."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefs.extract.policies import RULES, read_policies
from briefs.extract.reading import Reading
from briefs.lexicon import Lexicon, load_lexicon
from briefs.types import Flash, Language, Policy, PolicyStatus
from tests.support.corpus import raw_blocks
from tests.support.growth import steps

CHINA = timezone(timedelta(hours=8))
SEED = Path(__file__).parents[4] / "shared" / "seeds" / "000_e451067bd438b542.txt"
WORDS = st.sampled_from(
    ["China", "Ministry of Commerce", "announced", "lifted", "may", "ban", "the quota", "tariff on",
     "copper", "exports,", "from August 1", "suspended", "until 2026", "proposed", "and", "which",
     '"Interim Measures for', 'Trade"', "draft of the", ".", ";", "No. 5 of 2025", "《办法》",
     "对钨实施出口管制", "(50% duty)", "will take effect", "stopped all exports of", "It starts"]
)  # fmt: skip


@cache
def load_once() -> Lexicon:
    """The lexicon, for tests that take no fixture."""
    return load_lexicon()


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return load_once()


def policies_of(
    body: str, lexicon: Lexicon, day: date = date(2025, 8, 8), title: str = "Market note"
) -> list[Policy]:
    """The policies of a flash with this body, published on this day."""
    at = datetime(day.year, day.month, day.day, 18, tzinfo=CHINA)
    language: Language = "zh" if any("\u4e00" <= char <= "\u9fff" for char in body) else "en"
    return list(read_policies(Reading(Flash("x", title, body, at, language), lexicon)))


def _cases() -> list[tuple[str, date, list[list[str]]]]:
    cases = []
    for first, lines in raw_blocks("policies.txt"):
        day = date.fromisoformat(first[2:]) if first.startswith("@ ") else date(2025, 8, 8)
        text, *wanted = lines if first.startswith("@ ") else [first, *lines]
        facts = [line.removeprefix("= ").split("|") for line in wanted if line.startswith("=")]
        cases.append((text, day, [[cell.strip() for cell in fact] for fact in facts]))
    return cases


@pytest.mark.parametrize(("text", "day", "wanted"), _cases(), ids=lambda value: str(value)[:50])
def test_a_phrasing_gives_its_policies_and_no_others(
    text: str, day: date, wanted: list[list[str]], lexicon: Lexicon
) -> None:
    """Every text of the corpus gives exactly its policies, with status, name and start."""
    found = sorted(policies_of(text, lexicon, day), key=lambda policy: policy.status)
    assert [str(policy.status) for policy in found] == sorted(status for status, _, _ in wanted)
    for status, words, starts in wanted:
        named = [p for p in found if words in p.title.lower() and p.status == status]
        assert named, (words, [policy.title for policy in found])
        if starts:
            assert starts in {str(policy.effective_date) for policy in named}


def test_status_follows_the_start_date_and_the_publication_date(lexicon: Lexicon) -> None:
    """The same sentence is announced before the stated start and effective from that day on."""
    text = "China announced export controls on tungsten from February 10, 2025."
    before = policies_of(text, lexicon, date(2025, 2, 4))
    after = policies_of(text, lexicon, date(2025, 2, 10))
    assert [p.status for p in before] == [PolicyStatus.ANNOUNCED]
    assert [p.status for p in after] == [PolicyStatus.EFFECTIVE]


def test_a_later_sentence_about_the_ban_joins_the_first(lexicon: Lexicon) -> None:
    """ "The ban" in a later sentence is the ban already named, not a second policy."""
    found = policies_of(
        "Zimbabwe announced a lithium ore export ban. The ban takes effect on August 1, 2025.",
        lexicon,
    )
    assert [(p.title, p.status) for p in found] == [("lithium ore export ban", "effective")]


def test_different_rates_stay_different_policies(lexicon: Lexicon) -> None:
    """A 50% tariff in force and a 15% tariff under study are two policies."""
    found = policies_of(
        "The US imposed a 50% tariff on copper pipe. A 15% tariff on refined copper is under"
        " consideration.",
        lexicon,
    )
    assert {p.status for p in found} == {PolicyStatus.EFFECTIVE, PolicyStatus.RUMOURED}


def test_two_names_of_one_draft_are_one_policy(lexicon: Lexicon) -> None:
    """A draft told under two translations of its name is one policy with the other as alias."""
    found = policies_of(
        'MIIT solicited opinions on February 19 on the "Interim Measures for the Total Volume'
        ' Control of Rare Earth Smelting (Draft for Comment)". The "Interim Measures for the Total'
        ' Volume Regulation of Rare Earth Smelting (Draft for Comment)" is out for comments.',
        lexicon,
        date(2025, 2, 20),
    )
    assert [p.status for p in found] == [PolicyStatus.CONSULTATION]
    assert len(found[0].aliases) == 1
    assert found[0].agency == "MIIT"


def test_an_unconfirmed_order_is_rumoured(lexicon: Lexicon) -> None:
    """Without an official notice an ordered measure is only rumoured."""
    found = policies_of(
        "SAMR ordered rectification measures, leaked minutes show. No notice has been published.",
        lexicon,
    )
    assert [p.status for p in found] == [PolicyStatus.RUMOURED]


@pytest.mark.skipif(not SEED.exists(), reason="the seed page is not on this machine")
def test_both_drafts_of_the_seed_page_are_out_for_comments(lexicon: Lexicon) -> None:
    """The seed page states two drafts: MIIT, consultation, 2025-02-19."""
    title, _, body = SEED.read_text(encoding="utf-8").partition("\n")
    article = body.split("Related News", 1)[0].split("Institutional Opinions", 1)[0]
    found = policies_of(article, lexicon, date(2025, 2, 20), title)
    assert len(found) == 2
    assert {p.status for p in found} == {PolicyStatus.CONSULTATION}
    assert {p.date for p in found} == {date(2025, 2, 19)}
    assert {p.agency for p in found} == {"MIIT"}


@given(st.lists(WORDS, max_size=40).map(" ".join), st.text(max_size=60))
def test_any_text_is_read_and_quoted_word_for_word(words: str, noise: str) -> None:
    """Whatever the text, reading it raises nothing and every quote stands at its span."""
    flash = Flash("x", words[:40], f"{words}{noise}\n{words}", None, "en")
    reading = Reading(flash, load_once())
    for policy in read_policies(reading):
        assert policy.span.of(flash.text) == policy.quote
        assert policy.rule in {rule.name for rule in RULES}
        assert policy.title


def test_hostile_text_is_not_slow(lexicon: Lexicon) -> None:
    """The work over repeated words is in proportion to their number."""
    for piece in ("export ban of ", "China bans the new and ", "“Measures ", "A A A Act of "):
        short, long = (
            steps(lambda text=piece * times: policies_of(text, lexicon)) for times in (100, 1000)
        )
        assert long < 1_000 + 13 * short
