"""A price level in the making: what a sentence has told of it so far."""

from __future__ import annotations

from dataclasses import dataclass

from briefs.extract.numbers import Number
from briefs.extract.price_roles import Placed
from briefs.extract.subject_naming import Subject
from briefs.types import Direction


@dataclass(slots=True)
class Draft:
    """A level in the making."""

    number: Number
    subject: Subject
    unit: str | None
    left: str  # the words between the subject, or the last level, and the number
    since: int  # where those words begin
    changes: list[Placed]
    previous: Number | None = None
    direction: Direction | None = None
    premium: bool = False
    negative: bool = False
    until: int = 0
    begin: int = 0  # where the words since the last level begin
