"""What a chart shows, as a value: lines in panels, marks on the time axis, and its words.

`briefs.charts.draw` makes the picture; two of one `digest` are the same picture.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import date
from typing import Final

DRAWING: Final = 1  # of how charts are drawn: another number, and all are drawn anew


@dataclass(frozen=True, slots=True)
class Dot:
    """A day of a line. Plain floats: a picture is as exact as its pixels."""

    day: date
    low: float
    high: float

    @property
    def middle(self) -> float:
        return (self.low + self.high) / 2


@dataclass(frozen=True, slots=True)
class Line:
    """`stretches` are drawn apart; `stray`: other tellings of a day; `label` stands above."""

    label: str
    stretches: tuple[tuple[Dot, ...], ...]
    stray: tuple[Dot, ...] = ()


@dataclass(frozen=True, slots=True)
class Panel:
    """Lines on one axis."""

    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """Something that happened on a day, by its number; what it was stands below the panels."""

    number: int
    day: date
    text: str


@dataclass(frozen=True, slots=True)
class Picture:
    """`first` and `last` are the days asked for; `notes` stand below, `footer` last of all."""

    title: str
    panels: tuple[Panel, ...]
    first: date
    last: date
    marks: tuple[Mark, ...]
    notes: tuple[str, ...]
    footer: str
    chinese: bool = False  # days and months in Chinese
    dark: bool = False

    @property
    def digest(self) -> str:
        """The same for the same picture, whenever and wherever it is drawn."""
        content = json.dumps([DRAWING, asdict(self)], default=str, sort_keys=True)
        return hashlib.sha256(content.encode()).hexdigest()
