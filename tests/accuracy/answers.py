"""How right answers are: `python -m tests.accuracy.answers`.

    python -m tests.accuracy.answers                     the questions of tests/corpus/questions
    python -m tests.accuracy.answers FILE ...            your own, over the same stored flashes
    python -m tests.accuracy.answers --flashes F.jsonl   other flashes to ask about
    python -m tests.accuracy.answers --misses            each question that went wrong, and how

A question is {"q", "items", "must", "answerable"}: ids of the flashes any of which must be cited,
and what must stand in the text (a number counts by its value). It is right when it is so and every
number of the text stands in the question, in a cited sentence or among the computed. One that
cannot be answered is right when it is refused.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import re
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import click

from briefs.answer import answer
from briefs.answer.wire import answer_to_json
from briefs.ingest import ingest
from briefs.lexicon import Lexicon, load_lexicon
from briefs.render import load_renderer
from briefs.store import Store, migrate, open_store
from briefs.types import RawFlash
from tests.accuracy.score import LABELLED, Row, load

QUESTIONS: Final = LABELLED.parent / "questions"
SETS: Final = ("rare_earths", "base_metals", "battery_ferrous", "policy", "chinese")
NOW: Final = datetime(2026, 11, 25, 4, 0, tzinfo=UTC)
_SCALES: Final = {"million": 6, "mn": 6, "m": 6, "billion": 9, "bn": 9, "thousand": 3, "k": 3,
                  "万": 4, "亿": 8}  # fmt: skip
_NUMBER: Final = re.compile(
    r"(?<![0-9A-Za-z_.])(?P<digits>[0-9][0-9,]*(?:\.[0-9]+)?)"
    rf"(?:\s*(?P<scale>{'|'.join(_SCALES)}))?(?![0-9A-Za-z_])",
    re.IGNORECASE,
)
_ALL_NUMBER: Final = re.compile(rf"[-+\s0-9,.%$¥]*(?:{'|'.join(_SCALES)})?", re.IGNORECASE)
_NO_AMOUNT: Final = re.compile(
    r"\[\d+\]|\d{4}-\d\d-\d\d|\b\d{1,2} [A-Z][a-z]{2} \d{4}|\b\d\d:\d\d\b|\b(?:19|20)\d\d\b"
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What of one answer is right; `stray` are numbers that stand nowhere."""

    question: Row
    answered: Row
    told: bool
    cited: bool
    stray: tuple[Decimal, ...]

    @property
    def right(self) -> bool:
        if not self.question["answerable"]:
            return not self.answered["answerable"]
        return bool(self.answered["answerable"]) and self.told and self.cited and not self.stray


@dataclass(slots=True)
class Marks:
    verdicts: list[Verdict] = field(default_factory=list)

    def share(self, *, answerable: bool | None = None) -> float:
        """Right ones among all, or among those that can, or cannot, be answered."""
        of = [
            one for one in self.verdicts
            if answerable is None or one.question["answerable"] is answerable
        ]  # fmt: skip
        return sum(one.right for one in of) / len(of) if of else 1.0

    @property
    def stray(self) -> list[Verdict]:
        return [one for one in self.verdicts if one.stray]


def judge(question: Row, answered: Row) -> Verdict:
    """Compare an answer, as the command line prints it, with what was expected."""
    text = answered["text"]
    backed = numbers_in(question["q"])
    for cited in answered["citations"]:
        backed |= numbers_in(cited["quote"])
    backed |= {abs(Decimal(str(one["value"]))) for one in answered["computed"] if one["inputs"]}
    shown = numbers_in(_NO_AMOUNT.sub(" ", text)) if answered["answerable"] else set()
    ids = {cited["flash_id"] for cited in answered["citations"]}
    return Verdict(
        question,
        answered,
        told=all(_stands(one, text) for one in question["must"]),
        cited=not ids.isdisjoint(question["items"]),
        stray=tuple(sorted(shown - backed)),
    )


def numbers_in(text: str) -> set[Decimal]:
    """Every number by its digits, and by its value where a scale stands behind it."""
    found = set()
    for match in _NUMBER.finditer(text):
        value = Decimal(match["digits"].replace(",", ""))
        found.add(value)
        if match["scale"]:
            found.add(value.scaleb(_SCALES[match["scale"].lower()]))
    return found


def _stands(must: str, text: str) -> bool:
    if (wanted := numbers_in(must)) and _ALL_NUMBER.fullmatch(must.strip()):
        return not wanted.isdisjoint(numbers_in(text))
    return _flat(must) in _flat(text)


def _flat(text: str) -> str:
    return re.sub(r"[\s\-–]+", " ", text.casefold())


async def ask_all(store: Store, lexicon: Lexicon, questions: Sequence[Row]) -> Marks:
    """Ask each question of what is stored."""
    renderer, marks = load_renderer(lexicon=lexicon), Marks()
    for question in questions:
        found = await answer(question["q"], store=store, lexicon=lexicon, now=NOW)
        text = renderer.plain(renderer.answer(found, found.query.language))
        marks.verdicts.append(judge(question, answer_to_json(found, text)))
    return marks


async def store_flashes(store: Store, lexicon: Lexicon, flashes: Sequence[Row]) -> None:
    """Take in labelled flashes, without their labels."""
    renderer = load_renderer()
    for flash in flashes:
        told = {name: flash.get(name) for name in ("id", "title", "body", "published_at", "url")}
        raw = RawFlash("labelled", "-", json.dumps(told), "json", NOW)
        await ingest(raw, store=store, lexicon=lexicon, renderer=renderer, now=NOW)


async def score_answers(flashes: Sequence[Row], questions: Sequence[Row]) -> Marks:
    """Store the flashes in a database of its own and ask."""
    lexicon = load_lexicon()
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite+aiosqlite:///{folder}/answers.db"
        await migrate(url)
        store = await open_store(url)
        try:
            await store_flashes(store, lexicon, flashes)
            return await ask_all(store, lexicon, questions)
        finally:
            await store.close()


def told(name: str, marks: Marks) -> str:
    """One line for a person."""
    can = sum(bool(one.question["answerable"]) for one in marks.verdicts)
    return (
        f"{name}: {len(marks.verdicts)} questions, right {marks.share():.3f}; "
        f"of {can} that can be answered {marks.share(answerable=True):.3f}, "
        f"of {len(marks.verdicts) - can} that cannot, refused {marks.share(answerable=False):.3f}; "
        f"{len(marks.stray)} with a number without a source"
    )


def misses(marks: Marks) -> Iterator[str]:
    for one in marks.verdicts:
        if not one.right:
            question, stray = one.question, ", ".join(map(str, one.stray))
            yield f"WRONG {question['q']}  must {question['must']} of {question['items']}"
            yield f"  told {one.told}, cited {one.cited}, without source: {stray or 'none'}"
            yield "  " + one.answered["text"][:600].replace("\n", "\n  ")


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description="How right answers are.")
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--flashes", nargs="+", type=Path)
    parser.add_argument("--misses", action="store_true")
    options = parser.parse_args(arguments)
    flashes = load(options.flashes or [LABELLED / f"{name}.jsonl" for name in SETS])
    files: list[Path] = options.files or sorted(QUESTIONS.glob("*.jsonl"))
    questions: dict[str, list[Any]] = {path.stem: load([path]) for path in files}
    marks = asyncio.run(
        score_answers(flashes, [one for rows in questions.values() for one in rows])
    )
    at = 0
    for name, rows in questions.items():
        part = Marks(marks.verdicts[at : at + len(rows)])
        at += len(rows)
        click.echo(told(name, part))
        if options.misses:
            click.echo("\n".join(misses(part)))


if __name__ == "__main__":
    main()
