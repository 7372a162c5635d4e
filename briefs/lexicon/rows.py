"""Reading the data files: rows with their file and line, and what is wrong with them."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from briefs.lexicon.terms import Term, TermKind

COLUMNS = ("id", "name", "name_zh", "aliases", "parents", "units", "code", "venue", "source")
FILES: tuple[tuple[str, TermKind], ...] = (
    ("materials.csv", TermKind.MATERIAL),
    ("contracts.csv", TermKind.CONTRACT),
    ("companies.csv", TermKind.COMPANY),
    ("agencies.csv", TermKind.AGENCY),
    ("houses.csv", TermKind.HOUSE),
    ("venues.csv", TermKind.VENUE),
    ("sectors.csv", TermKind.SECTOR),
    ("places.csv", TermKind.PLACE),
    ("units.csv", TermKind.UNIT),
)
EXACT_MARK = "="  # read in text only in exactly this case
FIND_MARK = "?"  # read in text only before a signed percentage or after its exchange
SHARED_MARK = "~"  # another term has the first claim; `find` offers both


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong in a data file, told so that it can be put right."""

    file: str
    line: int
    text: str

    def __str__(self) -> str:
        return f"{self.file}, line {self.line}: {self.text}"


class Alias(NamedTuple):
    """One written form of a term and how far it may be trusted in running text."""

    text: str
    exact: bool = False
    find_only: bool = False
    shared: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """A term, its marked aliases (its two names among them) and where it is written."""

    term: Term
    aliases: tuple[Alias, ...]
    file: str
    line: int


def read_alias(raw: str) -> Alias:
    """`=MT`, `?X`, `~China Rare Earth` or plain."""
    if raw[:1].isalnum():
        return Alias(raw.strip())
    marks = raw[: len(raw) - len(raw.lstrip(EXACT_MARK + FIND_MARK + SHARED_MARK))]
    return Alias(
        text=raw[len(marks) :].strip(),
        exact=EXACT_MARK in marks,
        find_only=FIND_MARK in marks,
        shared=SHARED_MARK in marks,
    )


def split_values(cell: str) -> tuple[str, ...]:
    """The values of a cell, '|' between them; an empty cell has none."""
    return tuple(value.strip() for value in cell.split("|")) if cell.strip() else ()


def read_rows(path: Path, problems: list[Problem]) -> Iterator[tuple[int, list[str]]]:
    """Line number and cells of every row. A wrong header or row length is a problem, not a row."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.reader(file)
        header = next(reader, [])
        if tuple(header) != COLUMNS:
            wanted = ",".join(COLUMNS)
            problems.append(Problem(path.name, 1, f"the header row must be {wanted}"))
            return
        for cells in reader:
            if not any(cells):
                continue
            if len(cells) != len(COLUMNS):
                text = f"{len(cells)} columns, {len(COLUMNS)} wanted"
                problems.append(Problem(path.name, reader.line_num, text))
                continue
            yield reader.line_num, cells


def read_entry(kind: TermKind, file: str, line: int, cells: list[str]) -> Entry:
    """One row as an entry. Nothing is checked here: `problems_of` does."""
    ident, name, name_zh, aliases, parents, units, code, venue, source = map(str.strip, cells)
    marked = [read_alias(raw) for raw in split_values(aliases)]
    names = [read_alias(raw) for raw in (name, name_zh) if raw]
    term = Term(
        id=ident,
        kind=kind,
        name=read_alias(name).text,
        name_zh=read_alias(name_zh).text,
        aliases=tuple(alias.text for alias in marked),
        parents=split_values(parents),
        units=split_values(units),
        code=code or None,
        venue=venue or None,
        source=source,
    )
    return Entry(term, tuple(names + marked), file, line)


def read_families(path: Path) -> list[tuple[str, ...]]:
    """The rows of spellings.csv: words which may stand for one another."""
    return [split_values(cells[0]) for cells in _body(path) if len(split_values(cells[0])) > 1]


def read_phrases(path: Path) -> list[str]:
    """The rows of phrases.csv: ordinary words that contain a name and are none."""
    return [phrase for cells in _body(path) for phrase in split_values(cells[0])]


def _body(path: Path) -> list[list[str]]:
    if not path.exists():
        return []
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [cells for cells in list(csv.reader(file))[1:] if cells]
