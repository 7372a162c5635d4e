"""Names the lexicon does not know that make, ship or sell: "Loulo-Gounkoto made …", "Odda, its
smelter in Norway, will make …", "the Pomalaa plant"."""

from __future__ import annotations

import re
from typing import Final

from briefs.extract.cues import load_cues, lower
from briefs.extract.names import Name, names_in
from briefs.extract.phrases import phrases_in
from briefs.extract.reading import Reading
from briefs.extract.sentences import Sentence
from briefs.extract.volume_things import GENERIC, Spot, things_in
from briefs.lexicon import TermKind

_PROJECT: Final = re.compile(
    r"(?!The |This |That |Its |Their |One |New )"
    r"(?P<name>[A-Z][\w-]{2,24}(?:(?: and)? [A-Z][\w-]{2,24}){0,3}) "
    r"(?:[a-z]+ )?(?:complex|project|plant|smelter|mine|refinery|deposit|operation|open pit|pit)"
    r"s?\b"
    r"|\b(?:smelter|refinery|plant|mine|factory|complex|works|mill|facility|project) "
    r"(?:at|in|near) (?P<at>[A-Z][\w-]{2,24}(?: [A-Z][\w-]{2,24}){0,2})"
)
_SUBJECT: Final = re.compile(
    r"(?: (?:venture|mine|plant|smelter|complex|operation|project|unit|arm|refinery|works|mill))?"
    r"(?:'s|’s)? (?:(?:has|have|had|will|would|should|also|alone|is to|plans to|expects to|"
    r"now|intends to|aims to|mine|itself) ){0,3}$|(?:'s|’s) (?:[a-z0-9-]+ ){0,4}$"
)
_OPENING: Final = 300  # where a sentence names its project
_DOERS_TEXT: Final = """
bank banks buyers smelters miners mills producers plants refiners traders makers mine
"""
_DOERS: Final = frozenset(_DOERS_TEXT.split())
_LONGEST: Final = 4  # words of a name


def unknown_doer(spot: Spot, start: int, end: int) -> str | None:
    """A capitalised name that does it: "Loulo-Gounkoto made …", "Kamoa's output"."""
    if spot.cue.start < start:
        return _next_named(spot, start, end)
    limit = spot.cue.start if spot.cue.start < spot.number.start else end
    for name in reversed(names_in(spot.reading, spot.sentence)):
        if not start <= name.start < limit or is_source(name) or _is_word(spot, name):
            continue
        if _SUBJECT.fullmatch(spot.reading.text[name.end : limit]):
            return name.text
    return _opening(spot, start)


#: Who reports an amount, and does not make it.
_SOURCE: Final = re.compile(
    r"\b(?:Ministry|Customs|Data|Figures|Statistics|Bureau|Association|Institute|Council|"
    r"Analysts?|Survey|Research|Government|Administration|Agency|Exchange|Federation|Society|"
    r"Commission|Department|Group of|SMM|Argus|Platts|Reuters|Bloomberg|Mysteel|Fastmarkets)\b"
)


_METRIC_WORD: Final = re.compile(
    r"(?:Sales|Shipments|Deliveries|Output|Production|Exports|Imports|Stocks|Inventor(?:y|ies)"
    r"|Demand|Supply|Capacity|Purchases|Consumption|Arrivals|Holdings|Volumes?)"
)


def _is_word(spot: Spot, name: Name) -> bool:
    """ "Bauxite", "National": a capital that opens a sentence, and no owner."""
    if name.text.split()[0].lower() in GENERIC or _METRIC_WORD.fullmatch(name.text):
        return True
    return bool(things_in(spot.reading, name.start, name.end))


def is_source(name: Name) -> bool:
    """Does a name report amounts and make none?"""
    told = name.kind in (TermKind.AGENCY, TermKind.HOUSE)
    return told or _SOURCE.search(name.text) is not None


_TOUCHING: Final = re.compile(
    r"(?: in [A-Z]\w+)?(?:'s|’s)? (?:(?:at|with|contributed|added|made|produced|gave|yielded|"
    r"another|a further|"
    r"about|"
    r"some|around|nearly|only|just) ){0,2}"
)
_JOINED: Final = re.compile(r"[^A-Za-z]*(?:and |while |but |with |plus |that of |at )*(?:the )?")


def _next_named(spot: Spot, start: int, end: int) -> str | None:
    """ "… and Collahuasi's fell 27% to 35,400 tons": the next of a list."""
    for name in names_in(spot.reading, spot.sentence):
        if start <= name.start < end and not is_source(name) and not _is_word(spot, name):
            joined = _JOINED.fullmatch(spot.reading.text[start : name.start])
            return name.text if joined else None
    return None


def touching(spot: Spot) -> str | None:
    """ "…, Kinsevere 12,880 tonnes and Khoemacau 11,417": whose name the amount follows."""
    number, text = spot.number, spot.reading.text
    if spot.floor <= spot.sentence.start:
        return None
    for name in reversed(names_in(spot.reading, spot.sentence)):
        if name.place and text.endswith(" in ", 0, name.start):
            continue  # "Quellaveco in Peru 85,300 tonnes"
        if spot.floor <= name.start < number.start and not is_source(name):
            plain = _TOUCHING.fullmatch(text, name.end, number.start) and not _is_word(spot, name)
            return name.text if plain else None
    return None


def _opening(spot: Spot, start: int) -> str | None:
    """ "South Flank goes on ramping up to its full capacity": the name a sentence opens with."""
    first = next(iter(names_in(spot.reading, spot.sentence)), None)
    opens = first is not None and first.start == spot.sentence.start == start
    if not opens or first is None or is_source(first) or _is_word(spot, first):
        return None
    phrase = next(iter(phrases_in(spot.reading, start, min(spot.sentence.end, start + 80))), None)
    if phrase is None or phrase.start != start or spot.sentence.kind != "prose":
        return None
    words = phrase.of(spot.reading.text)
    named = things_in(spot.reading, phrase.start, phrase.end)
    behind = spot.reading.text[phrase.end : phrase.end + 1]
    rest = words.removeprefix(first.text).split()
    plain = all(word in _DOERS for word in rest) or phrase.end == first.end
    whole = plain and len(words.split()) <= _LONGEST and not named and behind not in ":,("
    return words if whole else None


_APPOSED: Final = re.compile(
    r"(?P<name>[A-Z][\w-]{2,24}(?: [A-Z][\w-]{2,24}){0,2})"
    r"(?:, (?:its|a|an|the|one of|home|which|where|whose|now|still|with|another|owned|"
    r"operated|run) [^,;.]{3,70}, "
    r"| in (?P<where>[A-Z]\w+(?: [A-Z]\w+)?) (?=[a-z]))"
)


def apposed(spot: Spot, start: int, end: int) -> str | None:
    """ "Odda, its smelter in Norway, will make …": who stands before the apposition."""
    found = _APPOSED.match(spot.reading.text, start, end + 1) if end > start else None
    if found is None:
        return None
    told = [n for n in names_in(spot.reading, spot.sentence) if n.start == found.start()]
    if found["where"] and (not told or load_cues("volume_groups").scan(lower(found["name"]))):
        return None  # "Mills in Hebei"
    return None if told and (is_source(told[0]) or _is_word(spot, told[0])) else found["name"]


_OWN_SITE: Final = re.compile(
    r"\b(?:[Ii]ts|[Tt]he|[Tt]heir) (?P<name>[A-Z][\w-]{2,24}(?: [A-Z][\w-]{2,24}){0,2} "
    r"(?:complex|plant|smelter|mine|refinery|operation|steelworks|mill|pit))\b"
)


def own_site(reading: Reading, start: int, end: int) -> str | None:
    """ "Its Stillwater mine in Montana": nearer than the company."""
    found = _OWN_SITE.search(reading.text, start, min(end, start + 80)) if end > start else None
    return found["name"] if found else None


def project(reading: Reading, sentence: Sentence) -> str | None:
    for index in range(sentence.index, max(-1, sentence.index - 4), -1):
        where = reading.sentences[index]
        if found := _PROJECT.search(
            reading.text, where.start, min(where.end, where.start + _OPENING)
        ):
            return found["name"] or found["at"]
    return None
