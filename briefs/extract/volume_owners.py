"""Whose output, trade or capacity it is: "Teck guides to 465,000 mt", "Peru's zinc output", "It …".

The company, country, project or unknown name the clause names; in a list the one named before; for
a pronoun the one the sentence before was about; for a bare figure the headline's.
"""

from __future__ import annotations

import re
from typing import Final

from briefs.extract.datelines import after_dateline
from briefs.extract.names import places
from briefs.extract.place_names import opening_place
from briefs.extract.reading import Reading
from briefs.extract.volume_back import from_before
from briefs.extract.volume_doers import apposed, own_site, project, touching, unknown_doer
from briefs.extract.volume_metrics import is_noun, metric_of
from briefs.extract.volume_things import Spot, Thing
from briefs.lexicon import TermKind
from briefs.types import Metric

_OWNERS: Final = (TermKind.COMPANY, TermKind.PLACE)
_OWNED: Final = (
    Metric.PRODUCTION, Metric.SALES, Metric.CAPACITY, Metric.EXPORTS, Metric.IMPORTS,
)  # fmt: skip
_AT_SITES: Final = (Metric.PRODUCTION, Metric.CAPACITY)
_NATIONAL: Final = (Metric.PRODUCTION, Metric.EXPORTS, Metric.IMPORTS, Metric.SALES)
_CLAUSE: Final = re.compile(r"[;；]\s|: |\bwhile |\bwhereas ")
_WORLDS: Final = frozenset(("world", "global", "national", "total"))
_OVERALL: Final = re.compile(
    r"\b(?:world|global|worldwide|national|nationwide|total|overall|combined|industry|domestic)\b",
    re.IGNORECASE,
)
_WORLD: Final = re.compile(r"\b(?:world|global|worldwide|total)\b", re.IGNORECASE)
#: Of the country the headline opens with.
_HOME: Final = re.compile(r"\b(?:at home|[Dd]omestic(?:ally)?|in the country|nationwide|inland)\b")
_OPENING: Final = 300  # where a sentence names its owner and its subject
_WORDS: Final = re.compile(r"[A-Z][A-Za-z.-]+")


def with_owner(spot: Spot, thing: Thing | None, kept: str = "") -> Thing | None:
    """The thing with its owner's name before its own; `kept` where the text names none."""
    if thing is None:
        return None
    owned = _owned(spot, thing, kept)
    traded = metric_of(spot.cue) in (Metric.IMPORTS, Metric.EXPORTS)
    return from_place(spot, owned) if traded else owned


def _owned(spot: Spot, thing: Thing, kept: str) -> Thing:
    owner = _owner(spot, thing)
    if (
        owner is None
        and kept
        and not _OVERALL.search(spot.reading.text, spot.sentence.start, spot.number.start)
    ):
        owner = kept
    if owner is None and metric_of(spot.cue) is Metric.CAPACITY:
        owner = project(spot.reading, spot.sentence)
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
    if (close := touching(spot)) is not None:
        return close
    owned = metric in _OWNED or (metric is Metric.OTHER and spot.number.unit != "lots")
    doer = unknown_doer(spot, start, end) if owned else None
    if named := apposed(spot, start, end):
        return named
    site = own_site(spot.reading, start, end) if metric in _AT_SITES else None
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
    return from_before(spot) or (_of_headline(spot) if metric in _NATIONAL else None)


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


def from_place(spot: Spot, thing: Thing) -> Thing:
    """ "37,400 tons from Japan and 19,800 tons from the US"."""
    opened = _FROM.match(spot.reading.text, spot.number.end)
    if opened is None:
        return thing
    near = spot.reading.within(spot.reading.mentions, spot.number.end, opened.end() + 1)
    there = [m.text for m in near if m.term.kind is TermKind.PLACE and m.end > opened.end()]
    if not there and (other := _WORDS.match(spot.reading.text, opened.end())):
        there = [other[0].rstrip(".")]
    if not there:
        return thing
    whither = "from" if opened["whence"].endswith("from") else "to"
    if whither == "to" and metric_of(spot.cue) is not Metric.EXPORTS:
        return thing
    name = f"{thing.name} {whither} {there[0].removeprefix('the ')}"
    return Thing(name, thing.mention, thing.term, thing.start, thing.end, thing.owner)


def _window(spot: Spot, thing: Thing) -> tuple[int, int]:
    """The clause up to the thing, or to the amount where the thing stands elsewhere."""
    sentence, number = spot.sentence, spot.number
    opening = after_dateline(spot.reading, sentence)  # "LONDON, Oct 30 - Gold demand": of no place
    start = max(opening, min(spot.floor, number.start))
    end = thing.start if thing.start >= start else number.start
    end = min(end, number.start) if thing.start > number.start else end
    if not is_noun(spot.cue) and start < spot.cue.start < end:
        end = spot.cue.start  # "Liontown will supply LG with …": who does it stands before
    end = min(end, max(start, sentence.start + _OPENING)) if start == opening else end
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
        return owners[-1].text.removeprefix("the ")
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
