"""Amounts in a sentence: which are levels, which are changes, and which change belongs to which.

"rose by 16,600 mt over the week to 445,500 mt" gives the change to the level behind it;
"132,400 tons, 1,000 fewer than a week ago" to the one before.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from briefs.extract.numbers import Measure, Number
from briefs.extract.price_roles import turned_by
from briefs.extract.reading import Reading
from briefs.extract.sentences import Sentence
from briefs.extract.sieve import Sieved
from briefs.types import Direction

_EARLIER: Final = re.compile(
    r"(?:\bfrom|\bagainst|\bcompared (?:with|to)|\bversus|\bvs\.?|去年同期的?|上月的?|前值)"
    r"(?: (?:about|around|the|a|some|just|only|[A-Z][a-z]+(?:'s|’s))){0,3} ?$"
)
_LIKELY_EARLIER: Final = Sieved(_EARLIER)
_TO: Final = re.compile(
    r"(?:\b(?:to|at)|至|到)(?: (?:about|around|just|only|over|a|some|nearly|roughly|stand at|reach|"
    r"almost)){0,3} ?$"
    r"|\band (?:now )?(?:totals?|totalled|totaled|stands at|stood at|reached|comes to|came to) $"
)
_LED: Final = re.compile(
    r"(?:\bto|至|到)(?: (?:about|around|just|only|over|nearly|roughly)){0,2} ?$"
)
_JOINED: Final = re.compile(r"[ ]?(?:\(|（|,? or|,? equivalent to|/)[ ]?$")
_THEN: Final = (
    r"(?:20[0-9]{2}|last|the (?:year|month|week|previous|prior|same|comparable|corresponding)|"
    r"that of|those of|year-earlier|month-earlier|a (?:week|month|year)|"
    r"(?:this |the previous |last )?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|"
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December)|"
    r"(?:its|the) (?:level|year-ago|month-ago|week-ago|previous|prior))\b"
)
_MORE: Final = re.compile(
    r" (?:more|higher|up|above) (?:than|on)\b| more\b"
    r"| (?:above|over) (?:the )?(?:\w+ ){0,2}\w+(?:'s|’s) "
    rf"| (?:above|over) {_THEN}"
)
_LESS: Final = re.compile(
    r" (?:less|lower|fewer|down|below|short) (?:than|on)\b| (?:less|fewer)\b"
    r"| (?:under|below) (?:the )?(?:\w+ ){0,2}\w+(?:'s|’s) "
    rf"| (?:below|under) {_THEN}"
)
#: What opens another thought between a level and a change.
_TURNS: Final = re.compile(
    r"[;；:：。]|\b(?:while|whereas|but(?! (?:up|down|still)| ?$)|though|although|as(?! of)|"
    r"because|with|pencilled|expected|expects|sees it|forecasts|"
    r"to slip|to rise|to fall|to grow|to drop|"
    r"to climb|to decline|to increase|will|should|prices?)\b"
    r"|[,，] (?:and )?(?:the )?"
    r"(?:output|production|stocks|inventor\w+|imports|exports|sales|demand)\b"
)
#: Contents and doses ("200 g of silver per dmt"), never output or stocks.
_SMALL: Final = frozenset({"g", "points", "shares", "m3"})
_LEADING: Final = 70
_NEAR: Final = 160  # characters between a level and its change
_SAME: Final = re.compile(
    r",? (?:basically |broadly )?(?:unchanged|flat)\b|[ ]?[(（](?:flat|unchanged|持平)[)）]"
    r"|[，,]?(?:周|月)?(?:环比|同比|较[^，。]{1,6})?(?:基本)?持平"
)


@dataclass(slots=True)
class Change:
    """A change and what is told with it: 50 mt and 0.13% are one."""

    number: Number | None
    direction: Direction
    amount: Decimal | None = None
    percent: Decimal | None = None
    start: int = 0
    end: int = 0


@dataclass(slots=True)
class Level:
    """A stated amount with its changes; `earlier` is one that a later level is compared with."""

    number: Number
    earlier: bool = False
    changes: list[Change] = field(default_factory=list)


def read_levels(
    reading: Reading, sentence: Sentence, rates: Sequence[Number], counted: Mapping[int, str]
) -> tuple[list[Level], list[Change]]:
    """The levels of a sentence with their changes, and the changes that belong to none of them.
    `rates` are the percentages that tell an operating rate; `counted` gives the unit of numbers
    without one, by where their digits stand."""
    levels: list[Level] = []
    changes: list[Change] = []
    for found in reading.numbers_in(sentence):
        number = _counting(found, counted.get(found.digits))
        if number.converted or number.grade or reading.is_claimed(number):
            continue
        if change := _change(reading, sentence, number, changes):
            if not changes or change is not changes[-1]:
                changes.append(change)
        elif _is_level(number, rates):
            before = reading.text[max(sentence.start, number.start - 40) : number.start]
            levels.append(Level(number, bool(_LIKELY_EARLIER.search(before))))
    levels = [level for level in levels if not _is_listed_change(reading, sentence, level)]
    loose = _each(reading, sentence, changes, levels)
    if loose is None:
        loose = [c for c in changes if not _attach(reading, c, levels)]
    for at, level in enumerate(levels):
        if not level.changes and (same := _SAME.match(reading.text, level.number.end)):
            top = levels[at + 1].number.start if at + 1 < len(levels) else sentence.end
            if same.end() <= top:
                level.changes.append(_no_change(level.number, same.end()))
    return levels, loose


def _is_listed_change(reading: Reading, sentence: Sentence, level: Level) -> bool:
    """The second of "分别增加1.2万吨、0.9GW" has no verb of its own."""
    at = reading.text.find(_EACH, sentence.start, level.number.start)
    return at >= 0 and _EACH_CHANGED.match(reading.text, at, level.number.start) is not None


def _each(
    reading: Reading, sentence: Sentence, changes: Sequence[Change], levels: Sequence[Level]
) -> list[Change] | None:
    """ "硅片库存18.7GW，周环比分别增加1.2万吨、0.9GW": each level's change in its place; None where
    the sentence does not tell them so."""
    at = reading.text.find(_EACH, sentence.start, sentence.end)
    if at < 0 or not changes or len(levels) < 2:
        return None
    before = [level for level in levels if level.number.end <= at]
    listed = [n for n in reading.numbers_in(sentence) if n.start > at]
    told = [c for c in changes if c.start > at]
    if not told or len(listed) != len(before) or len(before) < 2:
        return None
    for level, number in zip(before, listed, strict=True):
        change = Change(number, told[0].direction, start=number.start, end=number.end)
        _add(change, number, told[0].direction)
        level.changes.append(change)
    return []


def _counting(number: Number, unit: str | None) -> Number:
    return number._replace(measure=Measure.AMOUNT, unit=unit) if unit else number


def _no_change(number: Number, end: int) -> Change:
    zero = Decimal(0)
    points = number.measure is Measure.PERCENT
    return Change(None, Direction.FLAT, zero if points else None, None if points else zero,
                  number.end, end)  # fmt: skip


def _is_level(number: Number, rates: Sequence[Number]) -> bool:
    if number.measure is Measure.PERCENT:
        return number in rates
    counted = number.measure is Measure.AMOUNT and number.unit not in _SMALL
    return counted and not number.ranged and not number.sign


def _change(
    reading: Reading, sentence: Sentence, number: Number, before: Sequence[Change]
) -> Change | None:
    if number.measure in (Measure.PRICE, Measure.MONEY) or number.ranged:
        return None
    last = before[-1] if before else None
    if last is not None and _joins(reading, last, number):
        _add(last, number, last.direction)
        return last
    text = reading.text
    if _NO_CHANGE.search(text, max(0, number.start - 30), number.start):
        return None
    if number.sign and number.measure in (Measure.AMOUNT, Measure.BARE):
        return _signed(number)
    if stocked := _STOCKED.search(text, max(sentence.start, number.start - 8), number.start):
        way = Direction.DOWN if stocked["down"] else Direction.UP
        change = Change(number, way, start=number.start, end=number.end)
        _add(change, number, way)
        return change
    direction = turned_by(reading, number, sentence.start, sentence.end, None)
    if direction is None and number.measure is not Measure.BARE:
        direction = _listed(reading, number, last)
    if direction is None:
        direction = _compared(text, number) or _by(reading, sentence, number)
        direction = direction or _drawn(text, number)
    if direction is None or _LED.search(text[max(0, number.start - 16) : number.start]):
        return None
    change = Change(number, direction, start=number.start, end=number.end)
    _add(change, number, direction)
    return change


def _signed(number: Number) -> Change:
    """ "stocks 40,573 mt, +1,243 mt": the sign says that it is a change."""
    direction = Direction.UP if number.low > 0 else Direction.DOWN
    change = Change(number, direction, start=number.start, end=number.end)
    _add(change, number, direction)
    return change


def _listed(reading: Reading, number: Number, last: Change | None) -> Direction | None:
    """ "a gain of 7.22 points WoW and 1.36 points YoY": the verb is told once."""
    if last is None:
        return None
    gap = reading.text[last.end : number.start]
    leads = number.measure is Measure.AMOUNT and _LEADS.match(reading.text, number.end)
    return last.direction if _LIST_GAP.fullmatch(gap) or leads else None


#: "a gain of 7.22 points WoW and 1.36 points", "shrank by 412,000 lots and positions by 37,694".
_LIST_GAP: Final = re.compile(
    r"(?: [A-Za-z-]{3,14}| (?:on|over|from|than|in|versus) (?:(?:the|a|same|last|previous) ){0,2}"
    r"[a-z]{3,8}(?: (?:ago|earlier|before))?)?(?:,? and|,)(?: (?:by )?| (?:[a-z]+ ){1,4}by )"
)


#: "and lead 470 tonnes (0.7%) to 71,822 tonnes"
_LEADS: Final = re.compile(r"(?: [(（][^()（）]{1,12}[)）])? to [0-9]")


def _compared(text: str, number: Number) -> Direction | None:
    if _MORE.match(text, number.end):
        return Direction.UP
    return Direction.DOWN if _LESS.match(text, number.end) else None


#: "made up 21,450 mt" tells a part, "the central bank added 15 tonnes" what it bought.
_NO_CHANGE: Final = re.compile(
    r"(?: ma[dk]es? up| [Bb]anks? (?:added|adds?))(?: about| some| another| only)? $"
)
_BY: Final = re.compile(
    r"\bby (?:about |around |some |nearly |almost |over |another |a further )?$"
)
_BY_REACH: Final = 70


def _by(reading: Reading, sentence: Sentence, number: Number) -> Direction | None:
    """ "has cut its palladium guidance by 200,000 ounces": the verb stands before its object."""
    low = max(sentence.start, number.start - _BY_REACH)
    if number.measure is not Measure.AMOUNT or not _BY.search(
        reading.text, max(low, number.start - 24), number.start
    ):
        return None
    near = reading.directions.within(low, number.start)
    last = near[-1] if near else None
    if last is None or re.search(r"[,;]", reading.text[last.end : number.start]):
        return None
    return last.direction


_DRAWN: Final = re.compile(
    r"\b(?:(?P<down>draws?|drawdowns?)|builds?|build-ups?) of (?:about |around |some |just )?$"
)


def _drawn(text: str, number: Number) -> Direction | None:
    """ "a draw of 1.2 million barrels": what left the stocks."""
    if number.measure is not Measure.AMOUNT:
        return None
    told = _DRAWN.search(text, max(0, number.start - 40), number.start)
    return (Direction.DOWN if told["down"] else Direction.UP) if told else None


#: "去库0.18万吨", "累库1.2万吨": what left the stocks, what came.
_STOCKED: Final = re.compile(r"(?:(?P<down>去库|降库|减库|去化)|累库|垒库|增库)(?:约|了)?$")
_EACH: Final = "分别"
_EACH_CHANGED: Final = re.compile(r"分别(?:增加|减少|上升|下降|增|减|升|降)")


def _joins(reading: Reading, last: Change, number: Number) -> bool:
    """A percentage told with an amount, or the other way round."""
    gap = reading.text[last.end : number.start]
    if not _JOINED.fullmatch(gap):
        return False
    return (number.measure is Measure.PERCENT) == (last.percent is None)


def _add(change: Change, number: Number, direction: Direction) -> None:
    value = abs(number.low) * (-1 if direction is Direction.DOWN else 1)
    if number.measure is Measure.PERCENT:
        change.percent = value
    else:
        change.amount = value
    change.end = number.end


def _attach(reading: Reading, change: Change, levels: Sequence[Level]) -> bool:
    at = bisect_left(levels, change.start, key=_where)
    behind = levels[at] if at < len(levels) else None
    ahead = levels[at - 1] if at else None
    if behind is not None and _leads_to(reading, change, behind):
        behind.changes.append(change)
        return True
    if ahead and ahead.earlier and at > 1 and not levels[at - 2].earlier:
        before, told = levels[at - 2], reading.text[ahead.number.end : change.start]
        if not before.changes and _A_CHANGE.fullmatch(told):  # "to 29,697 from 32,777, a cut of"
            before.changes.append(change)
            return True
    if ahead and not ahead.earlier and _near(reading, ahead, change):
        ahead.changes.append(change)
        return True
    return False


_A_CHANGE: Final = re.compile(
    r"[^.;,]{0,30}, (?:an? (?:[a-z]+ )?(?:cut|drop|fall|decline|decrease|rise|increase|gain|"
    r"reduction|"
    r"jump|slump) of |down |up |or |that is )(?:about |around |nearly |some )?"
)


def _where(level: Level) -> int:
    return level.number.start


def _leads_to(reading: Reading, change: Change, level: Level) -> bool:
    """ "16,600 mt over the week to", "7,700 mt WoW to": nothing but a period before the "to"."""
    if level.number.start - change.end > _LEADING:
        return False
    gap = reading.text[change.end : level.number.start]
    return bool(_TO.search(gap)) and not re.search(r"[;；,，] (?!or|to (?:about )?$)", gap)


def _near(reading: Reading, level: Level, change: Change) -> bool:
    gap = reading.text[level.number.end : change.start]
    return len(gap) < _NEAR and not _TURNS.search(gap)
