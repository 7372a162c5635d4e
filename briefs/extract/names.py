"""Proper names in a sentence: companies, institutions and people the lexicon has never heard of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final, NamedTuple

from briefs.extract.cues import read_table
from briefs.extract.names_chinese import chinese_firms
from briefs.extract.reading import Reading
from briefs.extract.sentences import Sentence
from briefs.lexicon import Mention, TermKind
from briefs.types import Span

_LETTER: Final = r"[^\W\u2e80-\uffff]"
#: One class for what opens a name: `re` looks fast for a character, slowly for a choice.
_PIECE: Final = rf"[A-Z0-9](?:(?<=[A-Z])(?:{_LETTER}|[&.’'-])*|(?<=[0-9])[0-9]*[A-Z][A-Za-z]+)"
_NAME: Final = re.compile(rf"{_PIECE}(?: (?:{_PIECE}|of|de|&|and)(?=[ ,.;:)’'\n\u2e80-\uffff]|$))*")
_CHINESE: Final = re.compile(r"[\u4e00-\u9fff]")
_TAIL: Final = re.compile(r"(?: (?:of|de|&|and))+$|[.’'-]+$")
_CUT: Final = re.compile(r"[’']s? | and |(?<=[a-z]{3})\. ")
_TAIL_ENDS: Final = ("of", "de", "&", "and", ".", "’", "'", "-")
_BASED: Final = ("-based", "-listed", "-owned", "-backed", "-headquartered")
_JOINERS: Final = ("of", "de", "&", "and")
_POSSESSIVE: Final = re.compile(r"[’'](?:s\b)?")
_CORPORATE: Final = re.compile(
    r"\b(?:Inc|Corp|Co|Ltd|Limited|Group|Holdings?|Resources|Mining|Metals?|Minerals?|Lithium|"
    r"Materials|Energy|Steel|Copper|Gold|Nickel|Cobalt|Tungsten|Aluminium|Aluminum|Securities|"
    r"Capital|Bank|Partners|Motors?|Industries|Earths?|Chemicals?|Technolog(?:y|ies)|Corporation|"
    r"Battery|Batteries|Tin|Zinc|Silver|Magnesium|Trading|International|Fund|Company|Uranium|"
    r"Electric|Solutions?|Solar|Advanced|Strategic|Organi[sz]ation|Foods|Semiconductors?|Ranch|"
    r"Exploration|Refining|Smelting|Recycling|Renewables?|Power|Oil|Petroleum|Commodities|"
    r"Royalties|"
    r"Futures|Research|Magnet(?:ics|s)?|Elements|Management|Analytics|Intelligence|Ratings|"
    r"Royalty|Investments?|Ventures?|Alloys?)\b\.?"
)
#: Capitalised words that begin sentences or name days, not companies.
_ORDINARY_WORDS: Final = """
    the a an this that these those it its they their he she his her we our in on at by for from to
    of with under after before as while when if but and or so also both each all some many most
    such no not one two three four five six now then there here however meanwhile separately
    earlier later last next new other another elsewhere overall according about around because
    since until during per via what who which how why january february march april may june july
    august september october november december jan feb mar apr jun jul aug sep sept oct nov dec
    monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun q1 q2 q3
    q4 h1 h2 phase first second third fourth construction shares prices spot ndpr nd pr usd cny
    production output news flash update commentary section analysis weekly daily report review
    volumes pricing canada-based stake deal terms total investment price exports imports ceo cfo
    coo chairman president minister director chief mr ms mrs dr smm lme shfe comex dce gfex
    officials government state buyers sellers companies miners smelters analysts traders
    yesterday today tomorrow once upon despite although though read click risk bullish bearish
    ev evs yoy mom wow tc rc tcs rcs cif fob mt kt jv mou ipo spot a-shares a-share competition
    another ores planned funding proceeds capacity demand supply rare
"""
_ORDINARY: Final = frozenset(_ORDINARY_WORDS.split())
_METALS_WORDS: Final = """
    copper aluminium aluminum zinc lead tin nickel cobalt lithium gold silver platinum palladium
    iron steel tungsten antimony magnesium silicon polysilicon molybdenum uranium manganese graphite
    vanadium titanium gallium germanium indium bismuth
"""
_METALS: Final = frozenset(_METALS_WORDS.split())
_NO_NAMES: Final = _ORDINARY | _METALS


#: What a house adds to its name and wires leave out.
_SUFFIXES: Final = frozenset(
    (
        "ratings",
        "solutions",
        "research",
        "group",
        "markets",
        "metals",
        "capital",
        "securities",
        "financial",
        "partners",
    )
)


class Name(NamedTuple):
    """A proper name where it stands. `term` is its lexicon id, `kind` what the lexicon calls it."""

    start: int
    end: int
    text: str
    term: str | None = None
    kind: TermKind | None = None
    place: bool = False

    @property
    def corporate(self) -> bool:
        """Does it look like a company by its words, or is it known as one?"""
        known = self.kind in (TermKind.COMPANY, TermKind.HOUSE)
        return known or _CORPORATE.search(self.text) is not None


@cache
def places() -> dict[str, str]:
    """Country, capital or adjective → the government it stands for."""
    return {
        alias: row["name"]
        for row in read_table("governments")
        for alias in row["aliases"].split("|")
    }


def names_in(reading: Reading, where: Sentence | Span) -> tuple[Name, ...]:
    """Names of a sentence in order: known terms first, capitalised words else."""
    key = ("names", where.start, where.end)  # several kinds ask for those of one sentence
    return reading.once(key, lambda: _names_in(reading, where))


def _names_in(reading: Reading, where: Sentence | Span) -> tuple[Name, ...]:
    known = [
        Name(m.start, m.end, _shown(m), m.term.id, m.term.kind)
        for m in reading.mentions_in(where)
        if m.term.kind in (TermKind.COMPANY, TermKind.AGENCY, TermKind.HOUSE)
    ]
    capitalised = list(_capitalised(reading, where, known))  # takes from `known` what it widens
    found = [*known, *capitalised, *_unknown_firms(reading, where, known)]
    return tuple(sorted(found, key=lambda name: name.start))


def _unknown_firms(reading: Reading, where: Sentence | Span, known: list[Name]) -> Iterator[Name]:
    if _CHINESE.search(reading.text, where.start, where.end) is None:
        return
    for start, end in chinese_firms(reading.text, where.start, where.end):
        if not any(name.start < end and start < name.end for name in known):
            yield Name(start, end, reading.text[start:end], None, TermKind.COMPANY)


def _shown(mention: Mention) -> str:
    """The canonical name, or the text's own where the two have no word in common ("CMOC")."""
    if mention.term.kind is TermKind.AGENCY or mention.text[0] >= "\u2e80":
        return mention.term.name
    words = mention.term.name.lower().split()
    said = mention.text.lower().split()
    if (
        set(words) - set(said) <= _SUFFIXES or len(words) - len(said) > 1
    ):  # "Heraeus" is no "Heraeus Precious Metals" to a reader
        return mention.text
    return mention.term.name if set(said) <= set(words) else mention.text


def _capitalised(reading: Reading, where: Sentence | Span, known: list[Name]) -> Iterator[Name]:
    text = reading.text
    for match in _NAME.finditer(text, where.start, where.end):
        begin, stop = match.span()
        # "The", "Copper": most of what has a capital, let go before anything is cut from it.
        if match[0].lower() in _NO_NAMES and not (
            known and any(n.start < stop and begin < n.end for n in known)
        ):
            continue
        for start, end in _parts(text, begin, stop):
            overlapping = known and [n for n in known if n.start < end and start < n.end]
            if overlapping:
                yield from _widened(text, start, end, overlapping, known)
                continue
            words = text[start:end]
            lowered = words.lower()
            if lowered in _NO_NAMES or len(words) < 2 or words[0].isdigit():
                continue
            yield Name(start, end, words, place=words in places())


def _widened(
    text: str, start: int, end: int, overlapping: list[Name], known: list[Name]
) -> Iterator[Name]:
    """ "Lynas" inside "Lynas Advanced Metals": the longer name stands for the shorter."""
    first = overlapping[0]
    if len(overlapping) == 1 and start <= first.start and first.end < end:
        rest = text[first.end : end]
        if _CORPORATE.search(rest) and " and " not in rest and known:
            known.remove(first)
            yield Name(start, end, text[start:end], None, first.kind)


def _parts(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Cut at possessives ("Chile's Antofagasta") and at "and" between two full names."""
    at, words = start, text[start:end]
    if " " not in words:
        return _trimmed(text, start, end)
    parts: list[tuple[int, int]] = []
    for cut in _CUT.finditer(words):
        parts += _trimmed(text, at, start + cut.start())
        at = start + cut.end()
    return parts + _trimmed(text, at, end)


def _trimmed(text: str, start: int, end: int) -> list[tuple[int, int]]:
    if text[start:end].endswith(("’s", "'s")):
        end -= 2
    while text.endswith(_TAIL_ENDS, start, end) and (tail := _TAIL.search(text, start, end)):
        if tail.end() != end or tail.start() <= start:
            break
        end = tail.start()
    while start < end:
        word = text[start:end].split(" ", 1)[0]
        based = word.endswith(_BASED)
        ordinary = (low := word.lower()) in _ORDINARY and low not in _METALS
        if not based and not ordinary and word not in _JOINERS:
            break
        longer = start + len(word) + 1
        corporate = _CORPORATE.match(text, longer, end) and word[0].isupper()
        corporate = corporate and (len(word) > 3 or word == "New")
        if longer >= end or (corporate and not based):
            break
        start = longer
    return [(start, end)] if end - start > 1 else []
