"""What an amount is an amount of: the thing after "of", the thing in the metric's own phrase, the
thing named last in the sentence, or the one the flash is about."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from briefs.extract.cues import Cue
from briefs.extract.numbers import Number
from briefs.extract.phrases import Phrase, phrases_in
from briefs.extract.reading import Reading
from briefs.extract.sentences import Sentence
from briefs.extract.volume_metrics import metric_of
from briefs.lexicon import Mention, TermKind
from briefs.types import Metric

_THINGS: Final = (TermKind.MATERIAL, TermKind.CONTRACT)
_OF: Final = re.compile(
    r"(?: per year| a year| annually| per annum)?(?: worth)? of (?:\w+ )?$|(?: a year)? $"
)
_OF_REACH: Final = 48
_CLEAN: Final = re.compile(
    r"^(?:SMM(?:'s|’s)? |its |their |the |total |overall |actual )+", re.IGNORECASE
)
_OWNERS: Final = (TermKind.COMPANY, TermKind.PLACE, TermKind.VENUE)


@dataclass(frozen=True, slots=True)
class Thing:
    """`name` with its owner and, where it tells things apart, its metric; `mention` as written."""

    name: str
    mention: str
    term: str | None
    start: int
    end: int


def thing_for(
    reading: Reading, sentence: Sentence, number: Number, cue: Cue | None, floor: int, top: int
) -> Thing | None:
    """The thing a level measures, looked for between the levels around it."""
    if found := _after(reading, number, min(top, sentence.end)):
        return _with_owner(reading, sentence, found)
    phrases = phrases_in(reading, sentence.start, sentence.end)
    if cue is not None and (own := _metric_phrase(reading, phrases, cue)):
        thing, complete = own
        if complete or floor <= cue.start:
            near = _named_between(reading, max(floor, cue.end), number.start) if floor else None
            return near if near and cue.start < floor else thing
    if near := _named_between(reading, floor, number.start):
        return near
    if near := _named_between(reading, number.end, top):
        return near
    return _carried(reading, sentence, cue)


def _things(reading: Reading, start: int, end: int) -> Sequence[Mention]:
    return [m for m in reading.within(reading.mentions, start, end) if m.term.kind in _THINGS]


def _after(reading: Reading, number: Number, top: int) -> Thing | None:
    """ "215.5 mt of dysprosium oxide": the phrase after "of", with the words before the name."""
    text = reading.text
    for mention in _things(reading, number.end, min(top, number.end + _OF_REACH)):
        gap = text[number.end : mention.start]
        opened = re.match(r"(?: per year| a year| per annum)? of (?:the )?", gap)
        if opened and not re.search(r"[,;(，；]| (?:and|in|at|to|was|were) ", gap[opened.end() :]):
            start = number.end + opened.end()
            end = _to_the_end(reading, mention)
            return Thing(_canonical(reading, start, end, mention), text[start:end],
                         mention.term.id, start, end)  # fmt: skip
        if gap.strip() == "" or re.fullmatch(r" (?:less|more|fewer) ", gap):
            return _plain(reading, mention)
        break
    return None


def _to_the_end(reading: Reading, mention: Mention) -> int:
    """The phrase may go on behind the name: "bismuth trioxide", "spodumene concentrate"."""
    for phrase in phrases_in(reading, mention.start, mention.start + 60):
        return max(mention.end, phrase.end) if phrase.end - mention.end < 24 else mention.end
    return mention.end


def _canonical(reading: Reading, start: int, end: int, mention: Mention) -> str:
    text = reading.text
    words = f"{text[start : mention.start]}{mention.term.name}{text[mention.end : end]}"
    return _CLEAN.sub("", re.sub(r"\s+", " ", words)).strip()


def _plain(reading: Reading, mention: Mention) -> Thing:
    return Thing(mention.term.name, mention.text, mention.term.id, mention.start, mention.end)


def _with_owner(reading: Reading, sentence: Sentence, thing: Thing) -> Thing:
    """ "Teck guides to 465,000 mt of copper": Teck copper."""
    first = next(iter(reading.mentions_in(sentence)), None)
    if first is None or first.term.kind not in _OWNERS or first.start >= thing.start:
        return thing
    if first.term.id == "smm":
        return thing
    return Thing(f"{first.text} {thing.name}", thing.mention, thing.term, thing.start, thing.end)


def _metric_phrase(
    reading: Reading, phrases: Sequence[Phrase], cue: Cue
) -> tuple[Thing, bool] | None:
    """The phrase the metric word stands in, with "of …"; complete when it names a thing itself."""
    for at, phrase in enumerate(phrases):
        if not phrase.start <= cue.start < phrase.end:
            continue
        end, terms = phrase.end, list(phrase.terms)
        for tail in phrases[at + 1 : at + 4]:
            if tail.opener not in ("of", "for", "and", "at", "in") or tail.start - end > 16:
                break
            if tail.opener == "and" and end == phrase.end:
                break
            end, terms = tail.end, [*terms, *tail.terms]
        things = [term for term in terms if term.kind in _THINGS]
        text = reading.text[phrase.start : end]
        if things:
            name = _name(reading, phrase.start, end, cue)
            return Thing(name, text, things[0].id, phrase.start, end), True
        carried = _carried(reading, reading.sentence_at(cue.start), cue)
        if carried is None:
            return None
        name = f"{carried.name} {_CLEAN.sub('', reading.text[phrase.start : phrase.end]).lower()}"
        return Thing(name, carried.mention, carried.term, phrase.start, phrase.end), False
    return None


def _name(reading: Reading, start: int, end: int, cue: Cue) -> str:
    """The phrase without its metric word, which has a field of its own; "other" keeps it."""
    text = reading.text
    words = text[start:end]
    if metric_of(cue) not in (Metric.OTHER, Metric.INVENTORY):
        before, behind = text[start : cue.start], text[cue.end : end]
        words = f"{before.removesuffix(' ')} {behind.removeprefix(' of').removeprefix(' for')}"
    cleaned = _CLEAN.sub("", re.sub(r"\s+", " ", words).strip())
    return cleaned.replace("’s ", " ").replace("'s ", " ")


def _named_between(reading: Reading, start: int, end: int) -> Thing | None:
    """The thing named last between two levels."""
    found = _things(reading, start, end)
    return _plain(reading, found[-1]) if found else None


def _carried(reading: Reading, sentence: Sentence, cue: Cue | None) -> Thing | None:
    """The thing the sentences before, on the same line first, or the headline, are about."""
    if found := _things(reading, sentence.start, sentence.end):
        return _plain(reading, found[0])
    for index in range(sentence.index - 1, max(-1, sentence.index - 4), -1):
        where = reading.sentences[index]
        if found := _things(reading, where.start, where.end):
            return _plain(reading, found[0])
    title = reading.sentences[0]
    found = _things(reading, title.start, title.end)
    return _plain(reading, found[0]) if found else None
