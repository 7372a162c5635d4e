"""Who takes part: the named parties on both sides of a word that tells of a deal."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from briefs.extract.datelines import after_dateline
from briefs.extract.names import Name, names_in
from briefs.extract.reading import Reading
from briefs.extract.sentences import Sentence
from briefs.lexicon import TermKind

_SIDE: Final = 3  # more names than this on one side are a list of something else

#: What stands behind a name that is a place of work and not a party.
_SITE: Final = re.compile(
    r"\s(?:[\w-]+ ){0,3}(?:project|mine|mines|deposit|plant|smelter|refinery|complex|brine|salar|"
    r"pit|open pit|salt flat|tailings|field|prospect|hub|"
    r"basin|"
    r"province|region|port|market|exchange|index|price|prices|operations?|facility|assets?|"
    r"shares|currency|dollars?)\b"
    r"|[\u4e00-\u9fff]{0,4}?(?:项目|金矿|锂矿|铜矿|镍矿|矿区|矿山|盐湖|冶炼厂)"
)
_AT_A_PLACE: Final = re.compile(r"\b(?:in|at|near|outside|told)\s$")
_TELLER: Final = re.compile(r"\b(?:told|according to|reported by|citing|quoting)\s$")
_GENERIC: Final = re.compile(
    r"\b(?:an?|the|one)\s((?:(?:unnamed|major|large|leading|top|wholly-owned) )?(?:Chinese|"
    r"Japanese|South Korean|Korean|Indian|Indonesian|European|German|US|American|Chilean|"
    r"Australian|Canadian|Brazilian|Saudi|global|state-owned) (?:[a-z-]+ ){0,2}"
    r"(?:smelter|producer|miner|refiner|automaker|trader|steelmaker|buyer|company|group|firm|"
    r"consortium|refinery|mill)s?)\b"
)
_GOVERNMENT: Final = re.compile(
    r"(?:[’']s)? (?:federal |state |national |provincial |and ){0,3}"
    r"(?:governments?|army|military|state|sovereign)\b"
)
_NO_PARTY_WORDS: Final = (
    "EU OPEC Section Nasdaq NYSE ASX TSX Reuters Bloomberg Fastmarkets SMM Argus Platts MySteel"
    " Mysteel CRU GMT Fed ESG Memorandum Understanding Million Billion Deal Agreement Offtake"
    " Financing Project Stake"
)
_NO_PARTY: Final = frozenset(_NO_PARTY_WORDS.split())


def parties_around(
    reading: Reading, sentence: Sentence, at: int, stop: int | None = None
) -> tuple[list[str], list[str]]:
    """Names before and after the offset of a deal word, `stop` at the latest, each once."""
    found = _candidates(reading, sentence)
    before = [name for name in found if name.end <= at]
    after = [name for name in found if at <= name.start < (stop or sentence.end)]
    return _texts(before[-_SIDE:]), _texts(after[:_SIDE])


def _candidates(reading: Reading, sentence: Sentence) -> list[Name]:
    text, start = reading.text, after_dateline(reading, sentence)
    generic = [
        Name(m.start(1), m.end(1), m[1])
        for m in _GENERIC.finditer(text, sentence.start, sentence.end)
    ]
    names = [
        name
        for name in names_in(reading, sentence)
        if name.start >= start
        and _is_party(text, name, sentence)
        and not _is_goods(reading, name)
        and not any(g.start <= name.start < g.end for g in generic)
    ]
    return sorted([*names, *generic], key=lambda name: name.start)


def _is_goods(reading: Reading, name: Name) -> bool:
    """ "SiMn", "LFP": a capitalised name that is a material's."""
    near = reading.within(reading.mentions, name.start, name.end)
    material = any(m.term.kind is TermKind.MATERIAL and m.end >= name.end for m in near)
    return name.kind is None and material and not name.corporate


def _is_party(text: str, name: Name, sentence: Sentence) -> bool:
    if (
        text[name.start - 1 : name.start] in "(（"
        and name.end < len(text)
        and text[name.end] in ")）"
    ):
        return False  # the short form of the name before
    before = text[max(sentence.start, name.start - 14) : name.start]
    if name.text in _NO_PARTY or name.text.split()[-1] in _NO_PARTY:
        return False
    if name.place and not _GOVERNMENT.match(text, name.end):
        return False
    if name.kind in (TermKind.PLACE, TermKind.VENUE) and not _GOVERNMENT.match(text, name.end):
        return False  # "In Henan, smelters offered …"
    if _TELLER.search(before):
        return False
    if name.kind is None:
        if _SITE.match(text, name.end) or (_AT_A_PLACE.search(before) and not name.corporate):
            return False
        if before.endswith(("’s ", "'s ")) and not name.corporate and len(name.text) < 4:
            return False
    return name.kind is not TermKind.AGENCY or name.term != "smm"


def _texts(names: Sequence[Name]) -> list[str]:
    return list(dict.fromkeys(name.text for name in names))
