"""Numbers with their range, scale, sign, currency and unit, read from the digits outwards.

One pass over the digits; what stands left of them is looked at in a short slice, what stands right
of them by one anchored pattern, so the time grows with the text and no faster.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from briefs.extract.number_edges import (
    is_plain_left,
    is_plain_right,
    is_plain_word,
    may_be_money,
)
from briefs.extract.number_marks import mark
from briefs.extract.number_ranges import joined
from briefs.extract.number_tails import usual_tail
from briefs.extract.number_values import Bound, Measure, Number
from briefs.extract.units import (
    AMOUNT,
    CURRENCY_AFTER,
    CURRENCY_BEFORE,
    PER,
    SCALE,
    YEARLY,
    alternatives,
)

__all__ = ["Bound", "Measure", "Number", "scan_numbers"]

_DIGITS: Final = re.compile(
    # The first digit stands alone: `re` looks fast for one character, slowly for a choice.
    r"[0-9](?:[0-9]*(?:,[0-9]{2})*(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]*(?:,[0-9]{3})*(?:\.[0-9]+)?)"
)
_TIME: Final = re.compile(r":[0-9]{2}")
_PER: Final = (
    rf"(?:[ ]?[/／][ ]?|[ ](?:per|a|an)[ ]|[ ]?每)(?P<per>{alternatives(list(PER))})(?![A-Za-z])"
)
_TAIL: Final = re.compile(
    r"(?:(?:[ ]|-)?(?P<scale>million|billion|trillion|thousand|hundred|mln|bln|bn|mn|tn"
    r"|m(?=[ ](?:tonnes|tons|ounces|oz|wmt|dmt|barrels|metric|pounds)\b))\b"
    r"|(?P<short>[kKmMbB])(?![A-Za-z0-9/])"
    r"|[ ]?(?P<zh>万亿|亿|千万|百万|万|千(?![克瓦])))?"
    r"(?:[ ]?(?:-[ ]?)?(?P<pp>percentage[ ]points?|percent[ ]points?|ppts?\b|pp\b"
    r"|个?百分点|pct[ ]points?|%[ ]?pts?\b)"
    r"|[ ]?(?P<pct>%|％|per[ ]cent\b|percent\b|pct\b|(?<=[0-9])pc\b)"
    rf"|[ ]?(?P<cur>{alternatives(list(CURRENCY_AFTER))})(?![A-Za-z]))?"
    rf"(?:{_PER})?",
    re.IGNORECASE,
)
_SIGNED_ASIDE: Final = re.compile(r"[(（][↑↓▲▼+-][0-9.,]{1,8}[)）]")
_PER_ONLY: Final = re.compile(_PER, re.IGNORECASE)
_AMOUNT: Final = re.compile(rf"[ -]?(?P<amount>{alternatives(list(AMOUNT))})(?![A-Za-z])")
_BEFORE: Final = re.compile(
    rf"(?P<cur>(?<![A-Za-z])(?:{alternatives([c for c in CURRENCY_BEFORE if c.isalpha()])})[ ]?"
    rf"|(?:(?<![A-Za-z])(?:us|u\.s\.|c|a|hk|s|nz|r))?[$€£¥￥₹₩][ ]?)$",
    re.IGNORECASE,
)
_SIGNS: Final = {"+": 1, "-": -1, "−": -1, "–": -1, "↑": 1, "↓": -1, "▲": 1, "▼": -1, "＋": 1}


def scan_numbers(text: str, skip: Sequence[tuple[int, int]] = ()) -> tuple[Number, ...]:
    """Every number that counts something, in order. `skip` are spans (dates) to leave out.

    Codes, grades glued to letters, clock times, years and article numbers are no numbers.
    """
    atoms = list(_atoms(text, skip))
    return tuple(mark(text, joined(text, atoms)))


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
        if not is_plain_word(text, start, end) and _is_code(text, start, end):
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
    return after[:1].isascii() and after[:1].isalpha() and not _knows_tail(text, start, end)


def _unit_before(text: str, at: int) -> bool:
    word = re.search(r"[A-Za-z]+$", text[max(0, at - 12) : at])
    return bool(word) and word.group().lower() in PER  # type: ignore[union-attr]


def _knows_tail(text: str, start: int, end: int) -> bool:
    tail = _TAIL.match(text, end)
    if tail and tail.end() > end:
        # "40M" is a grade of magnets, "$40M" an amount.
        return not tail["short"] or _BEFORE.search(text[max(0, start - 6) : start]) is not None
    return _AMOUNT.match(text, end) is not None


def _end_of_code(text: str, end: int) -> int:
    while end < len(text) and text[end].isascii() and (text[end].isalnum() or text[end] in "/:"):
        end += 1
    return end


def _atom(text: str, start: int, end: int) -> Number:
    value = Decimal(text[start:end].replace(",", ""))
    left, sign, currency = (start, 0, None) if is_plain_left(text, start) else _left(text, start)
    if not currency and is_plain_right(text, end):
        value = value * (sign or 1)
        return Number(value, value, left, end, start, Measure.BARE, sign=sign)
    if not currency and (usual := usual_tail(text, end)):
        told, right = usual
        value = value * (sign or 1)
        return Number(value, value, left, right, start, *told, sign)
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
        if not currency and may_be_money(text, at):
            found = _BEFORE.search(text[max(0, at - 6) : at])
            if not found:
                continue
            currency = CURRENCY_BEFORE[found["cur"].strip().lower()]
            at -= len(found["cur"])
    return at, sign, currency


def _is_sign(text: str, at: int) -> bool:
    """Is the character before `at` a sign, and not the dash of a range or of a compound?"""
    mark, before = text[at - 1], text[at - 2] if at > 1 else " "
    if mark in "+↑↓▲▼＋":
        return True
    if before.isspace():
        return not (at > 2 and text[at - 3].isdigit() and mark in "–")
    return before in "(（,，:：/~～$€£¥￥=→[" or "\u4e00" <= before <= "\u9fff"
