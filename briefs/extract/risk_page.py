"""What the rules of risks share: a flash with the words that tell of danger and of harm."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from briefs.extract.cues import Cue, between
from briefs.extract.reading import Reading
from briefs.extract.sentences import Sentence
from briefs.extract.whole_cues import whole_cues

Spans = Iterator[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class RiskPage:
    reading: Reading
    lowered: str
    cues: list[Cue]
    adverse: list[Cue]

    def harms(self, start: int, end: int, *senses: str) -> bool:
        """Does a word of one of these senses begin in `start:end`?"""
        return any(cue.sense in senses for cue in between(self.adverse, start, end))


Finder = Callable[[RiskPage, Sentence, Cue], Spans]


def risk_page(reading: Reading) -> RiskPage | None:
    """The page, None for a flash without a word of danger; the rules read it one after another."""
    return reading.once("risks.page", lambda: _new_page(reading))


def _new_page(reading: Reading) -> RiskPage | None:
    cues = whole_cues(reading, "risk_cues", month=False)
    if not cues:
        return None
    return RiskPage(reading, reading.lowered, cues, whole_cues(reading, "adverse"))
