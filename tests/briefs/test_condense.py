"""What is one, what is two, what comes first, and which sentence proves it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from briefs.condense import condense
from briefs.types import Briefing, Deal, Found, Item, Move, Price, PriceKind
from tests.support.rare_earths import STALE, TOLD, found, oxide, rich, said

LOAN = Deal(
    parties=("Gamma", "Delta Bank"),
    kind="financing",
    amount=Decimal(9),
    currency="USD",
    **said("A loan."),
)


def digest(tellings: list[Found]) -> Briefing:
    return condense(tellings, since=TOLD - timedelta(2), until=TOLD)


def levels(items: tuple[Item, ...]) -> list[Decimal]:
    return [item.fact.low for item in items if isinstance(item.fact, Price)]


def subjects(briefing: Briefing) -> list[str]:
    items = briefing.sections[0].items
    return [item.fact.subject for item in items if isinstance(item.fact, Move)]


def test_a_flash_keeps_its_sections_in_order() -> None:
    """Prices, policies, movers, deals, risks and views; targets are apart from prices."""
    kinds = [section.kind for section in condense(rich()).sections]
    assert kinds == ["prices", "policies", "moves", "deals", "risks", "opinions", "forecasts"]


def test_a_target_is_no_price() -> None:
    """A forecast of the same metal never stands among its prices."""
    target = oxide("600000", kind=PriceKind.FORECAST)
    sections = condense([found(oxide()), found(target)]).sections
    assert [len(section.items) for section in sections] == [1, 1]


def test_the_same_deal_told_twice_is_one_with_a_repeat() -> None:
    """Another order of parties, or one party more, is the same loan."""
    fuller = replace(LOAN, parties=("Delta Bank", "Gamma", "Epsilon"))
    briefing = condense([found(LOAN), found(fuller, flash_id="f2")])
    (item,) = briefing.sections[0].items
    assert (item.repeats, briefing.repeats) == (1, 1)


def test_deals_of_one_size_between_others_stay_two() -> None:
    """Equal sums without a common party are two deals."""
    other = replace(LOAN, parties=("Zeta", "Eta"))
    assert len(condense([found(LOAN), found(other, flash_id="f2")]).sections[0].items) == 2


def test_a_price_of_another_value_is_not_merged() -> None:
    """Two values are both shown, never averaged."""
    sections = condense([found(oxide("1")), found(oxide("2"), flash_id="f2")]).sections
    assert levels(sections[0].items) == [Decimal(1), Decimal(2)]


def test_the_fullest_telling_is_shown() -> None:
    """A telling with the change is shown before one that gives the level alone."""
    bare = oxide(change=None, change_pct=None, direction=None)
    (item,) = condense([found(bare), found(oxide(), flash_id="f2")]).sections[0].items
    assert item.fact == oxide()
    assert item.repeats == 1


def test_saying_a_thing_twice_in_one_flash_is_no_repeat() -> None:
    """Repeats count tellings, and one flash is one telling."""
    assert condense([found(LOAN), found(LOAN)]).repeats == 0


def test_a_digest_shows_the_latest_of_a_series() -> None:
    """The newest value is shown whatever the order, earlier ones are counted."""
    early = found(oxide("1", date=None), flash_id="f2", published_at=TOLD - timedelta(1))
    (item,) = digest([early, found(oxide("2"))]).sections[0].items
    assert (levels((item,)), item.repeats) == ([Decimal(2)], 1)


def test_an_update_by_one_publisher_replaces_its_earlier_value() -> None:
    """What the same wire says later that day is news, not a contradiction."""
    later = found(oxide("2"), flash_id="f2", published_at=TOLD + timedelta(hours=1))
    (item,) = digest([found(oxide("1")), later]).sections[0].items
    assert levels((item,)) == [Decimal(2)]


def test_contradictions_stand_side_by_side() -> None:
    """Two wires that differ on a day are both shown, one after the other."""
    other = found(oxide("2", change_pct=None), flash_id="f2", publisher="Other")
    between = found(oxide("3", commodity="tin", change_pct=Decimal("1.005")), flash_id="f3")
    (prices,) = digest([found(oxide("1")), between, other]).sections
    assert levels(prices.items) == [Decimal(1), Decimal(2), Decimal(3)]


def test_a_digest_is_ranked_and_a_flash_is_not() -> None:
    """A period puts the larger move first; a flash keeps its editor's order."""
    moves = [
        Move(subject=s, mention=s, change_pct=Decimal(p), **said(s))
        for s, p in (("a", "1"), ("b", "-7"))
    ]
    tellings = [found(move) for move in moves]
    ranked, kept = digest(tellings), condense(tellings)
    assert subjects(ranked) == ["b", "a"]
    assert subjects(kept) == ["a", "b"]


def test_evidence_is_numbered_once_a_sentence_from_one() -> None:
    """Facts of one sentence share its number, in the order they are shown."""
    briefing = condense(rich())
    numbers = [n for section in briefing.sections for item in section.items for n in item.evidence]
    assert numbers == [1, 2, 3, 4, 5, 6, 6, 7, 1]
    assert [citation.quote for citation in briefing.evidence][-1] == "House is sure."


def test_a_stale_claim_told_by_two_is_said_once() -> None:
    """The same reason is not repeated at the foot."""
    tellings = [found(oxide(), STALE), found(LOAN, STALE, flash_id="f2")]
    assert condense(tellings).findings == (STALE,)


def test_every_teller_is_a_source() -> None:
    """Sources are all tellings, each once, first told first."""
    sources = condense([found(oxide()), found(LOAN), found(LOAN, flash_id="f2")]).sources
    assert [source.flash_id for source in sources] == ["f1", "f2"]


def test_nothing_gives_an_empty_briefing() -> None:
    """No facts, no sections, no error."""
    assert condense([], headline="Quiet").sections == ()
