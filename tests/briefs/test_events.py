"""One event told twice is one event; another number is another story."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from briefs.event_keys import event_keys
from briefs.event_slots import Names
from briefs.events import Place, join_event
from briefs.marks import marks_of
from briefs.same_event import contradict, tell_the_same
from briefs.store import Store, events, flashes
from briefs.store.events import save_keys
from briefs.store.flashes import save_flash
from briefs.store.raws import keep_raw
from briefs.types import Fact, Flash, PolicyStatus
from tests.support.facts import deal, move, policy, price, volume
from tests.support.pages import raw

NOW = datetime(2030, 3, 5, 10, 0, tzinfo=UTC)
LOAN = deal("120000000", "Sample Tin Corp", "Demo Development Bank")


def flash(title: str, minutes: int = 0) -> Flash:
    at = NOW + timedelta(minutes=minutes)
    return Flash(id=f"{title} {minutes}", title=title, body="", published_at=at, language="en")


def keys(*facts: Fact) -> frozenset[str]:
    return event_keys(flash("any"), facts, Names())


async def tell(store: Store, title: str, facts: Sequence[Fact], *, minutes: int = 0) -> Place:
    """Store a telling as the main line does."""
    one = flash(title, minutes)
    marks, known_by = marks_of(one.title, one.body), event_keys(one, facts, Names())
    async with store.begin() as conn:
        raw_id = await keep_raw(conn, raw(one.id))
        alike = await flashes.alike(conn, one, marks, now=NOW)
        place = await join_event(conn, one, known_by, marks, alike, now=NOW)
        await save_flash(
            conn, one, raw_id=raw_id, event_id=place.event_id, marks=marks, unread=(), now=NOW
        )
        await save_keys(conn, known_by, flash_id=one.id, event_id=place.event_id)
    return place


async def test_a_deal_told_by_another_source_is_one_event(store: Store) -> None:
    """Same amount, same party: one event with two sources, whatever else either of them adds."""
    first = await tell(store, "Bank lends", [LOAN, volume("4000")])
    more: list[Fact] = [deal("120000000", "SAMPLE TIN CORP"), price("250000")]
    second = await tell(store, "Producer gets a loan", more, minutes=1)

    assert (first.new, second.new) == (True, False)
    assert first.event_id == second.event_id
    async with store.read() as conn:
        event = await events.get_event(conn, first.event_id)
        lines = await events.tellings(conn, first.event_id)
    assert event is not None
    assert event.sources == 2
    assert [line.flash_id for line in lines] == ["Bank lends 0", "Producer gets a loan 1"]


async def test_another_amount_is_another_event(store: Store) -> None:
    """The same parties, other money."""
    first = await tell(store, "Bank lends", [LOAN])
    second = await tell(store, "Bank lends again", [deal("90000000", *LOAN.parties)], minutes=1)

    assert first.event_id != second.event_id
    assert second.corrects is None


async def test_the_same_words_with_another_number_are_a_correction(store: Store) -> None:
    """Kept apart, and linked to what they correct."""
    first = await tell(store, "Bank lends $120 million to Sample Tin", [LOAN])
    second = await tell(
        store,
        "Bank lends $130 million to Sample Tin",
        [deal("130000000", *LOAN.parties)],
        minutes=20,
    )

    assert second.new
    assert second.corrects == first.event_id


async def test_words_corrected_where_nothing_was_read(store: Store) -> None:
    """Without facts the words alone must do."""
    first = await tell(store, "Queue at the sample port: 12 ships", [])
    second = await tell(store, "Queue at the sample port: 14 ships", [], minutes=5)

    assert second.corrects == first.event_id


@pytest.mark.parametrize(
    ("title", "facts", "minutes"),
    [
        ("Tin at 251,000 yuan on March 6", [price("251000", day=6)], 60),
        ("Tin at 251,000 yuan on March 5", [price("251000")], 24 * 60),
        ("Zinc at 25,000 yuan on March 5", [price("25000", commodity="zinc")], 60),
    ],
    ids=["another day", "a day later", "another metal"],
)
async def test_the_next_note_in_the_same_words_is_no_correction(
    store: Store, title: str, facts: Sequence[Fact], minutes: int
) -> None:
    """A daily note says the same every day, with other numbers."""
    await tell(store, "Tin at 250,000 yuan on March 5", [price("250000")])

    assert (await tell(store, title, facts, minutes=minutes)).corrects is None


async def test_a_look_back_is_news_of_its_own(store: Store) -> None:
    """A week later the same deal is told in another story."""
    first = await tell(store, "Bank lends", [LOAN])
    later = await tell(store, "A year of loans", [LOAN], minutes=7 * 24 * 60)

    assert first.event_id != later.event_id


async def test_words_alone_join_nothing(store: Store) -> None:
    """The same headline without a fact in common is no evidence."""
    first = await tell(store, "Tin rises", [move("1.0")])
    second = await tell(store, "Tin rises", [move(None)], minutes=1)

    assert first.event_id != second.event_id


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ([price("250000")], [price("250000.0")], True),
        ([price("250000")], [price("250000", day=6)], False),
        ([price("250000")], [price("250001")], False),
        ([price("250000")], [price(f"{n}", commodity=f"m{n}") for n in (1, 2, 3)], False),
        (
            [price("250000")],
            [price("250000"), *(price(f"{n}", commodity=f"m{n}") for n in (1, 2, 3))],
            False,
        ),
        ([LOAN], [deal("120000000", "demo development bank")], True),
        ([LOAN], [deal("120000000", "Another Bank")], False),
        ([LOAN, volume("4000")], [LOAN, volume("5000")], False),
        ([LOAN, volume("4000")], [LOAN, volume("4000"), volume("5000")], True),
        ([deal(None, "Sample Tin Corp")], [deal(None, "Sample Tin Corp")], False),
        (
            [policy("Sample Rules", PolicyStatus.CONSULTATION)],
            [policy("sample  rules", PolicyStatus.CONSULTATION)],
            True,
        ),
        (
            [policy("Sample Rules", PolicyStatus.CONSULTATION)],
            [policy("Sample Rules", PolicyStatus.EFFECTIVE)],
            False,
        ),
        ([move("1.5")], [move("1.50")], True),
        ([move("1.5")], [move("-1.5")], False),
        ([], [], False),
    ],
)
def test_texts_tell_the_same_by_entity_value_and_day(
    one: list[Fact], other: list[Fact], same: bool
) -> None:
    """Half of what both state must be shared, or one deal; nothing may contradict."""
    assert tell_the_same(keys(*one), keys(*other)) is same
    assert tell_the_same(keys(*other), keys(*one)) is same


def test_a_large_amount_has_one_key() -> None:
    """1E+8 and 100,000,000 are the same money."""
    assert keys(deal("1E+8", "A")) == keys(deal(str(Decimal(10) ** 8), "A"))


def test_a_text_does_not_contradict_itself() -> None:
    """Two values of one slot in one text are a range of things said, not a dispute."""
    told = keys(volume("4000"), volume("6000"))

    assert not contradict(told, told)
