"""`sources.toml`: the sources of a desk, one table each, checked as a whole.

[mining-weekly]
kind = "feed"
url = "https://www.example.com/rss"
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from briefs.errors import SourcesError
from briefs.freshness import USUAL, Freshness
from briefs.sources.kinds import KINDS
from briefs.sources.polled import PolledSource
from briefs.sources.spec import ID, SourceSpec


@dataclass(frozen=True, slots=True)
class Book:
    """All sources of the file, in its order."""

    specs: tuple[SourceSpec, ...] = ()
    freshness: Freshness = USUAL  # of sources that say nothing of it

    def get(self, id: str) -> SourceSpec | None:
        return next((spec for spec in self.specs if spec.id == id), None)

    def freshness_of(self, source: str) -> Freshness:
        """How old news of a source may be: as the file says, else as usual."""
        spec = self.get(source)
        if spec is None or spec.oldest is None:
            return self.freshness
        return Freshness(spec.oldest)

    def polled(self) -> tuple[PolledSource, ...]:
        """Those that are looked at, opened."""
        return tuple(source for spec in self.specs if (source := open_source(spec)) is not None)


def open_source(spec: SourceSpec) -> PolledSource | None:
    """None for one that is off, or that comes by itself."""
    opener = KINDS[spec.kind].open
    return None if spec.off or opener is None else opener(spec)


def load_sources(path: Path, freshness: Freshness = USUAL) -> Book:
    """The file's sources; none without a file. `freshness` is for those that say nothing of it.

    Raises SourcesError with one line a problem: the file, the line, what to write.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return Book(freshness=freshness)
    except (OSError, UnicodeDecodeError) as error:
        raise SourcesError(f"{path} cannot be read: {error}") from error
    return replace(read_sources(text, str(path)), freshness=freshness)


def read_sources(text: str, name: str) -> Book:
    """The same of a text, which the errors call `name`."""
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SourcesError(f"{name}: {error}") from None
    specs: list[SourceSpec] = []
    problems: list[tuple[int, str]] = []
    for id, table in tables.items():
        try:
            specs.append(_spec(id, table))
        except ValidationError as error:
            problems += [(_line(text, id, key), f"[{id}] {said}") for key, said in _told(error)]
        except ValueError as error:
            problems.append((_line(text, id, _blamed(id, table)), f"[{id}] {error}"))
    if problems:
        raise SourcesError("\n".join(f"{name}:{line}: {said}" for line, said in sorted(problems)))
    return Book(tuple(specs))


def _spec(id: str, table: Any) -> SourceSpec:
    if not isinstance(table, Mapping):
        raise ValueError(
            "stands outside any [source]; begin a source with its short name in brackets"
        )
    if not ID.fullmatch(id):
        raise ValueError("a source's short name has small letters, digits and hyphens, 40 at most")
    kind = KINDS.get(str(table.get("kind")))
    if kind is None:
        raise ValueError(f"kind must be one of: {', '.join(KINDS)}")
    return kind.spec.model_validate({**table, "id": id})


def _blamed(id: str, table: Any) -> str:
    """The field whose line is to be shown for a table that is no source at all."""
    if not isinstance(table, Mapping):
        return id
    return "kind" if ID.fullmatch(id) else ""


def _told(error: ValidationError) -> Iterator[tuple[str, str]]:
    """(field, what is wrong with it) of each problem."""
    for item in error.errors():
        key = str(item["loc"][0]) if item["loc"] else ""
        said = item["msg"].removeprefix("Value error, ")
        if item["type"] == "extra_forbidden":
            said = "no such field"
        yield key, f"{key}: {said}".removeprefix(": ")


def _line(text: str, id: str, key: str) -> int:
    """The line of a field, else of its source's heading. TOML's reader does not tell."""
    heading = re.compile(rf"\s*\[\s*[\"']?{re.escape(id)}[\"']?\s*[\].]")
    field = re.compile(rf"\s*[\"']?{re.escape(key)}[\"']?\s*[=.]")
    start = 1
    inside = False
    for number, line in enumerate(text.splitlines(), 1):
        if line.lstrip().startswith("["):
            inside = heading.match(line) is not None
            start = number if inside else start
        elif key and field.match(line) and (inside or key == id):
            return number
    return start
