"""How right extraction is on flashes labelled by hand: `python -m tests.accuracy.score`.

    python -m tests.accuracy.score                      the labelled sets of tests/corpus/labelled
    python -m tests.accuracy.score FILE ...             your own JSON Lines, labelled alike
    python -m tests.accuracy.score --misses prices      what was missed and what was invented

A labelled flash has id, title, body, published_at and its facts by kind (a kind without a key was
not labelled); `aliases` lists further
names under which a fact may be told. Prints precision, recall and F1 for every kind, and how many
of the stated attributes of matched prices are right.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from briefs.extract import extract_facts
from briefs.lexicon import Lexicon, load_lexicon
from briefs.normalize import normalize
from briefs.types import RawFlash
from briefs.wire import fact_to_json
from tests.accuracy.compare import ATTRIBUTES, KINDS, Row, agrees, pairs

LABELLED = Path(__file__).parents[1] / "corpus" / "labelled"


@dataclass(slots=True)
class Count:
    """Facts that were right, that were read, and that were labelled."""

    right: int = 0
    read: int = 0
    labelled: int = 0

    @property
    def precision(self) -> float:
        return self.right / self.read if self.read else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.labelled if self.labelled else 1.0

    @property
    def f1(self) -> float:
        return 2 * self.right / (self.read + self.labelled) if self.read + self.labelled else 1.0


@dataclass(slots=True)
class Score:
    """Counts by kind and by attribute; `misses` holds (kind, id, "missed" or "invented", fact)."""

    kinds: dict[str, Count] = field(default_factory=lambda: {kind: Count() for kind, _ in KINDS})
    attributes: dict[str, Count] = field(default_factory=lambda: {a: Count() for a in ATTRIBUTES})
    misses: list[tuple[str, str, str, Row]] = field(default_factory=list)
    unquoted: int = 0
    flashes: int = 0

    @property
    def all(self) -> Count:
        counts = self.kinds.values()
        return Count(
            sum(c.right for c in counts),
            sum(c.read for c in counts),
            sum(c.labelled for c in counts),
        )

    def add(self, flash: Row, read: dict[str, list[Row]]) -> None:
        """Compare one flash."""
        self.flashes += 1
        text = _flat(f"{flash['title']}\n{flash['body']}")
        for kind, match in KINDS:
            if kind not in flash:  # a set may be labelled for some kinds only
                continue
            gold, facts = _scored(kind, flash.get(kind) or []), _scored(kind, read.get(kind) or [])
            found = pairs(gold, facts, match)
            count = self.kinds[kind]
            count.right += len(found)
            count.read += len(facts)
            count.labelled += len(gold)
            self.unquoted += sum(
                not _flat(f["quote"]) or _flat(f["quote"]) not in text for f in facts
            )
            if kind == "prices":
                self._attributes((gold[i], facts[j]) for i, j in found)
            hit = {i for i, _ in found}, {j for _, j in found}
            for name, rows, seen in (("missed", gold, hit[0]), ("invented", facts, hit[1])):
                rest = (row for at, row in enumerate(rows) if at not in seen)
                self.misses += [(kind, flash["id"], name, row) for row in rest]

    def _attributes(self, matched: Iterator[tuple[Row, Row]]) -> None:
        for label, fact in matched:
            for name in ATTRIBUTES:
                if label.get(name) is not None:
                    self.attributes[name].labelled += 1
                    self.attributes[name].right += agrees(name, label, fact)


def score(flashes: Sequence[Row], lexicon: Lexicon) -> Score:
    """Read labelled flashes and compare."""
    total = Score()
    for flash in flashes:
        total.add(flash, read_facts(flash, lexicon))
    return total


def read_facts(flash: Row, lexicon: Lexicon) -> dict[str, list[Row]]:
    """The facts of a labelled flash as `flashbrief extract` prints them."""
    told = {name: flash.get(name) for name in ("id", "title", "body", "published_at", "url")}
    raw = RawFlash("labelled", "-", json.dumps(told), "json", datetime.now(UTC))
    read: dict[str, list[Row]] = {}
    for clean in normalize(raw):
        for fact in extract_facts(clean, lexicon).facts:
            read.setdefault(fact.fact, []).append(fact_to_json(fact))
    return read


def load(paths: Sequence[Path]) -> list[Row]:
    """The labelled flashes of JSON Lines files."""
    lines = (line for path in paths for line in path.read_text("utf-8").splitlines())
    return [json.loads(line) for line in lines if line.strip()]


def _scored(kind: str, facts: Sequence[Row]) -> list[Row]:
    # A forecast is no price: it is kept apart and not counted.
    return [f for f in facts if kind != "prices" or f.get("kind") != "forecast"]


def _flat(text: str | None) -> str:
    return " ".join((text or "").split())


def table(name: str, total: Score) -> Iterator[str]:
    """The score as lines for a person."""
    yield f"{name}: {total.flashes} flashes, {total.unquoted} facts without their quote"
    yield f"{'kind':14s} {'labelled':>8s} {'read':>6s} {'prec':>6s} {'rec':>6s} {'F1':>6s}"
    for kind, c in (*total.kinds.items(), ("all", total.all)):
        if c.labelled or c.read:
            yield (
                f"{kind:14s} {c.labelled:8d} {c.read:6d} "
                f"{c.precision:6.3f} {c.recall:6.3f} {c.f1:6.3f}"
            )
    stated = {name: c for name, c in total.attributes.items() if c.labelled}
    right, labelled = (
        sum(c.right for c in stated.values()),
        sum(c.labelled for c in stated.values()),
    )
    share = right / max(1, labelled)
    yield f"price attributes right where stated: {right} of {labelled}, {share:.3f}"
    yield "  " + ", ".join(f"{name} {c.right}/{c.labelled}" for name, c in stated.items())


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--misses", choices=[kind for kind, _ in KINDS])
    options = parser.parse_args(arguments)
    files = options.files or sorted(LABELLED.glob("*.jsonl"))
    lexicon = load_lexicon()
    for path in files if len(files) > 1 else ():
        click.echo("\n".join([*table(path.stem, score(load([path]), lexicon)), ""]))
    whole = score(load(files), lexicon)
    click.echo("\n".join(table("together", whole)))
    for kind, ident, name, fact in whole.misses:
        if kind == options.misses:
            click.echo(f"{ident} {name} {json.dumps(_without_empty(fact), ensure_ascii=False)}")


def _without_empty(fact: Row) -> dict[str, Any]:
    return {name: value for name, value in fact.items() if value not in (None, [], "")}


if __name__ == "__main__":
    main()
