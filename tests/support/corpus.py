"""Reads the corpus files: blocks of one text and the lines it should give."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "corpus"


def blocks(name: str) -> Iterator[tuple[str, list[str]]]:
    """Each text with its expected lines, the leading "=" taken off."""
    for block in (FOLDER / name).read_text(encoding="utf-8").split("\n\n"):
        lines = [line for line in block.splitlines() if line and not line.startswith("# ")]
        if lines:
            yield lines[0], [line[1:].strip() for line in lines[1:]]


def raw_blocks(name: str) -> Iterator[tuple[str, list[str]]]:
    """Each block's first line and its other lines, as they stand in the file."""
    for block in (FOLDER / name).read_text(encoding="utf-8").split("\n\n"):
        lines = [line for line in block.splitlines() if line and not line.startswith("# ")]
        if lines:
            yield lines[0], lines[1:]
