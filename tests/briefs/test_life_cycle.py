"""A policy is one thing over time: every stage with its dates and tellings, repeats left out."""

from __future__ import annotations

from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from briefs.ingest import ingest
from briefs.lexicon import load_lexicon
from briefs.life_cycle import changes, life_cycle, policy_timeline
from briefs.render import load_renderer
from briefs.store import Store
from briefs.types import Found, PolicyStatus
from tests.support.facts import policy, price
from tests.support.pages import raw

RUMOURED, CONSULTATION, ANNOUNCED = list(PolicyStatus)[:3]
EFFECTIVE, SUSPENDED, ENDED = list(PolicyStatus)[3:]
BAN = "nickel ore export ban"


def told(status: PolicyStatus, month: int, title: str = BAN, **more: object) -> Found:
    at = datetime(2030, month, 1, 10, tzinfo=UTC)
    return Found(
        fact=policy(title, status, agency=more.pop("agency", "Indonesia"), **more),
        flash_id=f"f-{month}-{status}",
        title=title,
        publisher=None,
        published_at=at,
        url=None,
        event_id=None,
    )


LIFE = [
    told(RUMOURED, 1),
    told(CONSULTATION, 2, "proposed ban on exports of nickel ore"),
    told(ANNOUNCED, 3, effective_date=date(2030, 5, 1), date=date(2030, 2, 27)),
    told(ANNOUNCED, 4, effective_date=date(2030, 5, 1)),
    told(SUSPENDED, 7, date=date(2030, 6, 30)),
    told(EFFECTIVE, 9, effective_date=date(2030, 9, 1)),
    told(ENDED, 12),
]


def test_a_whole_life_in_order() -> None:
    """Each status once, in order, with its own telling; the fourth repeats the third."""
    (line,) = life_cycle(LIFE)

    statuses = [stage.status for stage in line.stages]
    assert statuses == [RUMOURED, CONSULTATION, ANNOUNCED, SUSPENDED, EFFECTIVE, ENDED]
    assert [len(stage.told) for stage in line.stages] == [1, 1, 2, 1, 1, 1]
    assert line.repeats == 1
    assert set(line.names) == {BAN, "proposed ban on exports of nickel ore"}


def test_where_it_stood_on_a_day() -> None:
    """An announced day in force makes it effective when it comes, without a further telling."""
    (line,) = life_cycle(LIFE)

    days = [(1, 1), (2, 26), (2, 27), (4, 30), (5, 1), (6, 29), (6, 30), (9, 1), (12, 31)]
    stood = [line.status_at(date(2030, *day)) for day in days]
    assert stood == [
        RUMOURED, CONSULTATION, ANNOUNCED, ANNOUNCED, EFFECTIVE, EFFECTIVE, SUSPENDED, EFFECTIVE,
        ENDED,
    ]  # fmt: skip
    assert line.status_at(date(2029, 12, 31)) is None


def test_a_change_of_status_is_the_news() -> None:
    """What it was before stands beside what it is, with the telling that said so."""
    (line,) = life_cycle(LIFE[:4])

    assert [(before, stage.status) for before, stage in changes(line)] == [
        (None, RUMOURED), (RUMOURED, CONSULTATION), (CONSULTATION, ANNOUNCED),
    ]  # fmt: skip
    assert line.stages[-1].news is LIFE[2]


def test_a_postponement_is_news_though_the_status_stays() -> None:
    """Another day in force is another stage; the day that holds is the newer one."""
    later = told(ANNOUNCED, 4, effective_date=date(2030, 11, 1))
    (line,) = life_cycle([LIFE[2], later])

    assert [stage.effective_date for stage in line.stages] == [date(2030, 5, 1), date(2030, 11, 1)]
    assert line.status_at(date(2030, 6, 1)) is ANNOUNCED
    assert line.status_at(date(2030, 11, 1)) is EFFECTIVE


def test_a_look_back_changes_nothing() -> None:
    """Background in a later flash ("the ban, first proposed in …") is no step back."""
    (line,) = life_cycle([LIFE[2], told(CONSULTATION, 8, date=date(2030, 1, 15))])

    assert [stage.status for stage in line.stages] == [CONSULTATION, ANNOUNCED]
    assert line.status_at(date(2030, 8, 2)) is EFFECTIVE


def test_similar_policies_stay_apart() -> None:
    """Another country, another act: three timelines."""
    others = [
        told(ANNOUNCED, 3, agency="Philippines"),
        told(ANNOUNCED, 3, "nickel ore export quota"),
    ]

    assert len(life_cycle([*LIFE, *others])) == 3


@given(st.lists(st.sampled_from([*LIFE, told(ANNOUNCED, 3, "copper import tariff")]), max_size=8))
def test_no_telling_is_lost(found: list[Found]) -> None:
    """Every telling stands in exactly one stage, whatever the order they come in."""
    lines = life_cycle(found)

    assert sum(len(stage.told) for line in lines for stage in line.stages) == len(found)
    assert lines == life_cycle(list(reversed(found)))


def test_other_facts_are_no_policies() -> None:
    """They are passed over."""
    one = told(ANNOUNCED, 3)
    other = Found(price("1"), "f", "t", None, None, None, None)

    assert life_cycle([other]) == ()
    assert len(life_cycle([other, one])) == 1


async def test_stored_flashes_make_a_timeline(store: Store) -> None:
    """Draft in one flash, in force in another: one policy, found by its metal."""
    lexicon, renderer = load_lexicon(), load_renderer()
    notes = (
        "Cobalt (Sample)\nFeb 20, 2030 10:00\nThe Democratic Republic of Congo will ban cobalt "
        "exports from March 1, 2030, the government said on February 19, 2030.",
        "Cobalt again (Sample)\nMar 2, 2030 10:00\nThe DRC's cobalt export ban took effect on "
        "March 1, 2030.",
    )
    for note in notes:
        await ingest(
            raw(note), store=store, lexicon=lexicon, renderer=renderer,
            now=datetime(2030, 3, 3, tzinfo=UTC),
        )  # fmt: skip
    async with store.read() as conn:
        lines = await policy_timeline(conn, lexicon=lexicon, terms=["cobalt"])

    assert [[stage.status for stage in line.stages] for line in lines] == [[ANNOUNCED, EFFECTIVE]]
    assert lines[0].status_at(date(2030, 3, 5)) is EFFECTIVE
