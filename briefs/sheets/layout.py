"""How sheets are laid out: data/price_sheets.toml and the operator's own, checked when loaded."""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import Any, Final

from briefs.errors import LayoutError
from briefs.types import PriceKind

DATA: Final = Path(__file__).parents[1] / "data" / "price_sheets.toml"
OWN: Final = Path("price_sheets.toml")  # in the folder the bot runs in, as sources.toml
ORDERS: Final[Mapping[str, bool]] = {"day first": True, "month first": False}


class Field(StrEnum):
    """What a column holds."""

    DATE = "date"
    MATERIAL = "material"
    SPECIFICATION = "specification"
    LOW = "low"
    HIGH = "high"
    AVERAGE = "average"
    RANGE = "range"
    CLOSE = "close"
    CHANGE = "change"
    PERCENT = "percent"
    FLAT = "flat"  # a change that is none, in a word
    PREVIOUS = "previous"
    UNIT = "unit"
    VENUE = "venue"
    PUBLISHER = "publisher"


LEVELS: Final = (Field.LOW, Field.HIGH, Field.AVERAGE, Field.RANGE, Field.CLOSE)
AMOUNTS: Final = (*LEVELS, Field.CHANGE, Field.PREVIOUS)


KEYS: Final = frozenset(
    ("name", "publisher", "material", "wide", "unit", "dates", "decimal", "push")
)


@dataclass(frozen=True, slots=True)
class Custom:
    """What an operator says of sheets of a name; None where the sheet itself shall tell."""

    name: str = "*"
    publisher: str | None = None
    material: str | None = None
    wide: bool = False
    unit: str | None = None
    day_first: bool | None = None
    decimal: str | None = None
    push: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """The lists of the file, folded."""

    headers: Mapping[str, Field]
    empty: frozenset[str]
    flat: frozenset[str]
    kinds: Mapping[str, PriceKind]
    sheets: tuple[Custom, ...]

    def field_of(self, head: str) -> Field | None:
        return self.headers.get(fold_head(head))

    def is_empty(self, cell: str) -> bool:
        return _fold_cell(cell) in self.empty

    def is_flat(self, cell: str) -> bool:
        """Whether a cell of a change says that there was none."""
        return _fold_cell(cell) in self.flat

    def kind_of(self, name: str) -> PriceKind:
        """What a price of that name is: a spot price unless a word says otherwise."""
        plain = unicodedata.normalize("NFKC", name).casefold()
        spaced = f" {plain.replace('(', ' ').replace(')', ' ').replace(',', ' ')} "
        for word, kind in self.kinds.items():
            if (f" {word} " in spaced) if word.isascii() else word in plain:
                return kind
        return PriceKind.SPOT

    def custom(self, *names: str) -> Custom:
        """What is said of a sheet by the first pattern that one of its names matches."""
        folded = [name.casefold() for name in names]
        for one in self.sheets:
            if any(fnmatchcase(name, one.name.casefold()) for name in folded):
                return one
        return Custom()


def fold_head(head: str) -> str:
    """The head of a column as the lists compare it: letters, digits, "%", "+" and "/" only."""
    plain = unicodedata.normalize("NFKC", head).casefold()
    return "".join(sign for sign in plain if sign.isalnum() or sign in "%+/-")


def _fold_cell(cell: str) -> str:
    return " ".join(cell.split()).casefold()


@cache
def load_layout(path: Path = DATA, own: Path = OWN) -> Layout:
    """Ours, and what the operator's file adds, whose sheets go first.

    Raises LayoutError naming the file and what is wrong with it.
    """
    lists = _read(path)
    more = _read(own) if own.exists() else {}
    try:
        heads = [*lists["headers"].items(), *more.get("headers", {}).items()]
        return Layout(
            headers=_headers(heads),
            empty=frozenset(map(_fold_cell, lists["empty"]["cells"])),
            flat=frozenset(map(_fold_cell, lists["flat"]["cells"])),
            kinds={
                word: PriceKind(kind) for kind, words in lists["kinds"].items() for word in words
            },
            sheets=tuple(map(_custom, (*more.get("sheets", ()), *lists.get("sheets", ())))),
        )
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise LayoutError(f"{own if more else path}: {error}") from error


def _read(path: Path) -> Mapping[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise LayoutError(f"{path}: {error}") from error


def _headers(lists: Iterable[tuple[str, Iterable[str]]]) -> Mapping[str, Field]:
    headers: dict[str, Field] = {}
    for name, heads in lists:
        for head in heads:
            known = headers.setdefault(fold_head(head), Field(name))
            if known != name:
                raise ValueError(f'"{head}" stands under both {known} and {name}')
    return headers


def _custom(table: Mapping[str, Any]) -> Custom:
    if unknown := table.keys() - KEYS:
        raise ValueError(f"a sheet has no {', '.join(sorted(unknown))}")
    dates, decimal = table.get("dates"), table.get("decimal")
    if dates is not None and dates not in ORDERS:
        raise ValueError(f'dates = "{dates}": write "day first" or "month first"')
    if decimal not in (None, ".", ","):
        raise ValueError(f'decimal = "{decimal}": write "." or ","')
    return Custom(
        name=table["name"],
        publisher=table.get("publisher"),
        material=table.get("material"),
        wide=bool(table.get("wide", False)),
        unit=table.get("unit"),
        day_first=None if dates is None else ORDERS[dates],
        decimal=decimal,
        push=bool(table.get("push", False)),
    )
