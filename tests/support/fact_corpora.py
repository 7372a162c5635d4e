"""Corpora as text: a flash's sentence, then one "=>" line for each fact it states."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

CORPUS = Path(__file__).parents[1] / "corpus"


@dataclass(frozen=True, slots=True)
class Case:
    """A text and the facts expected of it, each split at its bars."""

    text: str
    expected: tuple[tuple[str, ...], ...]


def read_cases(name: str) -> tuple[Case, ...]:
    """The cases of `corpus/NAME.txt`, comments and headings left out."""
    cases: list[Case] = []
    for block in (CORPUS / f"{name}.txt").read_text(encoding="utf-8").split("\n\n"):
        lines = [line for line in block.splitlines() if line and not line.startswith("#")]
        if lines:
            wanted = (line.removeprefix("=>").split("|") for line in lines[1:])
            cases.append(Case(lines[0], tuple(tuple(p.strip() for p in w) for w in wanted)))
    return tuple(cases)


def read_table(name: str) -> tuple[tuple[str, ...], ...]:
    """The rows of `corpus/NAME.txt`, split at their bars."""
    lines = (CORPUS / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    rows = (line for line in lines if line and not line.startswith("#"))
    return tuple(tuple(cell.strip() for cell in row.split("|")) for row in rows)
