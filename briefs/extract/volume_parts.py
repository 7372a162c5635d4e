"""Parts of an amount told by a word of their own: "Ingot made up 22,100 mt, alloy 9,600 mt",
"bars and coins alone taking 316 tonnes", "of which smelters held 26,104 mt"."""

from __future__ import annotations

import re
from typing import Final

from briefs.extract.place_names import place_noun
from briefs.extract.volume_metrics import metric_of
from briefs.extract.volume_things import GENERIC, Spot, Thing
from briefs.types import Metric

#: What says that a total is being divided.
_DIVIDES: Final = re.compile(
    r"\bof (?:which|that|this|these|those|it|the total)\b|\b(?:made|makes|making) up\b|"
    r"\baccount(?:ed|s|ing) for\b|\balone\b|\bcomprised\b|\bincluding\b|, with "
)
_WORDS: Final = re.compile(
    r"(?:^|[,;:] (?:and |with |while |plus |but )?|\b(?:and|with|which|while|whereas) )"
    r"(?P<what>(?:[A-Z]?[a-z][a-z-]+)(?: (?:and )?[a-z][a-z-]+){0,3}?)"
    r"(?: (?:alone|now|still|together))? ?"
    r"(?:made up|makes up|making up|accounted for|accounting for|taking|took|held|holding|hold|at|"
    r"with|had|having|contributing|contributed|representing|used|using|was|were|came to|comprised)?"
    r" (?:about |some |around |nearly |only |just |another |a further )?$"
)
_REACH: Final = 90
_NO_NAMES_TEXT: Final = """
up down with while plus but and of it that which the rest others some they these those more less
higher lower month year week about from to in on by for rose fell was were or also output
production stocks exports imports sales shipments inventory inventories total totals arrivals
deliveries volume volumes
"""
_NO_NAMES: Final = frozenset(_NO_NAMES_TEXT.split())
_NAMED_SO: Final = (Metric.OTHER, Metric.INVENTORY)  # these metrics are part of the name


def part_named(spot: Spot) -> Thing | None:
    """The part an amount is, named with the whole told last; None where the text divides nothing
    or names the part by a word that names none."""
    last, text = spot.last, spot.reading.text
    if last is None or not spot.same or not _is_divided(spot):
        return None
    low = max(spot.sentence.start, min(spot.floor, spot.number.start), spot.number.start - _REACH)
    found = _WORDS.search(text[low : spot.number.start])
    if found is None or not _names(found["what"]):
        return None
    what, start = found["what"], low + found.start("what")
    if what[0].isupper() and (start > spot.sentence.start or place_noun(what.split()[0])):
        return None  # "China accounted for 3.64 million tonnes": an owner
    whole = last.own.name
    name = f"{whole} {what[0].lower()}{what[1:]}"
    return Thing(name, what, last.term, start, start + len(what))


def _is_divided(spot: Spot) -> bool:
    start = max(spot.sentence.start, spot.number.start - 2 * _REACH)
    end = min(spot.sentence.end, spot.number.end + 16)
    told = _DIVIDES.search(spot.reading.text, start, end) is not None
    return told and metric_of(spot.cue) not in (Metric.OPERATING_RATE, Metric.OTHER)


def _names(what: str) -> bool:
    words = what.lower().split()
    named = [word for word in words if word not in GENERIC and word not in _NO_NAMES]
    return bool(named) and words[0] not in _NO_NAMES and words[-1] not in _NO_NAMES
