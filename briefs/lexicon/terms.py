"""The values of the lexicon: a term, where it stands in a text, how it was found by name."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, NamedTuple


class TermKind(StrEnum):
    """What a term is. The order is the order in which terms that share a name are given."""

    MATERIAL = "material"
    CONTRACT = "contract"
    COMPANY = "company"
    AGENCY = "agency"
    HOUSE = "house"
    VENUE = "venue"
    SECTOR = "sector"
    PLACE = "place"
    UNIT = "unit"


@dataclass(frozen=True, slots=True)
class Term:
    """One entry. `aliases` are as people write them, without the marks of the data files."""

    id: str
    kind: TermKind
    name: str  # canonical English
    name_zh: str
    aliases: tuple[str, ...]
    parents: tuple[str, ...]  # ids of the groups it belongs to
    units: tuple[str, ...]  # usual units, "CNY/t" first
    code: str | None  # ticker or contract code
    venue: str | None  # exchange of the code
    source: str


class Mention(NamedTuple):
    """A term read in a text: `text == original[start:end]`."""

    term: Term
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A term found by name; `score` is 0…100, 100 for an exact name."""

    term: Term
    score: float
    how: Literal["exact", "fuzzy"]
