"""What the surroundings say of a number: brackets, conversions, grades, bounds; years go out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from briefs.extract.number_values import Bound, Measure, Number
from briefs.extract.sieve import Sieved

_AT_LEAST: Final = (
    "over", "above", "more than", "at least", "no less than", "not less than", "exceed",
    "exceeding", "exceeded", "exceeds", "upwards of", "≥", "＞", ">", "超", "超过", "逾", "至少",
    "不低于", "高于",
)  # fmt: skip
_AT_MOST: Final = (
    "up to", "as much as", "as many as", "at most", "no more than", "below", "under", "less than",
    "≤", "<", "不超过", "至多", "低于", "不足",
)  # fmt: skip
_ABOUT: Final = (
    "nearly", "almost", "about", "around", "roughly", "approximately", "some", "close to", "near",
    "circa", "or so", "~", "约", "近", "大约", "接近",
)  # fmt: skip
_BOUNDS: Final[dict[str, Bound]] = {
    **dict.fromkeys(_AT_LEAST, "at least"),
    **dict.fromkeys(_AT_MOST, "at most"),
    **dict.fromkeys(_ABOUT, "about"),
}
_BOUND_WORDS: Final = tuple(_BOUNDS)
_BOUND_ENDS: Final = frozenset(word[-2:] for word in _BOUNDS)  # asked first: most words have none
_LONGEST_FIRST: Final = sorted(_BOUNDS, key=len, reverse=True)  # "no more than", not "more than"
_VERB_UP_TO: Final = re.compile(
    r"(?:mov|pick|edg|tick|push|step|inch|nudg|add|pull)(?:ed|ing) up to[ ]?$"
    r"|(?:shot|went|comes?|came|adds?) up to[ ]?$"
)
_GRADE_BEFORE: Final = re.compile(
    r"(?:[≥≤＞>＜<≧]|\bmin\.?|\bmax\.?|\bpurity|\bgrade|\b(?:Cu|Zn|Pb|Ni|Sn|Mn|Cr|Fe|Li2O|TiO2|WO3|"
    r"Mo|V|Al|"
    r"Co|REO|Sb|V2O5|SiO2|Al2O3)|品位|含量)[ ]?[:：]?[ ]?$"
)
_BRACKET: Final = re.compile(r"[()（）\n]")
_LIKELY_GRADE: Final = Sieved(_GRADE_BEFORE)
_GRADE_AFTER: Final = re.compile(
    r"[)]?[ -]?(?:min\b|max\b|index\b|"
    r"purity|pure\b|grade\b|concentrates?\b|metal content|Fe\b|Cu\b|Ni\b|"
    r"Zn\b|Pb\b|Mn\b|Li2O|TiO2|WO3|stake\b|tariffs?\b|dut(?:y|ies)\b|reciprocal|Section|US tariffs|"
    r"quota\b|import tax|ferro|iron ore|lump|fines\b|ore\b|NPI\b|high-grade|品位|"
    r"进口矿|块矿|粉矿|铁矿|锰矿|铬矿|精矿|品位|关税|股权|的?股份)"
)


def mark(text: str, numbers: Iterator[Number]) -> Iterator[Number]:
    """Add what the surroundings say: brackets, conversions, grades, bounds; drop bare years."""
    previous: Number | None = None
    opened = _brackets(text)
    for number in numbers:
        bracketed = opened(number.start)
        converted = bool(
            bracketed and previous and previous.currency and number.currency
            and previous.currency != number.currency and number.start - previous.end < 4
        ) or bool(
            previous and number.currency and previous.start < number.start < previous.end
        )  # fmt: skip
        if number.measure is Measure.BARE and _is_year(text, number):
            continue
        grade = number.measure is Measure.PERCENT and _is_grade(text, number)
        bound = _bound(text, number)
        if bracketed or converted or grade or bound:
            number = number._replace(
                bracketed=bracketed, converted=converted, grade=grade, bound=bound
            )
        if not converted:
            previous = number
        yield number


def _brackets(text: str) -> _Depth:
    return _Depth(text)


class _Depth:
    """Tells, for growing offsets, whether they stand inside parentheses."""

    def __init__(self, text: str) -> None:
        self._marks = _BRACKET.finditer(text)
        self._next = next(self._marks, None)
        self._depth = 0

    def __call__(self, offset: int) -> bool:
        while self._next and self._next.start() < offset:
            mark = self._next.group()
            if mark == "\n":
                self._depth = 0
            else:
                self._depth = self._depth + 1 if mark in "(（" else max(0, self._depth - 1)
            self._next = next(self._marks, None)
        return self._depth > 0


def _is_year(text: str, number: Number) -> bool:
    if number.ranged or number.sign:
        return False
    written = text[number.digits : number.digits + 5]
    if not written[:4].isdigit() or written[4:5].isdigit():
        return False
    return 1990 <= number.low <= 2060 and number.low == number.low.to_integral_value()


def _is_grade(text: str, number: Number) -> bool:
    before = text[max(0, number.start - 10) : number.start]
    if _LIKELY_GRADE.search(before):
        return True
    return _GRADE_AFTER.match(text, number.end) is not None


def _bound(text: str, number: Number) -> Bound | None:
    """What the words right before say of the amount; "the" and one space may stand between."""
    before = text[max(0, number.start - 20) : number.start].removesuffix("\n")
    told = before.removesuffix(" ").lower()
    if not _is_bound(told):
        told = told.removesuffix(" the")
        if not _is_bound(told):
            return None
    if _VERB_UP_TO.search(before):
        return None
    return next(_BOUNDS[word] for word in _LONGEST_FIRST if told.endswith(word))


def _is_bound(told: str) -> bool:
    ends = told[-2:] in _BOUND_ENDS or told[-1:] in _BOUND_ENDS
    return ends and told.endswith(_BOUND_WORDS)
