"""Things that are made, stocked or traded: their names, and the words that name nothing."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from briefs.extract.cues import Cue
from briefs.extract.numbers import Number
from briefs.extract.reading import Reading
from briefs.extract.sentences import Sentence
from briefs.extract.volume_metrics import metric_of
from briefs.lexicon import Mention, TermKind
from briefs.types import Metric

THINGS: Final = (TermKind.MATERIAL, TermKind.CONTRACT, TermKind.SECTOR)
SHARES: Final = ("-stocks", "-shares", "-concept")  # "copper stocks" of an exchange are metal
ALL: Final = "metals"  # the group of all: no thing of its own
#: Words before a metric word that do not say of what.
_GENERIC_TEXT: Final = """
social total domestic in-plant port ports warehouse annual monthly weekly daily combined overall
actual apparent visible global world world's national average registered exchange on-warrant
live cancelled plant in-factory factory finished raw material materials year-end planned
expected quarterly first-half first-quarter january-may cumulative refined primary secondary
mine mined smelter new existing nameplate installed production producer producers downstream
upstream bonded commercial january february march april may june july august september october
november december the its their this same all major main key spot open trading market foreign
overseas local available tight product products goods end-product sample sampled surveyed
national nationwide remaining latest current in-house of and in for from full nominal
theoretical peak record attributable payable proportional preliminary own additional extra idle
spare rated designed aggregate gross net estimated reported effective potential target idled crude
industrial investment photovoltaic solar automotive autocatalyst jewellery jewelry retail
infrastructure
deliverable operating operable certified cancelled physical off-warrant exchange-registered
reported committed licensed permitted contracted on-hand invisible commercial duty-paid
only just almost nearly roughly meanwhile separately
first second third fourth one two three four five six seven eight nine ten eleven twelve months
month quarter half year years weeks week period full-year far so day days
"""
GENERIC: Final = frozenset(_GENERIC_TEXT.split())


_FROM: Final = re.compile(r" (?:from|to) [A-Z][A-Za-z ]*$")  # "aluminium from Canada"


@dataclass(frozen=True, slots=True)
class Thing:
    """`name` with its owner and, where it tells things apart, its metric; `mention` as written."""

    name: str
    mention: str
    term: str | None
    start: int
    end: int
    owner: str = ""

    @property
    def own(self) -> Thing:
        """The thing without its owner."""
        name, mention = (
            said.removeprefix(f"{self.owner} ") if self.owner else said
            for said in (_FROM.sub("", self.name), self.mention)
        )
        return Thing(name, mention, self.term, self.start, self.end)


def owner_key(owner: str) -> str:
    """One key for "Vulcan" and "Vulcan Energy"."""
    return owner.split()[0].casefold() if owner else ""


@dataclass(frozen=True, slots=True)
class Spot:
    """An amount whose thing is wanted: its metric word, the amounts around it (`floor` ends the one
    before, `top` begins the next) and the thing told last, with its metric. `owned`: the first
    thing told of each owner, by `owner_key`."""

    reading: Reading
    sentence: Sentence
    number: Number
    cue: Cue
    floor: int
    top: int
    last: Thing | None
    told: Metric | None = None
    owned: Mapping[str, Thing] = field(default_factory=dict)

    @property
    def same(self) -> bool:
        """Was the thing told last told with this metric?"""
        return self.told is metric_of(self.cue)


def things_in(reading: Reading, start: int, end: int) -> Sequence[Mention]:
    return [
        m
        for m in reading.within(reading.mentions, start, end)
        if m.term.kind in THINGS and m.term.id != ALL and not m.term.id.endswith(SHARES)
    ]


#: "aluminium premium": stocks and trade are of the metal, whatever its price is called.
_PRICED: Final = re.compile(r"(?: spot)? (?:premium|discount|index|TCs?|prices?)$")


def plain(reading: Reading, mention: Mention) -> Thing:
    return Thing(
        _PRICED.sub("", mention.term.name), _PRICED.sub("", mention.text), mention.term.id,
        mention.start, mention.end,
    )  # fmt: skip
