"""Things by the names around an amount: in the words before it, or told before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from briefs.extract.cues import load_cues, lower
from briefs.extract.phrases import phrases_in
from briefs.extract.reading import Reading
from briefs.extract.sentences import Sentence
from briefs.extract.volume_metrics import metric_of
from briefs.extract.volume_things import Spot, Thing, owner_key, plain, things_in
from briefs.lexicon import Mention, TermKind
from briefs.types import Metric

_CHINESE_TAIL: Final = re.compile(r"(?:总量)?(?:为|达|约|达到|总计|合计)$")
_CLEAN: Final = re.compile(
    r"^(?:SMM(?:'s|’s)? |(?:first )?(?:[a-z]+ )?(?:months?|quarter|half) |"
    r"(?:first|second|third|fourth|September|December|March|June)-(?:quarter|half) |[QH][1-4] |"
    r"(?:full-year|year-to-date|monthly|weekly|daily|annual|quarterly) |"
    r"(?:bringing|taking|lifting|pushing|leaving|putting|including|sample) |"
    r"(?:second|third|fourth|fifth|sixth|seventh) (?:straight|annual|consecutive|yearly|monthly) |"
    r"its |their |the |total |overall |actual |combined )+",
    re.IGNORECASE,
)
_ACTING: Final = re.compile(r" [a-z]{3,}(?:ed|ing)$")  # "nickel restarted"
#: "810 tons of concentrate": of which, the text has said before.
_PLAIN_TEXT: Final = """
concentrate concentrates ore ores metal oxide oxides ingot ingots material materials product
products scrap alloy cathode production output capacity supply stocks
"""
PLAIN_THINGS: Final = frozenset(_PLAIN_TEXT.split())
_WHERE: Final = ("at", "in", "among", "by", "from")
_GROUP: Final = re.compile(
    r"\b(?:mills|plants|makers|smelters|producers|ports|warehouses|sheds|factories|yards)$"
)
WINDOW: Final = 200
_OPENING: Final = 300  # where a sentence names its owner and its subject


def canonical(reading: Reading, start: int, end: int, mention: Mention) -> Thing:
    """The phrase with the lexicon's name in it and without metric words."""
    text = reading.text
    end = _without_metric(text, mention.end, end)
    words = f"{text[start : mention.start]}{mention.term.name}{text[mention.end : end]}"
    name = _ACTING.sub("", cleaned(re.sub(r"\s+", " ", words)).strip())
    return Thing(unowned(name), mention.text, mention.term.id, start, end)


def _without_metric(text: str, start: int, end: int) -> int:
    for cue in load_cues("volume_metrics").scan(lower(text[start:end])):
        return start + max(0, cue.start - 1)
    return end


def cleaned(name: str) -> str:
    """Without what stands before a name and is none: "SMM's", "first-quarter", "total"."""
    return _CLEAN.sub("", name)


def unowned(name: str) -> str:
    return _CHINESE_TAIL.sub("", name.replace("’s ", " ").replace("'s ", " "))


def about(spot: Spot) -> Thing | None:
    """What a sentence that names no thing is about: what was told just before, or `carried`."""
    sentence, last = spot.sentence, spot.last
    named_so = (Metric.OTHER, Metric.INVENTORY)  # these metrics are part of the name
    if mine := _of_owner(spot):
        return mine
    owned = metric_of(spot.cue) not in named_so and spot.told not in named_so
    if owned and last is not None and not things_in(spot.reading, sentence.start, sentence.end):
        before = spot.reading.sentence_at(last.start)
        near = 3 if spot.same else 1
        if before.index >= sentence.index - near and before.line == sentence.line:
            return last
    later = spot.reading.text.find("; ", spot.number.end, sentence.end)
    return carried(spot.reading, sentence, later if later > 0 else sentence.end)


_CAPITAL: Final = re.compile(r"[A-Z][\w-]+")


def _of_owner(spot: Spot) -> Thing | None:
    """What was told of the owner this clause names, where another's amount stands between."""
    sentence, reading = spot.sentence, spot.reading
    if not spot.owned or not spot.last or things_in(reading, sentence.start, sentence.end):
        return None
    near = reading.text[max(sentence.start, spot.number.start - 120) : spot.number.start]
    named = [word.casefold() for word in _CAPITAL.findall(near)]
    told = next((spot.owned[word] for word in reversed(named) if word in spot.owned), None)
    return told if told and owner_key(spot.last.owner) != owner_key(told.owner) else None


def _word_start(reading: Reading, at: int) -> int:
    """A little before a name, between two words: its grade and place stand there."""
    space = reading.text.find(" ", max(0, at - 60), at)
    return space + 1 if space >= 0 else at


def named(reading: Reading, start: int, end: int) -> Thing | None:
    """The thing named last between two levels."""
    found = things_in(reading, max(start, end - WINDOW), end)
    if not found:
        return None
    for phrase in phrases_in(reading, max(start, _word_start(reading, found[-1].start)), end):
        if phrase.start <= found[-1].start < phrase.end:
            if phrase.opener in _WHERE and _GROUP.search(phrase.of(reading.text)):
                return None  # "at 247 steel mills"
            return canonical(reading, phrase.start, phrase.end, found[-1])
    return plain(reading, found[-1])


def carried(reading: Reading, sentence: Sentence, stop: int | None = None) -> Thing | None:
    """What the sentence up to `stop`, its line's heading, the headline or the sentence before is
    about."""
    end = min(stop or sentence.end, sentence.start + _OPENING)
    here = things_in(reading, sentence.start, end)
    title = reading.sentences[0]
    headline = things_in(reading, title.start, title.end)
    if here:
        return plain(reading, here[0])
    if not headline and (only := _only(reading)):
        return only
    before = _physical(things_in(reading, *_previous(reading, sentence)))
    same_line = [m for m in before if reading.sentence_at(m.start).line == sentence.line]
    if len({m.term.id for m in headline}) == 1 or not before:
        about = headline[0].term.id if headline else ""
        related = [m for m in before if about in reading.lexicon.ancestors(m.term.id)]
        return plain(reading, (related or list(headline))[0]) if related or headline else None
    return plain(reading, (same_line or list(before))[0])


def _only(reading: Reading) -> Thing | None:
    """The one material a flash names at all, before or behind."""
    told = reading.once("volume.only", lambda: _told_at_all(reading))
    return plain(reading, told[0]) if len({m.term.id for m in told}) == 1 else None


def _told_at_all(reading: Reading) -> Sequence[Mention]:
    return things_in(reading, 0, len(reading.text))


def _physical(found: Sequence[Mention]) -> Sequence[Mention]:
    """Materials before funds and sectors."""
    return [m for m in found if m.term.kind is not TermKind.SECTOR] or found


def _previous(reading: Reading, sentence: Sentence) -> tuple[int, int]:
    index = max(1, sentence.index - 3)
    start = reading.sentences[min(index, len(reading.sentences) - 1)].start
    return min(start, sentence.start), sentence.start
