"""Every kind of question, in several wordings and both languages, over a desk's invented year."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest

from briefs.answer.corrected import corrections_first
from briefs.store import Store
from briefs.store.facts import find_facts
from briefs.types import PolicyStatus
from tests.accuracy.answers import QUESTIONS
from tests.support.asking import Ask, Desk, cited

KINDS = tomllib.loads((QUESTIONS / "kinds.toml").read_text("utf-8"))["kind"]
ASKED = [(question, kind) for kind in KINDS for question in kind["questions"]]


@pytest.mark.parametrize(
    ("question", "kind"), ASKED, ids=[f"{kind['name']}: {question}" for question, kind in ASKED]
)
async def test_every_kind_is_answered_in_every_wording(
    year: Ask, question: str, kind: dict[str, Any]
) -> None:
    """The figure or status, and a sentence of the flash that tells it."""
    found, text = await year(question)

    assert found.answerable, text
    assert cited(found) >= set(kind["cites"]), text
    assert all(one in text for one in kind["told"]), text


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("should I buy dysprosium?", "out_of_scope"),
        ("will tungsten prices rise next month?", "out_of_scope"),
        ("镝会涨到多少？", "out_of_scope"),
        ("bitcoin price", "nothing_stored"),
        ("dysprosium oxide price on 20 February 2029", "nothing_stored"),
        ("dysprosium oxide price in Rotterdam", "nothing_stored"),
        ("holmium oxide price", "nothing_stored"),
        ("LME copper stocks", "nothing_stored"),
        ("SHFE copper stocks in January 2030", "nothing_stored"),
        ("lithium deals above $300 million this year", "nothing_stored"),
        ("who is bearish on tungsten", "nothing_stored"),
        ("what does UBS say on aluminium", "nothing_stored"),
        ("status of the gallium ban to Japan", "nothing_stored"),
        ("DRC cobalt quota 2033", "nothing_stored"),
        ("top movers today", "nothing_stored"),
    ],
)
async def test_what_is_not_stored_is_refused(year: Ask, question: str, reason: str) -> None:
    """Advice, another domain, day, place, product, exchange, size, house or year: no guess."""
    found, text = await year(question)

    assert not found.answerable, text
    assert found.reason == reason, text


@pytest.mark.parametrize(
    ("question", "status"),
    [
        ("status of the gallium export ban on 1 January 2030", PolicyStatus.EFFECTIVE),
        ("status of the gallium export ban on 1 March 2030", PolicyStatus.SUSPENDED),
        ("was gallium still banned on 5 December 2029?", PolicyStatus.EFFECTIVE),
    ],
)
async def test_a_status_is_that_of_the_day(year: Ask, question: str, status: PolicyStatus) -> None:
    """The life of a rule up to that day, not up to today."""
    found, text = await year(question)

    (standing,) = (lead for lead in found.leads if lead.lead == "standing")
    assert standing.status is status, text


async def test_a_movement_shows_both_levels_and_how_it_was_made(year: Ask) -> None:
    """Two sentences, and every computed number declared with its inputs."""
    found, text = await year("how much has dysprosium oxide moved since January")

    (movement,) = found.leads
    assert movement.lead == "movement"
    assert {str(one.value) for one in found.computed} >= {"100000", "6.21"}
    assert all(one.inputs for one in found.computed)
    assert "computed from the middles" in text


async def test_without_a_rate_nothing_is_converted(desk: Desk) -> None:
    """The price as told, and what is missing; no rate is assumed."""
    told = {
        "id": "tin-1",
        "title": "Tin",
        "body": "SMM, March 19: SMM #1 tin averaged 251,000 yuan/mt.",
        "published_at": "2030-03-19T15:00:00",
    }
    asked = await desk(told)
    found, text = await asked("tin price in USD/lb")

    assert not found.answerable
    assert (found.reason, found.missing) == ("not_converted", "rate")
    assert "no exchange rate" in text
    assert "251,000 CNY/t" in text


@pytest.mark.parametrize(("question", "missing"), [("APT price per barrel in USD/oz", "rate")])
async def test_what_cannot_be_converted_is_told_as_it_was(
    year: Ask, question: str, missing: str
) -> None:
    """Of another day than the rate: not converted."""
    found, _ = await year(question)

    assert found.missing == missing


async def test_several_series_are_shown_and_offered(year: Ask) -> None:
    """ "ndpr" may be the oxide or the alloy: both are told, and both can be chosen."""
    found, _ = await year("ndpr?")

    assert set(found.choices) == {"pr-nd-oxide", "pr-nd-alloy"}


async def test_an_old_answer_says_so(year: Ask) -> None:
    """Asked about now, the day of the newest word stands above it."""
    found, text = await year("how many tonnes are SHFE copper stocks")
    assert found.old is None
    found, text = await year("Serra Verde financing")

    assert found.old is not None
    assert "This is of 6 Feb 2030" in text


async def test_a_correction_wins_and_says_so(desk: Desk, store: Store) -> None:
    """However a corrected figure was found: what corrects it comes first, the old one is marked."""
    told = "SMM tin ingot was quoted at {} yuan/mt."
    flashes = [
        {
            "id": f"tin-{at}",
            "title": "Tin note",
            "body": told.format(figure),
            "published_at": f"2030-03-19T1{at}:00:00",
            "publisher": "SMM",
        }
        for at, figure in enumerate(("250,000", "252,000"))
    ]
    await desk(*flashes)
    async with store.read() as conn:
        old = [one for one in await find_facts(conn, kinds=["prices"]) if one.superseded_by]
        shown, sentences = await corrections_first(conn, old)

    assert [str(getattr(one.fact, "low", "")) for one in shown] == ["252000", "250000"]
    assert [one.quote for one in sentences] == [told.format("252,000")]
