"""Of which day a price is: stated before it, behind it, by "overnight", or by the dateline."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Final

from briefs.extract.numbers import Number
from briefs.extract.reading import Reading
from briefs.extract.sieve import Sieved

_DATELINE: Final = 90
_STALE: Final = timedelta(days=10)  # a flash printed later than this tells of that day, not of ours
_LED: Final = re.compile(r"(?:[^.;:]{0,24}[ ,(])?(?:SMM[ ,]{1,2})?$")
_ENDS: Final = re.compile(r" ?(?:[:：,.)—–-]|\()")


def dateline(reading: Reading) -> date | None:
    """The day the body opens with, else the day of publication."""
    body = len(reading.flash.title)
    published = reading.published
    for mention in reading.within(reading.dates, body, body + _DATELINE):
        told = mention.grain == "day" and mention.text[0].isupper()
        if not told or not mention.day or _is_base(reading, mention.start):
            continue
        if published is None or -_STALE < mention.day - published < timedelta(days=2):
            return mention.day
        opens = _LED.fullmatch(reading.text[body : mention.start].lstrip("\n"))
        if opens and _ENDS.match(reading.text, mention.end) and mention.day < published:
            return mention.day
    return published


def day_behind(reading: Reading, number: Number, end: int) -> date | None:
    """The day stated behind the number up to `end`."""
    for mention in reading.within(reading.dates, number.end, end):
        if mention.grain == "day" and mention.day:
            between = reading.text[number.end : mention.start]
            if _ANOTHER_THOUGHT.search(between) or len(between) > 70:
                break
            if not _is_base(reading, mention.start):
                return mention.day
    return None


_ANOTHER_THOUGHT: Final = re.compile(
    r";| from |,? (?:after|as|while|when|because|since|before|until|which|but) "
)


def day_before(reading: Reading, number: Number, start: int, today: date | None) -> date | None:
    """The last day stated before the number from `start`; it holds for what follows too.
    A day to come has no price yet."""
    for mention in reversed(reading.within(reading.dates, start, number.start)):
        told = mention.day if mention.grain == "day" else None
        if told and not _is_base(reading, mention.start):
            coming = today is not None and told > today + timedelta(days=1)
            return None if coming else told
    return None


def is_now(reading: Reading, start: int, end: int) -> bool:
    """ "…, and was last 0.35% up at": of the flash's own day, whatever day was told before."""
    return _LIKELY_NOW.search(reading.text, start, end) is not None


NOW: Final = re.compile(
    r"\b(?:(?:was|were|is|are|at|stood) last|last (?:traded|stood|quoted)|now|currently|at present"
    r"|this week|at the time of writing)\b"
)
_LIKELY_NOW: Final = Sieved(NOW)
_MARK: Final = re.compile(
    r"[A-Z][a-z]+\.? [0-9]{1,2} (?:record|high|low|peak|level|meeting)\b"
    r"|[A-Z][a-z]+day[’']s (?:\w+[ -]){0,2}(?:record|high|low|peak|level|settlement|price)\b"
)
_BASE: Final = re.compile(
    r"\b(?:from|than|under|over|above|below|against|versus|vs|since|by|of the)"
    r"(?: (?:late|early|the|a|last|this|the previous))? $"
    r"|(?:较|与|比|同|相较于?|相比|自)$"
)


def _is_base(reading: Reading, start: int) -> bool:
    """ "23 yuan/mt under yesterday" compares with yesterday; "on Friday" does not."""
    found = _BASE.search(reading.text[max(0, start - 24) : start])
    return found is not None or _MARK.match(reading.text, start) is not None


OVERNIGHT: Final = re.compile(
    r"\b(?:overnight|night session|night trading|last night|of the night|evening session)\b"
    r"|夜盘|隔夜|昨夜",
    re.IGNORECASE,
)
_LIKELY_OVERNIGHT: Final = Sieved(OVERNIGHT)


def night_before(reading: Reading, start: int, end: int, default: date | None) -> date | None:
    """ "Overnight", "in the night session": the trading day before the flash's own."""
    default = reading.published or default
    if default is None or not _LIKELY_OVERNIGHT.search(reading.text, start, end):
        return None
    back = {0: 3, 6: 2}.get(default.weekday(), 1)  # Monday's night was Friday's
    return default - timedelta(days=back)


def without_days(reading: Reading, start: int, end: int) -> str:
    """The words between two offsets without the dates among them."""
    kept, at = [], start
    for day in reading.within(reading.dates, start, end):
        kept.append(_ON.sub("", reading.text[at : day.start]))
        at = min(end, day.end)
    return "".join([*kept, reading.text[at:end]])


_ON: Final = re.compile(r",? (?:on |for |in )?$")
