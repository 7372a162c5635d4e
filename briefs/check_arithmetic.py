"""Level, change, percent and earlier level recomputed from each other.

Where no earlier level is stated the base is level − change; `check_base` names what that is. A
range is checked on its ends and its middle; a bound ("over 500") is no value; a premium has no
percent of itself; a forecast is no price.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from briefs.check_base import Base
from briefs.extract.cues import load_cues, lower
from briefs.types import Direction, Fact, Finding, FindingKind, Price, PriceKind, Volume

_HUNDRED: Final = Decimal(100)
_HALF: Final = Decimal("0.5")
_TWO: Final = Decimal(2)


@dataclass(frozen=True, slots=True)
class _Point:
    """One way to read a level and what it is compared with: "middle", "low end", "high end"."""

    name: str
    level: Decimal
    base: Decimal | None
    base_name: str


@dataclass(frozen=True, slots=True)
class _Verdict:
    """How far a reading is from the text, in its own unit, and what rounding allows."""

    kind: FindingKind
    detail: str
    inputs: Mapping[str, str]


def check_price(price: Price, index: int) -> Iterator[Finding]:
    """The finding of a price, if its text states enough to recompute."""
    if price.kind is PriceKind.FORECAST or price.bound in ("at least", "at most"):
        return
    if conflict := _sign_conflict(price.direction, price.change, price.change_pct):
        yield _finding(price, index, conflict)
        return
    percent = None if price.kind is PriceKind.PREMIUM else price.change_pct
    points = list(_price_points(price))
    if verdict := _verdict(points, price.change, percent, price.quote):
        yield _finding(price, index, verdict)


def check_volume(volume: Volume, index: int) -> Iterator[Finding]:
    """The finding of a volume; a rate told in percent has no percent of itself."""
    if volume.value is None or volume.unit == "%" or volume.bound in ("at least", "at most"):
        return
    if conflict := _sign_conflict(None, volume.change, volume.change_pct):
        yield _finding(volume, index, conflict)
        return
    if volume.change is None or volume.change_pct is None:
        return
    base = volume.value - volume.change
    point = _Point("level", volume.value, base, "level - change")
    if verdict := _verdict([point], volume.change, volume.change_pct, volume.quote):
        yield _finding(volume, index, verdict)


def with_base(finding: Finding, base: Base) -> Finding:
    """The finding, with what the text compares with named beside the number it gives."""
    if "base" not in finding.inputs and "previous level" not in finding.inputs:
        return finding
    told = f"the base is {base}" if base is not Base.UNSTATED else "the base is not stated"
    detail = f"{finding.detail.removesuffix('.')}; {told}."
    return replace(finding, detail=detail, inputs={**finding.inputs, "base named": base.value})


def _finding(fact: Fact, index: int, verdict: _Verdict) -> Finding:
    return Finding(verdict.kind, index, verdict.detail, fact.quote, dict(verdict.inputs))


def _sign_conflict(
    direction: Direction | None, change: Decimal | None, percent: Decimal | None
) -> _Verdict | None:
    """The verb, the change and the percent must point the same way."""
    signs = {
        name: sign
        for name, sign in (
            ("direction", _sign_of_word(direction)),
            ("change", _sign(change)),
            ("percent", _sign(percent)),
        )
        if sign is not None
    }
    if len({sign for sign in signs.values() if sign}) < 2:
        return None
    inputs = {name: _plain(v) for name, v in (("change", change), ("percent", percent)) if v}
    if direction is not None:
        inputs["direction"] = direction.value
    said = ", ".join(f"{name} says {'up' if sign > 0 else 'down'}" for name, sign in signs.items())
    return _Verdict(FindingKind.INCONSISTENT, f"The signs disagree: {said}.", inputs)


def _sign_of_word(direction: Direction | None) -> int | None:
    if direction is None or direction is Direction.FLAT:
        return None
    return 1 if direction is Direction.UP else -1


def _sign(value: Decimal | None) -> int | None:
    if value is None:
        return None
    return (value > 0) - (value < 0)


def _price_points(price: Price) -> Iterator[_Point]:
    """The ways to read a price: one for a point; middle, low and high for a range."""
    low, high = price.low, price.high
    before_low, before_high = price.previous_low, price.previous_high
    names = ("level",) if low == high else ("middle", "low end", "high end")
    levels = (low,) if low == high else ((low + high) / _TWO, low, high)
    if before_low is None or before_high is None:
        for name, level in zip(names, levels, strict=True):
            base = None if price.change is None else level - price.change
            yield _Point(name, level, base, "level - change")
        return
    befores = ((before_low + before_high) / _TWO, before_low, before_high)[: len(names)]
    for name, level, before in zip(names, levels, befores, strict=True):
        yield _Point(name, level, before, "previous level")


def _verdict(
    points: list[_Point], change: Decimal | None, percent: Decimal | None, quote: str
) -> _Verdict | None:
    """Consistent when one reading agrees; else the first reading, shown next to the text."""
    verdicts = [v for p in points if (v := _judge(p, change, percent, quote)) is not None]
    agreeing = [v for v in verdicts if v.kind is FindingKind.CONSISTENT]
    if not agreeing and percent is not None and _several_comparisons(quote):
        return None
    return next(iter(agreeing or verdicts), None)


def _several_comparisons(quote: str) -> bool:
    """ "up 50 on the day and 3% YoY", "from 910 on Friday, and 23.5% higher than in February":
    the percent may have a base the text does not give."""
    periods = {cue.sense for cue in load_cues("periods").scan(lower(quote))}
    return len(periods) > 1 or "% higher than" in quote or "% lower than" in quote


def _judge(
    point: _Point, change: Decimal | None, percent: Decimal | None, quote: str
) -> _Verdict | None:
    base = point.base
    if base is None:
        return None
    if point.base_name == "previous level" and change is not None:
        verdict = _judge_change(point, base, change, quote)
        if verdict.kind is FindingKind.INCONSISTENT or percent is None:
            return verdict
    if percent is None or base <= 0:
        return None
    return _judge_percent(point, base, change, percent, quote)


def _judge_change(point: _Point, base: Decimal, change: Decimal, quote: str) -> _Verdict:
    computed = point.level - base
    slack = sum(_quantum(v, quote) for v in (change, point.level, base)) * _HALF
    inputs = {
        point.name: _plain(point.level), "previous level": _plain(base), "change": _plain(change),
        "computed change": _plain(computed),
    }  # fmt: skip
    if abs(computed - change) <= slack:
        detail = f"{_plain(point.level)} less {_plain(base)} is {_plain(computed)}, as stated."
        return _Verdict(FindingKind.CONSISTENT, detail, inputs)
    detail = (
        f"The text says a change of {_plain(change)}; {_plain(point.level)} less {_plain(base)} "
        f"is {_plain(computed)}."
    )
    return _Verdict(FindingKind.INCONSISTENT, detail, inputs)


def _judge_percent(
    point: _Point, base: Decimal, change: Decimal | None, percent: Decimal, quote: str
) -> _Verdict:
    moved = change if change is not None else point.level - base
    computed = moved / base * _HUNDRED
    coarse = _quantum(moved, quote) * _HALF * (1 + abs(moved) / base) / base * _HUNDRED
    slack = (
        _step(percent) * _HALF + coarse + _quantum(base, quote) * _HALF * abs(moved) / base**2 * 100
    )
    shown = _rounded(computed, percent)
    inputs = {
        point.name: _plain(point.level), "change": _plain(moved), "base": _plain(base),
        "base is": point.base_name, "percent": _plain(percent), "computed percent": _plain(shown),
    }  # fmt: skip
    if abs(computed - percent) <= slack:
        detail = f"{_plain(moved)} on {_plain(base)} is {_plain(shown)}%, as stated."
        return _Verdict(FindingKind.CONSISTENT, detail, inputs)
    implied = moved / percent * _HUNDRED if percent else None
    if implied is not None:
        inputs["base the percent implies"] = _plain(implied.quantize(_step(base)))
    detail = (
        f"The text says {_plain(percent)}%; {_plain(moved)} on {_plain(base)} "
        f"({point.base_name}) is {_plain(shown)}%."
    )
    return _Verdict(FindingKind.INCONSISTENT, detail, inputs)


def _step(value: Decimal) -> Decimal:
    """One unit of the last written digit, at most 1: 2.42 → 0.01."""
    exponent = value.as_tuple().exponent
    return Decimal(1).scaleb(min(0, exponent)) if isinstance(exponent, int) else Decimal(1)


def _quantum(value: Decimal, quote: str) -> Decimal:
    """How finely a value is told: 10,500 to one; "1.68 million" to ten thousand."""
    written = format(abs(value), "f")
    whole = format(abs(value), ",f")
    if written in quote or whole in quote or not value:
        return _step(value)
    normal = value.normalize().as_tuple().exponent
    return Decimal(1).scaleb(normal) if isinstance(normal, int) else Decimal(1)


def _rounded(computed: Decimal, percent: Decimal) -> Decimal:
    """The computed percent to one digit more than the text has."""
    return computed.quantize(_step(percent).scaleb(0))


def _plain(value: Decimal) -> str:
    """Without an exponent, thousands marked: "434,000"."""
    text = format(value, ",f")
    return text.rstrip("0").rstrip(".") if "." in text else text
