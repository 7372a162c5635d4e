"""What stands where in the whole text of a flash, by first offset: it cuts runs of words."""

from __future__ import annotations

from collections.abc import Container

from briefs.extract.numbers import Measure, Number
from briefs.extract.reading import Reading
from briefs.lexicon import TermKind


def is_figure(text: str, number: Number) -> bool:
    """ "9,647.50": no part of a name, as the 3 of "Zamak 3" and the 6517 of a grade are."""
    return text.find(",", number.digits, number.end) > 0


class Landmarks:
    """`named` are the mentions of the kinds that matter, `signed` the numbers that count something;
    the others give where each ends. `marked` holds every offset at which a run is cut or named."""

    __slots__ = ("dates", "marked", "named", "numbers", "places", "signed", "turns")

    def __init__(self, reading: Reading, kinds: Container[TermKind]) -> None:
        told = [(m, m.term.kind) for m in reading.mentions]
        self.named = {m.start: m for m, kind in told if kind in kinds}
        self.places = {m.start: m.end for m, kind in told if kind is TermKind.PLACE}
        self.signed = {n.start for n in reading.numbers if n.sign or (n.unit and not n.grade)}
        self.numbers = {
            n.start: n.end
            for n in reading.numbers
            if not n.grade and (n.measure is not Measure.BARE or is_figure(reading.text, n))
        }
        self.dates = {d.start: d.end for d in reading.dates}
        self.turns = {d.start: d.end for d in reading.directions}
        self.marked = {*self.named, *self.numbers, *self.dates, *self.turns}
