"""Things that are made, stocked or traded: their names, and the words that name nothing."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from briefs.extract.cues import Cue
from briefs.extract.numbers import Number
from briefs.extract.ordered import Ordered
from briefs.extract.place_names import place_noun
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
    """The materials, contracts and sectors named in `start:end`, none inside another's name."""
    told = reading.once("volume.things", lambda: _things(reading))
    return told.within(start, end)


def _things(reading: Reading) -> Ordered[Mention]:
    return Ordered(
        m
        for m in reading.mentions
        if m.term.kind in THINGS and m.term.id != ALL and not m.term.id.endswith(SHARES)
        and not _in_a_name(reading, m)
    )  # fmt: skip


_NAME_BEFORE: Final = re.compile(r"[A-Z][a-z]+ $")
_PLAIN_BEFORE: Final = re.compile(r"(?:Spot|Refined|Primary|Secondary|Global|World|Total) $")


def _in_a_name(reading: Reading, mention: Mention) -> bool:
    """ "Talco Gold": the last word of a name, no metal."""
    text, start = reading.text, mention.start
    if not text[start].isupper() or not text[start + 1 : start + 2].islower():
        return False
    sentence = reading.sentence_at(start)
    if sentence.kind in ("title", "heading", "row") or " " in mention.text:
        return False
    before = _NAME_BEFORE.search(text, max(sentence.start, start - 24), start)
    if before is None or before.start() == sentence.start:
        return False
    return not (_PLAIN_BEFORE.match(before[0]) or place_noun(before[0].strip()))


#: "aluminium premium": stocks and trade are of the metal, whatever its price is called.
_PRICED: Final = re.compile(r"(?: spot)? (?:premium|discount|index|TCs?|prices?)$")


def plain(reading: Reading, mention: Mention) -> Thing:
    return Thing(
        _PRICED.sub("", mention.term.name), _PRICED.sub("", mention.text), mention.term.id,
        mention.start, mention.end,
    )  # fmt: skip
