"""Lines of a table under a heading: "LME inventories, daily change in brackets:", "Copper 93,075 mt
(-400 mt)"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from briefs.extract.cues import Cue, between
from briefs.extract.numbers import Measure
from briefs.extract.reading import Reading
from briefs.extract.sentences import Sentence
from briefs.extract.volume_metrics import is_noun
from briefs.lexicon import TermKind

_UNIT: Final = re.compile(
    r"(?:[(（,，]| in |单位[:：]?) ?(?P<unit>"
    r"metric tons|metric tonnes|tonnes|tons|mt|t|吨|lots|kg|oz)"
    r"(?![A-Za-z])"
)
_UNITS: Final = {"lots": "lots", "kg": "kg", "oz": "oz"}


@dataclass(frozen=True, slots=True)
class Heading:
    """The metric word of a heading, the market it names and the unit of bare numbers below."""

    cue: Cue
    venue: str = ""
    unit: str | None = None


def heading_of(reading: Reading, sentence: Sentence, cues: Sequence[Cue]) -> Heading | None:
    """The heading that a line is, if it announces amounts and states none."""
    text = reading.text[sentence.start : sentence.end]
    announces = text.endswith((":", "：")) or sentence.kind in ("heading", "title")
    told = [cue for cue in between(cues, sentence.start, sentence.end) if is_noun(cue)]
    counted = (Measure.AMOUNT, Measure.PERCENT, Measure.PRICE)
    stated = any(n.measure in counted for n in reading.numbers_in(sentence))
    if not announces or not told or stated:
        return None
    venues = [m.text for m in reading.mentions_in(sentence) if m.term.kind is TermKind.VENUE]
    unit = _UNIT.search(text)
    found = _UNITS.get(unit["unit"], "t") if unit else None
    return Heading(told[0], venues[0] if len(venues) == 1 else "", found)


def counted_inline(reading: Reading, sentence: Sentence, cues: Sequence[Cue]) -> dict[int, str]:
    """Where bare numbers behind a colon count the unit before it: "LME stocks (tonnes): copper
    143,225, zinc 40,800"."""
    colon = reading.text.find(": ", sentence.start, sentence.end)
    if colon < 0 or not any(is_noun(cue) for cue in between(cues, sentence.start, colon)):
        return {}
    unit = _UNIT.search(reading.text, sentence.start, colon + 1)
    if unit is None:
        return {}
    counted = _UNITS.get(unit["unit"], "t")
    return {
        number.digits: counted
        for number in reading.numbers_in(sentence)
        if number.start > colon and number.measure is Measure.BARE
        and not (number.ranged or number.sign)
    }  # fmt: skip


def counted_in(reading: Reading, sentence: Sentence, heading: Heading) -> dict[int, str]:
    """Where bare numbers of a row count the heading's unit."""
    if heading.unit is None:
        return {}
    return {
        number.digits: heading.unit
        for number in reading.numbers_in(sentence)
        if number.measure is Measure.BARE and not number.ranged
    }
