"""Noun phrases of a sentence and the word that opens each: who stands before which verb or number.

`"Exports of tin ore from Peru fell 3%, tungsten 2%"` gives "Exports" (opened by the start),
"tin ore" (by "of"), "Peru" (by "from") and "tungsten" (by ","); the numbers and the verb cut them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from briefs.extract.cues import Cue
from briefs.extract.numbers import Measure
from briefs.extract.reading import Reading
from briefs.extract.words import ADVERBS, BREAKS, DETERMINERS, PREPOSITIONS, VERBS
from briefs.lexicon import Term

_TOKEN: Final = re.compile(
    r"[A-Za-z0-9#](?:[A-Za-z0-9#%+&'’*/-]|\.(?=[A-Za-z0-9]))*|[\u4e00-\u9fff]+|[^\sA-Za-z0-9]"
)
_ABBREVIATION: Final = re.compile(r"(?:Co|Corp|Inc|Ltd|Pty|Bhd)$")
_QUIET: Final = frozenset("'\"’“”‘[]【】*《》#")
_MORE_BREAKS_TEXT: Final = """
elsewhere with only among did also too as
"""
_MORE_BREAKS: Final = frozenset(_MORE_BREAKS_TEXT.split())
_MORE_VERBS_TEXT: Final = """
also bucked dragged weighed boosted sealing sealed following followed accounted hitting pushed
extended need came proved become remained looked look hurt kept joined led lead leads reached
finished turned counted provided exported imported produced shipped mined begin consumed swung
surveyed jointly supplied delivered
"""
_MORE_VERBS: Final = frozenset(_MORE_VERBS_TEXT.split())
_PERIODS_TEXT: Final = """
mom wow yoy dod qoq ytd m/m y/y w/w d/d month-on-month year-on-year week-on-week day-on-day
month-over-month year-over-year
"""
_PERIODS: Final = frozenset(_PERIODS_TEXT.split())
_LY_NOUNS_TEXT: Final = """
supply assembly anomaly family
"""
_LY_NOUNS: Final = frozenset(_LY_NOUNS_TEXT.split())
_CHINESE_BOUNDS: Final = frozenset(("超", "超过", "逾", "近", "约", "了"))
_CHINESE_BREAKS: Final = re.compile(
    r"其中|此外|而|以及|及|和|与|同时|个股中|方面|报|收盘|截至|均|分别|则|并|也|等"
)


def _is_chinese(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff"


def _is_manner(word: str) -> bool:
    """ "rapidly", "noticeably": no part of a name."""
    return len(word) > 5 and word.endswith("ly") and word.islower() and word not in _LY_NOUNS


@dataclass(frozen=True, slots=True)
class Phrase:
    """Name-like words in a row. `opener` is what stands before: "of", ",", "verb", "start", …;
    `apposed` says a determiner stood first ("the busiest contract", "its best since")."""

    start: int
    end: int
    opener: str
    apposed: bool
    terms: tuple[Term, ...]

    def of(self, text: str) -> str:
        return text[self.start : self.end]


class _Chunker:
    def __init__(self, reading: Reading, start: int, end: int, cuts: Sequence[Cue]) -> None:
        self.text, self.end, self.position = reading.text, end, start
        self.names = {
            m.start: m for m in reversed(reading.within(reading.mentions, start, end))
        }  # fmt: skip
        self.stops = _stops(reading, start, end, cuts)
        self.edges = sorted(self.stops)
        self.edge = 0
        self.found: list[Phrase] = []
        self.open: list[tuple[int, int]] = []
        self.terms: list[Term] = []
        self.opener = self.pending = "start"
        self.apposed = self.determined = False

    def phrases(self) -> tuple[Phrase, ...]:
        while self.position < self.end:
            token = _TOKEN.search(self.text, self.position, self.end)
            if token is None:
                break
            self.position = self._take(token.start(), self._short_of_edge(*token.span()))
        self._shut("end")
        return tuple(self.found)

    def _short_of_edge(self, start: int, end: int) -> int:
        """Chinese has no spaces: a token ends where a number, a date or a verb begins."""
        while self.edge < len(self.edges) and self.edges[self.edge] <= start:
            self.edge += 1
        if self.edge < len(self.edges) and _is_chinese(self.text[start]):
            return min(end, self.edges[self.edge])
        return end

    def _take(self, start: int, end: int) -> int:
        if stop := self.stops.get(start):
            self._shut(stop[1])
            return max(stop[0], start + 1 if _is_chinese(self.text[start]) else end)
        if name := self.names.get(start):
            self._grow(start, name.end)
            self.terms.append(name.term)
            return max(name.end, start + 1)
        if _is_chinese(self.text[start]):
            return self._chinese(start, end)
        return self._word(start, end)

    def _chinese(self, start: int, end: int) -> int:
        inner = next((at for at in self.names if start < at < end), end)
        if self.text[start:end] in _CHINESE_BOUNDS:
            return end
        broken = _CHINESE_BREAKS.search(self.text, start, inner)
        if broken is None:
            self._grow(start, inner)
            return inner
        if broken.start() > start:
            self._grow(start, broken.start())
        word = broken.group()
        self._shut("," if word in "以及和与" else "verb" if word in "报也均" else word)
        return broken.end()

    def _word(self, start: int, end: int) -> int:
        word = self.text[start:end]
        lower = word.lower().removesuffix("'s").removesuffix("’s")
        if not word[0].isalnum():
            return self._mark(word, start, end)
        capital = word.isupper() and 1 < len(word) < 6
        if not capital and (lower in VERBS or lower in _MORE_VERBS):
            self._shut("verb")
        elif lower in PREPOSITIONS or lower in BREAKS or lower in _MORE_BREAKS:
            self._shut(lower)
        elif lower in DETERMINERS or lower == "one":
            self._shut(self.pending if not self.open else "verb")
            self.determined = True
        elif lower in ADVERBS or lower in _PERIODS or _is_manner(word):
            self._shut("adverb" if self.open else self.pending)
        else:
            self._grow(start, end)
        return end

    def _mark(self, word: str, start: int, end: int) -> int:
        if word in _QUIET or (word == "." and self.open and _ABBREVIATION.search(
            self.text, self.open[-1][0], start
        )):  # fmt: skip
            return end
        if word == "&" and self.open:
            self.open.append((start, end))
            return end
        self._shut({"，": ",", "、": ",", "；": ";", "：": ":", "（": "("}.get(word, word))
        return end

    def _grow(self, start: int, end: int) -> None:
        if not self.open:
            self.opener, self.apposed = self.pending, self.determined
        self.open.append((start, end))

    def _shut(self, by: str) -> None:
        if self.open:
            start, end = self.open[0][0], self.open[-1][1]
            self.found.append(
                Phrase(start, end, self.opener, self.apposed, tuple(self.terms))
            )  # fmt: skip
        self.open, self.terms, self.pending, self.determined = [], [], by, False


def _stops(
    reading: Reading, start: int, end: int, cuts: Sequence[Cue]
) -> dict[int, tuple[int, str]]:
    """Where a phrase must end: measured numbers, dates, verbs of change, the caller's cues."""
    found = {d.start: (d.end, "date") for d in reading.within(reading.dates, start, end)}
    turned = {t.end for t in reading.within(reading.directions, start, end)}
    found |= {
        n.start: (n.end, "number")
        for n in reading.within(reading.numbers, start, end)
        if n.measure is not Measure.BARE and (not n.grade or n.start in turned)
    }
    found |= {t.start: (t.end, "turn") for t in reading.within(reading.directions, start, end)}
    return found | {cut.start: (cut.end, "cue") for cut in cuts}


def phrases_in(
    reading: Reading, start: int, end: int, cuts: Sequence[Cue] = ()
) -> tuple[Phrase, ...]:
    """The noun phrases of `start:end`, in order; `cuts` end a phrase like a verb does."""
    return _Chunker(reading, start, end, cuts).phrases()
