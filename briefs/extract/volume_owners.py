"""Whose output, trade or capacity it is: "Teck guides to 465,000 mt", "Peru's zinc output", "It …".

The company, country, project or unknown name the clause names; in a list the one named before; for
a pronoun the one the sentence before was about; for a bare figure the headline's.
"""

from __future__ import annotations

import re
from typing import Final

from briefs.extract.cues import load_cues, lower
from briefs.extract.names import Name, names_in, places
from briefs.extract.phrases import phrases_in
from briefs.extract.place_names import opening_place
from briefs.extract.reading import Reading
from briefs.extract.sentences import Sentence
from briefs.extract.volume_metrics import is_noun, metric_of
from briefs.extract.volume_things import GENERIC, Spot, Thing, things_in
from briefs.lexicon import TermKind
from briefs.types import Metric

_OWNERS: Final = (TermKind.COMPANY, TermKind.PLACE)
_OWNED: Final = (
    Metric.PRODUCTION, Metric.SALES, Metric.CAPACITY, Metric.EXPORTS, Metric.IMPORTS,
)  # fmt: skip
_NATIONAL: Final = (Metric.PRODUCTION, Metric.EXPORTS, Metric.IMPORTS, Metric.SALES)
_CLAUSE: Final = re.compile(r"[;；]\s|: |\bwhile |\bwhereas ")
_PRONOUN: Final = re.compile(
    r"(?:[^,;:]{0,40}, )?(?:It|Its|it|its|They|Their|they|"
    r"The (?:[A-Z][\w-]+ )?(?:company|miner|producer|group|"
    r"country|smelter|firm|operator|steelmaker|mine|plant|project|operation|complex|refinery|site"
    r"|maker)(?:'s|’s)?|Output|Production|Sales|Exports|Deliveries|Guidance)\b"
)
_COUNTRY: Final = re.compile(r"(?:[^,;:]{0,40}, )?[Tt]he (?:country|nation|province|state)\b")
_FIRM: Final = re.compile(
    r"(?:[^,;:]{0,40}, )?(?:It|it|Its|its|The (?:[A-Z][\w-]+ )?"
    r"(?:company|miner|producer|group|firm|steelmaker|giant|developer))\b"
)
_SITE: Final = re.compile(
    r"(?:[^,;:]{0,40}, |(?:From|In|By|Since|Until|After) [^ ,;:]{1,12}(?: 20[0-9]{2})? )?"
    r"(?:The|the) (?:mine|plant|project|operation|complex|refinery|site|pit)s?\b"
)
_PROJECT: Final = re.compile(
    r"(?!The |This |That |Its |Their |One |New )"
    r"(?P<name>[A-Z][\w-]{2,24}(?:(?: and)? [A-Z][\w-]{2,24}){0,3}) "
    r"(?:[a-z]+ )?(?:complex|project|plant|smelter|mine|refinery|deposit|operation|open pit|pit)"
    r"s?\b"
    r"|\b(?:smelter|refinery|plant|mine|factory|complex|works|mill|facility|project) "
    r"(?:at|in|near) (?P<at>[A-Z][\w-]{2,24}(?: [A-Z][\w-]{2,24}){0,2})"
)
_SUBJECT: Final = re.compile(
    r"(?:'s|’s)? (?:(?:has|have|had|will|would|should|also|alone|is to|plans to|expects to|"
    r"now|intends to|aims to|mine|itself) ){0,3}$|(?:'s|’s) (?:[a-z0-9-]+ ){0,4}$"
)
_WORLDS: Final = frozenset(("world", "global", "national", "total"))
_OVERALL: Final = re.compile(
    r"\b(?:world|global|worldwide|national|nationwide|total|overall|combined|industry|domestic)\b",
    re.IGNORECASE,
)
_WORLD: Final = re.compile(r"\b(?:world|global|worldwide|total)\b", re.IGNORECASE)
#: Of the country the headline opens with.
_HOME: Final = re.compile(r"\b(?:at home|[Dd]omestic(?:ally)?|in the country|nationwide|inland)\b")
_OPENING: Final = 300  # where a sentence names its owner and its subject
_DOERS_TEXT: Final = """
bank banks buyers smelters miners mills producers plants refiners traders makers mine
"""
_DOERS: Final = frozenset(_DOERS_TEXT.split())
_LONGEST: Final = 4  # words of a name
_NEAR: Final = 3  # sentences a pronoun reaches back
_WORDS: Final = re.compile(r"[A-Z][A-Za-z.-]+")


def with_owner(spot: Spot, thing: Thing | None, kept: str = "") -> Thing | None:
    """The thing with its owner's name before its own; `kept` where the text names none."""
    if thing is None:
        return None
    owned = _owned(spot, thing, kept)
    traded = metric_of(spot.cue) in (Metric.IMPORTS, Metric.EXPORTS)
    return _from_place(spot, owned) if traded else owned


def _owned(spot: Spot, thing: Thing, kept: str) -> Thing:
    owner = _owner(spot, thing)
    if (
        owner is None
        and kept
        and not _OVERALL.search(spot.reading.text, spot.sentence.start, spot.number.start)
    ):
        owner = kept
    if owner is None and metric_of(spot.cue) is Metric.CAPACITY:
        owner = _project(spot.reading, spot.sentence)
    if owner and owner != thing.owner:
        thing = _unplaced(thing.own, spot)
    if owner is None or owner.lower() in thing.name.lower():
        return Thing(thing.name, thing.mention, thing.term, thing.start, thing.end, owner or "")
    name = f"{owner} {thing.name}"
    return Thing(name, thing.mention, thing.term, thing.start, thing.end, owner)


def part_of(spot: Spot, whole: Thing) -> Thing | None:
    """ "Guinea supplied 11.2 million tonnes of that": a part, if the clause says whose."""
    start, _ = _window(spot, whole)
    owner = named_last(spot.reading, start, spot.number.start)
    if owner is None:
        return None
    own = whole.own
    name = f"{owner} {own.name}"
    return Thing(name, own.mention, own.term, own.start, own.end, owner)


def _unplaced(thing: Thing, spot: Spot) -> Thing:
    """ "Indonesia's NPI output was …; China's was …": NPI of another place."""
    if spot.cue.start >= spot.floor and thing.start != spot.number.start:
        return thing
    before = spot.last.owner if spot.last else ""
    words = thing.name.removeprefix(f"{before} ").split() if before else thing.name.split()
    known = places()
    while len(words) > 1 and (words[0] in known or words[0].lower() in _WORLDS):
        words = words[1:]
    return Thing(" ".join(words), thing.mention, thing.term, thing.start, thing.end)


def _owner(spot: Spot, thing: Thing) -> str | None:
    start, end = _window(spot, thing)
    metric = metric_of(spot.cue)
    colon = spot.reading.text.find(": ", thing.end, spot.number.start)
    if colon >= 0 and (listed := named_last(spot.reading, colon, spot.number.start)):
        return listed  # "social stocks of aluminium ingot: Wuxi 178,000 mt, Foshan …"
    owned = metric in _OWNED or (metric is Metric.OTHER and spot.number.unit != "lots")
    doer = _unknown(spot, start, end) if owned else None
    if apposed := _apposed(spot, start, end):
        return apposed
    site = _site(spot.reading, start, end) if metric is Metric.PRODUCTION else None
    if site is not None:
        return site
    if found := named_last(spot.reading, start, end):
        return doer if doer and found in spot.reading.text[start:end].partition(doer)[0] else found
    if not owned or doer:
        at_home = metric is Metric.CONSUMPTION and _HOME.search(
            spot.reading.text, spot.sentence.start, spot.sentence.end
        )
        return _of_headline(spot) if at_home else doer
    if spot.floor > spot.sentence.start:
        return spot.last.owner if spot.last and _listed(spot, thing, start) else None
    if _HOME.search(spot.reading.text, spot.sentence.start, spot.sentence.end):
        return _of_headline(spot)
    return _from_before(spot) or (_of_headline(spot) if metric in _NATIONAL else None)


def _listed(spot: Spot, thing: Thing, start: int) -> bool:
    """ "… of palladium in 2025 and guides to 2.42 million oz": the same owner's next amount."""
    known = places()
    own = any(word in known for word in _WORDS.findall(thing.name))
    return not own and not _OTHERS.search(spot.reading.text[start : spot.number.start])


#: Another who does it: ", and a mine's tender for 20,000 dmt".
_OTHERS: Final = re.compile(r"\b(?:a|an|another|one|some|other|others|world|global) [a-z]")


def _of_headline(spot: Spot) -> str | None:
    """ "Ministry figures show copper production of …" under "Peru gives informal miners …"."""
    title = spot.reading.sentences[0]
    if spot.sentence is title or _WORLD.search(
        spot.reading.text, spot.sentence.start, spot.sentence.end
    ):
        return None
    for found in spot.reading.mentions_in(title):
        owns = found.term.kind in _OWNERS and found.term.id != "world"
        if found.start == title.start and owns:
            return found.text
    return opening_place(spot.reading.text[title.start : title.start + 40])


_FROM: Final = re.compile(
    r" (?:of [a-z ]{2,30} )?(?P<whence>(?:came )?from|(?:(?:went|was shipped|were shipped|"
    r"was sent|were sent|headed|flowed|bound) )?(?:to|for)) (?:the )?"
)


def _from_place(spot: Spot, thing: Thing) -> Thing:
    """ "37,400 tons from Japan and 19,800 tons from the US"."""
    opened = _FROM.match(spot.reading.text, spot.number.end)
    if opened is None:
        return thing
    near = spot.reading.within(spot.reading.mentions, spot.number.end, opened.end() + 1)
    there = [m for m in near if m.term.kind is TermKind.PLACE and m.end > opened.end()]
    if not there:
        return thing
    whither = "from" if opened["whence"].endswith("from") else "to"
    if whither == "to" and metric_of(spot.cue) is not Metric.EXPORTS:
        return thing
    name = f"{thing.name} {whither} {there[0].text.removeprefix('the ')}"
    return Thing(name, thing.mention, thing.term, thing.start, thing.end, thing.owner)


def _window(spot: Spot, thing: Thing) -> tuple[int, int]:
    """The clause up to the thing, or to the amount where the thing stands elsewhere."""
    sentence, number = spot.sentence, spot.number
    start = max(sentence.start, min(spot.floor, number.start))
    end = thing.start if thing.start >= start else number.start
    end = min(end, number.start) if thing.start > number.start else end
    if not is_noun(spot.cue) and start < spot.cue.start < end:
        end = spot.cue.start  # "Liontown will supply LG with …": who does it stands before
    end = min(end, max(start, sentence.start + _OPENING)) if start == sentence.start else end
    for mark in _CLAUSE.finditer(spot.reading.text, start, max(start, end)):
        if mark.end() <= end:
            start = mark.end()
    return start, end


def named_last(reading: Reading, start: int, end: int) -> str | None:
    """ "…, and Escondida 113,900 tonnes": the one named last since the amount."""
    near = reading.within(reading.mentions, start, max(start, end))
    owners = [m for m in near if m.term.kind in _OWNERS]
    owners = [m for m in owners if not reading.text[start : m.start].endswith(_WHENCE)]
    banks = list(_BANK.finditer(reading.text, start, max(start, end)))
    if banks and (not owners or owners[-1].start <= banks[-1].end()):
        return banks[-1][0]
    if owners:
        return owners[-1].text
    known = places()
    adjectives = [
        word[0] for word in _WORDS.finditer(reading.text, start, max(start, end))
        if word[0] in known and not _FIRM_BEHIND.match(reading.text, word.end())
    ]  # fmt: skip
    return adjectives[-1] if adjectives else None


_WHENCE: Final = ("from ", "from the ", " to ", " to the ", " into ", " into the ")
_BANK: Final = re.compile(
    r"\b(?:(?:People's|People’s|Reserve|National|Central) )?Bank of (?:the )?[A-Z]\w+"
    r"|\b[A-Z]\w+(?:'s|’s) central bank\b"
)
#: "The Swedish miner": a company told before, not Sweden.
_FIRM_BEHIND: Final = re.compile(
    r" (?:[a-z-]+ ){0,2}(?:miner|company|producer|group|firm|steelmaker|giant|smelter|refiner"
    r"|trader|developer|maker)\b"
)


def _unknown(spot: Spot, start: int, end: int) -> str | None:
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


_JOINED: Final = re.compile(r"[^A-Za-z]*(?:and |while |but |with |plus |that of |at )*(?:the )?")


def _next_named(spot: Spot, start: int, end: int) -> str | None:
    """ "… and Collahuasi's fell 27% to 35,400 tons": the next of a list."""
    for name in names_in(spot.reading, spot.sentence):
        if start <= name.start < end and not is_source(name) and not _is_word(spot, name):
            joined = _JOINED.fullmatch(spot.reading.text[start : name.start])
            return name.text if joined else None
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


def _from_before(spot: Spot) -> str | None:
    """The one a pronoun or a bare "Output …" points back at."""
    reading, sentence = spot.reading, spot.sentence
    opening = (sentence.start, sentence.end)
    inside = _THE_MINE.search(reading.text, sentence.start, spot.number.start)
    if inside and spot.last and spot.last.owner and _told_of(spot) >= sentence.index - _NEAR:
        return spot.last.owner
    if _SITE.match(reading.text, *opening) and (site := _project(reading, sentence)):
        return site
    if not _PRONOUN.match(reading.text, *opening):
        return None
    firm = _firm(reading) if _FIRM.match(reading.text, *opening) else None
    if firm is not None:
        return firm
    if spot.last and spot.last.owner and _told_of(spot) >= sentence.index - _NEAR:
        return spot.last.owner
    country = _COUNTRY.match(reading.text, *opening) is not None
    kind = TermKind.PLACE if country else TermKind.COMPANY
    for index in range(sentence.index - 1, max(-1, sentence.index - _NEAR), -1):
        where = reading.sentences[index]
        owners = [m.text for m in reading.mentions_in(where) if m.term.kind is kind]
        if owners:
            return owners[0]
    return None


_THE_MINE: Final = re.compile(
    r"(?<=[a-z] )the (?:mine|smelter|refinery|operation|plant)\b(?! in| at)"
)


def _told_of(spot: Spot) -> int:
    """The sentence of the thing told last, by its number."""
    return spot.reading.sentence_at(spot.last.start).index if spot.last else -1


def _firm(reading: Reading) -> str | None:
    """The one company of the headline: what "it" and "the miner" are."""
    title = reading.sentences[0]
    found = {m.term.id: m.text for m in reading.mentions_in(title)
             if m.term.kind is TermKind.COMPANY}  # fmt: skip
    return next(iter(found.values())) if len(found) == 1 else None


_APPOSED: Final = re.compile(
    r"(?P<name>[A-Z][\w-]{2,24}(?: [A-Z][\w-]{2,24}){0,2})"
    r"(?:, (?:its|a|an|the|one of|home|which|where|whose|now|still|with|another|owned|"
    r"operated|run) [^,;.]{3,70}, "
    r"| in (?P<where>[A-Z]\w+(?: [A-Z]\w+)?) (?=[a-z]))"
)


def _apposed(spot: Spot, start: int, end: int) -> str | None:
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


def _site(reading: Reading, start: int, end: int) -> str | None:
    """ "Its Stillwater mine in Montana": nearer than the company."""
    found = _OWN_SITE.search(reading.text, start, min(end, start + 80)) if end > start else None
    return found["name"] if found else None


def _project(reading: Reading, sentence: Sentence) -> str | None:
    for index in range(sentence.index, max(-1, sentence.index - 4), -1):
        where = reading.sentences[index]
        if found := _PROJECT.search(
            reading.text, where.start, min(where.end, where.start + _OPENING)
        ):
            return found["name"] or found["at"]
    return None
