"""Lists: "A and B stood at 900 and 1,140 yuan/mt, up 8% and 11% respectively"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from briefs.extract.numbers import Measure
from briefs.extract.price_roles import Placed, Role
from briefs.extract.reading import Reading
from briefs.extract.subjects import Run, runs_in

_AND: Final = re.compile(r"(?:,|、|，)? ?(?:and|or|&|和|及|以及)? ?(?:about |around |about )?$")
_EVERY: Final = re.compile(r"\b(?:each|both|all)\b|均(?![价值匀衡线])|分别")
_RESPECTIVELY: Final = re.compile(r"[^,;.]{0,40}\brespectively\b|.{0,10}分别")


def coordinated(text: str, end: int, start: int) -> bool:
    """Do only "," and "and" stand between two offsets?"""
    gap = text[end:start]
    return 0 < len(gap) <= 12 and _AND.fullmatch(gap) is not None


def spread_changes(text: str, placed: Sequence[Placed]) -> list[Placed]:
    """Let the first change of a list turn the others: "up 100, 250 and 0 yuan/mt respectively"."""
    result = list(placed)
    index = 0
    while index < len(result):
        end = index + 1
        while end < len(result) and coordinated(
            text, result[end - 1].number.end, result[end].number.start
        ):
            end += 1
        group = result[index:end]
        if len(group) > 1 and _is_change_list(text, group):
            last = group[-1].number
            for at in range(index, end):
                result[at] = _as_change(result[at], group[0], last.measure)
        index = end
    return result


def _is_change_list(text: str, group: Sequence[Placed]) -> bool:
    if group[0].role is not Role.CHANGE or all(p.role is Role.CHANGE for p in group):
        return False
    return _RESPECTIVELY.match(text, group[-1].number.end) is not None


def _as_change(placed: Placed, first: Placed, measure: Measure) -> Placed:
    number = placed.number
    if number.measure is Measure.BARE and measure is Measure.PERCENT:
        number = number._replace(measure=measure, unit="%")
    return Placed(number, Role.CHANGE, placed.direction or first.direction)


def is_for_all(text: str, start: int, end: int) -> bool:
    """Is the change between two offsets told of each level before it?"""
    return _EVERY.search(text, start, end) is not None


def names_in_list(reading: Reading, start: int, end: int, count: int) -> list[Run]:
    """The last `count` names before a list of as many levels, if they are a list themselves."""
    cut = runs_in(reading, start, end)
    runs = [run for run in cut if run.term] or [run for run in cut if _is_place(reading.text, run)]
    names: list[Run] = runs[-1:]
    for run in reversed(runs[:-1]):
        if len(names) == count or not coordinated(reading.text, run.end, names[0].start):
            break
        names.insert(0, run)
    return names if len(names) == count else []


def _is_place(text: str, run: Run) -> bool:
    """ "Shanghai, Hangzhou and Guangzhou quoted 3,180, 3,220 and 3,390 yuan/t"."""
    return not run.plain and run.of(text).isalpha() and run.of(text)[0].isupper()
