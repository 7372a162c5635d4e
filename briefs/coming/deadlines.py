"""Days in a sentence by which something closes or runs out: "comments by 5 May", 至11月10日."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from briefs.extract.dates import DateMention, scan_dates
from briefs.extract.sentences import split_sentences

_LEAP_DAY: Final = (2, 29)
_GRAINS: Final = ("day", "month")
#: What stands right before the day: nothing but "the", "the end of" and the like between.
_BEFORE: Final = re.compile(
    r"(?:\b(?:until|till|through|thru|by|before|up to|no later than|not later than"
    r"|(?:expir\w+|ends?|ending|lapses?|clos(?:es?|ed|ing)|due)(?: (?:on|at|in))?"
    r"|deadline(?: (?:is|of|for \w+ is))?(?: on)?:?)"
    r"(?: the)?(?: end of)?|截止(?:日期|时间)?(?:为|是|：|:)?|截至|至|到)\s*$",
    re.IGNORECASE,
)
_BEHIND: Final = re.compile(r"^\s*(?:前|之前|止|截止|到期|\bdeadline\b)", re.IGNORECASE)
_COMMENTS: Final = re.compile(
    r"\b(?:comments?|feedback|opinions?|submissions?|consultation|views)\b"
    r"|征求意见|反馈|意见",
    re.IGNORECASE,
)
_RUNS_OUT: Final = re.compile(
    r"\b(?:until|till|through|thru|expir\w+|ends?|ending|lapses?|valid|up to|suspend\w*"
    r"|extend\w*)\b|有效期|到期|届满|延长|暂停|中止",
    re.IGNORECASE,
)


class End(StrEnum):
    COMMENTS = "comments"  # no more are taken after that day
    EXPIRY = "expiry"  # what holds, or is suspended, does so up to then


@dataclass(frozen=True, slots=True)
class Deadline:
    """A day and the sentence that names it."""

    end: End
    day: date
    quote: str


def deadlines_in(text: str, told: date) -> Iterator[Deadline]:
    """Every day to come, as of the day it was told, on which a text says something ends.

    The first line of a text is its title, as in `Flash.text`.
    """
    for sentence in split_sentences(text):
        quote = text[sentence.start : sentence.end]
        end = _end_of(quote)
        if end is None:
            continue
        for mention in scan_dates(quote, told):
            day = _ahead(mention, told)
            if day is not None and _closes(quote, mention):
                yield Deadline(end, day, quote)


def _end_of(quote: str) -> End | None:
    if _COMMENTS.search(quote):
        return End.COMMENTS
    return End.EXPIRY if _RUNS_OUT.search(quote) else None


def _ahead(mention: DateMention, told: date) -> date | None:
    """The day if it was still to come; without its year the next of that name is meant."""
    day = mention.day
    if day is None or day > told:
        return day
    if mention.year_stated or (day.month, day.day) == _LEAP_DAY:
        return None
    this_year = day.replace(year=told.year)
    return this_year if this_year > told else day.replace(year=told.year + 1)


def _closes(quote: str, mention: DateMention) -> bool:
    if mention.grain not in _GRAINS:
        return False
    before, behind = quote[: mention.start], quote[mention.end :]
    return _BEFORE.search(before) is not None or _BEHIND.search(behind) is not None
