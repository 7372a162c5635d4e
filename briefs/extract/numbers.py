"""Numbers with their range, scale, sign, currency and unit, read from the digits outwards.

One pass over the digits; what stands left of them is looked at in a short slice, what stands right
of them by one anchored pattern, so the time grows with the text and no faster.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from typing import Final, Literal

from briefs.extract.units import (
    AMOUNT,
    CURRENCY_AFTER,
    CURRENCY_BEFORE,
    PER,
    SCALE,
    YEARLY,
    alternatives,
)

Bound = Literal["at least", "at most", "about"]


class Measure(StrEnum):
    """What a number counts."""

    PRICE = "price"  # money per mass: "yuan/mt"
    MONEY = "money"  # money alone: "50 yuan"
    PERCENT = "percent"
    POINTS = "points"  # percentage points
    AMOUNT = "amount"  # tonnes, lots, GWh
    BARE = "bare"


@dataclass(frozen=True, slots=True)
class Number:
    """A number or a range in full units. `unit` is "CNY/t", "CNY", "%", "pp", "t", "lots" or None.

    `start:end` covers sign, currency and unit; `digits` is where the first digit stands. `sign` is
    what the text writes: 1 for "+", -1 for "-" (then `low` and `high` are negative), else 0.
    """

    low: Decimal
    high: Decimal
    start: int
    end: int
    digits: int
    measure: Measure
    unit: str | None = None
    currency: str | None = None
    per: str | None = None  # "t" of "yuan/mt"; kept without a currency too: "971 per ton"
    sign: int = 0
    ranged: bool = False
    bracketed: bool = False  # inside parentheses
    converted: bool = False  # the same price in another currency, in brackets
    grade: bool = False  # "65% concentrate", "≥99.95%": describes the material
    yearly: bool = False  # the unit says "a year"
    scale: Decimal = Decimal(1)  # what the digits were multiplied with
    bound: Bound | None = None

    @property
    def value(self) -> Decimal:
        return self.low


_DIGITS: Final = re.compile(r"[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?")
_TIME: Final = re.compile(r":[0-9]{2}")
_PER: Final = (
    rf"(?:[ ]?[/／][ ]?|[ ](?:per|a|an)[ ]|[ ]?每)(?P<per>{alternatives(list(PER))})(?![A-Za-z])"
)
_TAIL: Final = re.compile(
    r"(?:(?:[ ]|-)?(?P<scale>million|billion|trillion|thousand|hundred|mln|bln|bn|mn|tn)\b"
    r"|(?P<short>[kKmMbB])(?![A-Za-z0-9/])"
    r"|[ ]?(?P<zh>万亿|亿|千万|百万|万|千(?![克瓦])))?"
    r"(?:[ ]?(?:-[ ]?)?(?P<pp>percentage[ ]points?|percent[ ]points?|ppts?\b|pp\b"
    r"|个?百分点|pct[ ]points?|%[ ]?pts?\b)"
    r"|[ ]?(?P<pct>%|％|per[ ]cent\b|percent\b|pct\b)"
    rf"|[ ]?(?P<cur>{alternatives(list(CURRENCY_AFTER))})(?![A-Za-z]))?"
    rf"(?:{_PER})?",
    re.IGNORECASE,
)
_SIGNED_ASIDE: Final = re.compile(r"[(（][↑↓▲▼+-][0-9.,]{1,8}[)）]")
_PER_ONLY: Final = re.compile(_PER, re.IGNORECASE)
_AMOUNT: Final = re.compile(rf"[ ]?(?P<amount>{alternatives(list(AMOUNT))})(?![A-Za-z])")
_BEFORE: Final = re.compile(
    rf"(?P<cur>(?<![A-Za-z])(?:{alternatives([c for c in CURRENCY_BEFORE if c.isalpha()])})[ ]?"
    rf"|(?:(?<![A-Za-z])(?:us|u\.s\.|c|a|hk|s|nz|r))?[$€£¥￥₹₩][ ]?)$",
    re.IGNORECASE,
)
_BOUND: Final = re.compile(
    r"(?:(?P<least>over|above|more than|at least|no less than|not less than|exceed(?:ing|ed|s)?|"
    r"upwards of|≥|＞|>|超过?|逾|至少|不低于|高于)"
    r"|(?P<most>up to|as much as|as many as|at most|no more than|below|under|less than|≤|<|不超过|"
    r"至多|低于|不足)"
    r"|(?P<about>nearly|almost|about|around|roughly|approximately|some|close to|near|circa|or so|~|"
    r"约|近|大约|接近))(?: the)?[ ]?$",
    re.IGNORECASE,
)
_BOUND_ENDS: Final = frozenset(
    word[-4:]
    for word in (
        " over",
        " above",
        " than",
        " least",
        "exceeding",
        "exceed",
        "exceeded",
        "exceeds",
        " of",
        "s of",
        " ≥",
        " >",
        "up to",
        "much as",
        "many as",
        "most",
        " below",
        " under",
        " <",
        "nearly",
        "almost",
        "about",
        "around",
        "roughly",
        "approximately",
        " some",
        "close to",
        " near",
        " circa",
        "or so",
        " ~",
        " the",
        "than the",
        "over the",
    )
)
_CURRENCY_ENDS: Final = frozenset(name[-2:] for name in CURRENCY_BEFORE if name.isalpha())
_VERB_UP_TO: Final = re.compile(
    r"(?:mov|pick|edg|tick|push|step|inch|nudg|add|pull)(?:ed|ing) up to[ ]?$"
    r"|(?:shot|went|comes?|came|adds?) up to[ ]?$"
)
_JOIN: Final = re.compile(r"[ ]?(?:[-–—−‑~～〜]|至|到)[ ]?$|[ ](?:-|–|—|~)[ ]$")
_TURNED_BY: Final = re.compile(
    r"\b(?:from|by|up|down|gain(?:ed|ing|s)?|rose|rise|rises|rising|fell|fall|falls|falling|lost|"
    r"lose|los(?:es|ing)|add(?:ed|ing|s)?|put on|drop(?:ped|s)?|dropping|slipp?(?:ed|s)?|shed|"
    r"jumped|climb(?:ed|s)?|declin(?:ed|es)|increas(?:ed|es|ing)|decreas(?:ed|es|ing)|advanc(?:ed|es)|"
    r"edged|lifted|raised|cut|widen(?:ed|s)?|narrow(?:ed|s)?|higher|lower|surged|plunged|tumbled|"
    r"retreated|dipped|eased|rebounded|another|further|a)(?: up| down| by| about| around| another"
    r"| some| nearly| over| a further| as much as)*[ ]$",
    re.IGNORECASE,
)
_BETWEEN: Final = re.compile(
    r"\bbetween (?:about |around |some )?$|\b(?:high and low|low and high)(?: prices| points)?"
    r"(?: (?:were|of|at|stood at))? $|(?:在|介于)$",
    re.IGNORECASE,
)
_GRADE_BEFORE: Final = re.compile(
    r"(?:[≥≤＞>＜<≧]|\bmin\.?|\bmax\.?|\bpurity|\bgrade|\b(?:Cu|Zn|Pb|Ni|Sn|Mn|Cr|Fe|Li2O|TiO2|WO3|Mo|V|Al|"
    r"Co|REO|Sb|V2O5|SiO2|Al2O3)|品位|含量)[ ]?[:：]?[ ]?$"
)
_GRADE_AFTER: Final = re.compile(
    r"[)]?[ -]?(?:min\b|max\b|purity|pure\b|grade\b|concentrates?\b|metal content|Fe\b|Cu\b|Ni\b|"
    r"Zn\b|Pb\b|Mn\b|Li2O|TiO2|WO3|stake\b|tariffs?\b|dut(?:y|ies)\b|reciprocal|Section|US tariffs|"
    r"quota\b|import tax|ferro|iron ore|lump|fines\b|ore\b|NPI\b|high-grade|品位|关税|股权|的?股份)"
)
_MONEYED: Final = (Measure.PRICE, Measure.MONEY)
_SIGNS: Final = {"+": 1, "-": -1, "−": -1, "–": -1, "↑": 1, "↓": -1, "▲": 1, "▼": -1, "＋": 1}


def scan_numbers(text: str, skip: Sequence[tuple[int, int]] = ()) -> tuple[Number, ...]:
    """Every number that counts something, in order. `skip` are spans (dates) to leave out.

    Codes, grades glued to letters, clock times, years and article numbers are no numbers.
    """
    atoms = list(_atoms(text, skip))
    return tuple(_mark(text, _joined(text, atoms)))


def _atoms(text: str, skip: Sequence[tuple[int, int]]) -> Iterator[Number]:
    skipping = iter(skip)
    gap = next(skipping, None)
    position = 0
    while match := _DIGITS.search(text, position):
        start, end = match.span()
        position = end
        while gap and gap[1] <= start:
            gap = next(skipping, None)
        if gap and gap[0] <= start:
            position = gap[1]
            continue
        if _is_code(text, start, end):
            position = _end_of_code(text, end)
            continue
        atom = _atom(text, start, end)
        position = max(position, _digits_end(atom, end))
        yield atom


def _digits_end(atom: Number, end: int) -> int:
    # A conversion may stand between "yuan" and "a ton"; its own digits are still to be read.
    return end if atom.end > end and atom.measure is Measure.PRICE else max(end, min(atom.end, end))


def _is_code(text: str, start: int, end: int) -> bool:
    """Glued to letters ("N38", "SS2601"), to "#", to a clock or to a slash code ("304/2B")."""
    before = text[start - 1] if start else " "
    if before.isascii() and (before.isalpha() or before in "#_"):
        return not _BEFORE.search(text[max(0, start - 6) : start])
    if before in "№第":
        return True
    if before in "-/." and start > 1 and text[start - 2].isascii():
        glued = text[start - 2]
        if before == "-" and glued.isalpha() and not _unit_before(text, start - 1):
            return True
        if before == "/" and glued.isalnum() and not glued.isdigit():
            return True
    after = text[end : end + 3]
    if after[:1] in ("#", "#") or _TIME.match(after):
        return True
    if after[:1] == "/" and after[1:2].isdigit() and after[2:3].isalpha():
        return True
    return after[:1].isascii() and after[:1].isalpha() and not _knows_tail(text, end)


def _unit_before(text: str, at: int) -> bool:
    word = re.search(r"[A-Za-z]+$", text[max(0, at - 12) : at])
    return bool(word) and word.group().lower() in PER  # type: ignore[union-attr]


def _knows_tail(text: str, end: int) -> bool:
    tail = _TAIL.match(text, end)
    if tail and tail.end() > end:
        return True
    return _AMOUNT.match(text, end) is not None


def _end_of_code(text: str, end: int) -> int:
    while end < len(text) and text[end].isascii() and (text[end].isalnum() or text[end] in "/:"):
        end += 1
    return end


def _atom(text: str, start: int, end: int) -> Number:
    value = Decimal(text[start:end].replace(",", ""))
    left, sign, currency = _left(text, start)
    tail = _TAIL.match(text, end)
    assert tail is not None  # every part of the pattern is optional
    right = tail.end()
    if right == end and (aside := _SIGNED_ASIDE.match(text, end)):
        tail = _TAIL.match(text, aside.end()) or tail
        right = tail.end() if tail["cur"] and tail["per"] else end
        tail = tail if right > end else _TAIL.match(text, len(text)) or tail
    scale = tail["scale"] or tail["zh"] or (tail["short"] if currency else None)
    if tail["short"] and not scale:
        right, tail = end, _TAIL.match(text, len(text))
        assert tail is not None
    factor = SCALE[scale.lower()] if scale else Decimal(1)
    measure, unit, mass, yearly = Measure.BARE, None, None, False
    if tail["pp"]:
        measure, unit = Measure.POINTS, "pp"
    elif tail["pct"]:
        measure, unit = Measure.PERCENT, "%"
    else:
        if tail["cur"]:
            after, cents = CURRENCY_AFTER[tail["cur"].lower()]
            currency, factor = currency if cents == 1 and currency else after, factor * cents
        per = tail["per"]
        if tail["cur"] and not per:
            per, right = _per_beyond_brackets(text, right)
        if currency and not per and not tail["cur"]:
            per, right = _per_beyond_brackets(text, right)
        mass = PER[per.lower()] if per else None
        if currency:
            measure = Measure.PRICE if mass else Measure.MONEY
            unit = f"{currency}/{mass}" if mass else currency
        elif not mass and (amount := _AMOUNT.match(text, right)):
            unit, times = AMOUNT[amount["amount"]]
            measure, factor, right = Measure.AMOUNT, factor * times, amount.end()
            yearly = amount["amount"] in YEARLY
    value = value * factor * (sign or 1)
    return Number(
        low=value, high=value, start=left, end=right, digits=start, measure=measure, unit=unit,
        currency=currency, per=mass, sign=sign, yearly=yearly, scale=factor,
    )  # fmt: skip


def _per_beyond_brackets(text: str, at: int) -> tuple[str | None, int]:
    """ "93,980 yuan ($13,348.48) a ton": the unit stands behind the conversion."""
    if text[at : at + 2] not in (" (", "(") and text[at : at + 1] not in ("(", "（"):
        return None, at
    close = max(text.find(")", at, at + 40), text.find("）", at, at + 40))
    if close < 0:
        return None, at
    per = _PER_ONLY.match(text, close + 1)
    return (per["per"], per.end()) if per else (None, at)


def _left(text: str, start: int) -> tuple[int, int, str | None]:
    """Where the expression begins, its sign and its currency: "-$", "$-", "RMB +"."""
    at, sign, currency = start, 0, None
    for _ in range(2):
        if not sign and at and text[at - 1] in _SIGNS and _is_sign(text, at):
            sign = _SIGNS[text[at - 1]]
            at -= 1
        if not currency and _may_be_money(text, at):
            found = _BEFORE.search(text[max(0, at - 6) : at])
            if not found:
                continue
            currency = CURRENCY_BEFORE[found["cur"].strip().lower()]
            at -= len(found["cur"])
    return at, sign, currency


def _may_be_money(text: str, at: int) -> bool:
    """Cheap look at the letters before: most numbers have no currency there."""
    before = text[max(0, at - 4) : at].rstrip(" ")
    return bool(before) and (before[-1] in "$€£¥￥₹₩" or before[-2:].lower() in _CURRENCY_ENDS)


def _is_sign(text: str, at: int) -> bool:
    """Is the character before `at` a sign, and not the dash of a range or of a compound?"""
    mark, before = text[at - 1], text[at - 2] if at > 1 else " "
    if mark in "+↑↓▲▼＋":
        return True
    if before.isspace():
        return not (at > 2 and text[at - 3].isdigit() and mark in "–")
    return before in "(（,，:：/~～$€£¥￥=→[" or "\u4e00" <= before <= "\u9fff"


def _joined(text: str, atoms: list[Number]) -> Iterator[Number]:
    """Merge the two ends of a range; each keeps what the other leaves out."""
    index = 0
    while index < len(atoms):
        first = atoms[index]
        if index + 2 < len(atoms) and _changes_within(text, *atoms[index : index + 3]):
            yield _merge(first, atoms[index + 2])
            yield atoms[index + 1]
            index += 3
            continue
        if index + 1 < len(atoms) and (whole := _range(text, first, atoms[index + 1])):
            index += 2
            yield whole
        else:
            index += 1
            yield first


def _changes_within(text: str, a: Number, change: Number, b: Number) -> bool:
    """ "24.5(↓0.5)-25(↓1)": is the middle number the change of the first end?"""
    return (
        change.sign != 0
        and text[a.end : change.start] in ("(", "（")
        and text[change.end : b.start] in (")-", "）-", ")~", ")–")
        and _fits(a, b)
        and a.low <= b.low
    )


def _range(text: str, a: Number, b: Number) -> Number | None:
    if b.start - a.end > 5 or b.start < a.end:
        return None
    gap = text[a.end : b.start]
    if not gap:
        spaced = b.sign < 0 and text[b.start] in "-–−" and text[b.start - 1] != " "
        return _merge(a, b, flip=True) if spaced and _fits(a, b) else None
    if gap == " " and b.sign < 0 and a.digits and _fits(a, b) and a.low <= -b.low <= 3 * abs(a.low):
        joins = a.measure in (Measure.BARE, Measure.MONEY) and a.low > 0
        return _merge(a, b, flip=True) if joins else None
    if not _fits(a, b):
        return None
    if _JOIN.match(gap) or gap in (" -", "- "):
        return _merge(a, b)
    if gap == " to ":
        before = text[max(0, a.start - 40) : a.start]
        return None if _TURNED_BY.search(before) or a.high > b.high else _merge(a, b)
    if gap in (" and ", "和", "与") and _BETWEEN.search(text[max(0, a.start - 20) : a.start]):
        return _merge(a, b)
    return None


def _fits(a: Number, b: Number) -> bool:
    """Could these be two ends of one range?"""
    if Measure.BARE in (a.measure, b.measure):
        other = b if a.measure is Measure.BARE else a
        return other.measure in _MONEYED or not (a.per or b.per)
    if a.measure in _MONEYED and b.measure in _MONEYED:
        return a.currency == b.currency and (a.per == b.per or not (a.per and b.per))
    return a.measure is b.measure and a.unit == b.unit


def _merge(a: Number, b: Number, *, flip: bool = False) -> Number:
    low, high = a.low, -b.low if flip else b.low
    whole = b if b.measure is not Measure.BARE else a
    currency, per = a.currency or b.currency, a.per or b.per
    measure, unit = whole.measure, whole.unit
    if currency:
        measure = Measure.PRICE if per else Measure.MONEY
        unit = f"{currency}/{per}" if per else currency
    if a.scale == 1 and b.scale != 1 and abs(low) <= abs(high / b.scale):
        low *= b.scale
    return replace(
        whole, low=min(low, high), high=max(low, high), start=a.start, end=max(a.end, b.end),
        digits=a.digits, measure=measure, unit=unit, currency=currency, per=per, sign=a.sign,
        ranged=True,
    )  # fmt: skip


def _mark(text: str, numbers: Iterator[Number]) -> Iterator[Number]:
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
            number = replace(
                number, bracketed=bracketed, converted=converted, grade=grade, bound=bound
            )
        if not converted:
            previous = number
        yield number


def _brackets(text: str) -> _Depth:
    return _Depth(text)


class _Depth:
    """Tells, for growing offsets, whether they stand inside parentheses."""

    def __init__(self, text: str) -> None:
        self._marks = re.finditer(r"[()（）\n]", text)
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
    if number.ranged or number.sign or number.low != number.low.to_integral_value():
        return False
    written = text[number.digits : number.digits + 5]
    return 1990 <= number.low <= 2060 and written[:4].isdigit() and not written[4:5].isdigit()


def _is_grade(text: str, number: Number) -> bool:
    if _GRADE_BEFORE.search(text[max(0, number.start - 10) : number.start]):
        return True
    return _GRADE_AFTER.match(text, number.end) is not None


def _bound(text: str, number: Number) -> Bound | None:
    before = text[max(0, number.start - 20) : number.start]
    told = before.rstrip(" ")
    if not told or (
        told[-1].isalpha() and told[-1].isascii() and told[-4:].lower() not in _BOUND_ENDS
    ):
        return None
    found = _BOUND.search(before)
    if not found or _VERB_UP_TO.search(before):
        return None
    if found["least"]:
        return "at least"
    return "at most" if found["most"] else "about"
