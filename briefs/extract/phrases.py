"""Noun phrases of a sentence and the word that opens each: who stands before which verb or number.

`"Exports of tin ore from Peru fell 3%, tungsten 2%"` gives "Exports" (opened by the start),
"tin ore" (by "of"), "Peru" (by "from") and "tungsten" (by ","); the numbers and the verb cut them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import Final, NamedTuple

from briefs.extract.cues import Cue
from briefs.extract.landmarks import is_figure
from briefs.extract.numbers import Measure
from briefs.extract.reading import Reading
from briefs.extract.words import ADVERBS, DETERMINERS, VERBS, roles
from briefs.lexicon import Term

_TOKEN: Final = re.compile(
    r"[A-Za-z0-9#][A-Za-z0-9#%+&'’*/-]*(?:\.(?=[A-Za-z0-9])[A-Za-z0-9#%+&'’*/-]*)*"
    r"|[\u4e00-\u9fff]+|[^\sA-Za-z0-9]"
)
_ABBREVIATION: Final = re.compile(r"(?:Co|Corp|Inc|Ltd|Pty|Bhd)$")
_QUIET: Final = frozenset("'\"’“”‘[]【】*《》#")
_MORE_BREAKS_TEXT: Final = """
elsewhere with only among did also too as
"""
_MORE_BREAKS: Final = frozenset(_MORE_BREAKS_TEXT.split())
_MORE_VERBS_TEXT: Final = """
also bucked dragged weighed boosted sealing sealed locking locked following
followed accounted hitting pushed
extended need came proved become remained looked look hurt kept joined led lead leads reached
finished turned counted provided exported imported produced shipped mined begin consumed swung
surveyed jointly supplied delivered
"""
_MORE_VERBS: Final = frozenset(_MORE_VERBS_TEXT.split())
_PERIODS_TEXT: Final = """
mom wow yoy dod qoq ytd m/m y/y w/w d/d month-on-month year-on-year week-on-week day-on-day
month-over-month year-over-year year-to-date month-to-date week-to-date
"""
_PERIODS: Final = frozenset(_PERIODS_TEXT.split())
_LY_NOUNS_TEXT: Final = """
supply assembly anomaly family
"""
_LY_NOUNS: Final = frozenset(_LY_NOUNS_TEXT.split())
_ADVERBS: Final = ADVERBS | _PERIODS
_DETERMINERS: Final = DETERMINERS | {"one"}
_COSTS: Final = frozenset(("cost", "costs"))
_ROLES: Final = roles(VERBS | _MORE_VERBS, _MORE_BREAKS, _DETERMINERS, _ADVERBS)
#: Small words that are never more than that: half of a text, and settled by one look.
_SMALL: Final = {
    word: role
    for word, role in _ROLES.items()
    if role != "verb" and word.isascii() and word not in _COSTS
}
#: "IS" and "HAS" may be names.
_ROLES_OF_CAPITALS: Final = roles((), _MORE_BREAKS, _DETERMINERS, _ADVERBS)
_POSSESSIVES: Final = frozenset(("'s", "’s"))
_PLAIN_MARKS: Final = {"，": ",", "、": ",", "；": ";", "：": ":", "（": "("}
_CHINESE_BOUNDS: Final = frozenset(("超", "超过", "逾", "近", "约", "了"))
#: When and how: part of no name ("华友钴业2月10日早盘涨3.3%", "国内夜盘沪镍").
_CHINESE_ADVERBS: Final = (
    r"受[\u4e00-\u9fff]{1,14}?(?:带动|影响|提振|拖累|推动|支撑|压制|刺激|驱动)|连续第?[一二三四五六七八九十两]{1,2}"
    r"个?(?:交易日|日|周|月)|连续|早盘|午盘|尾盘|盘中|盘初|夜盘|日盘|开盘|收盘|午后|午间|当日|今日|昨日|当周|周内|日内|本周|"
    r"上周|本月|上月|当月|年内|年初至今|[今年]年?以来|环比|同比|隔夜|国内|高开高走|高开低走|低开高走|低开低走|冲高|大幅|小幅|继续|"
    r"较(?:去年同期|上年同期|前一?个?交易日|上一?个?交易日|前一日|上一日|[年月]初|[上去昨前][年月周日]?末?|节前)[^，。；0-9]{0,4}|"
    r"[增涨跌降]幅(?:为|达|超)?|封死|封住|牢牢|再度|全线|集体|普遍|双双|同样|同步|合计|累计|A股|H股|港股|美股|[微略续齐仅]$|盘面上|市场上|消息面上|"
    r"受此影响|截至"
)
_CHINESE_BREAKS: Final = re.compile(
    rf"(?P<adverb>{_CHINESE_ADVERBS})|其中|此外|而|以及|及|和|与|同时|个股中|方面|报|均|分别|则|并|也|等"
)


def _is_chinese(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff"


def _is_manner(word: str) -> bool:
    """ "rapidly", "noticeably": no part of a name."""
    return len(word) > 5 and word.endswith("ly") and word.islower() and word not in _LY_NOUNS


class Phrase(NamedTuple):
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
        self.names = {m.start: m for m in reversed(reading.mentions.within(start, end))}
        self.stops = _stops(reading, start, end, cuts)
        self.marked = self.names.keys() | self.stops.keys()
        self.edges: list[int] | None = None
        self.found: list[Phrase] = []
        self.open: list[tuple[int, int]] = []
        self.terms: list[Term] = []
        self.opener = self.pending = "start"
        self.apposed = self.determined = False

    def phrases(self) -> tuple[Phrase, ...]:
        while self.position < self.end and self._walk():
            pass
        self._shut("end")
        return tuple(self.found)

    def _walk(self) -> bool:
        """Take token after token; True when one was left in its middle, to be cut anew there."""
        position, marked = self.position, self.marked
        for token in _TOKEN.finditer(self.text, position, self.end):
            start, end = token.span()
            if start < position:
                if end <= position:
                    continue  # inside a name or a number
                return True
            word = token[0]
            if start in marked or _is_chinese(word[0]):
                self.position = position = self._take(start, self._short_of_edge(start, end))
                if position < end:
                    return True
            else:
                self._word(word, start, end)
                self.position = position = end
        return False

    def _short_of_edge(self, start: int, end: int) -> int:
        """Chinese has no spaces: a token ends where a number, a date or a verb begins."""
        if not _is_chinese(self.text[start]):
            return end
        if self.edges is None:
            self.edges = sorted(self.stops)
        edge = bisect_right(self.edges, start)
        return min(end, self.edges[edge]) if edge < len(self.edges) else end

    def _take(self, start: int, end: int) -> int:
        if stop := self.stops.get(start):
            self._shut(stop[1])
            return max(stop[0], start + 1 if _is_chinese(self.text[start]) else end)
        if name := self.names.get(start):
            self._grow(start, name.end)
            self.terms.append(name.term)
            return max(name.end, start + 1)
        return self._chinese(start, end)

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
        if broken["adverb"]:
            self._shut("adverb" if self.open else self.pending)
            return broken.end()
        self._shut("," if word in "以及和与" else "verb" if word in "报也均" else word)
        return broken.end()

    def _word(self, word: str, start: int, end: int) -> None:
        if role := _SMALL.get(word):
            self._end_at(role)
            return
        lower = word.lower()
        if lower[-2:] in _POSSESSIVES:
            lower = lower.removesuffix("'s").removesuffix("’s")
        role = _ROLES.get(lower)
        if role == "verb" and 1 < len(word) < 6 and word.isupper():
            role = _ROLES_OF_CAPITALS.get(lower)
        if lower in _COSTS and self.text.startswith(" of ", end):
            role = None  # "costs of" is a noun
        if role is None:
            if not word[0].isalnum():
                self._mark(word, start, end)
            elif _is_manner(word):
                self._shut("adverb" if self.open else self.pending)
            else:
                self._grow(start, end)
        else:
            self._end_at(role)

    def _end_at(self, role: str) -> None:
        """End the phrase at a small word."""
        if role == "adverb":
            self._shut("adverb" if self.open else self.pending)
        elif role == "determiner":
            self._shut(self.pending if not self.open else "verb")
            self.determined = True
        else:
            self._shut(role)

    def _mark(self, word: str, start: int, end: int) -> None:
        if word in _QUIET or (word == "." and self.open and _ABBREVIATION.search(
            self.text, self.open[-1][0], start
        )):  # fmt: skip
            return
        if word == "&" and self.open:
            self.open.append((start, end))
        else:
            self._shut(_PLAIN_MARKS.get(word, word))

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
    found = {d.start: (d.end, "date") for d in reading.dates.within(start, end)}
    turns = reading.directions.within(start, end)
    turned = {t.end for t in turns}
    found |= {
        n.start: (n.end, "number")
        for n in reading.numbers.within(start, end)
        if (n.measure is not Measure.BARE or is_figure(reading.text, n))
        and (not n.grade or n.start in turned)
    }
    for turn in turns:
        found[turn.start] = (turn.end, "turn")
    for cut in cuts:
        found[cut.start] = (cut.end, "cue")
    return found


def opens_phrase(text: str, at: int, end: int) -> bool:
    """Does a word begin at `at` that stands in a phrase, no small word and no adverb?"""
    token = _TOKEN.match(text, at, end)
    if token is None or not (token[0][0].isascii() and token[0][0].isalpha()):
        return False
    word = token[0].lower().removesuffix("'s").removesuffix("’s")
    return word not in _ROLES and not _is_manner(word)


def phrases_in(
    reading: Reading, start: int, end: int, cuts: Sequence[Cue] = ()
) -> tuple[Phrase, ...]:
    """The noun phrases of `start:end`, in order; `cuts` end a phrase like a verb does."""
    return _Chunker(reading, start, end, cuts).phrases()
