"""What a reader keeps in mind from one price sentence to the next."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Final

from briefs.extract.reading import Reading
from briefs.extract.sentences import Sentence
from briefs.extract.subject_naming import Subject, subject_of
from briefs.extract.subjects import PRICED, runs_in

_LOOK_BACK: Final = 1500


@dataclass(slots=True)
class PriceState:
    """The last subject, the label of the line, and the last unit of each currency."""

    last: Subject | None = None
    label: Subject | None = None
    line: int = -1
    day: date | None = None
    units: dict[str, str] = field(default_factory=dict)
    last_at: int = -1

    def enter(self, reading: Reading, sentence: Sentence) -> None:
        """Begin a sentence; a new line forgets the label and the day of the old one."""
        if sentence.line == self.line:
            return
        self.line, self.day = sentence.line, None
        self.label = self._label(reading, sentence)

    def carried(self, reading: Reading, offset: int) -> Subject | None:
        """Whom a nameless number belongs to: the label, the last subject, or the last name told."""
        if self.label is not None:
            return self.label
        named = _last_named(reading, offset)
        if self.last is None:
            return named
        if named and named.start > self.last_at and not _same_family(reading, named, self.last):
            return named
        return self.last

    def _label(self, reading: Reading, sentence: Sentence) -> Subject | None:
        """ "Battery grade: …", "Ore: …": what the whole line is about."""
        colon = reading.text.find(":", sentence.start, min(sentence.end, sentence.start + 70))
        if colon < 0 or reading.text.rfind("(", sentence.start, colon) > reading.text.rfind(
            ")", sentence.start, colon
        ):  # "(Li2O: 6%)" names a grade
            return None
        if any(reading.within(reading.numbers, sentence.start, colon)):
            return None
        runs = [run for run in runs_in(reading, sentence.start, colon) if not run.plain]
        named = [run for run in runs if run.term]
        if named:
            return subject_of(reading, named[0], None)
        carried = self.carried(reading, sentence.start) if len(runs) == 1 else None
        if carried and runs[0].after == "start" and runs[0].end >= colon - 2:
            return subject_of(reading, runs[0], carried)
        return None


def _same_family(reading: Reading, a: Subject, b: Subject) -> bool:
    if a.term is None or b.term is None:
        return True
    up_a = reading.lexicon.ancestors(a.term.id)
    up_b = reading.lexicon.ancestors(b.term.id)
    return a.term.id in up_b or b.term.id in up_a


def _last_named(reading: Reading, offset: int) -> Subject | None:
    """The nearest priced name before the offset, in the sentence before or in the title."""
    for mention in reversed(reading.within(reading.mentions, offset - _LOOK_BACK, offset)):
        if mention.term.kind in PRICED:
            return Subject(
                mention.term.name, mention.text, mention.start, mention.end, mention.term
            )
    return None
