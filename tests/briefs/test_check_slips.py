"""A price far off its own history by a round factor, and figures told differently, are shown."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefs.check_slips import find_conflicts, find_slips
from briefs.event_keys import event_keys, keys_of_each
from briefs.event_slots import Names
from briefs.ingest import Outcome, ingest
from briefs.lexicon import load_lexicon
from briefs.publish import brief_event
from briefs.render import load_renderer
from briefs.store import Store
from briefs.store.events import Told
from briefs.store.facts import find_facts
from briefs.store.series import Level
from briefs.types import Fact, Finding, FindingKind, Flash, PriceKind
from tests.support.facts import price, volume
from tests.support.pages import raw

NOW = datetime(2030, 3, 5, 10, tzinfo=UTC)


def history(*levels: str, unit: str = "CNY/t", commodity: str = "tin") -> list[Level]:
    return [Level("tin", commodity, PriceKind.SPOT, Decimal(one), unit, NOW) for one in levels]


def slips(fact: Fact, before: list[Level]) -> list[Finding]:
    return list(find_slips([fact], before))


@pytest.mark.parametrize(
    ("told", "times", "reading"),
    [
        ("25100", "10", "251,000 CNY/t"),
        ("2505000", "10", "250,500 CNY/t"),
        ("2510", "100", "251,000 CNY/t"),
        ("251", "1000", "251,000 CNY/t"),
        ("260000000", "1000", "260,000 CNY/t"),
    ],
)
def test_a_slip_of_scale_is_shown_with_both_readings(told: str, times: str, reading: str) -> None:
    """What the text says, what was told before, and what it would be without the slip."""
    (finding,) = slips(price(told), history("250000", "249000", "248500"))

    assert finding.kind is FindingKind.SCALE_SLIP
    assert finding.inputs["times"] == times
    assert finding.inputs["reading"] == reading
    assert finding.inputs["before"] == "249,000 CNY/t"


def test_a_slip_of_unit_is_one_of_scale() -> None:
    """250 yuan/mt against 250 yuan/kg told before; the same level in the other unit is none."""
    before = history("250", "251", unit="CNY/kg")

    (finding,) = slips(price("250"), before)
    assert finding.inputs["times"] == "1000"
    assert finding.inputs["last told"] == "250 CNY/kg"
    assert slips(price("250500"), before) == []


@pytest.mark.parametrize(
    ("fact", "before"),
    [
        (price("310000"), history("250000", "249000")),
        (price("25000"), history("250000")),
        (price("25000"), history("250000", "20000")),
        (price("25000"), []),
        (price("25000", commodity="tin alloy", term="tin"), history("250000", "250000")),
        (replace(price("25000"), unit="USD/t"), history("250000", "250000")),
        (replace(price("25000"), unit="CNY/mtu"), history("250000", "250000")),
        (replace(price("25000"), unit=None), history("250000", "250000")),
        (price("25000", kind=PriceKind.PREMIUM), history("250000", "250000")),
        (price("0"), history("250000", "250000")),
        (volume("25000"), history("250000", "250000")),
    ],
    ids=["a rise", "one level", "unsteady", "none", "another grade", "another currency",
         "another unit", "no unit", "a premium", "nought", "a volume"],
)  # fmt: skip
def test_no_slip_without_a_history_to_compare(fact: Fact, before: list[Level]) -> None:
    """Only the same series, in units that compare, told alike at least twice."""
    assert slips(fact, before) == []


@given(st.decimals("0.01", "1e7", places=2), st.decimals("0.4", "2.5", places=2))
def test_a_market_that_moves_is_no_slip(level: Decimal, moved: Decimal) -> None:
    """Neither halving nor doubling looks like a slip."""
    assert slips(price(str(level * moved)), history(str(level), str(level))) == []


def test_figures_told_differently_stand_side_by_side() -> None:
    """Both values, the flash that has the other, and no finding where they agree."""
    at = Flash("a", "t", "", NOW, "en")
    here: list[Fact] = [price("250000"), volume("4000")]
    there: list[Fact] = [price("251000"), volume("4000")]
    told = Told("b", 1, event_keys(at, there, Names()))

    (finding,) = find_conflicts(here, keys_of_each(at, here, Names()), [told])

    assert (finding.kind, finding.fact) == (FindingKind.CONFLICT, 0)
    assert finding.inputs == {"here": "250000 CNY/t", "there": "251000 CNY/t", "flash": "b"}


async def take(store: Store, body: str, day: int, hour: int = 9) -> Outcome:
    note = f"Tin on day {day} {hour} (Sample)\nMar {day}, 2030 {hour:02}:00\n{body}"
    (outcome,) = await ingest(
        raw(note), store=store, lexicon=load_lexicon(), renderer=load_renderer(), now=NOW
    )
    return outcome


@pytest.mark.parametrize("language", ["en", "zh"])
async def test_the_main_line_marks_a_slip(store: Store, language: str) -> None:
    """Read against what is stored, kept with the fact, shown in the briefing; the fact stays."""
    for day, level in enumerate(("250,000", "251,000", "250,500", "25,100"), 2):
        outcome = await take(store, f"SMM tin ingot was quoted at {level} yuan/mt.", day)

    async with store.read() as conn:
        newest = (await find_facts(conn, kinds=["prices"]))[0]
        text = load_renderer().briefing(await brief_event(conn, outcome.event_id or 0), language)  # type: ignore[arg-type]
    assert [one.kind for one in newest.findings] == [FindingKind.SCALE_SLIP]
    assert newest.fact.low == Decimal(25100)  # type: ignore[union-attr]
    assert "⁉️" in text
    assert "250,500 CNY/t" in text


async def test_the_main_line_shows_a_conflict(store: Store) -> None:
    """Two sources agree on one figure and not on the other: two events, the other value shown."""
    said = "SMM tin ingot was quoted at 250,000 yuan/mt. Zinc ingot was quoted at {} yuan/mt."
    first = await take(store, said.format("25,000"), 5, 9)
    body = "Zinc ingot stood at 25,300 yuan/mt, while SMM tin ingot stood at 250,000 yuan/mt."
    second = await take(store, body, 5, 10)

    assert first.event_id != second.event_id
    async with store.read() as conn:
        found = await find_facts(conn, kinds=["prices"])
        text = load_renderer().briefing(await brief_event(conn, second.event_id or 0), "en")
    kinds = [f.kind for one in found if one.event_id == second.event_id for f in one.findings]
    assert kinds == [FindingKind.CONFLICT]
    assert "25000 CNY/t" in text
