"""Two numbers that are one range: "1.68-1.7 million", "between 5 and 6", "24.5(↓0.5)-25(↓1)"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from briefs.extract.number_values import Measure, Number

_JOIN: Final = re.compile(r"[ ]?(?:[-–—−‑~～〜]|至|到)[ ]?$|[ ](?:-|–|—|~)[ ]$")
_TURNED_BY: Final = re.compile(
    r"\b(?:from|by|up|down|gain(?:ed|ing|s)?|rose|rise|rises|rising|fell|fall|falls|falling|lost|"
    r"lose|los(?:es|ing)|add(?:ed|ing|s)?|put on|drop(?:ped|s)?|dropping|slipp?(?:ed|s)?|shed|"
    r"jumped|climb(?:ed|s)?|declin(?:ed|es)|increas(?:ed|es|ing)|decreas(?:ed|es|ing)|"
    r"advanc(?:ed|es)|"
    r"edged|lifted|raised|cut|widen(?:ed|s)?|narrow(?:ed|s)?|higher|lower|surged|plunged|tumbled|"
    r"retreated|dipped|eased|rebounded|another|further|a)(?: up| down| by| about| around| another"
    r"| some| nearly| over| a further| as much as)*[ ]$",
    re.IGNORECASE,
)
#: "增加1.2万手至43.9万手": a change and the level it leads to.
_TURNED_CHINESE: Final = re.compile(
    r"(?:涨|跌|升|降|增|减|增加|减少|上涨|下跌|上升|下降|上调|下调|回升|回落|提高|提升|下滑|走高|走低|增长|缩减|扩大|收窄)"
    r"了?约?$|由$|从$"
)
_BETWEEN: Final = re.compile(
    r"\bbetween (?:about |around |some )?$|\b(?:high and low|low and high)(?: prices| points)?"
    r"(?: (?:were|of|at|stood at))? $|(?:在|介于)$",
    re.IGNORECASE,
)
_WIDEST: Final = 8  # how many times its low the high of a range can be
_MONEYED: Final = (Measure.PRICE, Measure.MONEY)


def joined(text: str, atoms: list[Number]) -> Iterator[Number]:
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
        before = text[max(0, a.start - 12) : a.start]
        led = gap.strip() in ("至", "到") and _TURNED_CHINESE.search(before) is not None
        return None if led else _merge(a, b)
    if gap == " to ":
        before = text[max(0, a.start - 40) : a.start]
        turned = _TURNED_BY.search(before) is not None
        return None if turned or a.high > b.high or _far_apart(a, b) else _merge(a, b)
    if gap in (" and ", "和", "与") and _BETWEEN.search(text[max(0, a.start - 20) : a.start]):
        return _merge(a, b)
    return None


def _far_apart(a: Number, b: Number) -> bool:
    """ "441# silicon 150 yuan/mt to 9,000": a change and its level, no range."""
    return a.low > 0 and a.scale == b.scale and a.low * _WIDEST < b.low


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
    return whole._replace(
        low=min(low, high), high=max(low, high), start=a.start, end=max(a.end, b.end),
        digits=a.digits, measure=measure, unit=unit, currency=currency, per=per, sign=a.sign,
        ranged=True,
    )  # fmt: skip
