"""Adding a term to the data files, which stay sound: a row that would break them is refused."""

from __future__ import annotations

import csv
from io import StringIO
from pathlib import Path

from briefs.errors import LexiconError
from briefs.lexicon.load import DATA, read_folder
from briefs.lexicon.rows import COLUMNS, FILES, read_entry
from briefs.lexicon.terms import Term
from briefs.lexicon.validate import problems_of


def add_term(term: Term, folder: Path | None = None) -> Path:
    """Append a term to the file of its kind and give that file.

    Aliases may carry the marks of the data files. Raises LexiconError, and writes nothing, when the
    row is unsound or one of its names is taken.
    """
    folder = folder or DATA
    file = next(name for name, kind in FILES if kind is term.kind)
    path, cells = folder / file, _cells(term)
    entries, problems = read_folder(folder)
    if problems or problems_of(entries):
        raise LexiconError("the data files have problems already; see: flashbrief lexicon check")
    line = 1 + len(path.read_text("utf-8").splitlines()) if path.exists() else 2
    found = problems_of([*entries, read_entry(term.kind, file, line, cells)])
    if found:
        raise LexiconError("; ".join(problem.text for problem in found))
    _append(path, cells)
    return path


def _cells(term: Term) -> list[str]:
    """The row as written. A "|" or a line break inside a value would be read as something else."""
    lists = (term.aliases, term.parents, term.units)
    plain = (term.id, term.name, term.name_zh, term.code or "", term.venue or "", term.source)
    for value in (*plain, *(one for values in lists for one in values)):
        if "|" in value or any(ord(sign) < 32 for sign in value):
            raise LexiconError(f"{value!r}: a name has no '|' and no line break in it")
    ident, name, name_zh, code, venue, source = plain
    return [ident, name, name_zh, *map("|".join, lists), code, venue, source]


def _append(path: Path, cells: list[str]) -> None:
    """In one write at the end of the file; a last line without its end gets one first."""
    row = StringIO()
    writer = csv.writer(row, lineterminator="\n")
    if not path.exists():
        writer.writerow(COLUMNS)
    elif not path.read_bytes().endswith(b"\n"):
        row.write("\n")
    writer.writerow(cells)
    with path.open("a", encoding="utf-8", newline="") as file:
        file.write(row.getvalue())
