"""What makes a lexicon sound: one function a rule, each naming the line to change."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from briefs.lexicon.rows import Entry, Problem
from briefs.lexicon.spelling import name_key
from briefs.lexicon.terms import TermKind

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def problems_of(entries: Sequence[Entry]) -> list[Problem]:
    """Everything wrong with the entries together, in file order within each rule."""
    rules = (_cells, _repeated_ids, _parents, _cycles, _clashes)
    return [problem for rule in rules for problem in rule(entries)]


def _at(entry: Entry, text: str) -> Problem:
    return Problem(entry.file, entry.line, text)


def _cells(entries: Sequence[Entry]) -> Iterator[Problem]:
    for entry in entries:
        term = entry.term
        if not _ID.fullmatch(term.id):
            yield _at(entry, f"id {term.id!r}: use small letters, digits and single hyphens")
        if not term.name:
            yield _at(entry, f"{term.id} has no English name")
        if not term.source:
            yield _at(entry, f"{term.id} does not say where it comes from (source)")
        if any(not (alias.text[:1].isalnum() or name_key(alias.text)) for alias in entry.aliases):
            yield _at(entry, f"{term.id} has an empty alias: look for || or a mark alone")


def _repeated_ids(entries: Sequence[Entry]) -> Iterator[Problem]:
    first: dict[str, Entry] = {}
    for entry in entries:
        other = first.setdefault(entry.term.id, entry)
        if other is not entry:
            yield _at(entry, f"id {entry.term.id} is taken by {other.file}, line {other.line}")


def _parents(entries: Sequence[Entry]) -> Iterator[Problem]:
    known = {entry.term.id for entry in entries}
    for entry in entries:
        for parent in entry.term.parents:
            if parent not in known:
                yield _at(entry, f"{entry.term.id} has an unknown parent {parent!r}")


def _cycles(entries: Sequence[Entry]) -> Iterator[Problem]:
    parents = {entry.term.id: entry.term.parents for entry in entries}
    done: set[str] = set()
    for entry in entries:
        path: list[str] = []
        if _loops(entry.term.id, parents, path, done):
            yield _at(entry, f"parents go round in a circle: {' → '.join(path)}")


def _loops(
    ident: str, parents: dict[str, tuple[str, ...]], path: list[str], done: set[str]
) -> bool:
    """Depth first; `path` is left holding the circle when there is one."""
    if ident in done:
        return False
    if ident in path:
        path.append(ident)
        return True
    path.append(ident)
    if any(_loops(parent, parents, path, done) for parent in parents.get(ident, ())):
        return True
    path.pop()
    done.add(ident)
    return False


def _clashes(entries: Sequence[Entry]) -> Iterator[Problem]:
    first: dict[tuple[TermKind, str], Entry] = {}
    for entry in entries:
        for alias in entry.aliases:
            if alias.shared:
                continue
            other = first.setdefault((entry.term.kind, name_key(alias.text)), entry)
            if other is not entry and other.term.id != entry.term.id:
                yield _at(
                    entry,
                    f"{alias.text!r} of {entry.term.id} already names {other.term.id} "
                    f"({other.file}, line {other.line}): drop one, or mark one with ~",
                )
