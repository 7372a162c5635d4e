"""What extraction has reached on labelled flashes, it keeps: docs/accuracy.md has the figures."""

from __future__ import annotations

import pytest

from briefs.lexicon import Lexicon, load_lexicon
from tests.accuracy.score import LABELLED, Score, load, score

#: Precision and recall that no change may fall below, over the sets labelled for every kind.
FLOORS = {
    "prices": (0.96, 0.96),
    "moves": (0.92, 0.90),
    "volumes": (0.94, 0.92),
    "policies": (0.93, 0.93),
    "risks": (0.93, 0.95),
    "deals": (0.95, 0.92),
    "opinions": (0.93, 0.90),
}
SETS = ("rare_earths", "base_metals", "battery_ferrous", "policy", "chinese")


#: Of everything together, on the second set: its opened half, and the half no rule was written on.
SECOND = {"second_opened": (0.94, 0.92), "second_held_back": (0.87, 0.83)}


@pytest.fixture(scope="module")
def reached() -> Score:
    lexicon: Lexicon = load_lexicon()
    return score(load([LABELLED / f"{name}.jsonl" for name in SETS]), lexicon)


@pytest.mark.parametrize("kind", FLOORS)
def test_a_kind_keeps_what_it_has_reached(reached: Score, kind: str) -> None:
    """Neither precision nor recall of a kind falls below its floor."""
    precision, recall = FLOORS[kind]
    assert reached.kinds[kind].precision >= precision
    assert reached.kinds[kind].recall >= recall


def test_every_fact_quotes_its_flash(reached: Score) -> None:
    """No fact is printed whose quote does not stand in the flash."""
    assert reached.unquoted == 0


def test_stated_attributes_of_prices_are_right(reached: Score) -> None:
    """Change, percent, direction, previous level, venue and date, where the label states one."""
    counts = reached.attributes.values()
    assert sum(c.right for c in counts) >= 0.95 * sum(c.labelled for c in counts)


@pytest.mark.parametrize("name", SECOND)
def test_flashes_of_other_hands_are_read_as_well_as_before(name: str) -> None:
    """Precision and recall of all kinds together do not fall on the second labelled set."""
    whole = score(load([LABELLED / f"{name}.jsonl"]), load_lexicon())
    right, read, labelled = (
        sum(getattr(count, part) for count in whole.kinds.values())
        for part in ("right", "read", "labelled")
    )
    precision, recall = SECOND[name]
    assert right >= precision * read
    assert right >= recall * labelled
    assert whole.unquoted == 0
