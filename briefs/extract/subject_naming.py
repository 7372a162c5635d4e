"""A run of words as the subject of a price: the term's own name, with the words around it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from briefs.extract.reading import Reading
from briefs.extract.subject_words import CHARGES, FREIGHT, MONTH_CODE, PRICE_TAIL
from briefs.extract.subjects import Run
from briefs.extract.words import QUANTITY_HEADS
from briefs.lexicon import Term, TermKind


@dataclass(frozen=True, slots=True)
class Subject:
    """A named thing: `mention` as the text has it, `name` canonical with its qualifiers."""

    name: str
    mention: str
    start: int
    end: int
    term: Term | None


_GLUE: Final = re.compile(r"[ ](?:of|for|on|in)[ ](?:the[ ]|making[ ]|producing[ ])?$")


def widened(reading: Reading, run: Run, runs: Sequence[Run]) -> Run:
    """ "average cost of making aluminum": a quantity before its thing belongs to the name."""
    index = runs.index(run)
    if index == 0:
        return run
    before = runs[index - 1]
    gap = reading.text[before.end : run.start]
    head = before.of(reading.text).lower().split()[-1]
    if head in QUANTITY_HEADS and before.term is None and len(gap) < 14:
        glued = _GLUE.match(gap) or _GLUE.search(gap)
        if glued:
            return Run(before.start, run.end, before.after, run.term, False)
    return run


def subject_of(reading: Reading, run: Run, carried: Subject | None) -> Subject:
    """The run as a subject; a run without a name borrows the carried material's."""
    if delivery := _DELIVERY.match(reading.text, run.end):
        run = run._replace(end=delivery.end())
    mention = reading.text[run.start : run.end]
    if run.term is not None:
        return Subject(_canonical(mention, run, reading), mention, run.start, run.end, run.term)
    if carried and carried.term:
        name = f"{mention} {generic(reading, carried.term)}"
        return Subject(name, mention, run.start, run.end, carried.term)
    return Subject(mention, mention, run.start, run.end, None)


def bare(reading: Reading, subject: Subject) -> Subject:
    """The thing itself, for the sentences that follow one about its premium or its cost."""
    if subject.term is None:
        return subject
    if _is_place(reading, subject) or FREIGHT.search(subject.mention):
        return replace(subject, name=generic(reading, subject.term))
    if not _QUANTITY.search(subject.name):
        return subject
    for mention in reading.within(reading.mentions, subject.start, subject.end):
        if mention.term.id == subject.term.id and mention.term.name != subject.name:
            return Subject(
                subject.term.name, mention.text, mention.start, mention.end, subject.term
            )
    return subject


def _is_place(reading: Reading, subject: Subject) -> bool:
    """ "Sichuan" of "… Yaan, Sichuan 5,450 yuan/mt": the next sentence tells of the material."""
    return any(
        m.term.kind is TermKind.PLACE and m.end >= subject.end
        for m in reading.within(reading.mentions, subject.start, subject.start + 1)
    )


_QUANTITY: Final = re.compile(
    r"\b(?:premiums?|discounts?|costs?|profits?|margins?|spread|gap|difference)\b"
)


def generic(reading: Reading, term: Term) -> str:
    """The plain name a variety belongs to: "wafer" for "n-type 183 wafer"."""
    for parent in map(reading.lexicon.terms.get, term.parents):
        if parent and term.name.lower().endswith(f" {parent.name.lower()}"):
            return parent.name
    return term.name


_PRICE_OF: Final = re.compile(
    r"^(?:the )?(?:(?:spot|market|domestic) )?prices? (?:of|for) ", re.IGNORECASE
)


def _untold(before: str, term: Term) -> str:
    """ "Uranium U3O8" is uranium: what the term's own name says is not said twice."""
    *words, last = before.split() or [""]
    told = last.lower() in term.name.lower().split()
    return f"{' '.join(words)} " if told and words else "" if told else before


_DELIVERY: Final = re.compile(r" for (?:[A-Z][a-z]+ )?(?:[A-Z][a-z]+|next-month) delivery\b")


def _canonical(mention: str, run: Run, reading: Reading) -> str:
    """The term's own name in place of the alias, the words around it kept."""
    assert run.term is not None
    found = [
        m
        for m in reading.within(reading.mentions, run.start, run.end)
        if m.term.id == run.term.id
    ]  # fmt: skip
    if not found:
        return mention
    last = found[-1]
    if "(" in reading.text[found[0].end : last.start]:  # "Rebar (20mm HRB400E)"
        last = found[0]
    if run.term.kind is TermKind.CONTRACT:
        month = MONTH_CODE.search(mention)
        return f"{run.term.name} {month[0]}" if month else run.term.name
    before = _untold(reading.text[run.start : last.start], run.term)
    behind = reading.text[last.end : run.end]
    for word in behind.split()[:1]:  # "standard-grade cobalt" is cobalt metal, and metal follows
        if run.term.name.lower().endswith(word.lower()):
            behind = behind.lstrip().removeprefix(word)
    name = " ".join(f"{before}{run.term.name}{behind}".split()).removeprefix("SMM ").strip()
    name = PRICE_TAIL.sub("", _PRICE_OF.sub("", name))
    return CHARGES.sub(r"\1", name) if "Cs" in name else name
