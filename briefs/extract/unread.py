"""What becomes of the numbers that no fact uses: listed as unread, or set aside with the reason.

Nothing is passed over in silence. A label ("SHFE 2511", "Section 232", "for 25 years") counts
nothing that a fact could state; every other number is a figure that we failed to understand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Final, TypeAlias

from briefs.extract.number_values import Measure, Number
from briefs.lexicon import Mention, TermKind
from briefs.types import Span

if TYPE_CHECKING:
    from briefs.extract.reading import Reading

_DIGITS: Final = re.compile(r"\d[\d,.]*")
_CONTRACT_MONTH: Final = re.compile(r"(?:0[5-9]|[1-3]\d)(?:0[1-9]|1[0-2])|0[1-9]")
_CONTRACT: Final = re.compile(r"(?:-month)? contract|合约", re.IGNORECASE)
_YEARS: Final = re.compile(r"(?:19|20)\d\d(?: ?[-–—~/至] ?(?:(?:19|20)\d\d|\d\d))?")
_TICKER: Final = re.compile(r"\d{4,6}")
_NUMBERED: Final = re.compile(
    r"\b(?:no\.?|number|sections?|articles?|phases?|chapters?|annex|announcements?|orders?|notices?"
    r"|circulars?|top|line|unit|mine|hall|block|stage|tier|grade|type|page|figure|table|day)"
    r"[ #]?$|第$",
    re.IGNORECASE,
)
_LASTING: Final = re.compile(
    r"[ -]?(?:years?|quarters?|months?|weeks?|(?:trading |working |business )?days?|hours?|minutes?"
    r"|years?-old|个?季度|个?月|年|天|日|周|小时|分钟)(?![A-Za-z])",
    re.IGNORECASE,
)
_CLOCK: Final = re.compile(r" ?(?:GMT|UTC|CST|EST|EDT|BST|a\.?m\.?|p\.?m\.?|o'clock)(?![A-Za-z])")
_ROUGH: Final = re.compile(r"['’]?s(?![A-Za-z])")
_Size: TypeAlias = tuple[Decimal, Decimal, Measure]
_TRADED: Final = frozenset({TermKind.MATERIAL, TermKind.CONTRACT, TermKind.VENUE})
_UNLIKELY: Final = 3  # digits: so long a number is told twice on purpose
_NAME: Final = 60  # characters of the longest name
_BEFORE: Final = 16  # characters looked at left of a number


class Apart(StrEnum):
    """Why a number states nothing that is missed."""

    DATE = "date"
    CODE = "code or grade"
    CONVERSION = "the same price in another currency"
    RESTATED = "told again in the text"
    CONTRACT = "contract month"
    LABEL = "number of a section, order or phase"
    TICKER = "ticker"
    DURATION = "how long"
    CLOCK = "clock"
    ROUGH = "rough level, no figure"  # "the mid-$70s"


@dataclass(frozen=True, slots=True)
class Aside:
    """A number that no fact uses, and why none should."""

    text: str
    why: Apart
    span: Span


def unread_numbers(reading: Reading) -> Iterator[Number]:
    """The numbers that should stand in a fact and stand in none, in text order."""
    left = [number for number in reading.numbers if not reading.is_claimed(number)]
    read = _sizes_read(reading) if left else frozenset[_Size]()
    for number in left:
        if _why_apart(reading, number, read) is None:
            yield number


def set_aside(reading: Reading, told: Sequence[Span]) -> Iterator[Aside]:
    """All digits of the text that are neither read nor unread, in text order, with the reason.
    `told` are the spans of the facts: what was read and is in none of them repeats one."""
    numbers = {number.digits: number for number in reading.numbers}
    read = _sizes_read(reading)
    covered = 0
    for match in _DIGITS.finditer(reading.text):
        number, (start, end) = numbers.get(match.start()), match.span()
        if number is not None:
            end = max(end, number.end) if number.ranged else end  # both ends of "12-33 years"
            covered = max(covered, number.end)
            why = (
                _repeats(number, told)
                if reading.is_claimed(number)
                else _why_apart(reading, number, read)
            )
        elif start < covered:
            continue
        else:
            why = _unscanned(reading, start, end)
        if why is not None:
            yield Aside(reading.text[start:end].rstrip("., "), why, Span(start, end))


def _repeats(number: Number, told: Sequence[Span]) -> Apart | None:
    inside = any(span.start <= number.digits < span.end for span in told)
    return None if inside else Apart.RESTATED


def _why_apart(reading: Reading, number: Number, read: Set[_Size]) -> Apart | None:
    """Why an unclaimed number is no figure that was missed; None if it is one."""
    if number.grade:
        return Apart.CODE
    if number.converted:
        return Apart.CONVERSION
    if _is_restated(reading, number, read):
        return Apart.RESTATED
    return _label(reading, number) if number.measure is Measure.BARE else None


def _unscanned(reading: Reading, start: int, end: int) -> Apart:
    """What digits are that were not even taken for a number."""
    near = reading.within(reading.dates, start - _NAME, start + 1)
    if any(date.start <= start < date.end for date in near):
        return Apart.DATE
    return Apart.ROUGH if _ROUGH.match(reading.text, end) else Apart.CODE


def _is_restated(reading: Reading, number: Number, read: Set[_Size]) -> bool:
    """A number that a fact uses where the text tells it again: any of a headline; of a sentence
    only one of three digits or more, for two short ones may be alike by chance."""
    heading = reading.sentence_at(number.digits).kind in ("title", "heading")
    long = len(number.low.normalize().as_tuple().digits) >= _UNLIKELY
    return (heading or long) and _size(number) in read


def _sizes_read(reading: Reading) -> Set[_Size]:
    return {_size(number) for number in reading.numbers if reading.is_claimed(number)}


def _size(number: Number) -> _Size:
    """The same for the same figure; "falls $3.01" of a headline is "$3.01 a tonne" in the text."""
    money = number.measure in (Measure.MONEY, Measure.PRICE)
    return abs(number.low), abs(number.high), Measure.PRICE if money else number.measure


def _label(reading: Reading, number: Number) -> Apart | None:
    text = reading.text
    written = text[number.digits : number.end].strip()
    before = text[max(0, number.start - _BEFORE) : number.start]
    if _LASTING.match(text, number.end):
        return Apart.DURATION
    if _CLOCK.match(text, number.end):
        return Apart.CLOCK
    if _YEARS.fullmatch(written):
        return Apart.DATE
    if _TICKER.fullmatch(written) and before[-1:] in ("(", "（") and text[number.end] in ")）":
        return Apart.TICKER
    if _NUMBERED.search(before):
        return Apart.LABEL
    near = reading.within(reading.mentions, number.start - _NAME, number.end + 2)
    if any(mention.start < number.digits < mention.end for mention in near):
        return Apart.CODE
    if _CONTRACT_MONTH.fullmatch(written) and _of_contract(reading, number, near):
        return Apart.CONTRACT
    return None


def _of_contract(reading: Reading, number: Number, near: Sequence[Mention]) -> bool:
    """ "the 2507 contract", "SHFE 2511", "ferrosilicon 2509", "1308 copper"."""
    if _CONTRACT.match(reading.text, number.end):
        return True
    return any(
        mention.term.kind in _TRADED
        and (mention.end in (number.start, number.start - 1) or mention.start == number.end + 1)
        for mention in near
    )
