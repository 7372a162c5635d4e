"""What an amount is an amount of: the thing after "of", the thing in the metric's own phrase, the
thing named last in the sentence, or the one the flash is about."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from briefs.extract.cues import Cue, load_cues, lower
from briefs.extract.numbers import Number
from briefs.extract.phrases import Phrase, phrases_in
from briefs.extract.reading import Reading
from briefs.extract.sentences import Sentence
from briefs.extract.volume_metrics import PRONOUNS, is_noun, metric_of, trade_name
from briefs.lexicon import Mention, TermKind
from briefs.types import Metric

_THINGS: Final = (TermKind.MATERIAL, TermKind.CONTRACT, TermKind.SECTOR)
_CHINESE_TAIL: Final = re.compile(r"(?:总量)?(?:为|达|约|达到|总计|合计)$")
_SHARES: Final = ("-stocks", "-shares", "-concept")  # "copper stocks" of an exchange are metal
_OWNERS: Final = (TermKind.COMPANY, TermKind.PLACE)
_OF: Final = re.compile(r"(?: per year| a year| per annum| annually)? of (?:the )?")
_OF_IT: Final = re.compile(
    r"(?: and [0-9][0-9.,]{0,12} ?[A-Za-z]{0,12})? of (?:that|which|it|them|those|this)\b"
)
_BEFORE_IT: Final = re.compile(r"\bof (?:which|that|this) ?$")
_BROKEN: Final = re.compile(r"[,;(，；。]| (?:and|in|at|to|was|were|from|for) ")
_STRAIGHT: Final = re.compile(r" ?| (?:less|more|fewer) ")
_CLEAN: Final = re.compile(
    r"^(?:SMM(?:'s|’s)? |(?:first )?(?:[a-z]+ )?(?:months?|quarter|half) |"
    r"its |their |the |total |overall |actual |combined )+",
    re.IGNORECASE,
)
_PROJECT: Final = re.compile(
    r"(?!The |This |That |Its |Their |One |New )"
    r"(?P<name>[A-Z][A-Za-z-]{2,24}(?: [A-Z][A-Za-z-]{2,24})?) "
    r"(?:complex|project|plant|smelter|mine|refinery|deposit|operation)\b"
)
_STOCK_WORDS: Final = ("stock", "inventor", "warrant", "库存", "仓单")
#: "810 tons of concentrate": of which, the text has said before.
_PLAIN_TEXT: Final = """
concentrate concentrates ore ores metal oxide oxides ingot ingots material materials product
products scrap alloy cathode production output capacity supply stocks
"""
_PLAIN_THINGS: Final = frozenset(_PLAIN_TEXT.split())
_GENERIC_TEXT: Final = """
social total domestic in-plant port ports warehouse annual monthly weekly daily combined overall
actual apparent visible global world world's national average registered exchange on-warrant
live cancelled plant in-factory factory finished raw material materials year-end planned
expected quarterly first-half first-quarter january-may cumulative refined primary secondary
mine mined smelter new existing nameplate installed production producer producers downstream
upstream bonded commercial january february march april may june july august september october
november december the its their this same all major main key spot open trading market foreign
overseas local available tight
"""
_GENERIC: Final = frozenset(_GENERIC_TEXT.split())
_WINDOW: Final = 200
_OPENING: Final = 300  # where a sentence names its owner and its subject
_REACH: Final = 48


@dataclass(frozen=True, slots=True)
class Thing:
    """`name` with its owner and, where it tells things apart, its metric; `mention` as written."""

    name: str
    mention: str
    term: str | None
    start: int
    end: int


def thing_for(
    reading: Reading, sentence: Sentence, number: Number, cue: Cue, floor: int, top: int,
    last: Thing | None,
) -> Thing | None:  # fmt: skip
    """The thing a level measures, looked for between the levels around it."""
    found = _found(reading, sentence, number, cue, floor, top, last)
    if found is None or metric_of(cue) is not Metric.INVENTORY:
        return found
    return _stocked(reading, found)


def _stocked(reading: Reading, thing: Thing) -> Thing:
    """Stocks are named with the headline's exchange: "SHFE copper stocks"."""
    if any(word in thing.name.lower() for word in _STOCK_WORDS):
        return thing
    venue = _venue(reading)
    name = f"{thing.name} stocks"
    if venue and venue not in name:
        name = f"{venue} {name}"
    return Thing(name, thing.mention, thing.term, thing.start, thing.end)


def _found(
    reading: Reading, sentence: Sentence, number: Number, cue: Cue, floor: int, top: int,
    last: Thing | None,
) -> Thing | None:  # fmt: skip
    text = reading.text
    if _OF_IT.match(text, number.end):
        return None
    if last and _BEFORE_IT.search(text[max(floor, number.start - 12) : number.start]):
        return last
    if found := _after(reading, number, min(top, sentence.end)):
        return _with_owner(reading, sentence, found, cue, number, floor)
    if cue.start < reading.sentences[0].end < sentence.start:
        return _under_headline(reading, floor, number, cue)
    if cue.start < floor and (near := _named(reading, floor, number.start)):
        return _with_owner(reading, sentence, near, cue, number, floor)
    if own := _metric_phrase(reading, sentence, cue, number):
        return _with_owner(reading, sentence, own, cue, number, floor)
    near = _named(reading, floor, number.start) or _named(reading, number.end, top)
    return _with_owner(reading, sentence, near or _carried(reading, sentence), cue, number, floor)


def _under_headline(reading: Reading, floor: int, number: Number, cue: Cue) -> Thing | None:
    """The thing before the amount, with the headline's metric word."""
    found = _named(reading, floor, number.start)
    if found is None:
        return None
    name = f"{found.name} {cue.word}"
    return Thing(name, found.mention, found.term, found.start, found.end)


def _venue(reading: Reading) -> str | None:
    title = reading.sentences[0]
    named = [m.text for m in reading.mentions_in(title) if m.term.kind is TermKind.VENUE]
    return named[0] if len(named) == 1 else None


def _things(reading: Reading, start: int, end: int) -> Sequence[Mention]:
    return [
        m
        for m in reading.within(reading.mentions, start, end)
        if m.term.kind in _THINGS and not m.term.id.endswith(_SHARES)
    ]


def _after(reading: Reading, number: Number, top: int) -> Thing | None:
    """ "215.5 mt of dysprosium oxide": the phrase after "of", known or not."""
    opened = _OF.match(reading.text, number.end)
    if opened and opened.end() < top:
        phrases = phrases_in(reading, opened.end(), min(top, opened.end() + 70))
        if phrases and phrases[0].start - opened.end() < 12:
            return _of_phrase(reading, phrases)
    found = _things(reading, number.end, min(top, number.end + _REACH))
    if found and _STRAIGHT.fullmatch(reading.text[number.end : found[0].start]):
        return _plain(reading, found[0])
    return None


def _of_phrase(reading: Reading, phrases: Sequence[Phrase]) -> Thing | None:
    """ "China's tin ore", "total rare earth oxides": canonical where the lexicon knows it."""
    phrase = phrases[0]
    known = _things(reading, phrase.start, phrase.end)
    if known:
        return _canonical(reading, phrase.start, phrase.end, known[-1])
    if phrase.of(reading.text).lower() in _PLAIN_THINGS:
        return _carried(reading, reading.sentence_at(phrase.start))
    behind = [p for p in phrases[1:2] if p.opener in ("of", "in") and p.terms]
    text = reading.text[phrase.start : (behind[0] if behind else phrase).end]
    return Thing(_CLEAN.sub("", text), text, None, phrase.start, phrase.end) if text else None


def _canonical(reading: Reading, start: int, end: int, mention: Mention) -> Thing:
    """The phrase with the lexicon's name in it and without metric words."""
    text = reading.text
    end = _without_metric(text, mention.end, end)
    words = f"{text[start : mention.start]}{mention.term.name}{text[mention.end : end]}"
    name = _CLEAN.sub("", re.sub(r"\s+", " ", words)).strip()
    return Thing(_unowned(name), mention.text, mention.term.id, start, end)


def _without_metric(text: str, start: int, end: int) -> int:
    for cue in load_cues("volume_metrics").scan(lower(text[start:end])):
        return start + max(0, cue.start - 1)
    return end


def _unowned(name: str) -> str:
    return _CHINESE_TAIL.sub("", name.replace("’s ", " ").replace("'s ", " "))


def _plain(reading: Reading, mention: Mention) -> Thing:
    return Thing(mention.term.name, mention.text, mention.term.id, mention.start, mention.end)


def _with_owner(
    reading: Reading, sentence: Sentence, thing: Thing | None, cue: Cue, number: Number, floor: int
) -> Thing | None:
    """ "Teck guides to 465,000 mt of copper": Teck copper; a capacity takes its project's name."""
    if thing is None:
        return None
    owner = _owner(reading, sentence, thing, number, floor)
    if owner is None and metric_of(cue) is Metric.CAPACITY:
        owner = _project(reading, sentence)
    if owner is None or owner.lower() in thing.name.lower():
        return thing
    return Thing(f"{owner} {thing.name}", thing.mention, thing.term, thing.start, thing.end)


def _owner(
    reading: Reading, sentence: Sentence, thing: Thing, number: Number, floor: int
) -> str | None:
    opening = min(sentence.end, sentence.start + _OPENING)
    if floor > sentence.start:
        return _last_owner(reading, floor, thing.start)
    named_here = thing.start >= sentence.start
    end = min(opening, thing.start) if named_here else min(opening, number.start)
    return _last_owner(reading, sentence.start, end)


def _last_owner(reading: Reading, floor: int, end: int) -> str | None:
    """ "…, and Escondida 113,900 tonnes": the one named last since the amount."""
    near = reading.within(reading.mentions, floor, max(floor, end))
    owners = [m.text for m in near if m.term.kind in _OWNERS]
    return owners[-1] if owners else None


def _project(reading: Reading, sentence: Sentence) -> str | None:
    for index in range(sentence.index, max(-1, sentence.index - 4), -1):
        where = reading.sentences[index]
        if found := _PROJECT.search(
            reading.text, where.start, min(where.end, where.start + _OPENING)
        ):
            return found["name"]
    return None


def _metric_phrase(reading: Reading, sentence: Sentence, cue: Cue, number: Number) -> Thing | None:
    """The phrase the metric word stands in: "Exports of unwrought bismuth and scrap"."""
    phrases = phrases_in(reading, *_around(reading, sentence, cue))
    at = next((i for i, p in enumerate(phrases) if p.start < cue.end and cue.start < p.end), None)
    if at is None:
        return None
    start, end = min(phrases[at].start, cue.start), phrases[at].end
    end = _tails(phrases, at, end)
    known = _things(reading, start, end)
    if known and metric_of(cue) not in (Metric.OTHER, Metric.INVENTORY):
        return _stripped(reading, start, end, cue, known[0])
    text = reading.text[start:end]
    if metric_of(cue) is Metric.OPERATING_RATE and end > phrases[at].end:
        name = _unowned(
            _CLEAN.sub("", re.sub(r"^ (?:of|for|from) ", "", reading.text[cue.end : end]))
        )
        return Thing(name, name, None, start, end)
    if known:
        name = _unowned(_CLEAN.sub("", text))
        return Thing(name, known[0].text, known[0].term.id, start, end)
    if own := _metal_of_stocks(reading, start, cue) or _own_words(reading, sentence, start, cue):
        return own
    return _borrowed(reading, sentence, cue, start, phrases[at].end, number.unit == "lots")


def _around(reading: Reading, sentence: Sentence, cue: Cue) -> tuple[int, int]:
    """A window of the sentence that begins between two words."""
    start = sentence.start
    if cue.start - start > _WINDOW:
        space = reading.text.find(" ", cue.start - _WINDOW, cue.start)
        start = space + 1 if space > 0 else cue.start
    return start, min(sentence.end, cue.end + _WINDOW)


def _metal_of_stocks(reading: Reading, start: int, cue: Cue) -> Thing | None:
    """ "Copper stocks" with tonnes are metal, though the lexicon knows them as shares."""
    for found in reading.within(reading.mentions, start, cue.end):
        if found.term.id.endswith(_SHARES) and " " in found.text:
            metal = found.text.rsplit(" ", 1)[0]
            return Thing(f"{metal} {cue.word}", metal, None, found.start, found.end)
    return None


def _own_words(reading: Reading, sentence: Sentence, start: int, cue: Cue) -> Thing | None:
    """ "Wafer production" of something the lexicon does not know: its own words name it."""
    if not is_noun(cue) or metric_of(cue) is Metric.OTHER:
        return None
    words = reading.text[start : cue.start].split()
    named = [w for w in words if w.lower().removesuffix("'s") not in _GENERIC]
    if not named or not named[-1].isalpha() or reading.within(reading.mentions, start, cue.start):
        return None
    name = " ".join(words[words.index(named[0]) :])
    carried = _carried(reading, sentence)
    if carried and name.lower() in carried.name.lower():
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
    name = _unowned(_CLEAN.sub("", words))
    return Thing(name, known.text, known.term.id, start, end)


def _borrowed(
    reading: Reading, sentence: Sentence, cue: Cue, start: int, end: int, in_lots: bool
) -> Thing | None:
    """ "Turnover was 6,344 lots": of what the sentence, the one before or the headline names."""
    carried = _carried(reading, sentence)
    own = _CLEAN.sub("", reading.text[start:end])
    if carried is None or metric_of(cue) not in (Metric.OTHER, Metric.INVENTORY):
        return carried
    if in_lots and (trade := trade_name(cue)):
        return Thing(f"{carried.name} {trade}", carried.mention, carried.term, start, end)
    if cue.word in PRONOUNS:
        return carried
    if metric_of(cue) is not Metric.INVENTORY:
        text = reading.text[start:end]
        return Thing(f"{carried.name} {own}", text, carried.term, start, end)
    name = f"{carried.name} {own}" if is_noun(cue) else carried.name
    return Thing(name, carried.mention, carried.term, start, end)


def _word_start(reading: Reading, at: int) -> int:
    """A little before a name, between two words: its grade and place stand there."""
    space = reading.text.find(" ", max(0, at - 60), at)
    return space + 1 if space >= 0 else at


def _named(reading: Reading, start: int, end: int) -> Thing | None:
    """The thing named last between two levels."""
    found = _things(reading, max(start, end - _WINDOW), end)
    if not found:
        return None
    for phrase in phrases_in(reading, max(start, _word_start(reading, found[-1].start)), end):
        if phrase.start <= found[-1].start < phrase.end:
            return _canonical(reading, phrase.start, phrase.end, found[-1])
    return _plain(reading, found[-1])


def _carried(reading: Reading, sentence: Sentence) -> Thing | None:
    """What the sentence, its line's heading, the headline or the sentence before is about."""
    here = _things(reading, sentence.start, min(sentence.end, sentence.start + _OPENING))
    title = reading.sentences[0]
    headline = _things(reading, title.start, title.end)
    if here:
        return _plain(reading, here[0])
    before = _things(reading, *_previous(reading, sentence))
    same_line = [m for m in before if reading.sentence_at(m.start).line == sentence.line]
    if len({m.term.id for m in headline}) == 1 or not before:
        about = headline[0].term.id if headline else ""
        related = [m for m in before if about in reading.lexicon.ancestors(m.term.id)]
        return _plain(reading, (related or list(headline))[0]) if related or headline else None
    return _plain(reading, (same_line or list(before))[0])


def _previous(reading: Reading, sentence: Sentence) -> tuple[int, int]:
    index = max(1, sentence.index - 3)
    start = reading.sentences[min(index, len(reading.sentences) - 1)].start
    return min(start, sentence.start), sentence.start
