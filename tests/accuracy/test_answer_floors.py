"""What answering has reached on the questions of this repository, it keeps: docs/answers.md."""

from __future__ import annotations

import asyncio

import pytest

from tests.accuracy.answers import QUESTIONS, SETS, Marks, score_answers
from tests.accuracy.score import LABELLED, load

#: Share that is right, and that is refused of what cannot be answered, no change may fall below.
FLOORS = {"opened": (0.96, 0.97), "held_back": (0.79, 0.9)}


@pytest.fixture(scope="module")
def reached() -> dict[str, Marks]:
    questions = {name: load([QUESTIONS / f"{name}.jsonl"]) for name in FLOORS}
    flashes = load([LABELLED / f"{name}.jsonl" for name in SETS])
    every = asyncio.run(
        score_answers(flashes, [one for some in questions.values() for one in some])
    )
    opened = len(questions["opened"])
    return {"opened": Marks(every.verdicts[:opened]), "held_back": Marks(every.verdicts[opened:])}


@pytest.mark.parametrize("name", FLOORS)
def test_a_set_keeps_what_it_has_reached(reached: dict[str, Marks], name: str) -> None:
    """Neither right answers nor honest refusals fall below their floor."""
    right, refused = FLOORS[name]
    assert reached[name].share() >= right
    assert reached[name].share(answerable=False) >= refused


@pytest.mark.parametrize("name", FLOORS)
def test_no_answer_has_a_number_without_a_source(reached: dict[str, Marks], name: str) -> None:
    """Each stands in the question, in a cited sentence, or is computed with its inputs."""
    assert reached[name].stray == []
