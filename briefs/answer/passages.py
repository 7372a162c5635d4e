"""A stored flash made ready for questions: its sentences, their words, the terms they name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Final

from briefs.asked import Window
from briefs.extract.dates import DateMention, scan_dates
from briefs.extract.sentences import split_sentences
from briefs.lexicon import Lexicon, TermKind
from briefs.times import CHINA
from briefs.types import Citation, Flash, Found
from briefs.words import Word, words_of

_OF_MATERIAL: Final = frozenset({TermKind.MATERIAL, TermKind.CONTRACT})
_ROOM: Final = 3  # other words between those of a name
_JUST_OVER: Final = timedelta(days=31)
KEPT: Final = 1_000  # flashes in memory, about 30 kB each
_GRAINS: Final = ("day", "week", "month", "quarter", "half")


@dataclass(frozen=True, slots=True)
class Passage:
    """One sentence: its words in order, and the terms it names with the groups they belong to."""

    index: int
    text: str
    words: tuple[Word, ...]
    stems: frozenset[str]
    terms: frozenset[str]
    kind: str
    of_material: bool  # it names one
    under: frozenset[str] = frozenset()  # exchanges of the headline: a row need not repeat them

    @property
    def has_number(self) -> bool:
        return any(char.isdigit() for char in self.text)

    def spells(self, name: frozenset[str]) -> bool:
        """Whether the words of a name stand near each other; its numbers may stand apart."""
        if not name <= self.stems:
            return False
        near = frozenset(word for word in name if not word[0].isdigit())
        at = [place for place, word in enumerate(self.words) if word.stem in near]
        width = len(near) + _ROOM
        return any(
            near <= {self.words[place].stem for place in at if first <= place < first + width}
            for first in at
        )


@dataclass(frozen=True, slots=True)
class Story:
    """A flash, cut. `day` is None when nobody said when it was published."""

    flash: Flash
    event_id: int
    sources: int
    happened_at: datetime
    passages: tuple[Passage, ...]
    stems: frozenset[str]
    terms: frozenset[str]
    day: date | None
    days: frozenset[date]  # every day its text names
    years: frozenset[str]  # those it names, its own, in January the one just over

    def cite(self, quote: str) -> Citation:
        flash = self.flash
        return Citation(flash.id, quote, flash.url, flash.publisher, flash.published_at)

    def told_in(self, window: Window) -> bool:
        """Whether it tells of that time: published then, shortly after, or naming such a day."""
        if window.up_to:
            if window.any_year:
                return True
            return self.day is not None and self.day <= window.last
        slack = timedelta(days=window.slack)
        if self.day is not None and _within(self.day, window, slack):
            return True
        if window.slack == 0:  # "after 29 January": what begins on that day was told before
            return window.first in self.days
        # Without a day of its own, the year of the days it names is not known.
        named = window if self.day is not None else replace(window, any_year=True)
        return any(_within(day, named, timedelta()) for day in self.days)


def of_title(story: Story, passage: Passage, ids: frozenset[str]) -> bool:
    """Whether a sentence that names no material goes on about the one in the headline."""
    return not passage.of_material and not ids.isdisjoint(story.passages[0].terms)


@lru_cache(maxsize=KEPT)
def story_of(
    flash: Flash, event_id: int, sources: int, happened_at: datetime, lexicon: Lexicon
) -> Story:
    passages = tuple(_passages(flash.text, lexicon))
    day = flash.published_at.astimezone(CHINA).date() if flash.published_at else None
    publisher = frozenset(word.stem for word in words_of(flash.publisher or ""))
    named = [
        one
        for one in scan_dates(flash.text, day or happened_at.astimezone(CHINA).date())
        if one.day is not None
    ]
    return Story(
        flash=flash,
        event_id=event_id,
        sources=sources,
        happened_at=happened_at,
        passages=passages,
        stems=publisher.union(*(one.stems for one in passages)),
        terms=frozenset().union(*(one.terms for one in passages)),
        day=day,
        days=frozenset(one.day for one in named if one.day and one.grain in _GRAINS),
        years=_years(day, named),
    )


def _years(day: date | None, named: Iterable[DateMention]) -> frozenset[str]:
    own = {day.year, (day - _JUST_OVER).year} if day else set()
    return frozenset(str(year) for year in own | {one.day.year for one in named if one.day})


def facts_in(story: Story, found: Iterable[Found]) -> tuple[Found, ...]:
    return tuple(one for one in found if one.flash_id == story.flash.id)


def passage_of(
    text: str,
    lexicon: Lexicon,
    *,
    index: int = 0,
    kind: str = "prose",
    under: frozenset[str] = frozenset(),
) -> Passage:
    """A text as one sentence."""
    found = tuple(words_of(text))
    mentions = lexicon.mentions(text)
    named = {one.term.id for one in mentions}
    return Passage(
        index=index,
        text=text,
        words=found,
        stems=frozenset(word.stem for word in found),
        terms=frozenset().union(*(lexicon.ancestors(term) for term in named)),
        kind=kind,
        of_material=any(one.term.kind in _OF_MATERIAL for one in mentions),
        under=under,
    )


def _passages(text: str, lexicon: Lexicon) -> Iterable[Passage]:
    under: frozenset[str] = frozenset()
    for sentence in split_sentences(text):
        words = text[sentence.start : sentence.end]
        found = passage_of(words, lexicon, index=sentence.index, kind=sentence.kind, under=under)
        if found.kind == "title":
            under = frozenset(id for id in found.terms if lexicon.terms[id].kind is TermKind.VENUE)
        yield found


def _within(day: date, window: Window, slack: timedelta) -> bool:
    if not window.any_year:
        return window.first <= day <= window.last + slack
    length = window.last - window.first
    for year in (day.year, day.year - 1):
        try:
            first = window.first.replace(year=year)
        except ValueError:  # 29 February
            continue
        if first <= day <= first + length + slack:
            return True
    return False
