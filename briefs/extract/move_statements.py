"""The changes a flash tells, and a quick look at the sentences that can tell none.

Most sentences with a word of change state a price, an action on something else or a plan; they
are let go by the few words around it, before the walk over all their words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from briefs.extract.cues import Cue, between
from briefs.extract.directions import DirectionWord
from briefs.extract.move_clauses import LIMITED, Statement, Walk
from briefs.extract.move_directions import colon_follows, may_be_told
from briefs.extract.numbers import Measure, Number
from briefs.extract.phrases import opens_phrase
from briefs.extract.price_roles import turned_by
from briefs.extract.reading import Reading
from briefs.extract.sentences import Sentence
from briefs.extract.whole_cues import whole_cues

_TOLD_OF: Final = (Measure.PERCENT, Measure.POINTS, Measure.PRICE, Measure.MONEY)
_STRAIGHT: Final = re.compile(r" ?(?:(?:to|by|at|about|around|nearly|slightly|sharply|further) )*")


def statements_of(reading: Reading) -> Iterator[Statement]:
    """Every change the flash tells, headline last: what the body tells as well is told there."""
    cues = [cue for cue in whole_cues(reading, "move_limits") if _limits(reading, cue)]
    body = [s for s in reading.sentences if s.kind != "title"]
    title = [s for s in reading.sentences if s.kind == "title"]
    for sentence in (*body, *title):
        within = between(cues, sentence.start, sentence.end)
        if within or _may_change(reading, sentence):
            yield from Walk(reading, sentence, within).run()


#: "the daily price limit for silver futures will be set at 15%": a rule, and nobody hit it.
_IS_RULED: Final = re.compile(r" (?:for|will|would|is|was|were|are|(?:at|to|from) (?=[0-9]))\b")


def _limits(reading: Reading, cue: Cue) -> bool:
    ruled = cue.sense == "told" and _IS_RULED.match(reading.text, cue.end)
    return cue.sense != "none" and not ruled


def _may_change(reading: Reading, sentence: Sentence) -> bool:
    """Is a change left to tell, or a direction that may be news of its own?"""
    numbers = reading.numbers_in(sentence)
    turns = reading.directions_in(sentence)
    for number in numbers:
        counts = number.measure in _TOLD_OF or number.unit == "points"
        if (
            counts
            and not reading.is_claimed(number)
            and (turns or _turned(reading, sentence, number))
        ):
            return True
    return any(_may_be_news(reading, sentence, turn, numbers) for turn in turns)


def _turned(reading: Reading, sentence: Sentence, number: Number) -> bool:
    return (
        number.sign != 0
        or turned_by(reading, number, sentence.start, sentence.end, None) is not None
        or LIMITED.match(reading.text, number.end) is not None
    )


def _may_be_news(
    reading: Reading, sentence: Sentence, turn: DirectionWord, numbers: Sequence[Number]
) -> bool:
    """No level, colon or object behind the word, and a form before it that tells of the past."""
    text = reading.text
    return not (
        colon_follows(text, turn.end)
        or _leads_to_level(reading, turn, numbers)
        or _has_object(reading, turn, sentence.end)
    ) and may_be_told(text, sentence.start, turn)


def _leads_to_level(reading: Reading, turn: DirectionWord, numbers: Sequence[Number]) -> bool:
    """ "rose to 1,600 yuan/kg": the level is the news, and it is told as a price."""
    behind = next((n for n in numbers if n.start >= turn.end), None)
    if behind is None or not reading.is_claimed(behind):
        return False
    return _STRAIGHT.fullmatch(reading.text, turn.end, behind.start) is not None


def _has_object(reading: Reading, turn: DirectionWord, end: int) -> bool:
    """ "lifted quotes": the phrase right behind is what somebody turned."""
    at = turn.end + 1
    if reading.text[turn.end : at] != " " or not opens_phrase(reading.text, at, end):
        return False
    marks = (reading.numbers, reading.dates, reading.directions)
    return not any(items.within(at, at + 1) for items in marks)
