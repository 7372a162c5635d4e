"""The phrase a metric word stands in: "Exports of unwrought bismuth and scrap", "zinc: stocks"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from briefs.extract.cues import Cue
from briefs.extract.phrases import Phrase, phrases_in
from briefs.extract.place_names import place_noun
from briefs.extract.reading import Reading
from briefs.extract.sentences import Sentence
from briefs.extract.volume_metrics import PRONOUNS, is_noun, metric_of, trade_name
from briefs.extract.volume_named import (
    WINDOW,
    about,
    carried,
    cleaned,
    unowned,
)
from briefs.extract.volume_things import GENERIC, SHARES, Spot, Thing, plain, things_in
from briefs.lexicon import Mention, TermKind
from briefs.types import Metric

_TOUCH: Final = re.compile(r"(?:'s|’s)?[:,]? (?:spot |total )?")
_VERBAL: Final = ("verb", "deal", "weak")
#: "would lift capacity": a verb before the metric word.
_ACTS_TEXT: Final = """
lift raise boost cut reduce expand double triple increase add bring take build hike trim lower curb
slash restore resume keep hold grow ramp idle halt suspend shut
"""
_ACTS: Final = frozenset(_ACTS_TEXT.split())
_KINDS: Final = frozenset(("mine", "mined", "primary", "secondary", "smelter", "scrap"))
_USES_TEXT: Final = """
industrial investment photovoltaic solar automotive autocatalyst jewellery jewelry retail
infrastructure
"""
_USES: Final = frozenset(_USES_TEXT.split())


def metric_phrase(spot: Spot) -> Thing | None:
    """The phrase the metric word stands in: "Exports of unwrought bismuth and scrap"."""
    reading, sentence, cue = spot.reading, spot.sentence, spot.cue
    phrases = phrases_in(reading, *_around(reading, sentence, cue))
    at = next((i for i, p in enumerate(phrases) if p.start < cue.end and cue.start < p.end), None)
    if at is None:
        return None
    start, end = min(phrases[at].start, cue.start), phrases[at].end
    if not things_in(reading, cue.end, end):
        end = min(end, cue.end)  # "export quotas miners may ship"
    end = _tails(phrases, at, end)
    if cue.sense.endswith(_VERBAL):
        return None
    known = things_in(reading, start, end)
    if known and metric_of(cue) not in (Metric.OTHER, Metric.INVENTORY):
        return _stripped(reading, start, end, cue, known[0])
    text = reading.text[start:end]
    if not known and end > phrases[at].end and is_noun(cue):
        name = unowned(cleaned(re.sub(r"^ (?:of|for|from) ", "", reading.text[cue.end : end])))
        timely = all(word in GENERIC for word in name.lower().split())  # "quotas for the year"
        if name and not timely and not _only_places(reading, cue.end, end):
            return Thing(name, name, None, start, end)
    if known:
        name = unowned(cleaned(text))
        return Thing(name, known[0].text, known[0].term.id, start, end)
    if own := _metal_of_stocks(reading, start, cue) or _own_words(reading, sentence, start, cue):
        return own
    return _borrowed(spot, start, max(cue.end, min(end, phrases[at].end)))


def _only_places(reading: Reading, start: int, end: int) -> bool:
    """ "Imports from Laos": whence, not what."""
    return reading.text.startswith((" from ", " to "), start) and any(
        m.term.kind is TermKind.PLACE for m in reading.within(reading.mentions, start, end)
    )


def _around(reading: Reading, sentence: Sentence, cue: Cue) -> tuple[int, int]:
    """A window of the sentence that begins between two words."""
    start = sentence.start
    if cue.start - start > WINDOW:
        space = reading.text.find(" ", cue.start - WINDOW, cue.start)
        start = space + 1 if space > 0 else cue.start
    return start, min(sentence.end, cue.end + WINDOW)


def _metal_of_stocks(reading: Reading, start: int, cue: Cue) -> Thing | None:
    """ "Copper stocks" with tonnes are metal, though the lexicon knows them as shares."""
    for found in reading.within(reading.mentions, start, cue.end):
        if found.term.id.endswith(SHARES) and " " in found.text:
            metal = found.text.rsplit(" ", 1)[0]
            name = cleaned(f"{reading.text[start : found.start]}{metal} {cue.word}")
            return Thing(name, metal, None, found.start, found.end)
    return None


def _own_words(reading: Reading, sentence: Sentence, start: int, cue: Cue) -> Thing | None:
    """ "Wafer production" of something the lexicon does not know: its own words name it."""
    if not is_noun(cue) or metric_of(cue) is Metric.OTHER:
        return None
    words = reading.text[start : cue.start].split()
    named = [w for w in words if w.lower().removesuffix("'s") not in GENERIC and not place_noun(w)]
    while named and named[0].lower() in _ACTS:
        named = named[1:]  # "will expand magnet capacity"
    if not named or not named[-1].isalpha() or reading.within(reading.mentions, start, cue.start):
        return None
    name = " ".join(words[words.index(named[0]) :])
    known = carried(reading, sentence)
    if known and name.lower() in known.name.lower():
        return None  # "hydroxide exports" under lithium hydroxide
    return Thing(name, name, None, start, cue.end)


def _tails(phrases: Sequence[Phrase], at: int, end: int) -> int:
    """Where "of tin ore and scrap" behind a metric word ends."""
    first = end
    for tail in phrases[at + 1 : at + 4]:
        joined = tail.opener in ("of", "for", "from") or (tail.opener == "and" and end > first)
        if not joined or tail.start - end > 12:
            break
        end = tail.end
    return end


def _stripped(reading: Reading, start: int, end: int, cue: Cue, known: Mention) -> Thing:
    """Without the metric word, which has a field of its own."""
    text = reading.text
    behind = re.sub(r"^ (?:of|for|from) ", " ", text[cue.end : end])
    words = re.sub(r"\s+", " ", f"{text[start : cue.start].rstrip()}{behind}").strip()
    name = unowned(cleaned(words))
    return Thing(name, known.text, known.term.id, start, end)


def _borrowed(spot: Spot, start: int, end: int) -> Thing | None:
    """ "Turnover was 6,344 lots": of what the sentence, the one before or the headline names."""
    cue = spot.cue
    known = _beside(spot) or about(spot)
    own = _POSSESSED.sub("", cleaned(spot.reading.text[start:end]))
    if known is None:
        return _of_use(spot, start, own)
    if metric_of(cue) not in (Metric.OTHER, Metric.INVENTORY):
        return _of_kind(known, own.lower().split()[:1])
    if spot.number.unit == "lots" and (trade := trade_name(cue)):
        coded = any(char.isdigit() for char in known.mention)
        mention = f"{known.mention} {trade}" if coded else known.mention
        return Thing(f"{known.name} {trade}", mention, known.term, start, end)
    if cue.word in PRONOUNS:
        return known
    if metric_of(cue) is not Metric.INVENTORY:
        mention = own if " " in own else f"{known.mention} {own}"
        return Thing(f"{known.name} {own}", mention, known.term, start, end)
    name = f"{known.name} {own}" if is_noun(cue) else known.name
    return Thing(name, known.mention, known.term, start, end)


#: "China's first-batch mining quota": whose goes before the material.
_POSSESSED: Final = re.compile(
    r"^(?:[A-Z][\w.-]+ ){0,2}[A-Z][\w.-]+(?:'s|’s) (?:(?:first|second|third)[- ]batch )?"
)


def _of_kind(thing: Thing, words: Sequence[str]) -> Thing:
    """ "Mine production was 855.7 tons": gold from mines."""
    kind = next((word for word in words if word in _KINDS or word in _USES), None)
    if kind is None or kind in thing.name.lower():
        return thing
    name = f"{thing.name} {kind}"
    return Thing(name, thing.mention, thing.term, thing.start, thing.end, thing.owner)


def _of_use(spot: Spot, start: int, words: str) -> Thing | None:
    """ "New solar installations": named by the use alone where the flash names no material."""
    use = next((word for word in words.lower().split() if word in _USES), None)
    return Thing(use, use, None, start, spot.cue.end) if use else None


def _beside(spot: Spot) -> Thing | None:
    """ "zinc: stocks 100,892 mt": the thing right before the metric word."""
    found = things_in(spot.reading, max(spot.floor, spot.cue.start - 40), spot.cue.start)
    if not found or not _TOUCH.fullmatch(spot.reading.text[found[-1].end : spot.cue.start]):
        return None
    return plain(spot.reading, found[-1])
