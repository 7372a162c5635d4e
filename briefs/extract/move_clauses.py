"""Who moved, which way and by how much: one walk over the words of a sentence.

The walk keeps the subjects named last ("A, B and C") and hands them to each change that follows,
until new subjects stand before a new verb. A direction told once serves the whole list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal, TypeAlias

from briefs.extract.cues import Cue
from briefs.extract.directions import DirectionWord
from briefs.extract.numbers import Measure, Number
from briefs.extract.phrases import Phrase, phrases_in
from briefs.extract.price_roles import signed, turned_by
from briefs.extract.reading import Reading
from briefs.extract.sentences import Sentence
from briefs.lexicon import Term, TermKind
from briefs.types import Direction

Told: TypeAlias = Literal["percent", "amount", "limit", "ranking", "direction", "attribute"]
_Symbol: TypeAlias = Phrase | Number | DirectionWord | Cue

#: What may stand before a subject: the rest, "of" and "at", opens a complement.
_OPENING_TEXT: Final = """
start , and & : ; ( while whereas but though although with only that so plus also adverb date /
. - – — | did 因 其中 此外 而 同时 个股中 方面 收盘 截至 。 then when because
meanwhile however yet as number 等 !
? ) ） · •
"""
_OPENING: Final = frozenset(_OPENING_TEXT.split())
_LIST: Final = re.compile(
    r"[ ]?(?:,|、|&|and|和|及|与|plus|,? as well as|,? along with|/|,? together with|, and)[ ]?"
    r"(?:the |also )?"
)
_CLOSE: Final = 10
_TRADED: Final = frozenset(
    {TermKind.MATERIAL, TermKind.CONTRACT, TermKind.COMPANY, TermKind.SECTOR}
)
_UP_TO: Final = re.compile(r"\b(?:up to|as much as|as many as)[ ]?$")
LIMITED: Final = re.compile(
    r",? (?:to |by )?(?:(?:the|its|their) )?(?:daily )?(?:price )?"
    r"(?:limit|ceiling|(?P<floor>floor))\b"
)
_NOUN_IN: Final = re.compile(
    r" (?:[a-z]+ )?"
    r"(?:drop|rise|gain|fall|decline|jump|increase|decrease|slide|surge|rally|slump|plunge)"
    r" in (?:the )?"
)
_LEVELS: Final = (Measure.PRICE, Measure.PERCENT, Measure.AMOUNT)
_COUNTED: Final = re.compile(r" (?:fewer|less|more)\b")
_OTHER_THOUGHT: Final = re.compile(r"\b(?:which|as did|as have|whose)\b")
_BY: Final = re.compile(
    r"(?:超过?|逾|近|约|了)$|\b(?:up to|as much as|as many as|, by(?: about| nearly| over)?)[ ]?$"
)
_THAT: Final = re.compile(r",? (?:that|which) (?:has |had |have |was |is |were )?")
_DUE: Final = frozenset(("delivery", "settlement", "shipment", "expiry", "loading"))
_LIFTING: Final = frozenset(
    [
        "raised",
        "raises",
        "raise",
        "raising",
        "lifted",
        "lifts",
        "lift",
        "lifting",
        "hiked",
        "increased",
        "increases",
        "increasing",
        "cut",
        "cuts",
        "lowered",
        "lowers",
        "lowering",
        "reduced",
        "reduces",
        "trimmed",
        "trims",
        "upped",
    ]
)
_PRICES: Final = re.compile(
    r"\b(?:prices?|premiums?|offers?|quotes?|quotations?|charges?|surcharges?|fees?|tariff-free|"
    r"bids?|grades?|list price|TCs?)\b"
)
_BY_AMOUNT: Final = re.compile(
    r"\bby (?:about |around |another |up to |as much as |a further |some |between )?$"
)
_SERIES_REACH: Final = 160  # characters a "8%, 11% and 10% respectively" may take
_SERIES: Final = re.compile(
    r"(?:[ ](?:in|on|over|for|during)[ ][A-Za-z]{3,9}(?:[ ][0-9]{4})?)?"
    r"[ ]?(?:,|and|,[ ]?and|、|和|及|/|;)[ ]?$"
)
#: "REO每增减1%", "for each 1% of grade": a rate of adjustment, no change.
_EACH: Final = re.compile(r"(?:\b(?:each|every|per) |每[\u4e00-\u9fff]{0,4})$")


@dataclass(slots=True)
class Statement:
    """One change and those it is told of. `at` and `until` are where it stands."""

    told: Told
    subjects: tuple[Phrase, ...]
    at: int
    until: int
    sentence: Sentence
    direction: Direction | None = None
    number: Number | None = None
    turn: DirectionWord | None = None
    cue: Cue | None = None
    object_follows: bool = False
    limited: bool = False  # the number is the daily limit itself
    levelled: bool = False  # the same predicate states a level: that is a price


@dataclass(slots=True)
class Walk:
    """The state of the walk: who was named last, and what has been said of them."""

    reading: Reading
    sentence: Sentence
    cues: Sequence[Cue]
    subjects: list[Phrase] = field(default_factory=list)
    direction: Direction | None = None
    open: Statement | None = None
    used: bool = False
    last: _Symbol | None = None
    spare: Phrase | None = None
    limited_until: int = 0
    complement: Phrase | None = None  # "on a FTSE 100 that lost 0.2%"
    lifted: tuple[Phrase, Direction] | None = None  # "raised its HRC price" and which way

    def run(self) -> Iterator[Statement]:
        for symbol in _symbols(self.reading, self.sentence, self.cues):
            if isinstance(symbol, Phrase):
                yield from self._phrase(symbol)
            elif isinstance(symbol, Number):
                yield from self._number(symbol)
            elif isinstance(symbol, DirectionWord):
                yield from self._turn(symbol)
            else:
                yield from self._cue(symbol)
            self.last = symbol
        yield from self._close()

    def _close(self) -> Iterator[Statement]:
        if self.open is not None:
            yield self.open
        self.open = None

    def _phrase(self, phrase: Phrase) -> Iterator[Statement]:
        adjacent = isinstance(self.last, Phrase)
        if phrase.opener == "(" and self.subjects and self._closed(phrase):
            return  # "iron ore futures (DCIOcv1)"
        if phrase.opener == "date" and self.subjects and phrase.of(self.reading.text) in _DUE:
            return  # "iron ore futures for January delivery"
        turned = phrase.opener == "date" and isinstance(self.last, DirectionWord)
        if (
            turned
            or phrase.opener in ("turn", "verb")
            or (phrase.opener not in _OPENING and not adjacent)
        ):
            self._object(phrase)
        elif phrase.opener not in _OPENING:
            self._complement(phrase)
        elif self._aside(phrase, adjacent):
            return  # "SHFE copper, the busiest contract, …" names nothing new
        elif adjacent and not self.used and self._listed(phrase):
            if self._unrelated(phrase):
                self.subjects = []
            self.subjects.append(phrase)
        else:
            yield from self._close()
            self.subjects, self.used = [phrase], False

    def _closed(self, phrase: Phrase) -> bool:
        return self.reading.text[phrase.end : phrase.end + 1] in (")", "）")

    def _aside(self, phrase: Phrase, adjacent: bool) -> bool:
        if not phrase.apposed or phrase.opener != "," or not self.subjects:
            return False
        return adjacent or not phrase.terms

    def _listed(self, phrase: Phrase) -> bool:
        tail = self._tail()
        gap = self.reading.text[tail.end : phrase.start] if tail else ""
        return tail is not None and bool(_LIST.fullmatch(gap))

    def _unrelated(self, phrase: Phrase) -> bool:
        """ "… and related papers, and rare earth prices climbed": no list at all."""
        tail = self.subjects[-1]
        gap = self.reading.text[tail.end : phrase.start]
        lower_case = tail.of(self.reading.text)[:1].islower()
        return ", and" in gap and lower_case and self._replaces(phrase)

    def _replaces(self, phrase: Phrase) -> bool:
        own = [term for named in self.subjects for term in named.terms]
        return _names_traded(phrase.terms) and not _names_traded(own)

    def _object(self, phrase: Phrase) -> None:
        last = self.last
        lifts = isinstance(last, DirectionWord) and last.word in _LIFTING
        if (
            isinstance(last, DirectionWord)
            and lifts
            and _PRICES.search(phrase.of(self.reading.text))
        ):
            self.lifted = (phrase, last.direction)
        if self.open is not None and phrase.opener == "turn":
            self.open.object_follows |= self.open.turn is self.last
        elif phrase.opener == "verb" and not self.used and self._replaces(phrase):
            self.subjects = [phrase]  # "SMM's survey has lithium output up 4%"
        elif not self.subjects and _names_traded(phrase.terms):
            self.spare = phrase  # "Elsewhere in Shanghai aluminium rose": serves if no other does

    def _complement(self, phrase: Phrase) -> None:
        """ "shares of Zijin", "inventory in eight markets": part of the subject named last."""
        self.complement = phrase
        tail = self._tail()
        near = tail is not None and phrase.start - tail.end < _CLOSE
        if near and self.last is tail and phrase.opener in ("of", "for", "between", "from", "in"):
            head = self.subjects[-1]
            terms = head.terms if phrase.opener == "in" else head.terms + phrase.terms
            joined = Phrase(head.start, phrase.end, head.opener, head.apposed, terms)
            self.subjects[-1] = joined

    def _tail(self) -> Phrase | None:
        return self.subjects[-1] if self.subjects else None

    def _fall_back(self) -> None:
        if not self.subjects and self.spare is not None:
            self.subjects, self.spare = [self.spare], None

    def _turn(self, turn: DirectionWord) -> Iterator[Statement]:
        if _UP_TO.search(self.reading.text[max(0, turn.end - 8) : turn.end + 4]):
            return
        self.direction = turn.direction
        self._fall_back()
        aside = self.complement
        if aside and _THAT.fullmatch(self.reading.text[aside.end : turn.start]):
            yield from self._close()
            self.subjects, self.used = [aside], False
        if self.used and not (self.open is None and self.subjects):
            return
        if self.open is None and self.subjects:
            self.open = Statement(
                "direction", tuple(self.subjects), turn.start, turn.end, self.sentence,
                turn.direction, turn=turn,
            )  # fmt: skip
        self.used = True
        yield from ()

    def _cue(self, cue: Cue) -> Iterator[Statement]:
        if cue.sense in ("rising", "falling"):
            self.direction = Direction.UP if cue.sense == "rising" else Direction.DOWN
            self.subjects, self.used = [], False
            return
        if cue.start < self.limited_until:
            return  # "fell 9% to the daily limit" is told already
        if (self.subjects and cue.sense != "told") or self._is_limit(cue):
            direction = self._limit_direction(cue)
            told: Told = "ranking" if cue.sense in ("gainer", "loser") else "limit"
            self.open = None
            yield Statement(
                told, tuple(self.subjects), cue.start, cue.end, self.sentence, direction, cue=cue
            )
        self.used = True

    def _is_limit(self, cue: Cue) -> bool:
        return bool(self.subjects) and cue.sense == "told"

    def _limit_direction(self, cue: Cue) -> Direction:
        if cue.sense == "told":
            return self.direction if self.direction and self.used else Direction.UP
        return Direction.UP if cue.sense in ("up", "gainer") else Direction.DOWN

    def _number(self, number: Number) -> Iterator[Statement]:
        text, start = self.reading.text, self.sentence.start
        self._fall_back()
        limit = LIMITED.match(text, number.end)
        direction = self._direction_of(number, start)
        if limit and direction is None and number.measure is Measure.PERCENT:
            direction = Direction.DOWN if limit["floor"] else Direction.UP
        if direction is None and self.lifted and _BY_AMOUNT.search(text[start : number.start]):
            yield from self._lift(number, *self.lifted)
            return
        if self.reading.is_claimed(number) or direction is None:
            if number.measure in _LEVELS or self.reading.is_claimed(number):
                self._level(number)
            return
        self.direction, self.open = direction, None
        self._take_noun(number)
        if self.subjects and (number.measure is not Measure.AMOUNT or number.unit == "points"):
            told: Told = "percent" if number.measure is Measure.PERCENT else "amount"
            yield Statement(
                told, self._told_of(number, text), number.start, number.end, self.sentence,
                direction, number, limited=limit is not None,
            )  # fmt: skip
            self.limited_until = limit.end() if limit else 0
        self.used = True

    def _lift(self, number: Number, phrase: Phrase, direction: Direction) -> Iterator[Statement]:
        """ "raises titanium dioxide prices by 500 yuan/mt": the object moved."""
        self.open = None
        if number.measure in (Measure.PRICE, Measure.MONEY, Measure.PERCENT):
            told: Told = "percent" if number.measure is Measure.PERCENT else "amount"
            yield Statement(
                told, (phrase,), number.start, number.end, self.sentence, direction, number
            )  # fmt: skip
        self.used = True

    def _take_noun(self, number: Number) -> None:
        """ "a 3% drop in nickel": the subject stands behind."""
        opened = _NOUN_IN.match(self.reading.text, number.end)
        if opened is None:
            return
        start, end = opened.end(), min(self.sentence.end, opened.end() + 80)
        first = next(iter(phrases_in(self.reading, start, end)), None)
        if first and first.start - start < _CLOSE and _names_traded(first.terms):
            self.subjects = [first]

    def _level(self, number: Number) -> None:
        """A level in the same predicate makes the verb part of a price."""
        if self.open is not None:
            gap = self.reading.text[self.open.until : number.start]
            self.open.levelled |= not _OTHER_THOUGHT.search(gap)
        self.used = True

    def _told_of(self, number: Number, text: str) -> tuple[Phrase, ...]:
        """All subjects, or the one a list of as many numbers gives this number to."""
        if len(self.subjects) < 2:
            return tuple(self.subjects)
        series = [n for n in self._series(number, text)]
        if len(series) == len(self.subjects):
            return (self.subjects[series.index(number)],)
        return tuple(self.subjects)

    def _series(self, number: Number, text: str) -> list[Number]:
        around = self.reading.within(
            self.reading.numbers, number.start - _SERIES_REACH, number.end + _SERIES_REACH
        )
        near = [n for n in around if n.measure is number.measure]
        at = near.index(number)
        first = last = at
        while first and _SERIES.match(text[near[first - 1].end : near[first].start]):
            first -= 1
        while last + 1 < len(near) and _SERIES.match(text[near[last].end : near[last + 1].start]):
            last += 1
        return near[first : last + 1]

    def _direction_of(self, number: Number, start: int) -> Direction | None:
        after_verb = isinstance(self.last, DirectionWord) and self.last.end == number.start
        if number.grade and not after_verb:
            return None
        if number.converted or number.measure is Measure.BARE:
            return None
        if _EACH.search(self.reading.text[max(start, number.start - 8) : number.start]):
            return None
        if _COUNTED.match(self.reading.text, number.end):
            return None  # "13% fewer vehicles": the change of an amount
        if number.sign and number.measure is Measure.PERCENT:
            return signed(number.low)
        found = turned_by(self.reading, number, start, self.sentence.end, None)
        if found is not None or number.measure is not Measure.PERCENT:
            return found
        before = self.reading.text[max(start, number.start - 24) : number.start]
        listed = isinstance(self.last, Phrase) and self.last is self._tail()
        after_turn = isinstance(self.last, DirectionWord) and bool(_BY.search(before))
        serial = isinstance(self.last, Number) and bool(_SERIES.match(
            self.reading.text[self.last.end : number.start]
        ))  # fmt: skip
        return self.direction if listed or after_turn or serial else None


def _names_traded(terms: Sequence[Term]) -> bool:
    return any(term.kind in _TRADED for term in terms)


def _symbols(reading: Reading, sentence: Sentence, cues: Sequence[Cue]) -> list[_Symbol]:
    found: list[_Symbol] = [*phrases_in(reading, sentence.start, sentence.end, cues)]
    covered = {offset for cue in cues for offset in range(cue.start, cue.end)}
    found += [turn for turn in reading.directions_in(sentence) if turn.start not in covered]
    found += [
        number
        for number in reading.numbers_in(sentence)
        if (number.measure is not Measure.BARE or number.sign) and number.start not in covered
    ]
    found += cues
    return sorted(found, key=lambda symbol: symbol.start)
