"""Dates as wires write them, resolved against the day of publication; the past by default."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Final, Literal, NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from briefs.extract.folding import folded

Grain = Literal["day", "week", "month", "quarter", "half", "year"]

_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            "jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july",
            "aug august", "sep sept september", "oct october", "nov november", "dec december",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_WEEKDAYS: Final = (
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
)  # fmt: skip
_FUTURE_DAYS: Final = 60  # a date without a year this far ahead is still to come; later is past

_ENGLISH: Final = re.compile(
    r"\b(?P<month>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|"
    r"Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b\.?"
    r"(?:(?:[ ]|(?=/))(?P<day>[0-3]?[0-9])(?:st|nd|rd|th)?(?![0-9%]|[.,][0-9])"
    r"(?:[ ]?(?:[-–—~]|to|through)[ ]?(?P<last>[0-3]?[0-9])(?:st|nd|rd|th)?(?![0-9%]|[.,][0-9]))?)?"
    r"(?:,?[ ](?P<year>(?:19|20)[0-9]{2})(?![0-9,.]*[0-9]))?"
)
_DAY_BEFORE: Final = re.compile(r"(?<![0-9,.])(?P<day>[0-3]?[0-9])(?:st|nd|rd|th)?[ ](?:of[ ])?$")
_ISO: Final = re.compile(
    r"(?P<year>(?:19|20)[0-9]{2})(?:-(?P<m1>[01]?[0-9])-(?P<d1>[0-3]?[0-9])"
    r"|/(?P<m2>[01]?[0-9])/(?P<d2>[0-3]?[0-9])|\.(?P<m3>[01][0-9])\.(?P<d3>[0-3][0-9]))(?![0-9])"
)
_CHINESE: Final = re.compile(
    r"(?:(?P<year>(?:19|20)[0-9]{2})年)?(?P<month>[01]?[0-9])月(?:份|(?P<day>[0-3]?[0-9])[日号]?"
    r"(?:[-~至—](?:[01]?[0-9]月)?(?P<last>[0-3]?[0-9])[日号])?)?"
)
_QUARTER: Final = re.compile(
    r"\b(?:(?P<year1>(?:19|20)[0-9]{2}) )?(?:Q(?P<q>[1-4])|H(?P<h>[12])|"
    r"(?P<nth>first|second|third|fourth) (?P<part>quarter|half))\b"
    r"(?:,? (?:of )?(?P<year2>(?:19|20)[0-9]{2})\b)?",
    re.IGNORECASE,
)
_RELATIVE: Final = re.compile(
    r"\b(?:yesterday|today|tomorrow|tonight|(?:"
    r"(?P<which>last|this|next|previous|past)[ ])"
    r"(?P<unit>monday|tuesday|wednesday|thursday|friday|saturday|sunday|week|month|quarter|year)|"
    r"(?P<bare>monday|tuesday|wednesday|thursday|friday|saturday|sunday))\b"
    r"|今日|今天|昨日|昨天|明日|本周|上周|本月|上月|今年|去年",
    re.IGNORECASE,
)
_YEAR: Final = re.compile(
    r"(?<![0-9,./-])(?P<year>(?:19|20)[0-9]{2})(?:年(?!产)|(?![0-9年/-]|[.,][0-9]))"
)


class DateMention(NamedTuple):
    """A date in the text. `day` is the one day, or the last day of a range, a week or a month;
    None where no year can be known. `first` opens a range."""

    start: int
    end: int
    grain: Grain
    day: date | None
    first: date | None = None
    year_stated: bool = False
    text: str = ""

    @property
    def iso(self) -> str | None:
        """As exact as the text: "2025-02-20", "2025-02", "2025"; quarters give their last month."""
        if self.day is None:
            return None
        if self.grain in ("day", "week"):
            return self.day.isoformat()
        if self.grain in ("month", "quarter", "half"):
            return f"{self.day:%Y-%m}"
        return f"{self.day:%Y}"


def scan_dates(text: str, published: date | None) -> tuple[DateMention, ...]:
    """Every date in order, none overlapping another."""
    cues = _cues(text)
    anchor = published or _anchor_in(text, cues)
    found = sorted(
        (*_iso(text, cues), *_chinese(text, anchor), *_english(text, cues, anchor),
         *_quarters(text, cues, anchor), *_relative(text, cues, published)),
        key=_longest_first,
    )  # fmt: skip
    kept: list[DateMention] = []
    for mention in found:
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
    return _with_years(text, kept, cues["year"])


def _longest_first(mention: DateMention) -> tuple[int, int]:
    return mention.start, -mention.end


def _start(mention: DateMention) -> int:
    return mention.start


_CUE_WORDS: Final = (
    *("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"),
    *("q1", "q2", "q3", "q4", "h1", "h2", "first", "second", "third", "fourth"),
    *(*_WEEKDAYS, "yesterday", "today", "tomorrow", "tonight"),
    *("last ", "this ", "next ", "previous ", "past "),
    *("今日", "今天", "昨日", "昨天", "明日", "本周", "上周", "本月", "上月", "今年", "去年"),
)
_CUE_KINDS: Final = ("month",) * 12 + ("quarter",) * 10 + ("relative",) * 27
_CUES: Final = AhoCorasick(_CUE_WORDS, matchkind=MatchKind.LeftmostLongest)


def _cues(text: str) -> dict[str, list[int]]:
    """Where a month, a quarter, a year or a relative date may begin."""
    starts: dict[str, list[int]] = {"month": [], "quarter": [], "relative": []}
    starts["year"] = sorted((*_each("19", text), *_each("20", text)))
    for index, start, _ in _CUES.find_matches_as_indexes(folded(text)):
        starts[_CUE_KINDS[index]].append(start)
    return starts


def _each(part: str, text: str) -> Iterator[int]:
    at = text.find(part)
    while at >= 0:
        yield at
        at = text.find(part, at + 1)


def _matches(pattern: re.Pattern[str], text: str, starts: Iterable[int]) -> Iterator[re.Match[str]]:
    """The pattern at each of the starts that do not lie in the match before."""
    end = 0
    for start in starts:
        if start >= end and (match := pattern.match(text, start)):
            end = match.end()
            yield match


def _anchor_in(text: str, cues: dict[str, list[int]]) -> date | None:
    """Without a publication date: the first full date the text itself states."""
    for mention in sorted((*_iso(text, cues), *_english(text, cues, None)), key=_start):
        if mention.year_stated and mention.day:
            return mention.day
    return None


def _with_years(
    text: str, kept: list[DateMention], starts: Sequence[int]
) -> tuple[DateMention, ...]:
    taken = [(mention.start, mention.end) for mention in kept]
    years, index = [], 0
    for match in _matches(_YEAR, text, starts):
        while index < len(taken) and taken[index][1] <= match.start():
            index += 1
        if index < len(taken) and taken[index][0] < match.end():
            continue
        year = int(match["year"])
        if 1990 <= year <= 2060 and not _counts_something(text, match.start(), match.end()):
            years.append(
                DateMention(
                    match.start(), match.end(), "year", date(year, 12, 31), None, True, match[0]
                )
            )
    return tuple(sorted((*kept, *years), key=_start)) if years else tuple(kept)


_COUNTED: Final = re.compile(
    r"[ ]?(?:[-–~][0-9]|yuan|RMB|CNY|mt\b|tons?\b|tonnes?\b|t\b|kg\b|lots?\b|%|/|元|吨|美元|USD|"
    r"million|万|units|contract\b)"
)
_MONEY: Final = re.compile(r"(?:[$€£¥￥+\-−–~]|RMB |CNY |USD |RMB|USD|CNY)$")
_CONTRACT: Final = re.compile(r"(?:SHFE|SS|contract)[ ]$")


def _counts_something(text: str, start: int, end: int) -> bool:
    before = text[max(0, start - 9) : start]
    return bool(_COUNTED.match(text, end) or _MONEY.search(before) or _CONTRACT.search(before))


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def resolve(month: int, day: int, anchor: date | None) -> date | None:
    """A day without its year: the latest one not more than 60 days after the anchor."""
    if anchor is None:
        return None
    for year in (anchor.year + 1, anchor.year, anchor.year - 1, anchor.year - 2):
        found = _day(year, month, day)
        if found and (found - anchor).days <= _FUTURE_DAYS:
            return found
    return None


def _month(year: int | None, month: int, anchor: date | None) -> date | None:
    if not 1 <= month <= 12:
        return None
    if year is None:
        first = resolve(month, 1, anchor)
        if first is None:
            return None
        year = first.year
    return date(year, month, monthrange(year, month)[1])


def _iso(text: str, cues: dict[str, list[int]]) -> Iterator[DateMention]:
    for match in _matches(_ISO, text, cues["year"]):
        month = match["m1"] or match["m2"] or match["m3"]
        day = match["d1"] or match["d2"] or match["d3"]
        found = _day(int(match["year"]), int(month), int(day))
        if found:
            yield DateMention(match.start(), match.end(), "day", found, None, True, match[0])


def _english(text: str, cues: dict[str, list[int]], anchor: date | None) -> Iterator[DateMention]:
    for match in _matches(_ENGLISH, text, cues["month"]):
        start, month = match.start(), _MONTHS[match["month"].lower()]
        year = int(match["year"]) if match["year"] else None
        day = int(match["day"]) if match["day"] else None
        if day is None and (before := _DAY_BEFORE.search(text[max(0, start - 8) : start])):
            day, start = int(before["day"]), start - len(before[0])
        if day is None:
            if match["month"] in ("May", "March", "Mar") and not _is_month(text, match, year):
                continue
            yield DateMention(
                start, match.end(), "month", _month(year, month, anchor), None, bool(year),
                text[start : match.end()],
            )  # fmt: skip
            continue
        yield from _days(text, start, match.end(), (year, month, day, match["last"]), anchor)


def _days(
    text: str, start: int, end: int, parts: tuple[int | None, int, int, str | None],
    anchor: date | None,
) -> Iterator[DateMention]:  # fmt: skip
    year, month, day, last = parts
    if not 1 <= day <= 31:
        return
    final = int(last) if last and day < int(last) <= 31 else day
    found = _day(year, month, final) if year else resolve(month, final, anchor)
    first = _day(found.year, month, day) if found and final != day else None
    yield DateMention(start, end, "day", found, first, bool(year), text[start:end])


_MONTH_BEFORE: Final = re.compile(
    r"(?:\b(?:in|of|since|until|by|from|for|early|late|mid|to|and|through|last|this|next|than|with|"
    r"during|before|after)[ -]|[-–(/])$",
    re.IGNORECASE,
)


def _is_month(text: str, match: re.Match[str], year: int | None) -> bool:
    """ "May" is a month in "in May" and "May 2025", and no month in "May fall"."""
    before = text[max(0, match.start() - 8) : match.start()]
    return bool(year) or bool(_MONTH_BEFORE.search(before))


def _chinese(text: str, anchor: date | None) -> Iterator[DateMention]:
    if "月" not in text:
        return
    for match in _CHINESE.finditer(text):
        year = int(match["year"]) if match["year"] else None
        month = int(match["month"])
        if not 1 <= month <= 12:
            continue
        if match["day"]:
            parts = (year, month, int(match["day"]), match["last"])
            yield from _days(text, match.start(), match.end(), parts, anchor)
        elif match.end() >= len(text) or text[match.end()] not in "度":
            found = _month(year, month, anchor)
            yield DateMention(
                match.start(), match.end(), "month", found, None, bool(year), match[0]
            )


_YEAR_BEFORE: Final = re.compile(r"(?:19|20)[0-9]{2} ")


def _quarters(text: str, cues: dict[str, list[int]], anchor: date | None) -> Iterator[DateMention]:
    nth = {"first": 1, "second": 2, "third": 3, "fourth": 4}
    starts = [s - 5 if _YEAR_BEFORE.match(text, max(0, s - 5)) else s for s in cues["quarter"]]
    for match in _matches(_QUARTER, text, starts):
        stated = match["year1"] or match["year2"]
        half = match["h"] or (match["part"] or "").lower() == "half"
        number = int(match["q"] or match["h"] or nth[match["nth"].lower()])
        if half and number > 2:
            continue
        month = number * (6 if half else 3)
        found = _month(int(stated) if stated else anchor.year if anchor else None, month, anchor)
        yield DateMention(
            match.start(), match.end(), "half" if half else "quarter", found, None, bool(stated),
            match[0],
        )  # fmt: skip


_SHIFT: Final = {
    "yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1, "今日": 0, "今天": 0, "昨日": -1,
    "昨天": -1, "明日": 1,
}  # fmt: skip


def _relative(
    text: str, cues: dict[str, list[int]], published: date | None
) -> Iterator[DateMention]:
    for match in _matches(_RELATIVE, text, cues["relative"]):
        word = match[0].lower()
        unit = (match["unit"] or match["bare"] or "").lower()
        which = (match["which"] or "").lower()
        grain: Grain = "day"
        if word in _SHIFT:
            found = published + timedelta(days=_SHIFT[word]) if published else None
        elif unit in _WEEKDAYS:
            found = _weekday(which, _WEEKDAYS.index(unit), published)
        else:
            grain, found = _span(word, which, unit, published)
        yield DateMention(match.start(), match.end(), grain, found, None, False, match[0])


def _weekday(which: str, weekday: int, published: date | None) -> date | None:
    if published is None:
        return None
    back = (published.weekday() - weekday) % 7
    if which == "next":
        return published + timedelta(days=7 - back)
    if which in ("last", "previous", "past") and back == 0:
        back = 7
    return published - timedelta(days=back)


def _span(word: str, which: str, unit: str, published: date | None) -> tuple[Grain, date | None]:
    if unit == "week" or word in ("本周", "上周"):
        grain: Grain = "week"
        days = {"last": -7, "next": 7, "previous": -7, "past": 0}.get(which, 0)
        days = -7 if word == "上周" else days
        return grain, published + timedelta(days=days) if published else None
    grain = "month" if unit == "month" or word.endswith("月") else "year"
    grain = "quarter" if unit == "quarter" else grain
    if published is None:
        return grain, None
    back = {"last": -1, "previous": -1, "next": 1}.get(which, 0)
    back = -1 if word in ("上月", "去年") else back
    months = (
        published.year * 12 + published.month - 1 + back * {"month": 1, "quarter": 3}.get(grain, 12)
    )
    return grain, _month(months // 12, months % 12 + 1, published)
