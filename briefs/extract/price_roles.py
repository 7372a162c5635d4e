"""What a number does in a price sentence: level, change, earlier level, or nothing of ours."""

from __future__ import annotations

import re
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise
from typing import Final, NamedTuple

from briefs.extract.directions import DirectionWord
from briefs.extract.numbers import Measure, Number
from briefs.extract.reading import Reading
from briefs.extract.sieve import Sieve
from briefs.types import Direction


class Role(StrEnum):
    LEVEL = "level"
    CHANGE = "change"
    PREVIOUS = "previous"
    BASE = "base"  # what something is compared with, or a bare "by …"
    OTHER = "other"


class Placed(NamedTuple):
    """A number with its role; a change knows its direction."""

    number: Number
    role: Role
    direction: Direction | None = None


_BY: Final = re.compile(
    r"[ ]?(?:(?:by|of|another|a|an|further|some|about|around|nearly|almost|over|roughly|as much as|"
    r"more than|approximately|close to|just|only|up to|sharp|on average|slightly|an average of|"
    r"amounting to|(?:the|its|their) (?:mean|average|price|prices)|WoW|MoM|YoY|DoD"
    r"|week-on-week|day-on-day|month-on-month|year-on-year|the)[ ]){0,4}$",
    re.IGNORECASE,
)
_BY_CHINESE: Final = re.compile(r"(?:了|约|幅|幅度|幅为|幅达|为|达|:|：|逾|近)*$")
_AFTER: Final = re.compile(
    r"(?:,? (?:or|\() ?(?:about )?[0-9.]{1,6}%\)?,?)?[ ](?:(?P<up>higher|up\b|dearer|more\b(?!"
    r" than (?:the )?[0-9])|wider|firmer|stronger|above "
    r"(?:the |its )?(?:previous|prior|last|yesterday|day|week|month|year|Mon|Tue|Wed|Thu|Fri)|"
    r"over (?:the |its )?(?:previous|prior|last|yesterday))"
    r"|(?P<down>lower|down\b|cheaper|less\b|fewer|narrower|weaker|softer|"
    r"under (?:the |its )?(?:previous"
    r"|prior|last|"
    r"yesterday|day|week|month)|below (?:the |its )?(?:previous|prior|last|yesterday|day|week"
    r"|month|"
    r"year))|(?P<noun>(?:[a-zA-Z-]+ ){0,2}(?P<kind>increase|gain|rise|advance|jump|decrease"
    r"|drop|fall|"
    r"decline|loss|slide|slump)\b))",
    re.IGNORECASE,
)
#: Behind a level: "$370-390/kg, a loss of $5/kg". Alone a loss is a level of its own.
_A_LOSS: Final = re.compile(
    r",? (?:with |for |after )?an? (?:[a-z]+ly |net |further |session )?loss of (?:about |around )?"
)
_NOUN_UP: Final = frozenset({"increase", "gain", "rise", "advance", "jump"})
_PREVIOUS: Final = re.compile(
    r"\b(?:from|compared (?:with|to)|against|versus|vs\.?|instead of|previously|earlier aimed for|"
    r"having (?:been|stood|closed|ended|started|opened)"
    r"|after (?:closing|ending|settling|standing)|upon)"
    r"(?: (?:(?:last|this|the previous) (?:week|month|year|[A-Z][a-z]+day)[’']s"
    r"|about|around|the|a|an|its|only|"
    r"nearly|over|some|just|previous|earlier|level|levels|of|close|settlement"
    r"|yesterday's)){0,4}[ ]?$"
    r"|\((?:last|prev\.?|previously|was)(?: at)?:? ?$"
    r"|(?:由|从|前值|上期|此前|原先|较(?:上|前|去|昨)[一次个]?[月周期年日轮次]?的)[^0-9，。,]{0,6}$",
    re.IGNORECASE,
)
_RANGING: Final = re.compile(
    r"\b(?:ran|runs?|running|rang\w+|var(?:y|ied|ies)|span\w*|quot\w+|offer\w*|done|deals?|trad\w+|"
    r"transact\w+|heard|priced|swung|fluctuat\w+|anywhere|bids?|prices? (?:are|were))\b",
    re.IGNORECASE,
)
_COMPARED: Final = re.compile(
    r"\b(?:below|above|under|than)\b (?:the |its )?[A-Za-z][A-Za-z -]{2,28}(?:['’]s|\bof|\bat) ?$"
)
_BY_ITSELF: Final = re.compile(r"\bby (?:about |around |some |nearly |over |a mere )?$")
_OR: Final = re.compile(
    r"[ ]?(?:,? or|,? equivalent to|/|,|and)[ ](?:about )?$|[ ]?[(（][ ]?$|[ ]?[/,，][ ]?$"
)
#: What a state or a seller asks on top of a price, and is none.
_LEVIED: Final = re.compile(
    r"\b(?:dut(?:y|ies)|tariffs?|lev(?:y|ies)|tax(?:es)?|royalt(?:y|ies)|subsid(?:y|ies)|"
    r"rebates?|bonds?"
    r"|(?<!% )(?<!ore )(?<!Fe )(?<!grade )fines?|deposits?|surcharges?|penalt(?:y|ies)|dividends?)"
    r"(?: (?:of|at|is|was|are|were|set|worth|between|ranging|from|about|around|up|to)){0,3} $",
    re.IGNORECASE,
)
_POINTS_AT: Final = re.compile(
    r"\b(?:at|to|of|was|were|is|reached|hit|touched|near|around|about) $|[报至到于收] ?$"
)
#: "443,000 446,000 444,500 +1,500 yuan/mt": a cell of a row, and which one is not told.
_IN_ROW: Final = re.compile(r"[0-9],[0-9]{3}(?:\.[0-9]+)? $")
#: "adds $40 an ounce to costs": what something costs more, and no price of it.
_TO_COSTS: Final = re.compile(
    r",? (?:a (?:ton|tonne) )?to (?:the |its |their )?(?:costs?|bills?)\b"
)
#: "REO每增减1%，价格相应增减536.68元/吨": how a price is reckoned, none of its levels.
_PER_STEP: Final = re.compile(r"增减[^0-9，。；]{0,3}$")
_HAD_BEEN: Final = re.compile(
    r"\bhad (?:earlier |already |briefly )?been (?:as much as |up to |more than |over )?$"
)
_TO_LEVEL: Final = re.compile(r" to (?:about |around |just |nearly |over )?")
#: A change is a small part of its level.
_SHARE_OF_LEVEL: Final = Decimal("0.35")

_BEFORE: Final = Sieve(
    {"previous": _PREVIOUS, "by itself": _BY_ITSELF, "compared": _COMPARED, "levied": _LEVIED}
)


def roles_in(reading: Reading, start: int, end: int) -> list[Placed]:
    """The numbers of `start:end` with what each of them does."""
    found: list[Placed] = []
    for number in reading.numbers.within(start, end):
        if number.converted:
            continue
        found.append(_role(reading, number, start, end, found[-1] if found else None))
    return _with_elided(reading, found, start)


def _with_elided(reading: Reading, placed: list[Placed], start: int) -> list[Placed]:
    """ "A slid 50,000 to 5.7 million and B 20,000 to 1.6 million": the verb is told once."""
    turn: Direction | None = None
    for at, (first, level) in enumerate(pairwise(placed)):
        if first.role is Role.CHANGE:
            turn = first.direction
            if _told_alike(reading.text, first, level) or _told_too(reading.text, first, level):
                placed[at + 1] = Placed(level.number, Role.CHANGE, turn)
        elif _leads_to(reading.text, first, level, told=turn is not None):
            turn = turn or _last_turn(reading, start, first.number.start)
            if turn is not None:
                placed[at] = Placed(first.number, Role.CHANGE, turn)
    return placed


#: "… is down 55 yuan/t and wet-quenched coke 50 yuan/t": a second thing, and no word of a level.
_AND_ANOTHER: Final = re.compile(
    r",? (?:and|while) (?!(?:[\w#%/-]+ )*(?:to|at|was|were|is|are|stood|quoted|now|of|from) )"
    r"(?:[\w#%/-]+ ){1,5}"
)
_ALIKE: Final = 10  # how many times one of two such changes can be the other


def _told_alike(text: str, first: Placed, level: Placed) -> bool:
    """A figure behind a change told with its verb, for another thing, in the same money."""
    a, b = first.number, level.number
    if level.role is not Role.LEVEL or a.measure is not Measure.PRICE or a.unit != b.unit:
        return False
    sizes = sorted((abs(a.low), abs(b.low)))
    alike = 0 < sizes[1] <= sizes[0] * _ALIKE
    return alike and _AND_ANOTHER.fullmatch(text, a.end, b.start) is not None


_AND_MORE: Final = re.compile(r"(?:,|,? and) (?:by )?")


def _told_too(text: str, first: Placed, level: Placed) -> bool:
    """ "lost 20,000 and 50,000 yuan/mt": two changes of two things, one verb and one unit."""
    a, b = first.number, level.number
    if level.role is not Role.LEVEL or a.measure not in (Measure.BARE, Measure.PRICE):
        return False
    sizes = sorted((abs(a.low), abs(b.low)))
    alike = 0 < sizes[1] <= sizes[0] * _ALIKE
    return alike and _AND_MORE.fullmatch(text, a.end, b.start) is not None


def _leads_to(text: str, first: Placed, level: Placed, *, told: bool) -> bool:
    a, b = first.number, level.number
    if level.role is not Role.LEVEL or not _TO_LEVEL.fullmatch(text[a.end : b.start]):
        return False
    if a.measure is Measure.PERCENT:
        return first.role is Role.BASE or (told and first.role is Role.OTHER)
    moneyed = told and a.measure is Measure.MONEY and a.currency == b.currency
    if not moneyed and (first.role not in (Role.LEVEL, Role.BASE) or a.unit != b.unit):
        return False
    return not a.ranged and 0 < a.low < b.low * _SHARE_OF_LEVEL


def _last_turn(reading: Reading, start: int, end: int) -> Direction | None:
    words = [w for w in reading.within(reading.directions, start, end) if w.form == "verb"]
    return words[-1].direction if words else None


def _role(reading: Reading, number: Number, start: int, end: int, before: Placed | None) -> Placed:
    counted = number.measure in (Measure.AMOUNT, Measure.POINTS) and number.unit != "points"
    if counted or number.grade:
        return Placed(number, Role.OTHER)
    turn = turned_by(reading, number, start, end, before)
    if turn is not None:
        return Placed(number, Role.CHANGE, turn)
    before_it = reading.text[max(start, number.start - 40) : number.start]
    likely = _BEFORE.names(before_it)
    if number.measure is Measure.PERCENT:
        if "previous" in likely and _PREVIOUS.search(before_it):
            return Placed(number, Role.PREVIOUS)
        alone = "by itself" in likely and _BY_ITSELF.search(before_it)
        return Placed(number, Role.BASE if alone else Role.OTHER)
    if _TO_COSTS.match(reading.text, number.end) or _IN_ROW.search(before_it):
        return Placed(number, Role.OTHER)
    levied = "levied" in likely and _LEVIED.search(before_it)
    if levied or _PER_STEP.search(before_it) or _is_converted(reading, number, before_it, before):
        return Placed(number, Role.OTHER)
    if "previous" in likely and _PREVIOUS.search(before_it):
        return Placed(number, Role.PREVIOUS)
    if ("by itself" in likely and _BY_ITSELF.search(before_it)) or (
        "compared" in likely and _COMPARED.search(before_it)
    ):
        return Placed(number, Role.BASE)
    if number.measure is Measure.PRICE:
        return Placed(number, Role.LEVEL)
    indexed = number.unit == "points" and _POINTS_AT.search(before_it)
    return Placed(number, Role.LEVEL if indexed else Role.OTHER)


_EQUAL: Final = re.compile(
    r"\b(?:equal|equivalent|converted|translating|translates|works out|equating) (?:to|at)"
    r" (?:about |around |roughly )?$",
    re.IGNORECASE,
)


def _is_converted(reading: Reading, number: Number, before_it: str, before: Placed | None) -> bool:
    """ "$318/mt, equal to 2,780 yuan/mt": the same price in other money, no other price."""
    other = before is not None and before.number.currency not in (None, number.currency)
    if not other or not _EQUAL.search(before_it):
        return False
    reading.claim(number)
    return True


def turned_by(
    reading: Reading, number: Number, start: int, end: int, before: Placed | None
) -> Direction | None:
    """The direction of a change, or None for a number that is none."""
    text = reading.text
    if number.sign and (number.bracketed or number.measure is Measure.PERCENT):
        return signed(number.low)
    if number.sign and not number.ranged and _trails(text, number, before):
        return signed(number.low)
    if number.ranged and number.sign and number.low < 0 < number.high:
        return None
    if found := _word_before(reading, number, start):
        return found
    leads_on = text[number.end : number.end + 1] in (" ", ",")
    behind = leads_on and _AFTER.match(text, number.end, min(end, number.end + 60))
    if behind and _HAD_BEEN.search(text[max(start, number.start - 30) : number.start]):
        return None
    if behind and not number.sign:
        if behind["noun"]:
            noun = behind["kind"].lower()
            return Direction.UP if noun in _NOUN_UP else Direction.DOWN
        return Direction.UP if behind["up"] else Direction.DOWN
    levelled = before is not None and before.role is Role.LEVEL and not number.sign
    if levelled and before and _A_LOSS.fullmatch(text, before.number.end, number.start):
        return Direction.DOWN
    follows = before is not None and before.role is Role.CHANGE
    if follows and before is not None and number.measure is Measure.PERCENT:
        gap = text[before.number.end : number.start]
        if _OR.match(gap):
            return before.direction
    return None


def _trails(text: str, number: Number, before: Placed | None) -> bool:
    """ "178,000-182,000 yuan/t, -2,000": a bare signed figure behind a level is its change."""
    if before is None or before.role is not Role.LEVEL or number.measure is not Measure.BARE:
        return False
    return text[before.number.end : number.start] in (", ", "，", " ")


def _word_before(reading: Reading, number: Number, start: int) -> Direction | None:
    near = reading.directions.within(max(start, number.start - 45), number.start)
    if not near:
        return None
    word: DirectionWord = near[-1]
    gap = reading.text[word.end : number.start]
    if word.word[0].isascii():
        return word.direction if _BY.match(gap) and word.direction is not Direction.FLAT else None
    return word.direction if _BY_CHINESE.match(gap) else None


def is_range_from(reading: Reading, number: Number, start: int) -> bool:
    """ "quotes ran from 98,200 to 102,500": the first end of a range, not an earlier level."""
    return bool(_RANGING.search(reading.text[max(start, number.start - 45) : number.start]))


def signed(value: Decimal) -> Direction:
    if value == 0:
        return Direction.FLAT
    return Direction.UP if value > 0 else Direction.DOWN
