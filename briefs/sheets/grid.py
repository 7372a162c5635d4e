"""A table as its cells: what both CSV files and workbooks become."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from briefs.errors import Unreadable

MOST_ROWS: Final = 200_000
MOST_COLUMNS: Final = 100
LONGEST_CELL: Final = 2_000  # characters; a longer one is no price, nor a name
NO_TEXT: Final = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ufffd]")
DELIMITERS: Final = ",;\t|"
SAMPLE_LINES: Final = 30  # of a file, by which its delimiter is told


@dataclass(frozen=True, slots=True)
class Line:
    """A row with its number as a person counts it, from 1."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """`name`: of the file or the tab. `decimal`: the mark that such files usually have."""

    name: str
    lines: tuple[Line, ...]
    decimal: str = "."


def read_csv(text: str, name: str) -> Grid:
    """The rows of a CSV text that hold anything. Raises Unreadable."""
    delimiter = _delimiter(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    lines = []
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                lines.append(Line(reader.line_num, tidy(cells)))
            if len(lines) > MOST_ROWS:
                raise Unreadable(f"It has more than {MOST_ROWS:,} rows. Split the sheet.")
    except csv.Error as error:
        raise Unreadable(f"Line {reader.line_num} is no CSV: {error}.") from error
    # Where a comma stands before the fraction, a semicolon separates the cells.
    return Grid(name, tuple(lines), "," if delimiter == ";" else ".")


def tidy(cells: Sequence[str]) -> tuple[str, ...]:
    """Cells without blanks around them; none behind the last one filled, nor beyond our limits."""
    kept = [" ".join(NO_TEXT.sub("", cell[:LONGEST_CELL]).split()) for cell in cells[:MOST_COLUMNS]]
    while kept and not kept[-1]:
        kept.pop()
    return tuple(kept)


def _delimiter(text: str) -> str:
    """The sign that cuts most lines into equally many cells."""
    lines = [line for line in text[:50_000].splitlines() if line.strip()][:SAMPLE_LINES]
    return max(DELIMITERS, key=lambda sign: _regularity(lines, sign))


def _regularity(lines: Sequence[str], sign: str) -> tuple[int, int]:
    counts = Counter(
        len(next(csv.reader([line], delimiter=sign), [])) for line in lines if sign in line
    )
    width, often = max(counts.items(), key=lambda item: (item[1], item[0]), default=(0, 0))
    return often, width
