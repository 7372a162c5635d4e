"""When a policy starts, ends or was told: the dates of its sentence, and what they make of its
status."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date as Day
from typing import Final

from briefs.extract.dates import DateMention
from briefs.extract.policy_standing import Standing
from briefs.extract.reading import Reading
from briefs.extract.sentences import Sentence
from briefs.extract.sieve import Sieved
from briefs.types import PolicyStatus

_START: Final = re.compile(
    r"(?:from|since|effective(?: from| on| after)?|as of|starting(?: from| on| at| with)?|"
    r"starts? (?:on|in|from)|started (?:on|in)|beginning(?: on| in)?|begins? (?:on|in)|began"
    r" (?:on|in)|"
    r"(?:takes?|taken|took) (?:full )?effect (?:on|in|from)|into (?:force|effect) (?:on|in|from)|"
    r"in (?:force|place) (?:since|from)|dates from|kicked in on|imposed (?:on|in)|halted in|"
    r"(?:force|effect) as of|(?:appl(?:y|ies)|bites?) (?:from|on|as of|since)|"
    r"implemented (?:on|in|from)|"
    r"(?:kicked|kicks) in on \w+,?|自)(?: the)?(?: (?:start|end|close|settlement|night session|"
    r"opening|session|morning)(?: of| on)?| early| late| mid-?)?(?: trading)?(?: of| on)?[ ]?$",
    re.IGNORECASE,
)
_PAST: Final = re.compile(
    r"(?:since|started|began|took|came|went|entered|kicked|imposed|halted|dates|implemented)\b",
    re.IGNORECASE,
)
_END: Final = re.compile(
    r"\b(?:until|till|through|expires? (?:on|in)|ends? (?:on|in)|by|before|out in|out on|to)"
    r"(?: the)?(?: end of)? $", re.IGNORECASE,
)  # fmt: skip
_JUST_NOW: Final = 21  # days after which "from April" no longer means this year's
_SOON: Final = 12  # characters between "ends" and the day on which it ends
_ENDS: Final = frozenset(("ends", "end", "expires", "expire", "lapses", "disappears", "runs out"))
_CLAUSE: Final = re.compile(r"; |, (?:and|but|while|whereas|although|though)\b|；|。")
_NOW: Final = re.compile(
    r"\b(?:from (?:the |its )?(?:date|day) of (?:issue|issuance|publication|promulgation|release|"
    r"announcement|signing|the notice)|(?:on|upon|from) (?:publication|promulgation)|the same day|"
    r"with immediate effect|takes? effect immediately|effective immediately|at once|"
    r"from that day|from today|in place since|in force since|already in (?:force|effect|place))\b|"
    r"即日起|公布之日起|发布之日起|印发之日起"
)
_LIKELY_NOW: Final = Sieved(_NOW)


def dated(
    reading: Reading, sentence: Sentence, standing: Standing, around: tuple[int, int],
    dates: Sequence[DateMention],
) -> Standing:  # fmt: skip
    """Add the dates of the sentence; a start on or before publication means in force."""
    starts = told = None
    stated = since = False
    low, high = _clause(reading.text, sentence, *around)
    for mention in dates:
        if _comes_later(reading, standing, mention):
            starts, stated = _not_past(reading, _first_day(mention)), True
            continue
        before = reading.text[max(sentence.start, mention.start - 44) : mention.start]
        if _START.search(before):
            if low <= mention.start < high and not stated:
                starts, stated = _first_day(mention), True
                since = _PAST.search(before) is not None
        elif not _END.search(before) and mention.grain == "day":
            told = told or mention.day
    status, weight = standing.status, standing.weight
    now = _LIKELY_NOW.search(reading.text, sentence.start, sentence.end) is not None
    if standing.lifting and starts and reading.published and starts > reading.published:
        if status is not PolicyStatus.RUMOURED:
            status, weight = PolicyStatus.ANNOUNCED, 3
    elif status in (PolicyStatus.ANNOUNCED, PolicyStatus.EFFECTIVE) and not standing.lifting:
        if stated and not reading.published:
            status = PolicyStatus.EFFECTIVE if since else PolicyStatus.ANNOUNCED
        elif stated and starts and reading.published:
            weight = 3
            in_force = starts <= reading.published
            status = PolicyStatus.EFFECTIVE if in_force else PolicyStatus.ANNOUNCED
        elif now:
            status, weight = PolicyStatus.EFFECTIVE, 3
    return Standing(status, weight, told, starts, standing.cue, standing.lifting)


def to_come(reading: Reading, sentence: Sentence, standing: Standing) -> Standing:
    """ "is to tighten from April", told in December: the April to come."""
    day, published = standing.starts, reading.published
    if not (day and published) or (published - day).days < _JUST_NOW:
        return standing
    if str(day.year) in reading.text[sentence.start : sentence.end]:
        return standing
    status = standing.status
    status = PolicyStatus.ANNOUNCED if status is PolicyStatus.EFFECTIVE else status
    return replace(standing, status=status, starts=_not_past(reading, day))


def _comes_later(reading: Reading, standing: Standing, mention: DateMention) -> bool:
    """ "disappears on January 1, 2027": an end that is still to come."""
    if not (standing.lifting and standing.cue and reading.published):
        return False
    if not 0 <= mention.start - standing.cue.end < _SOON:
        return False
    day = _first_day(mention)
    said = reading.text[mention.start : mention.end]
    yearless = standing.cue.word in _ENDS and str(reading.published.year) not in said
    return day is not None and (day > reading.published or yearless)


def _not_past(reading: Reading, day: Day | None) -> Day | None:
    """A day "ends on" names without a year is the next one of that date."""
    if day and reading.published and day <= reading.published and (day.month, day.day) != (2, 29):
        return day.replace(year=day.year + 1)
    return day


def _clause(text: str, sentence: Sentence, start: int, end: int) -> tuple[int, int]:
    """The part of a sentence that holds a name and its status word."""
    low, high = sentence.start, sentence.end
    for cut in _CLAUSE.finditer(text, sentence.start, sentence.end):
        if cut.end() <= start:
            low = cut.end()
        elif cut.start() >= end:
            high = cut.start()
            break
    return low, high


def _first_day(mention: DateMention) -> Day | None:
    day = mention.first or mention.day
    if day and mention.grain == "month":
        return day.replace(day=1)
    if day and mention.grain == "year":
        return day.replace(month=1, day=1)
    return day
