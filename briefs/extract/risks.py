"""Reads risks: the shortest words that state a danger, a warning or a possible bad outcome."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final

from briefs.extract.names import names_in
from briefs.extract.reading import Reading
from briefs.extract.risk_chinese import chinese
from briefs.extract.risk_names import called, listed, named, threatened, warned, worried
from briefs.extract.risk_outcomes import conditional, possible, unsure
from briefs.extract.risk_page import Finder, risk_page
from briefs.extract.rule import Rule, apply
from briefs.extract.sentences import Sentence
from briefs.lexicon import TermKind
from briefs.types import Risk


def read_risks(reading: Reading) -> Iterator[Risk]:
    """The risks a flash states, each once, in text order within a rule."""
    taken: list[tuple[int, int]] = []
    said: list[frozenset[str]] = []
    for risk in apply(RULES, reading):
        start = reading.text.find(risk.text, risk.span.start)
        end = start + len(risk.text)
        words = frozenset(risk.text.lower().split())
        if any(start < late and early < end for early, late in taken):
            continue
        if any(len(words & other) >= 0.6 * min(len(words), len(other)) for other in said):
            continue
        taken.append((start, end))
        said.append(words)
        yield risk


def _finder(
    senses: tuple[str, ...], find: Finder, rule: str
) -> Callable[[Reading], Iterator[Risk]]:
    """A rule's `find`: what the function reads at every cue of some senses."""

    def found(reading: Reading) -> Iterator[Risk]:
        page = risk_page(reading)
        for cue in page.cues if page else ():
            if page and cue.sense in senses:
                sentence = reading.sentence_at(cue.start)
                for start, end in find(page, sentence, cue):
                    if end - start > 2:
                        yield _risk(reading, sentence, start, end, rule)

    return found


def _find_chinese(reading: Reading) -> Iterator[Risk]:
    """ "股价存在回调风险", "需警惕下游替代加快"."""
    page = None if reading.text.isascii() else risk_page(reading)
    for sentence in reading.sentences if page else ():
        if page and _is_chinese(reading.text, sentence):
            for start, end in chinese(page, sentence):
                yield _risk(reading, sentence, start, end, "risk/chinese")


def _is_chinese(text: str, sentence: Sentence) -> bool:
    return sentence.kind != "title" and _HAN.search(text, sentence.start, sentence.end) is not None


_HAN: Final = re.compile(r"[\u4e00-\u9fff]")

RULES: Final[tuple[Rule[Risk], ...]] = (
    Rule(
        "risk/list",
        "Risk warnings: demand falling short, supply exceeding expectations",
        _finder(("list",), listed, "risk/list"),
    ),
    Rule(
        "risk/warned-of",
        "the note warns of a severe supply crunch",
        _finder(("warned",), warned, "risk/warned-of"),
    ),
    Rule(
        "risk/worry",
        "recyclers worry that the oxide will be difficult to sell",
        _finder(("worry",), worried, "risk/worry"),
    ),
    Rule(
        "risk/named",
        "political turmoil and the risk of resource depletion",
        _finder(("risk",), named, "risk/named"),
    ),
    Rule(
        "risk/possible",
        "landslides may hurt imports of ion-adsorption ore",
        _finder(("modal",), possible, "risk/possible"),
    ),
    Rule(
        "risk/conditional",
        "if tariffs weaken demand, profits will be compressed",
        _finder(("will",), conditional, "risk/conditional"),
    ),
    Rule(
        "risk/unsure",
        "changes in export policy make shipments uncertain",
        _finder(("bleak",), unsure, "risk/unsure"),
    ),
    Rule(
        "risk/threatened",
        "water restrictions threaten output at three mines",
        _finder(("threat",), threatened, "risk/threatened"),
    ),
    Rule(
        "risk/called",
        "late permits remain the main risk for the schedule",
        _finder(("called",), called, "risk/called"),
    ),
    Rule("risk/chinese", "股价存在回调风险", _find_chinese),
)


def _risk(reading: Reading, sentence: Sentence, start: int, end: int, rule: str) -> Risk:
    quote, span = reading.cite(start, end)
    warner = next(
        (
            n.text
            for n in names_in(reading, sentence)
            if n.kind in (TermKind.HOUSE, TermKind.AGENCY)
        ),
        None,
    )
    terms = dict.fromkeys(
        m.term.id
        for m in reading.mentions_in(sentence)
        if m.term.kind in (TermKind.MATERIAL, TermKind.CONTRACT, TermKind.SECTOR)
    )
    return Risk(
        text=reading.text[start:end], warner=warner, terms=tuple(terms), quote=quote, span=span,
        rule=rule,
    )  # fmt: skip
