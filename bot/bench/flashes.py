"""Which flashes extraction is measured on: a file of them or the samples, split by their facts."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from bot.samples import dense_flashes, sample_flashes
from briefs.extract import extract_facts
from briefs.lexicon import Lexicon
from briefs.normalize import normalize
from briefs.types import Flash, RawFlash

DENSE_FACTS: Final = 6  # a flash with at least so many facts counts as dense
_SAMPLED_AT: Final = datetime(2026, 1, 15, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Split:
    """Flashes of one sort, with the facts read in each."""

    flashes: tuple[Flash, ...]
    facts: tuple[int, ...]

    @property
    def characters(self) -> float:
        """Mean length of a text."""
        return sum(len(flash.text) for flash in self.flashes) / max(1, len(self.flashes))

    @property
    def facts_each(self) -> float:
        """Mean number of facts."""
        return sum(self.facts) / max(1, len(self.facts))


def splits(flashes: Sequence[Flash], lexicon: Lexicon) -> tuple[Split, Split]:
    """Ordinary and dense flashes, in their order."""
    counted = [(flash, len(extract_facts(flash, lexicon).facts)) for flash in flashes]
    ordinary = [(flash, facts) for flash, facts in counted if facts < DENSE_FACTS]
    dense = [(flash, facts) for flash, facts in counted if facts >= DENSE_FACTS]
    return _split(ordinary), _split(dense)


def _split(counted: Sequence[tuple[Flash, int]]) -> Split:
    return Split(tuple(flash for flash, _ in counted), tuple(facts for _, facts in counted))


def flashes_of(path: Path | None) -> list[Flash]:
    """The flashes of a file of JSON Lines, or the samples without one."""
    if path is None:
        raws = [*sample_flashes(_SAMPLED_AT), *dense_flashes(_SAMPLED_AT)]
    else:
        rows = [line for line in path.read_text("utf-8").splitlines() if line.strip()]
        raws = [RawFlash("bench", str(path), _fields(row), "json", _SAMPLED_AT) for row in rows]
    return [flash for raw in raws for flash in normalize(raw)]


def _fields(row: str) -> str:
    """A row as a source would send it: labels of a labelled flash are no part of it."""
    told = json.loads(row)
    kept = ("id", "title", "body", "published_at", "url")
    return json.dumps({field: told[field] for field in kept if told.get(field) is not None})
