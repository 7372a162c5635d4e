"""The days a question asks about, resolved against now."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from briefs.asked import Window
from briefs.extract.dates import DateMention, scan_dates

_MONTH: Final = re.compile(
    r"\b(jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec|january|february|march|april|june|"
    r"july|august|september|october|november|december)\b",
    re.IGNORECASE,
)
_PART: Final = re.compile(
    r"\b(?P<part>early|mid|late|start|beginning|end|first half|second half)(?: of|[ -]in)?[ -]$",
    re.IGNORECASE,
)
_PART_BEHIND: Final = re.compile(r"(?:上|下)半月|[上中下]旬|[初底末]")
_HALF_MONTH: Final = re.compile(r"\b(?:first|second) half(?: of)? (?=[A-Z][a-z]{2})")
_NUMERIC: Final = re.compile(
    r"(?<![0-9/.])(?P<a>[0-3]?[0-9])(?P<mark>[/.])(?P<b>[0-3]?[0-9])(?P=mark)(?P<year>20[0-9]{2})(?![0-9])"
)
_YEAR_END: Final = re.compile(
    r"\b(?:the )?(?:last (?:trading )?day|end|close|finish) of (?P<year>20[0-9]{2})\b|"
    r"\b(?:year[- ]end|end[- ])(?P<bare>20[0-9]{2})\b|(?P<zh>20[0-9]{2})年(?:底|末)"
)
_WEEKDAY: Final = re.compile(r"(?:mon|tues|wednes|thurs|fri|satur|sun)day", re.IGNORECASE)
_ON: Final = re.compile(r"\b(?:as of|on|in|at|by)\s*$|\b(?:as of|on|in|at|by)\s{2,}|截至|在")
_THIS_YEAR: Final = re.compile(
    r"\b(?:so far this year|(?:this )?year[- ]to[- ]date|ytd|since the (?:start|beginning) of the "
    r"year)\b|年初(?:以来|至今)|今年以来",
    re.IGNORECASE,
)
_BASELINE: Final = re.compile(
    r"\b(?:vs\.?|versus|compared (?:with|to)|against|than|relative to|over)\s+(?:\w+\s+){0,2}$|"
    r"(?:相比|对比|比|较)$",
    re.IGNORECASE,
)
_UP_TO: Final = re.compile(r"\b(?:as of|as at|by|until|before|still)\s+(?:\w+\s+){0,2}$|截至$")
_SINCE: Final = re.compile(r"\b(?:since|after|from)\s+(?:early |mid |late )?$|自$")
_LAST: Final = re.compile(
    r"\b(?:last|past|previous) (?P<n>[0-9]{1,3}) ?(?P<unit>days?|weeks?|months?)\b|"
    r"(?:最近|过去)(?P<zn>[0-9]{1,3})(?P<zu>天|周|个月)",
    re.IGNORECASE,
)
_OVER: Final = re.compile(r"\bover the (?:last|past) (week|month|year)\b", re.IGNORECASE)
_LENGTH: Final = {"d": 1, "w": 7, "m": 30, "y": 365, "天": 1, "周": 7, "个": 30}
_PARTS: Final = {
    "early": (1, 12), "start": (1, 12), "beginning": (1, 12), "mid": (8, 23), "late": (18, 31),
    "end": (18, 31), "first half": (1, 15), "second half": (16, 31), "上半月": (1, 15),
    "下半月": (16, 31), "上旬": (1, 12), "中旬": (8, 23), "下旬": (18, 31), "初": (1, 12),
    "底": (18, 31), "末": (18, 31),
}  # fmt: skip
EARLIEST: Final = date(1990, 1, 1)  # before any wire that is stored
_LATE_TOLD: Final = {"day": 1, "week": 2, "month": 3, "quarter": 60, "half": 60, "year": 45}


def take_day(text: str, today: date) -> tuple[str, date | None]:
    """ "cobalt on 1 March 2025" → ("cobalt", that day); of a stretch its last day, none to come."""
    windows, spans = windows_in(text, today)
    if not windows:
        return text, None
    start = min(start for start, _ in spans)
    rest = f"{text[:start]} {text[max(end for _, end in spans) :]}"
    plain = " ".join(_ON.sub(" ", rest).split())
    return plain, min(windows[0].last, today)


def windows_in(
    question: str, today: date
) -> tuple[tuple[Window, ...], tuple[tuple[int, int], ...]]:
    """The windows asked about, and where in the question they are said. A year alone is none: it
    is looked for in the texts ("the 2026 quota" is told in 2025)."""
    cased = _MONTH.sub(lambda match: match[0][0].upper() + match[0][1:].lower(), question)
    lengths = [*_lengths(question, today), *_spelt_out(cased, today)]
    taken = [*(span for _, span in lengths), *(m.span() for m in _HALF_MONTH.finditer(cased))]
    mentions = _without_weekdays(
        [
            mention
            for mention in scan_dates(cased, today)
            if not any(start <= mention.start < end for start, end in taken)
        ]
    )
    mentions = _same_year(mentions)
    dated = [(_window(cased, one, today), _said(cased, one)) for one in mentions if one.day]
    found = [(window, span) for window, span in dated if window is not None]
    ordered = sorted((*lengths, *found), key=lambda one: one[1])
    windows = tuple(
        replace(window, baseline=at > 0 and bool(_BASELINE.search(cased[: span[0]])))
        for at, (window, span) in enumerate(ordered)
    )
    return windows, tuple(span for _, span in ordered)


def _without_weekdays(mentions: list[DateMention]) -> list[DateMention]:
    """ "on Thursday 13 March" names one day, not two."""
    if not any(one.grain == "day" and any(map(str.isdigit, one.text)) for one in mentions):
        return mentions
    return [one for one in mentions if not _WEEKDAY.fullmatch(one.text)]


def _said(text: str, one: DateMention) -> tuple[int, int]:
    """Where a date is said, with the part of the month before or behind it."""
    part, behind = _PART.search(text[: one.start]), _PART_BEHIND.match(text, one.end)
    return part.start() if part else one.start, behind.end() if behind else one.end


def _lengths(question: str, today: date) -> Iterator[tuple[Window, tuple[int, int]]]:
    for pattern in (_LAST, _OVER):
        for match in pattern.finditer(question):
            if window := _length(match, today):
                yield window, match.span()
    for match in _THIS_YEAR.finditer(question):
        yield Window(date(today.year, 1, 1), today), match.span()


def _spelt_out(text: str, today: date) -> Iterator[tuple[Window, tuple[int, int]]]:
    """ "12/11/2025", the day first unless it cannot be; "the end of 2025"."""
    for match in _NUMERIC.finditer(text):
        a, b, year = int(match["a"]), int(match["b"]), int(match["year"])
        for day, month in ((a, b), (b, a)):
            if 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]:
                found = date(year, month, day)
                yield Window(found, found, slack=_LATE_TOLD["day"]), match.span()
                break
    for match in _YEAR_END.finditer(text):
        year = int(match["year"] or match["bare"] or match["zh"])
        yield Window(date(year, 12, 20), date(year, 12, 31), slack=3), match.span()


def _length(match: re.Match[str], today: date) -> Window | None:
    groups = match.groupdict()
    unit = groups.get("unit") or groups.get("zu") or (match[1] if not groups else "")
    number = int(groups.get("n") or groups.get("zn") or 1)
    days = _LENGTH[unit[0].lower()] * number
    return Window(today - timedelta(days=days), today) if unit else None


_YEARLY: Final = ("day", "month", "quarter", "half")


def _same_year(mentions: list[DateMention]) -> list[DateMention]:
    """ "between 4 July and 12 September 2025": the year is said once, for both."""
    stated = [one.day.year for one in mentions if one.year_stated and one.day]
    if not stated:
        return mentions
    return [
        one if one.year_stated or one.day is None or one.grain not in _YEARLY
        or not one.text[:1].isalnum() or (one.text.isalpha() and one.grain == "day")
        else one._replace(day=_in_year(one.day, stated[0]), year_stated=True)
        for one in mentions
    ]  # fmt: skip


def _in_year(day: date, year: int) -> date:
    return day.replace(year=year, day=min(day.day, monthrange(year, day.month)[1]))


def _window(text: str, one: DateMention, today: date) -> Window | None:
    assert one.day is not None
    if one.grain == "year" and one.year_stated:
        return None
    first, last = _bounds(text, one, one.day)
    before = text[: one.start]
    any_year = one.grain in _YEARLY and not one.year_stated and not _relative(one)
    if _UP_TO.search(before):
        return Window(EARLIEST, last, any_year=any_year, up_to=True)
    if _SINCE.search(before) and " to " not in text[one.end : one.end + 20]:
        while first > today and not one.year_stated:
            first = _in_year(first, first.year - 1)
        return Window(first, max(today, first))
    if first > today and not any_year:
        return None
    told = timedelta(days=_LATE_TOLD[one.grain])
    return Window(first, last, any_year=any_year, slack=0 if _relative(one) else told.days)


def _relative(one: DateMention) -> bool:
    return not any(char.isdigit() for char in one.text) and not _MONTH.search(one.text)


def _bounds(text: str, one: DateMention, day: date) -> tuple[date, date]:
    if one.grain == "day":
        return one.first or day, day
    if one.grain == "week":
        monday = day - timedelta(days=day.weekday())
        return monday, monday + timedelta(days=6)
    if one.grain == "month":
        part, behind = _PART.search(text[: one.start]), _PART_BEHIND.match(text, one.end)
        word = part["part"].lower() if part else behind[0] if behind else ""
        begin, end = _PARTS.get(word, (1, 31))
        return day.replace(day=begin), day.replace(day=min(end, day.day))
    months = {"quarter": 3, "half": 6, "year": 12}[one.grain]
    last = -(-day.month // months) * months
    return date(day.year, last - months + 1, 1), date(day.year, last, monthrange(day.year, last)[1])
