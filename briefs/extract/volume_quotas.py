"""What a rule lets be shipped, mined or brought in: "miners may ship 18,125 mt", "CMOC's share is
6,650 mt and Glencore's 3,925 mt", "275,000 t may still come in"."""

from __future__ import annotations

import re
from typing import Final

from briefs.extract.names import Name, names_in
from briefs.extract.numbers import Measure, Number
from briefs.extract.reading import Reading
from briefs.extract.sentences import Sentence
from briefs.extract.volume_doers import is_source
from briefs.extract.volume_named import carried
from briefs.extract.volume_things import Thing

_WORD: Final = re.compile(r"\b(?:(?P<kind>export|import|mining|production|smelting) )?quotas?\b")
_DEEDS: Final = (
    r"(?:ship|export|import|sell abroad|mine|produce|smelt|bring in|send abroad|dig|come in|enter"
    r"|leave|be (?:shipped|exported|imported|mined|produced|brought in|sent abroad|sold abroad))"
)
_LET: Final = (
    r"(?:may|can|(?:is|are|was|were|be) (?:allowed|permitted|entitled|cleared|free) to)"
    r"(?: (?:still|only|now|each|together|jointly)){0,2} "
)
_LET_BEFORE: Final = re.compile(
    rf"\b{_LET}{_DEEDS}(?: (?:up to|no more than|at most|about|only|a total of))? $"
)
_LET_BEHIND: Final = re.compile(rf"(?: of [a-z ]{{2,30}})? {_LET}{_DEEDS}\b")
_ALLOTTED: Final = re.compile(
    r"(?:'s|’s)(?: own)?(?: 20[0-9]{2})? (?:share|allocation|allotment|portion|part|slice|cut)"
    r"(?: (?:for|in|of) [A-Za-z0-9 ]{1,20})? (?:is|was|comes to|came to|stands at|will be) $"
    r"|(?:'s|’s)? (?:got|gets|receives|received|was given|is given|was granted|was allotted|"
    r"was allocated|won|is to get|will get|may ship|may export|at|with)?"
    r"(?: (?:just|only|about))? ?$"
)
_JOIN: Final = re.compile(r"(?: for| over| in| through)?[A-Za-z0-9, ]{0,30}?,? and (?:up to )?$")
_REACH: Final = 70
_KINDS: Final = {"come in": "import", "enter": "import", "brought": "import", "import": "import",
                 "mine": "mining", "dig": "mining", "produce": "production"}  # fmt: skip


def quota_of(
    reading: Reading, sentence: Sentence, number: Number, floor: int, last: Thing | None
) -> Thing | None:
    """The quota an amount is, None where it is none. `last`: the quota told within two sentences,
    whose parts are told by their holders alone."""
    if number.measure is not Measure.AMOUNT:
        return None
    start = max(sentence.start, floor, number.start - _REACH)
    before = reading.text[start : number.start]
    deed = _LET_BEFORE.search(before) or _LET_BEHIND.match(reading.text, number.end, sentence.end)
    if deed and (kind := _kind(reading, deed[0])):
        return _named(reading, sentence, kind, "")
    if last is None:
        return None
    if holder := _holder(reading, sentence, start, number):
        return _named(reading, sentence, _kind(reading, "") or "", holder.text)
    joined = floor > sentence.start and _JOIN.fullmatch(reading.text[floor : number.start])
    return last if joined and last.start >= sentence.start else None


def _kind(reading: Reading, deed: str) -> str | None:
    """ "export": of the quota the flash tells of, else what the deed is, where a rule allows it."""
    told = reading.once("volume.quota", lambda: list(_WORD.finditer(reading.lowered)))
    kinds = [found["kind"] for found in told if found["kind"]]
    if told:
        return f"{kinds[0]} quota" if kinds else "quota"
    still = " still " in deed or " be " in deed
    own = next((kind for word, kind in _KINDS.items() if word in deed), "export")
    return f"{own} quota" if still else None


def _holder(reading: Reading, sentence: Sentence, start: int, number: Number) -> Name | None:
    for name in reversed(names_in(reading, sentence)):
        if start <= name.start < number.start and not is_source(name):
            gap = reading.text[name.start + len(name.text) : number.start]
            gap = gap if gap[:1] in "'’ " else reading.text[name.end : number.start]
            return name if _ALLOTTED.fullmatch(gap) else None
    return None


def _named(reading: Reading, sentence: Sentence, kind: str, owner: str) -> Thing | None:
    """ "CMOC cobalt export quota"."""
    found = carried(reading, sentence)
    if found is None:
        return None
    name = " ".join(filter(None, (owner, found.name, kind)))
    mention = f"{found.mention} {kind}"
    return Thing(name, mention, found.term, sentence.start, sentence.start, owner)
