"""What an amount is an amount of: the thing after "of", the thing in the metric's own phrase, the
thing named last in the sentence, or the one the flash is about."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from briefs.extract.cues import Cue
from briefs.extract.numbers import Number
from briefs.extract.phrases import Phrase, phrases_in
from briefs.extract.reading import Reading
from briefs.extract.sentences import Sentence
from briefs.extract.volume_chinese import chinese_thing, is_chinese
from briefs.extract.volume_metrics import balance_of, is_noun, metric_of
from briefs.extract.volume_named import (
    PLAIN_THINGS,
    about,
    canonical,
    carried,
    cleaned,
    named,
)
from briefs.extract.volume_owners import from_place, part_of, with_owner
from briefs.extract.volume_parts import part_named
from briefs.extract.volume_phrases import metric_phrase
from briefs.extract.volume_rows import Heading
from briefs.extract.volume_things import GENERIC, Spot, Thing, plain, things_in
from briefs.lexicon import Mention, TermKind
from briefs.types import Metric

_OF: Final = re.compile(r"(?: per year| a year| per annum| annually)? of (?:the )?")
#: The metal, not the verb: "8,000 tonnes of lead to China".
_LEAD: Final = re.compile(
    r"lead(?! (?:acid|ingot|bullion|concentrate|ore|scrap|battery|batteries)|-)\b"
)
_OF_IT: Final = re.compile(
    r"(?: and [0-9][0-9.,]{0,12} ?[A-Za-z]{0,12})? of (?:that|which|it|them|those|this)\b"
)
_BEFORE_IT: Final = re.compile(r"\bof (?:which|that|this) ?$")
_BROKEN: Final = re.compile(r"[,;(，；。]| (?:and|in|at|to|was|were|from|for) ")
_STRAIGHT: Final = re.compile(r" ?| (?:less|more|fewer) ")
_STOCK_WORDS: Final = ("stock", "inventor", "warrant", "库存", "仓单")
_PROCURED: Final = " procurement"
_NEAR: Final = 24
_REACH: Final = 48


def thing_for(spot: Spot) -> Thing | None:
    """The thing a level measures, looked for between the levels around it."""
    if is_chinese(spot):
        return chinese_thing(spot)
    found = _found(spot)
    if found is not None and metric_of(spot.cue) is Metric.OTHER and not is_noun(spot.cue):
        return _bought(found)
    if found is not None and "bank" in spot.cue.word:
        return _of_banks(spot.reading, found)
    if found is not None and (state := balance_of(spot.cue)):
        return _balanced(found, state)
    if found is None or metric_of(spot.cue) is not Metric.INVENTORY:
        return found
    return _placed(spot, _stocked(spot.reading, found))


def _placed(spot: Spot, thing: Thing) -> Thing:
    """ "Oil held on tankers": where it lies belongs to its words."""
    cue = spot.cue
    near = thing.start <= cue.start < spot.number.start and cue.start - thing.end < _NEAR
    if not cue.sense.endswith("place") or not near:
        return thing
    text = spot.reading.text[thing.start : cue.end]
    mention = text if thing.mention in text else f"{thing.mention} {cue.word}"
    return Thing(thing.name, mention, thing.term, thing.start, cue.end, thing.owner)


def _of_banks(reading: Reading, thing: Thing) -> Thing:
    """ "Central banks bought 220 tonnes": of the metal, whatever part of it was told before."""
    metal = reading.lexicon.terms[thing.term].name if thing.term else thing.own.name
    name = " ".join(filter(None, (thing.owner, metal, "central bank purchases")))
    return Thing(name, metal, thing.term, thing.start, thing.end, thing.owner)


def _balanced(thing: Thing, state: str) -> Thing:
    """ "The zinc market was oversupplied by …": a surplus of zinc."""
    plain = _BALANCE.sub("", thing.own.name).strip()
    owner = f"{thing.owner} " if thing.owner else ""
    mention = _BALANCE.sub("", thing.mention).strip()
    return Thing(f"{owner}{plain} {state}", f"{mention} {state}", thing.term, thing.start,
                 thing.end, thing.owner)  # fmt: skip


_BALANCE: Final = re.compile(
    r" (?:market )?(?:oversupplied|undersupplied|in surplus|in deficit|short|"
    r"(?:tonnes|tons|ounces|mt) short|(?:be|is|are) short of)(?: by)?$| market$"
)


def _bought(thing: Thing) -> Thing:
    """A purchase is named with its buyer: "HBIS silicomanganese procurement"."""
    mention = thing.mention
    if thing.owner and thing.owner not in mention:
        mention = f"{thing.owner} {mention}"
    name = f"{thing.name.removesuffix(_PROCURED)}{_PROCURED}"
    return Thing(name, mention, thing.term, thing.start, thing.end, thing.owner)


def _stocked(reading: Reading, thing: Thing) -> Thing:
    """Stocks are named with the headline's exchange: "SHFE copper stocks"."""
    if any(word in thing.name.lower() for word in _STOCK_WORDS):
        return thing
    venue = _venue(reading, reading.sentence_at(thing.start)) or _venue(
        reading, reading.sentences[0]
    )
    name = f"{thing.name} stocks"
    if venue and venue not in name:
        name = f"{venue} {name}"
    return Thing(name, thing.mention, thing.term, thing.start, thing.end)


def _found(spot: Spot) -> Thing | None:
    reading, number, cue, floor = spot.reading, spot.number, spot.cue, spot.floor
    if _OF_IT.match(reading.text, number.end):
        return spot.last and (part_of(spot, spot.last) or part_named(spot))
    if spot.last and _BEFORE_IT.search(reading.text[max(floor, number.start - 12) : number.start]):
        return from_place(spot, spot.last)
    if spot.last and spot.last.start >= spot.sentence.start:
        floor = max(floor, min(spot.last.end, number.start))  # "39,400 t of nickel … and 37,500 t"
    if found := _after(reading, number, min(spot.top, spot.sentence.end)):
        return with_owner(spot, found)
    if cue.start < reading.sentences[0].end < spot.sentence.start:
        return _under_headline(reading, floor, number, cue)
    if part := part_named(spot):
        return part
    if cue.start < floor and (near := named(reading, floor, number.start)):
        return with_owner(spot, near)
    listed = reading.text.find(": ", cue.end, number.start)
    if listed >= 0 and is_noun(cue) and (near := named(reading, listed, number.start)):
        return with_owner(spot, near)
    if own := metric_phrase(spot):
        return with_owner(spot, own)
    near = named(reading, floor, number.start) or named(reading, number.end, spot.top)
    if near is None and (told := _part_told(spot)):
        return told
    if near is None and spot.last is not None and _goes_on(spot, spot.last):
        return with_owner(spot, _again(spot, spot.last), spot.last.owner)
    if near is None:
        told = about(spot) or _counted(spot)
        return told and with_owner(spot, _again(spot, told), told.owner)
    return with_owner(spot, near)


_PART: Final = re.compile(
    r"(?:^|[,;] (?:and )?)(?P<what>[^,;.0-9]{3,40}?) (?:made|makes) up (?:about |some )?$"
)


def _part_told(spot: Spot) -> Thing | None:
    """ "Primary foundry alloy made up 22,000 mt": a part of a name the lexicon does not know."""
    low = max(spot.sentence.start, spot.number.start - 80)
    found = _PART.search(spot.reading.text[low : spot.number.start])
    if found is None:
        return None
    name = cleaned(found["what"])
    start = low + found.start("what")
    return Thing(name, found["what"], None, start, low + found.end("what"))


def _counted(spot: Spot) -> Thing | None:
    """ "sold 396,300 vehicles": the unit itself names what is counted."""
    number = spot.number
    words = spot.reading.text[number.start : number.end].rsplit(" ", 1)
    if number.unit != "units" or words[-1] == "units":
        return None
    return Thing(words[-1], words[-1], None, number.start, number.end)


def _again(spot: Spot, thing: Thing) -> Thing:
    """The thing told before, without its owner, where it is told of again."""
    own = thing.own
    return Thing(own.name, own.mention, own.term, spot.number.start, spot.number.end)


def _goes_on(spot: Spot, last: Thing) -> bool:
    """ "and should make 37,500 t in 2025", "they totalled …": of the thing told before."""
    started = spot.sentence.start
    if not spot.same:
        return False
    return spot.cue.start < started or (spot.floor > started and last.start >= started)


def under_heading(
    reading: Reading, sentence: Sentence, floor: int, number: Number, heading: Heading
) -> Thing | None:
    """The thing of a table's line, with the market and metric of its heading."""
    found = named(reading, max(floor, sentence.start), number.start)
    if found is None:
        return None
    stocked = metric_of(heading.cue) in (Metric.INVENTORY, Metric.OTHER)
    words = (heading.venue, found.name, heading.cue.word if stocked else "")
    name = " ".join(filter(None, words))
    return Thing(_as_stocks(name), found.mention, found.term, found.start, found.end)


def _as_stocks(name: str) -> str:
    return re.sub(r" (?:inventor(?:y|ies)|stockpiles?|stock)$", " stocks", name)


def _under_headline(reading: Reading, floor: int, number: Number, cue: Cue) -> Thing | None:
    """The thing before the amount, with the headline's metric word."""
    found = named(reading, floor, number.start)
    if found is None:
        return None
    name = f"{found.name} {cue.word}"
    return Thing(name, found.mention, found.term, found.start, found.end)


def _venue(reading: Reading, where: Sentence) -> str | None:
    """The one exchange a sentence names."""
    named = {
        m.term.name
        for m in reading.mentions_in(where)
        if m.term.kind is TermKind.VENUE and m.term.source == "exchange"
    }
    return named.pop() if len(named) == 1 else None


def _after(reading: Reading, number: Number, top: int) -> Thing | None:
    """ "215.5 mt of dysprosium oxide": the phrase after "of", known or not."""
    opened = _OF.match(reading.text, number.end)
    if opened and (lead := _LEAD.match(reading.text, opened.end())):
        return Thing("lead", lead[0], "lead", opened.end(), lead.end())
    if opened and opened.end() < top:
        phrases = phrases_in(reading, opened.end(), min(top, opened.end() + 70))
        if phrases and phrases[0].start - opened.end() < 12:
            return _of_phrase(reading, phrases)
    found = things_in(reading, number.end, min(top, number.end + _REACH))
    if found and _STRAIGHT.fullmatch(reading.text[number.end : found[0].start]):
        return _held_in(reading, plain(reading, found[0]), found[1:2])
    return None


def _of_phrase(reading: Reading, phrases: Sequence[Phrase]) -> Thing | None:
    """ "China's tin ore", "total rare earth oxides": canonical where the lexicon knows it."""
    phrase = phrases[0]
    known = things_in(reading, phrase.start, phrase.end)
    if known:
        found = canonical(reading, phrase.start, phrase.end, known[-1])
        return _paired(reading, _contained(reading, found, phrases[1:2]), phrases)
    words = phrase.of(reading.text).lower().split()
    if words and all(word in PLAIN_THINGS or word in GENERIC for word in words):
        text = phrase.of(reading.text)
        own = Thing(cleaned(text), text, None, phrase.start, phrase.end)
        return carried(reading, reading.sentence_at(phrase.start)) or own
    behind = [p for p in phrases[1:2] if p.opener in ("of", "in") and p.terms]
    text = reading.text[phrase.start : (behind[0] if behind else phrase).end]
    return Thing(cleaned(text), text, None, phrase.start, phrase.end) if text else None


def _paired(reading: Reading, thing: Thing, phrases: Sequence[Phrase]) -> Thing:
    """ "dysprosium and terbium oxides": two told with one amount are told together."""
    second = phrases[1] if len(phrases) > 1 else None
    if second is None or second.opener != "and" or second.start - phrases[0].end > 5:
        return thing
    if not things_in(reading, second.start, second.end):
        return thing
    text = reading.text[phrases[0].start : second.end]
    return Thing(thing.name, text, thing.term, thing.start, second.end, thing.owner)


def _held_in(reading: Reading, thing: Thing, behind: Sequence[Mention]) -> Thing:
    """ "120,000 tpy nickel in MHP": what holds the metal is part of its name."""
    if not behind or reading.text[thing.end : behind[0].start] != " in ":
        return thing
    text = reading.text[thing.start : behind[0].end]
    return Thing(thing.name, text, thing.term, thing.start, behind[0].end)


def _contained(reading: Reading, thing: Thing, behind: Sequence[Phrase]) -> Thing:
    """ "nickel in ferronickel": what holds the metal is part of its name."""
    holds = [p for p in behind if p.opener == "in" and things_in(reading, p.start, p.end)]
    if not holds or holds[0].start - thing.end > 8:
        return thing
    text = reading.text[thing.start : holds[0].end]
    return Thing(thing.name, text, thing.term, thing.start, holds[0].end)
