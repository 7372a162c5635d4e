"""What can be wrong with a typed filter, and where."""

from __future__ import annotations

from enum import StrEnum

from briefs.errors import BriefsError


class Problem(StrEnum):
    """Each has its sentence in the bot's catalogs, as `filter-…`."""

    EMPTY = "empty"
    TOO_LONG = "too-long"
    TOO_DEEP = "too-deep"
    NAME = "name"  # not in the lexicon
    AMBIGUOUS = "ambiguous"
    FIELD = "field"  # no such word before the colon
    VALUE = "value"  # no such word behind it
    NUMBER = "number"  # a comparison that cannot be read
    RHYTHM = "rhythm"
    UNEXPECTED = "unexpected"  # a sign where none can stand
    UNFINISHED = "unfinished"  # more has to follow


class FilterError(BriefsError):
    """What was typed is no filter: show the word at `start` to `end`, and what is near to it."""

    def __init__(
        self, problem: Problem, start: int, end: int, word: str = "", nearest: tuple[str, ...] = ()
    ) -> None:
        self.problem, self.start, self.end = problem, start, end
        self.word, self.nearest = word, nearest
        hint = f"; did you mean {' or '.join(nearest)}?" if nearest else ""
        super().__init__(f"{problem.value} at character {start + 1}: {word!r}{hint}")
