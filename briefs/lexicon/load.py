"""From the data files to a lexicon, or to the list of what is wrong with them."""

from __future__ import annotations

from pathlib import Path

from briefs.errors import LexiconError
from briefs.lexicon.book import Lexicon
from briefs.lexicon.rows import (
    FILES,
    Entry,
    Problem,
    read_entry,
    read_families,
    read_phrases,
    read_rows,
)
from briefs.lexicon.spelling import Spellings
from briefs.lexicon.validate import problems_of

DATA = Path(__file__).parent / "data"


def load_lexicon(folder: Path | None = None) -> Lexicon:
    """The lexicon of a folder of data files, ours by default.

    LexiconError names file and line of everything that is wrong with them.
    """
    folder = folder or DATA
    entries, problems = read_folder(folder)
    problems += problems_of(entries)
    if problems:
        raise LexiconError("\n".join(map(str, problems)))
    spellings = Spellings(read_families(folder / "spellings.csv"))
    return Lexicon(entries, spellings, read_phrases(folder / "phrases.csv"))


def check_lexicon(folder: Path | None = None) -> list[Problem]:
    """What is wrong with the data files of a folder; an empty list when nothing is."""
    entries, problems = read_folder(folder or DATA)
    return problems + problems_of(entries)


def read_folder(folder: Path) -> tuple[list[Entry], list[Problem]]:
    """The entries of a folder's files, and what cannot be read there."""
    entries: list[Entry] = []
    problems: list[Problem] = []
    for name, kind in FILES:
        path = folder / name
        if path.exists():
            rows = read_rows(path, problems)
            entries += [read_entry(kind, name, line, cells) for line, cells in rows]
    if not entries and not problems:
        problems.append(Problem(str(folder), 0, "no lexicon data files in this folder"))
    return entries, problems
