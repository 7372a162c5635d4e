"""Values of an answer → what a reader sees. Filters for `templates/answer.html.j2`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from briefs.asked import Answer
from briefs.history.quotes import is_untaxed
from briefs.times import CHINA
from briefs.types import FindingKind, Found, Item
from briefs.wording import day

MIDNIGHT = time()  # of a day without an hour
ANSWER_ROOM = 900  # characters of one sentence in an answer


def item_in(found: Found, answer: Answer) -> Item:
    """A fact of an answer as a line's item: the numbers of its sentences, a check that agrees."""
    where = [(one.flash_id, one.quote) for one in answer.citations]
    at = (found.flash_id, found.fact.quote)
    evidence = (where.index(at) + 1,) if at in where else ()
    agreeing = (one for one in found.findings if one.kind is FindingKind.CONSISTENT)
    return Item(found.fact, evidence, tuple(agreeing))


def china_day(value: date | datetime) -> str:
    """The day of a telling where it was told: a wire's date line is China's."""
    return day(value.astimezone(CHINA) if isinstance(value, datetime) else value)


def china_moment(value: datetime) -> str:
    """ "20 Feb 2025 18:06 CST"; a day alone where no hour was told."""
    told = value.astimezone(CHINA)
    if told.time() == MIDNIGHT:
        return day(told)
    return f"{day(told)} {told:%H:%M} {told:%Z}"


def whole(quote: str) -> str:
    """A sentence on one line, complete but for what no message could hold."""
    words = " ".join(quote.split())
    return words if len(words) <= ANSWER_ROOM else words[:ANSWER_ROOM].rsplit(" ", 1)[0] + " …"


def way(change: Decimal) -> str:
    """An arrow for a signed change."""
    return "▲" if change > 0 else "▼" if change < 0 else "▬"


def iso(value: date) -> str:
    return value.isoformat()[:10]


def month(value: str) -> str:
    """ "2024-05" → "May 2024"; a day and a year stay as they are."""
    if len(value) != len("2024-05"):
        return value
    return day(date.fromisoformat(f"{value}-01")).partition(" ")[2]


ANSWER_FILTERS: Mapping[str, Callable[..., Any]] = {
    "item_in": item_in,
    "china_day": china_day,
    "china_moment": china_moment,
    "whole": whole,
    "way": way,
    "untaxed": is_untaxed,
    "iso": iso,
    "month": month,
}
